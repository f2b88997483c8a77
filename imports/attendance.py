"""Can one go there, join from home, both, or is it closed for now?"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from imports.codes.meeting_guide import CLOSED_FOR_NOW, ONLINE
from imports.reading import Notes
from imports.text import line, plain, web_address

# Where meetings are held online; a link to anywhere else is kept but proves no way in.
HOSTS = """
zoom.us zoomgov.com meet.google.com hangouts.google.com teams.microsoft.com teams.live.com
webex.com gotomeeting.com gotomeet.me gotomeet.com meet.goto.com freeconferencecall.com
freeconference.com bluejeans.com skype.com meet.jit.si whereby.com discord.com discord.gg
dialpad.com uberconference.com ringcentral.com 8x8.vc join.me intherooms.com vsee.com
"""
PROVIDERS = frozenset(HOSTS.split())
STATED = frozenset({"in_person", "online", "hybrid", "inactive"})
DIALLED = 10  # digits


@dataclass(frozen=True, slots=True)
class Way:
    """How a meeting can be attended, whether it is open, and the link to join by."""

    attendance: str
    status: str
    join_url: str


def decide(
    record: Mapping[str, Any], codes: Collection[str], exact: bool, row: int, notes: Notes
) -> Way:
    """`attendance_option` if stated, else by link, phone and address (formats.md 3, "Ours").

    "Temporarily closed" takes the in-person part away; with no way online the meeting is
    temporarily closed. `exact`: the address is one to go to.
    """
    join_url = _join_url(record, row, notes)
    stated = re.sub(r"[\s-]+", "_", line(record.get("attendance_option")).lower())
    if stated and stated not in STATED:
        notes.warn(
            row, "attendance_option", stated, "not an option of the format; worked out instead"
        )
    if stated in STATED:
        online, in_person = stated in ("online", "hybrid"), stated in ("in_person", "hybrid")
    else:
        online = ONLINE in codes or _is_online(join_url, record)
        in_person = exact
    closed = CLOSED_FOR_NOW in codes
    in_person = in_person and not closed
    status = "temporarily_closed" if closed and not online else "active"
    return Way(named(in_person=in_person, online=online), status, join_url)


def named(*, in_person: bool, online: bool) -> str:
    """in_person, online, hybrid or inactive."""
    if in_person:
        return "hybrid" if online else "in_person"
    return "online" if online else "inactive"


def known_provider(url: str) -> bool:
    """Whether a link leads to a place where meetings are held."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return False
    return any(host == each or host.endswith(f".{each}") for each in PROVIDERS)


def _is_online(join_url: str, record: Mapping[str, Any]) -> bool:
    digits = re.sub(r"\D", "", plain(record.get("conference_phone")))
    return known_provider(join_url) or len(digits) >= DIALLED


def _join_url(record: Mapping[str, Any], row: int, notes: Notes) -> str:
    written = line(record.get("conference_url"))
    if not written:
        return ""
    url = web_address(written)
    if not url:
        notes.warn(row, "conference_url", written, "not a link that can be opened; left out")
    elif not known_provider(url):
        notes.warn(row, "conference_url", url, "not a known meeting host; link kept")
    return url
