"""What do we know from this call, who said it, and which version is newest?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from casework import fields
from casework.access import Act
from casework.desk import Desk
from casework.errors import NotAllowed, NotFound, Refused
from db.models import Call, Draft, Fact, SupportSource, now

LONGEST = 40_000  # characters; far above what is typed, far below what hurts
AMEND_HOURS = 24  # product.md 1: 24 hours by its author, then by a supervisor
MIRRORED = {"call.relation": "relation", "call.stage": "stage"}
ANSWERS = ("stated", "unknown", "declined", "not_asked")


@dataclass(frozen=True)
class Known:
    """The newest version of one answer."""

    value: str | None
    answer: str
    provenance: str
    version: int
    written_at: datetime
    kept_both: bool = False
    other: str | None = None  # the other text, when two browsers wrote at once

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(filter(None, (self.value or "").split(",")))


Facts = Mapping[str, Known]


def known(desk: Desk, call_id: UUID) -> dict[str, Known]:
    """Field path → newest answer; drafts not included (matches read typed facts only)."""
    rows = desk.session.exec(
        select(Fact)
        .where(Fact.call_id == call_id, desk.sees(Fact.centre_id))
        .order_by(col(Fact.field), col(Fact.version))
    ).all()
    newest: dict[str, Known] = {}
    for row in rows:
        before = newest.get(row.field)
        newest[row.field] = Known(
            row.value,
            row.answer,
            row.provenance,
            row.version,
            row.written_at,
            row.kept_both,
            before.value if row.kept_both and before else None,
        )
    return newest


def value(facts: Facts, path: str) -> str | None:
    found = facts.get(path)
    return found.value if found and found.answer == "stated" and found.value else None


def add_version(
    desk: Desk,
    call: Call,
    field: str,
    *,
    value: str | None,
    answer: str = "stated",
    after: Fact | None,
    at_least: int = 0,
    kept_both: bool = False,
) -> int:
    """The next version of a fact, inside a transaction of `jotting`; mirrors what lists count by."""
    version = max(after.version if after else 0, at_least) + 1
    desk.session.add(
        Fact(
            call_id=call.id,
            centre_id=call.centre_id,
            field=field,
            version=version,
            answer=answer,
            value=value,
            provenance=provenance(desk, call),
            kept_both=kept_both,
            written_by_id=desk.me,
        )
    )
    if field in MIRRORED:
        setattr(call, MIRRORED[field], value if answer == "stated" and value else answer)
    row = fields.support_row(field)
    if row is not None:
        _into_support(desk, call, row, value)
    desk.session.flush()
    return version


def provenance(desk: Desk, call: Call) -> str:
    """Who tells us: set once a call, else by whom it is about (product.md 1)."""
    said = newest(desk, call.id, "call.provenance")
    if said is not None and said.answer == "stated" and said.value:
        return said.value
    return "self" if call.relation in {"self", "unknown", "not_asked"} else "third_party"


def writable(desk: Desk, call_id: UUID) -> Call:
    """The call, locked, if this actor may write on it now; else NotFound or NotAllowed.

    Open: its counsellor or a supervisor. Closed: its author for 24 hours, then a supervisor.
    """
    call = desk.session.exec(
        select(Call).where(Call.id == call_id, desk.sees(Call.centre_id)).with_for_update()
    ).first()
    if call is None:
        raise NotFound("That call")
    supervises = desk.may(Act.REASSIGN)
    own = desk.actor.id in {call.counsellor_id, call.logged_by_id}
    if not (own or supervises):
        raise NotAllowed("Only the counsellor on this call writes in it.")
    late = call.ended_at is not None and call.ended_at < now() - timedelta(hours=AMEND_HOURS)
    if call.state == "void" or (late and not supervises):
        raise NotAllowed("This call was closed more than a day ago. A supervisor can add to it.")
    return call


def check(field: str, value: str | None, answer: str) -> None:
    asked = fields.question(field)
    if asked is None or answer not in ANSWERS:
        raise Refused("This screen asked something we do not know. Nothing was lost; reload it.")
    if value is None:
        return
    if len(value) > LONGEST:
        raise Refused(f"That is longer than {LONGEST:,} characters. Keep the important part.")
    if asked.choices:
        codes = value.split(",") if asked.many else [value]
        if any(code and code not in asked.choices for code in codes):
            raise Refused(f"“{asked.label}” does not have that answer.")


def newest(desk: Desk, call_id: UUID, field: str) -> Fact | None:
    return desk.session.exec(
        select(Fact)
        .where(Fact.call_id == call_id, Fact.field == field)
        .order_by(col(Fact.version).desc())
        .limit(1)
    ).first()


def newest_versions(desk: Desk, call_id: UUID) -> dict[str, int]:
    """Field path → the version the browser should send as its base (facts and drafts together)."""
    versions = (
        select(Fact.field, func.max(Fact.version))
        .where(Fact.call_id == call_id, desk.sees(Fact.centre_id))
        .group_by(Fact.field)
    )
    typing = select(Draft.field, Draft.version).where(
        Draft.call_id == call_id, desk.sees(Draft.centre_id)
    )
    found: dict[str, int] = {}
    for query in (versions, typing):
        for path, version in desk.session.exec(query).all():
            found[path] = max(found.get(path, 0), version)
    return found


def _into_support(desk: Desk, call: Call, row: tuple[UUID, str], value: str | None) -> None:
    source = desk.session.get(SupportSource, row[0])
    if source is None or source.call_id != call.id:
        raise NotFound("That line of the support map")
    setattr(source, row[1], value)
