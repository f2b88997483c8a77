"""Who and what stands around the person concerned, and what follows from it (domain.md 3.3)?"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from casework import facts
from casework.access import Act
from casework.desk import Desk
from casework.errors import NotFound, Refused
from db.models import SupportSource

QUESTIONS = {
    "on_side": "Who is on your side?",
    "practical": "Who could help with something practical: children, a lift, a bed, money?",
    "distance": "Anyone or anywhere you need distance from?",
}
KINDS = {
    "family": "family",
    "partner": "partner",
    "friend": "friend",
    "sponsor": "sponsor",
    "peer": "someone in recovery",
    "group": "a group",
    "counsellor": "counsellor",
    "faith": "faith",
    "work": "work",
    "place": "a place",
}
GIVES = {
    "emotional": "listens",
    "childcare": "children",
    "transport": "a lift",
    "housing": "a bed",
    "money": "money",
    "meals": "meals",
    "housework": "housework",
}
TANGIBLE = frozenset(GIVES) - {"emotional"}
ENDED = {"died": "died", "estranged": "no contact any more", "jailed": "in jail"}
YES_NO_FIELDS = ("lives_with", "uses", "is_trigger", "violent", "knows", "may_contact")
ANSWERS = ("yes", "no", "unknown", "declined", "not_asked")


@dataclass(frozen=True)
class Flag:
    """Something derived, with the sentence that produced it; flags are never read out."""

    name: str
    because: str


def sources(desk: Desk, call_id: UUID) -> Sequence[SupportSource]:
    return desk.session.exec(
        select(SupportSource)
        .where(
            SupportSource.call_id == call_id,
            desk.sees(SupportSource.centre_id),
            col(SupportSource.removed).is_(False),
        )
        .order_by(col(SupportSource.written_at))
    ).all()


def add(desk: Desk, *, call_id: UUID, question: str, kind: str) -> UUID:
    """A new row of the support map, made by one chip; role, not name."""
    if question not in QUESTIONS or kind not in KINDS:
        raise Refused("Choose who it is.")
    with desk.changing(Act.LOG_CALL):
        call = facts.writable(desk, call_id)
        row = SupportSource(
            call_id=call.id,
            centre_id=call.centre_id,
            person_id=call.concerned_id,
            question=question,
            kind=kind,
            is_trigger="yes" if question == "distance" else "not_asked",
        )
        desk.keep(Act.LOG_CALL, row)
    return row.id


def change(desk: Desk, *, row_id: UUID, field: str, value: str | list[str]) -> None:
    """Change one answer about one source; `gives` takes a list of GIVES."""
    known = (
        (field in YES_NO_FIELDS and value in ANSWERS)
        or (field == "ended" and (value in ENDED or value == ""))
        or (field == "gives" and set(value) <= set(GIVES))
    )
    if not known:
        raise Refused("The support map does not have that answer.")
    with desk.changing(Act.LOG_CALL):
        row = desk.find(SupportSource, row_id, what="That line")
        facts.writable(desk, row.call_id)
        setattr(row, field, value or None if field == "ended" else value)
        row.version += 1
        desk.keep(Act.LOG_CALL, row)


def remove(desk: Desk, *, row_id: UUID) -> None:
    with desk.changing(Act.LOG_CALL):
        row = desk.find(SupportSource, row_id, what="That line")
        facts.writable(desk, row.call_id)
        if row.removed:
            raise NotFound("That line")
        row.removed = True
        desk.keep(Act.LOG_CALL, row)


def marks(desk: Desk, row_id: UUID) -> dict[str, str]:
    """The yes-or-no answers about one source."""
    row = desk.find(SupportSource, row_id, what="That line")
    return {name: getattr(row, name) for name in YES_NO_FIELDS}


def usable(row: SupportSource) -> bool:
    """It still stands, and is neither trigger nor violent nor using (domain.md 3.3)."""
    return not row.ended and "yes" not in {row.uses, row.is_trigger, row.violent}


def flags(rows: Sequence[SupportSource]) -> list[Flag]:
    """Isolated, gaps and triggers at home, each with its sentence. No answer derives nothing."""
    if not rows:
        return []
    found = []
    standing = [row for row in rows if usable(row)]
    gone = [f"{KINDS[row.kind]} {ENDED[row.ended]}" for row in rows if row.ended in ENDED]
    if not standing:
        found.append(Flag("isolated", "; ".join(gone) or "nobody named who could be leaned on"))
    elif gone and all(row.kind in {"place", "work"} for row in standing):
        found.append(Flag("isolated", "; ".join(gone)))
    if standing and not any(set(row.gives) & TANGIBLE for row in standing):
        found.append(Flag("no practical help", "nobody named for children, a lift, a bed or money"))
    for row in rows:
        if row.lives_with == "yes" and not row.ended and "yes" in {row.uses, row.is_trigger}:
            found.append(
                Flag("trigger at home", f"lives with {KINDS[row.kind]} who uses or is a trigger")
            )
        if row.violent == "yes" and not row.ended:
            found.append(Flag("violence", f"{KINDS[row.kind]} is violent"))
    return found
