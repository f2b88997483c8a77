"""Which phone number was said, as it is kept and as it is read aloud?"""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from casework.errors import Refused

UNREADABLE = "That is no phone number we can dial. Ten digits, or + and the country's code."


def e164(said: str, *, country: str = "US") -> str:
    """+19375550142, however it was typed. Raises Refused in words for the counsellor."""
    try:
        number = phonenumbers.parse(said, country)
    except NumberParseException as bad:
        raise Refused(UNREADABLE) from bad
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE or number.extension:
        raise Refused(UNREADABLE)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def spoken_phone(kept: str, *, country: str = "US") -> str:
    """(937) 555-0142 at home, +44 20 7946 0958 from abroad; unreadable ones as they stand."""
    try:
        number = phonenumbers.parse(kept, country)
    except NumberParseException:
        return kept
    home = number.country_code == phonenumbers.country_code_for_region(country)
    style = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)
