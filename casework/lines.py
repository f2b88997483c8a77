"""What may stand in a line that people who run the helpline type: a name, a phone, a time zone?"""

import unicodedata
from zoneinfo import available_timezones

from casework import phones
from casework.errors import Refused

NAME, LONG = 120, 300  # characters
SHORT_NUMBERS = range(3, 7)  # digits of a number like 988, 211 or 116123


def line(typed: str, what: str, *, most: int = NAME, needed: bool = True) -> str:
    """One line without control characters; Refused, by its name, when empty or too long."""
    plain = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in typed)
    plain = " ".join(plain.split())
    if needed and not plain:
        raise Refused(f"{what} is empty. Please fill it in.")
    if len(plain) > most:
        raise Refused(f"{what} is too long: at most {most} characters.")
    return plain


def phone(typed: str, what: str, *, needed: bool = False) -> str:
    """A number as people write it, if it can be dialled: ten digits, a short one, or + and abroad."""
    plain = line(typed, what, most=40, needed=needed)
    if not plain or (plain.isdecimal() and len(plain) in SHORT_NUMBERS):
        return plain
    try:
        phones.e164(plain)
    except Refused as bad:
        raise Refused(
            f"{what}: “{plain}” is no number one can dial. Ten digits, like 614-555-0100, "
            "or + and the country's code."
        ) from bad
    return plain


def zone(typed: str) -> str:
    plain = typed.strip()
    if not plain:
        raise Refused("Choose a time zone.")
    if plain not in available_timezones():
        raise Refused(f"There is no time zone called “{plain[:60]}”. One is America/New_York.")
    return plain
