"""Who did what to how many, and when? Read from the trail, which is written by the doors alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, true
from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from db.models import Account, AuditEntry, Centre, Helpline, now
from exports.spreadsheets import csv_bytes

PAGE = 50
MOST_LINES = 100_000  # of one file
PROGRAM = 0  # who: the program itself, at sign-in, imports from the command line and by the clock
COLUMNS = ("when", "zone", "who", "sign-in name", "works as", "act", "about", "rows", "in words")

_ROW = re.compile(r"\b([A-Z][A-Za-z]+) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Looked:
    """What the auditor looks for; both days belong to it, as the helpline's own zone counts them."""

    since: date
    until: date
    who: int | None = None  # an account, or PROGRAM
    act: str | None = None  # the name of an Act

    @classmethod
    def last_days(cls, desk: Desk, days: int) -> "Looked":
        today = now().astimezone(zone(desk)).date()
        return cls(today - timedelta(days=days - 1), today)


@dataclass(frozen=True)
class Line:
    """One act, in words."""

    id: int
    at: datetime
    who: str
    login: str
    role: str
    act: str
    about: str
    count: int
    subjects: str


@dataclass(frozen=True)
class Lines:
    lines: Sequence[Line]
    older: int | None  # the number to go on from; None at the end


def zone(desk: Desk) -> ZoneInfo:
    """The auditor's centre's, or the helpline's."""
    desk.require(Act.SEE_AUDIT)
    centre = select(Centre.zone).where(Centre.id == desk.actor.centre_id)
    found = desk.session.exec(centre).first() or desk.session.exec(select(Helpline.zone)).first()
    return ZoneInfo(found or "UTC")


def opened(desk: Desk) -> None:
    """Looking into the trail leaves a line in it."""
    desk.keep(Act.SEE_AUDIT, subject="opened the audit trail")


def colleagues(desk: Desk) -> dict[int, str]:
    """Whose acts this auditor sees: id → name; the program's own only with every centre."""
    desk.require(Act.SEE_AUDIT)
    rows = desk.session.exec(
        select(Account.id, Account.name, Account.login)
        .where(_colleagues_of(desk))
        .order_by(col(Account.name))
    )
    found = {
        key: name if name.lower() == login else f"{name} ({login})" for key, name, login in rows
    }
    return found | ({PROGRAM: "the program itself"} if desk.may(Act.SEE_ALL_CENTRES) else {})


def acts() -> dict[str, str]:
    return {act.name: act.value for act in sorted(Act, key=lambda act: act.value)}


def read(desk: Desk, looked: Looked, *, before: int | None = None, most: int = PAGE) -> Lines:
    """The newest first, from the line below `before` on; a page at a time."""
    _check(looked)
    query = (
        select(AuditEntry, Account.name, Account.login, Account.role)
        .join(Account, col(Account.id) == col(AuditEntry.actor_id), isouter=True)
        .where(_wanted(desk, looked), col(AuditEntry.id) < before if before else true())
        .order_by(col(AuditEntry.id).desc())
        .limit(most + 1)
    )
    rows = desk.session.exec(query).all()
    names = _names(desk)
    found = [_line(*row, names=names) for row in rows[:most]]
    return Lines(found, found[-1].id if len(rows) > most else None)


def export(desk: Desk, looked: Looked) -> bytes:
    """The lines looked for, as CSV; this too leaves a line in the trail."""
    found = read(desk, looked, most=MOST_LINES)
    if found.older is not None:
        raise Refused(f"That is more than {MOST_LINES:,} lines. Choose fewer days.")
    here = zone(desk)
    made = csv_bytes(
        COLUMNS,
        (
            (
                f"{each.at.astimezone(here):%Y-%m-%d %H:%M:%S}",
                here.key,
                *(each.who, each.login, each.role, each.act, each.subjects, each.count, each.about),
            )
            for each in found.lines
        ),
    )
    what = f"audit trail {looked.since}..{looked.until} as CSV, {len(found.lines)} lines"
    desk.keep(Act.SEE_AUDIT, subject=what)
    return made


def _check(looked: Looked) -> None:
    if looked.until < looked.since:
        raise Refused("The last day lies before the first one.")
    if looked.act is not None and looked.act not in Act.__members__:
        raise Refused("Choose an act from the list.")


def _wanted(desk: Desk, looked: Looked) -> ColumnElement[bool]:
    """Rows name who acted and no centre, so an auditor of one centre sees what its people did."""
    here = zone(desk)
    parts: list[Any] = [
        _colleagues_of(desk),
        col(AuditEntry.at) >= _start(looked.since, here),
        col(AuditEntry.at) < _start(looked.until + timedelta(days=1), here),
    ]
    if looked.who == PROGRAM:
        parts.append(col(AuditEntry.actor_id).is_(None))
    elif looked.who is not None:
        parts.append(col(AuditEntry.actor_id) == looked.who)
    if looked.act is not None:
        parts.append(col(AuditEntry.act) == looked.act)
    return and_(*parts)


def _colleagues_of(desk: Desk) -> ColumnElement[bool]:
    if desk.may(Act.SEE_ALL_CENTRES):
        return true()
    return col(Account.centre_id) == desk.actor.centre_id


def _start(day: date, here: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=here).astimezone(UTC)


def _names(desk: Desk) -> Mapping[int, str]:
    return dict(desk.session.exec(select(Account.id, Account.name)).all())


def _line(
    entry: AuditEntry,
    name: str | None,
    login: str | None,
    role: str | None,
    *,
    names: Mapping[int, str],
) -> Line:
    act = Act.__members__.get(entry.act)
    return Line(
        id=entry.id,
        at=entry.at,
        who=name or "the program itself",
        login=login or "",
        role=role or "",
        act=act.value if act else entry.act.replace("_", " ").lower(),
        about=about(entry.subjects, names),
        count=entry.count,
        subjects=entry.subjects,
    )


def about(subjects: str, names: Mapping[int, str]) -> str:
    """`Call 4f2a…, Fact 9c1e…, Fact 77d0…` → `call 4f2a…, 2 facts`; accounts by their colleague."""
    kinds: dict[str, list[str]] = {}
    for part in subjects.split(", "):
        whole = _ROW.fullmatch(part)
        kinds.setdefault(whole[1] if whole else part, []).append(part)
    said = []
    for kind, parts in kinds.items():
        if len(parts) > 1 and _ROW.fullmatch(parts[0]):
            said.append(f"{len(parts)} {_many(_word(kind))}")
        else:
            said.append(_ROW.sub(lambda found: _one(found[1], found[2], names), parts[0]))
    return ", ".join(said)


def _one(kind: str, key: str, names: Mapping[int, str]) -> str:
    if kind == "Account":
        return f"{names.get(int(key), 'a former colleague')}'s account"
    return f"{_word(kind)} {key[:8]}"


def _word(kind: str) -> str:
    return _HUMP.sub(" ", kind).lower()


def _many(word: str) -> str:
    if word.endswith("y"):
        return f"{word[:-1]}ies"
    return word if word.endswith("s") else f"{word}s"
