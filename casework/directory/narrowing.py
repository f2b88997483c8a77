"""What does a list of Find keep to: kinds, a way in, one source, what needs a look, or a code?"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.desk import Desk
from casework.directory.listed import still_listed
from casework.directory.one_place import families
from casework.directory.snapshot import Snapshot
from db.models import Entry, EntryTag, Meeting, Service, SourceRecord, Tag
from db.session import reading
from matching.search import Only
from matching.words import AXES, Kind, Status

# What a list can keep to beside words; the words of the screen.
STANDING = {
    "unverified": "not verified yet",
    "shut": "paused or closed",
    "gone": "no longer in its source",
}
WAYS = {"in_person": "in person", "online": "online or by phone"}
# A code as sources write them: capitals, digits and what joins them ("OTP", "F19", "RX-8450.7000").
CODE = re.compile(r"^[A-Za-z]{1,8}[0-9]{0,4}$|^[A-Za-z]{1,3}-[0-9.\-]+$|^[A-Z0-9]+(?:-[A-Z0-9]+)+$")


@dataclass(frozen=True)
class Keep:
    """`way` is a key of WAYS, `standing` of STANDING, or ""; `source_id` None is every source."""

    kinds: frozenset[Kind] = frozenset()
    way: str = ""
    source_id: int | None = None
    standing: str = ""


KEEP_ALL = Keep()
SHUT = frozenset(Status) - {Status.ACTIVE}


def only(held: Snapshot, keep: Keep) -> Only:
    """As the index takes it."""
    return Only(
        keep.kinds,
        in_person=keep.way == "in_person",
        online=keep.way == "online",
        statuses=SHUT if keep.standing == "shut" else frozenset(),
        unverified=keep.standing == "unverified",
        gone=keep.standing == "gone",
        keys=None if keep.source_id is None else _of_source(held, keep.source_id),
    )


def among(only: Only, carry: set[str]) -> Only:
    """The same, of these keys alone."""
    return replace(only, keys=carry if only.keys is None else carry & set(only.keys))


def _of_source(held: Snapshot, source_id: int) -> frozenset[str]:
    """Read once, not at each letter. In a transaction of its own, which begins after the snapshot was
    made: what a desk sees may be older, and would stay."""
    keys = held.of_source.get(source_id)
    if keys is None:
        with reading() as session:
            keys = frozenset(_keys(session, col(SourceRecord.source_id) == source_id))
        held.of_source[source_id] = keys
    return keys


def carrying(desk: Desk, words: str) -> tuple[str, set[str] | None]:
    """Where all that was typed is a code of some source: what it means to us, and the keys of what
    carries it. Else "" and None: words are looked for."""
    typed = words.strip()
    if not CODE.fullmatch(typed) or not (typed.isupper() or "-" in typed):
        return "", None
    tags = desk.session.execute(sa.select(Tag).where(_is_code(typed))).scalars().all()
    if not tags:
        return "", None
    carry = sa.select(col(EntryTag.entry_id)).where(
        col(EntryTag.tag_id).in_([tag.id for tag in tags])
    )
    return _said(typed, tags), _keys(desk.session, col(Entry.id).in_(carry))


def _is_code(typed: str) -> Any:
    """A code of a taxonomy also finds what stands below it: "RX-8450" holds RX-8450.7000."""
    code = sa.func.upper(col(Tag.code))
    same = code == typed.upper()
    return sa.or_(same, code.startswith(typed.upper(), autoescape=True)) if "-" in typed else same


def _said(typed: str, tags: Collection[Tag]) -> str:
    words = {AXES.get(tag.axis, {}).get(tag.value_or_empty, "") for tag in tags}
    known = ", ".join(sorted(words - {""}))
    return (
        f"{typed.upper()}: {known}" if known else f"{typed.upper()}: not known here, kept as it is"
    )


def _keys(session: Session, asked: Any) -> set[str]:
    """Of what stands for the same place one is in the lists: the keys of all."""
    found: set[str] = set()
    for sort, kind in (("s", Service), ("m", Meeting)):
        query = (
            sa.select(col(kind.id))
            .join(SourceRecord, col(SourceRecord.id) == col(kind.record_id))
            .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
            .where(still_listed(), asked)
        )
        ids = set(session.execute(query).scalars())
        found |= {f"{sort}{id}" for id in families(session, kind, ids).all_of(ids)}
    return found
