"""What of a listing may leave in HSDS? What has no field here cannot: no private number, no raw record,
no word of a caller, and of a place that is kept private no street."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Of one that is `confidential` town, state and ZIP are written, whatever stands here beside them."""

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
    precision: str = "none"
    precision_source: str = ""
    directions: str = ""
    transport: str = ""
    confidential: bool = False
    virtual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """Weekday 0 is Sunday, None words alone; `nth` of the month, -1 the last."""

    kind: str
    weekday: int | None = None
    start: time | None = None
    minutes: int | None = None
    crosses_midnight: bool = False
    zone: str = ""
    nth: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    number: str
    extension: str = ""
    kind: str = "main"
    note: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    axis: str
    value: str  # "" where nobody here knows the code
    code_list: str
    code: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A source and what its licence asks to be said."""

    source: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """One listing; `id` is unique in this directory and comes back when it is read again."""

    id: str
    kind: str
    name: str
    credit: Credit
    name2: str = ""
    alternate_name: str = ""
    description: str = ""
    status: str = "active"
    organization: str = ""
    fellowship: str = ""
    group_key: str = ""
    group_name: str = ""
    url: str = ""
    email: str = ""
    attendance: str = ""
    join_url: str = ""
    join_notes: str = ""
    dial_in: str = ""
    min_age: int | None = None
    max_age: int | None = None
    eligibility: str = ""
    application: str = ""
    documents: str = ""
    wait: str = ""
    capacity: str = ""
    service_area: str = ""
    served_states: Sequence[str] = ()
    alert: str = ""
    alert_until: date | None = None
    complete: Sequence[str] = ()
    unverified: bool = False
    verified_on: date | None = None
    updated_at: datetime | None = None
    listed_at: date | None = None  # when its source last brought it
    places: Sequence[Place] = ()
    times: Sequence[Time] = ()
    phones: Sequence[Number] = ()
    tags: Sequence[Tag] = field(default_factory=tuple)
    costs: Sequence[tuple[str, str]] = ()  # (kind, words)
