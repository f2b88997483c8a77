"""Which places, groups and meetings do we know, from whom, and how sure are we?

Every record of a source has one identity (`SourceRecord`) and versions of its content (`Entry`). An
import stages new entries that nobody sees; publishing turns `live_entry_id` in one short transaction.
"""

from datetime import date, time
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import Row, exactly_one, moment, number, one_of


class Source(Row, table=True):
    id: int = number()
    name: str = Field(unique=True)
    format: str
    code_list: str = ""
    zone: str = ""
    language: str = "en"
    country: str = "US"
    licence_note: str = ""  # attribution, said where the licence asks for it
    address: str = ""  # where the feed is fetched, "" for a file
    grace_days: int = 30  # a listing missing from the newest file still matches so long
    mapping: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)  # of format "table"
    created_at: Any = moment(default_now=True)


class ImportRun(Row, table=True):
    __tablename__ = "import_run"
    __table_args__ = (one_of("state", "staging", "published", "failed"),)

    id: int = number()
    source_id: int = Field(foreign_key="source.id", index=True)
    file_name: str
    sha256: str
    state: str = "staging"
    read: int = 0
    rejected: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    problems: int = 0  # all of them; of very many the first are kept
    unknown_codes: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    read_as: str = ""  # what was read and how (ADR 18), once all is done after it went live
    started_at: Any = moment(default_now=True)
    published_at: Any = moment()
    started_by_id: int | None = Field(default=None, foreign_key="account.id")


class ImportProblem(Row, table=True):
    __tablename__ = "import_problem"

    id: int = number()
    run_id: int = Field(foreign_key="import_run.id", index=True)
    row: int
    field: str
    severity: str
    value: str
    action: str


class AxisCompleteness(Row, table=True):
    """Does absence of a code mean no (`complete`) or not stated (`partial`), and why (formats.md 1)?"""

    __tablename__ = "axis_completeness"
    __table_args__ = (
        sa.UniqueConstraint("source_id", "axis"),
        one_of("absence", "complete", "partial"),
    )

    id: int = number()
    source_id: int = Field(foreign_key="source.id")
    axis: str
    absence: str
    reason: str


class Organization(Row, table=True):
    __table_args__ = (sa.UniqueConstraint("source_id", "name"),)

    id: int = number()
    source_id: int = Field(foreign_key="source.id")
    name: str
    phone: str = ""
    url: str = ""


class SourceRecord(Row, table=True):
    __tablename__ = "source_record"
    __table_args__ = (
        sa.UniqueConstraint("source_id", "source_key"),
        one_of("state", "present", "missing"),
    )

    id: int = number()
    source_id: int = Field(foreign_key="source.id")
    source_key: str
    # No foreign key: entry points back here, and a ring of keys cannot be created in one pass.
    live_entry_id: int | None = Field(default=None, index=True)
    content_hash: str = ""
    state: str = "present"
    missing_since: Any = moment()
    drops_at: Any = moment()  # while missing: from then on it matches no more (its source's grace)
    first_run_id: int | None = Field(default=None, foreign_key="import_run.id")
    last_run_id: int | None = Field(default=None, foreign_key="import_run.id")


class RunSeen(Row, table=True):
    """Which known records a run met; the rest of its source is missing from its file."""

    __tablename__ = "run_seen"

    run_id: int = Field(foreign_key="import_run.id", primary_key=True)
    record_id: int = Field(foreign_key="source_record.id", primary_key=True)


class SupportGroup(Row, table=True):
    """A support group: derived and stable, its meetings come and go (formats.md 1)."""

    __tablename__ = "support_group"
    __table_args__ = (sa.UniqueConstraint("source_id", "group_key"),)

    id: int = number()
    source_id: int = Field(foreign_key="source.id")
    group_key: str
    name: str
    merged_into_id: int | None = Field(default=None, index=True)


class Service(Row, table=True):
    id: int = number()
    record_id: int = Field(foreign_key="source_record.id", unique=True)
    kind: str = "treatment"  # a value of matching.Kind
    # By its source (two surveys of one place); `merged_into_id` is an editor's word on top of it
    # (no foreign key: an older SQLite file could not give the column back).
    same_as_id: int | None = Field(default=None, foreign_key="service.id", index=True)
    merged_into_id: int | None = Field(default=None, index=True)


class Meeting(Row, table=True):
    id: int = number()
    record_id: int = Field(foreign_key="source_record.id", unique=True)
    group_id: int = Field(foreign_key="support_group.id", index=True)
    merged_into_id: int | None = Field(default=None, index=True)


class Entry(Row, table=True):
    """One version of what a source says about one record, the raw record beside it."""

    __table_args__ = (
        sa.UniqueConstraint("run_id", "record_id"),
        one_of("status", "active", "temporarily_closed", "paused", "do_not_refer", "inactive"),
        one_of("attendance", "", "in_person", "online", "hybrid", "inactive"),
        one_of("precision", "point", "street", "zip", "city", "none"),
    )

    id: int = number()
    record_id: int = Field(foreign_key="source_record.id", index=True)
    run_id: int | None = Field(default=None, foreign_key="import_run.id")
    organization_id: int | None = Field(default=None, foreign_key="organization.id")
    name: str
    name2: str = ""
    description: str = ""
    status: str = "active"
    fellowship: str = ""
    url: str = ""
    attendance: str = ""
    join_url: str = ""
    join_notes: str = ""
    dial_in: str = ""
    location_id: int | None = Field(default=None, foreign_key="location.id")
    # Precision stands here as well, since the check belongs to what a match says aloud.
    precision: str = "none"
    min_age: int | None = None
    max_age: int | None = None
    eligibility: str = ""
    alternate_name: str = ""
    email: str = ""
    application: str = ""  # how somebody gets in
    documents: str = ""  # what to bring
    wait: str = ""  # as the source words it, with no promise
    capacity: str = ""
    service_area: str = ""
    served_states: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    alert: str = ""  # a passing message of the source
    alert_until: date | None = None
    withheld: bool = (
        False  # its source keeps it out of public lists: staff see it, no export has it
    )
    complete_axes: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    unverified: bool = False
    verified_on: date | None = None
    source_updated_at: Any = moment()
    raw: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)


class Location(Row, table=True):
    id: int = number()
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
    precision_source: str = ""
    directions: str = ""
    transport: str = ""
    confidential: bool = False
    virtual: bool = False


class Schedule(Row, table=True):
    __table_args__ = (
        one_of("kind", "meeting", "opening", "intake"),
        sa.CheckConstraint("weekday IS NULL OR weekday BETWEEN 0 AND 6", name="weekday_known"),
    )

    id: int = number()
    entry_id: int = Field(foreign_key="entry.id", index=True)
    kind: str = "meeting"
    weekday: int | None = None  # 0 is Sunday
    start: time | None = None
    minutes: int | None = None
    crosses_midnight: bool = False
    zone: str = ""
    nth: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    text: str = ""


class EntryLocation(Row, table=True):
    """A further place of a listing that has several; the first stands in the entry itself."""

    __tablename__ = "entry_location"

    entry_id: int = Field(foreign_key="entry.id", primary_key=True)
    position: int = Field(primary_key=True)  # from 1
    location_id: int = Field(foreign_key="location.id", index=True)
    precision: str = "none"


class Phone(Row, table=True):
    id: int = number()
    entry_id: int = Field(foreign_key="entry.id", index=True)
    raw: str
    e164: str = ""
    extension: str = ""
    kind: str = "main"
    note: str = ""
    language: str = ""
    private: bool = False


class Tag(Row, table=True):
    """One code of one code list, with our axis and value (no value: known to nobody here)."""

    __table_args__ = (sa.UniqueConstraint("axis", "value_or_empty", "code_list", "code"),)

    id: int = number()
    axis: str
    value_or_empty: str = ""  # a unique constraint takes NULLs for different
    code_list: str
    code: str


class EntryTag(Row, table=True):
    __tablename__ = "entry_tag"

    entry_id: int = Field(foreign_key="entry.id", primary_key=True)
    tag_id: int = Field(foreign_key="tag.id", primary_key=True)


class Cost(Row, table=True):
    id: int = number()
    entry_id: int = Field(foreign_key="entry.id", index=True)
    kind: str
    text: str = ""


class ListingReport(Row, table=True):
    """What a counsellor heard about a place on a call; fades to unknown, never to available."""

    __tablename__ = "listing_report"
    __table_args__ = (
        exactly_one("one_place", "service_id", "group_id"),
        one_of(
            "kind", "full", "waits", "wrong_number", "closed", "not_taking", "no_medicaid", "kind"
        ),
    )

    id: int = number()
    service_id: int | None = Field(default=None, foreign_key="service.id", index=True)
    group_id: int | None = Field(default=None, foreign_key="support_group.id", index=True)
    kind: str
    weeks: int | None = None
    reported_at: Any = moment(default_now=True)
    reported_by_id: int = Field(foreign_key="account.id")
    settled_at: Any = moment()
    settled_by_id: int | None = Field(default=None, foreign_key="account.id")
    settled_as: str = ""  # in the editor's words


class ListingEdit(Row, table=True):
    """One field as an editor wrote it, on top of what the source says (product.md 2)."""

    __tablename__ = "listing_edit"
    __table_args__ = (sa.UniqueConstraint("record_id", "field"),)

    id: int = number()
    record_id: int = Field(foreign_key="source_record.id")
    field: str
    value: Any = Field(default=None, sa_type=sa.JSON)
    base: Any = Field(default=None, sa_type=sa.JSON)  # what the source said when it was edited
    source_says: Any = Field(default=None, sa_type=sa.JSON)  # since then, while undecided
    undecided_since: Any = moment()
    edited_at: Any = moment(default_now=True)
    edited_by_id: int = Field(foreign_key="account.id")


class ListingEvent(Row, table=True):
    """What became of one listing, and when: its source changed it, lost it, brought it back; an editor
    wrote over it. What the source said before is not kept, what an editor replaced is."""

    __tablename__ = "listing_event"
    __table_args__ = (
        one_of("what", "changed", "missing", "back", "edited", "undone", "decided", "agreed"),
    )

    id: int = number()
    record_id: int = Field(foreign_key="source_record.id", index=True)
    what: str
    field: str = ""  # of an edit
    before: Any = Field(default=None, sa_type=sa.JSON)
    after: Any = Field(default=None, sa_type=sa.JSON)
    run_id: int | None = Field(default=None, foreign_key="import_run.id")
    at: Any = moment(default_now=True)
    by_id: int | None = Field(default=None, foreign_key="account.id")


class Duplicate(Row, table=True):
    """Two listings that look like one place: proposed by evidence, decided by an editor."""

    __table_args__ = (
        sa.UniqueConstraint("kind", "first_id", "second_id"),
        one_of("kind", "service", "group", "meeting"),
        one_of("state", "proposed", "merged", "different", "undone"),
        sa.CheckConstraint("first_id < second_id", name="in_order"),
    )

    id: int = number()
    kind: str
    first_id: int = Field(index=True)  # of service, support_group or meeting by `kind`
    second_id: int = Field(index=True)
    likeness: int  # 0 to 100
    evidence: list[Any] = Field(default_factory=list, sa_type=sa.JSON)
    sure: str = ""  # why nothing speaks against it at all: "phone", "address", "meetings", "links"
    state: str = "proposed"
    kept_id: int | None = None  # which of the two is shown, once merged
    proposed_at: Any = moment(default_now=True)
    decided_at: Any = moment()
    decided_by_id: int | None = Field(default=None, foreign_key="account.id")
    decided_with_id: int | None = None  # the first of many that were decided in one press


class Verification(Row, table=True):
    """Who asked a place whether what we say of it is true, how, when, and what came of it."""

    __table_args__ = (
        exactly_one("one_place", "service_id", "group_id"),
        one_of("how", "phone", "website", "email", "visit"),
        one_of("outcome", "confirmed", "corrected", "not_reached", "gone"),
    )

    id: int = number()
    service_id: int | None = Field(default=None, foreign_key="service.id", index=True)
    group_id: int | None = Field(default=None, foreign_key="support_group.id", index=True)
    how: str
    outcome: str
    note: str = ""
    at: Any = moment(default_now=True)
    by_id: int = Field(foreign_key="account.id")


class EmergencyCentre(Row, table=True):
    """The ten-digit number of a county's emergency centre: 911 dialled here reaches ours, not theirs."""

    __tablename__ = "emergency_centre"
    __table_args__ = (sa.UniqueConstraint("state", "county", "name"),)

    id: int = number()
    state: str = Field(index=True)
    county: str = ""  # "" for the whole state
    name: str
    phone: str
    note: str = ""
    checked_on: date | None = None
    entered_at: Any = moment(default_now=True)
    entered_by_id: int | None = Field(default=None, foreign_key="account.id")


class ServedArea(Row, table=True):
    """A county, or a whole state, whose emergency table this helpline keeps full (product.md 2)."""

    __tablename__ = "served_area"
    __table_args__ = (sa.UniqueConstraint("state", "county"),)

    id: int = number()
    state: str
    county: str = ""  # "" for the whole state


class DirectoryChange(Row, table=True):
    """Written in the transaction that changes the directory; processes refresh their index by it."""

    __tablename__ = "directory_change"

    seq: int = number()
    service_id: int | None = None
    meeting_id: int | None = None
    run_id: int | None = None  # a whole run went live
    at: Any = moment(default_now=True)
