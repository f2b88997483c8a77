"""What does every foreign format become: listings, their problems, and the report of one reading.

An importer is a function `read(source: Opened, options: Options) -> Reading`. Nothing here knows SQL.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was odd; `row` counts records from 1, 0 is the file itself (contracts.md 2)."""

    row: int
    field: str
    severity: str  # "warning" or "error"
    value: str
    action: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A stated fact: the foreign code in its list beside our value (None: code known to nobody here)."""

    axis: str
    value: str | None
    code_list: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    name: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    county: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = "US"
    lat: float | None = None
    lon: float | None = None
    precision: str = "none"  # point, street, zip, city, none
    precision_source: str = ""  # "source" or "zipcodes"
    directions: str = ""
    transport: str = ""
    confidential: bool = False
    virtual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A weekly time; weekday 0 is Sunday, None by appointment."""

    weekday: int | None
    start: time | None
    minutes: int | None
    zone: str = ""
    crosses_midnight: bool = False
    text: str = ""
    kind: str = "meeting"  # meeting, opening, intake
    nth: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    raw: str
    e164: str = ""
    extension: str = ""
    kind: str = "main"  # main, intake, hotline, tollfree, fax, tty, dial_in, after_hours
    note: str = ""
    language: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One record of a source in our words.

    `record_kind`: "treatment" (a Service), "meeting" (one Meeting of a Group), "service" or another
    value of matching's Kind; "part" for a record that is not referred to by itself (an agency, a
    site whose programmes stand beside it): kept and counted, never matched.
    `also_at`: further places of one service that has several; `where` is the first.
    `group_key`/`group_name`: for meetings, the derived stable Group (formats.md 1).
    `unverified`: nobody here has asked yet whether it is true; an editor's tick ends that.
    `same_as`: source id of the record this one is listed together with (SU and MH rows with equal
    name1, street and ZIP), or "".
    """

    source_id: str
    record_kind: str
    name: str
    name2: str = ""
    description: str = ""
    status: str = "active"
    organization: str = ""
    fellowship: str = ""
    group_key: str = ""
    group_name: str = ""
    url: str = ""
    where: Where | None = None
    times: Sequence[Time] = ()
    phones: Sequence[Phone] = ()
    tags: Sequence[Tag] = ()
    complete: frozenset[str] = frozenset()
    attendance: str = ""  # in_person, online, hybrid, inactive, "" not stated
    join_url: str = ""
    join_notes: str = ""
    dial_in: str = ""
    min_age: int | None = None
    max_age: int | None = None
    eligibility: str = ""
    alternate_name: str = ""
    email: str = ""
    application: str = ""
    documents: str = ""
    wait: str = ""
    capacity: str = ""
    service_area: str = ""
    served_states: Sequence[str] = ()
    alert: str = ""
    alert_until: date | None = None
    withheld: bool = False
    also_at: Sequence[Where] = ()
    costs: Sequence[tuple[str, str]] = ()  # (kind, text)
    updated_at: datetime | None = None
    verified_on: date | None = None
    unverified: bool = False
    same_as: str = ""
    external_id: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the person importing says beside the file."""

    zone: str = ""  # default IANA zone of the feed
    code_list: str = ""  # whose type codes these are: "aa", "al-anon", …
    language: str = ""  # language of a meeting that states none
    country: str = "US"
    mapping: Mapping[str, Any] | None = None  # of format "table", as JSON keeps it
    today: date | None = None  # the day a licence is still good on; this day if None
    progress: Callable[[int], None] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All of one file: `read` records = `len(listings) + rejected`."""

    listings: Sequence[Listing]
    problems: Sequence[Problem]
    read: int
    rejected: int
    unknown_codes: Mapping[str, int] = field(default_factory=dict)
    code_list: str = ""


class Unreadable(Exception):
    """The file as a whole cannot be taken; the message is one sentence for the person importing."""
