"""What does one of two listings say of itself, label by label, to be laid beside the other?"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from casework.desk import Desk
from casework.directory import kept_private
from casework.directory.cards import Card, cards_of, phones_of, query
from casework.directory.cards import said as number
from casework.directory.kept_private import Kept
from casework.directory.listing import times_of, words_of
from casework.directory.words import STATUS
from db.models import EntryTag, Meeting, Service, SupportGroup, Tag

# The axes by which two listings of one place would agree, and what the line is called.
AXES_SAID = {"setting": "Way of care", "medication": "Medication", "language": "Languages"}
MEETINGS_SAID = 8  # of one group
VALUES_SAID = 6


@dataclass(frozen=True)
class Side:
    """Label → words; "" is not stated. `id` is what is kept when this side is."""

    id: int
    name: str
    source: str
    says: Mapping[str, str]


def sides(desk: Desk, kind: str, ids: Collection[int]) -> dict[int, Side]:
    """Of a service, a group or a meeting; one that is gone is left out. No private phone, no
    confidential address."""
    if kind == "group":
        return _groups(desk, ids)
    table = Service if kind == "service" else Meeting
    rows = desk.session.execute(query(table).where(col(table.id).in_(ids))).all() if ids else []
    cards = cards_of(desk.session, [(row,) for row in rows])
    phones = phones_of(desk.session, [row.entry_id for row in rows])
    tags = _tags(desk, [row.entry_id for row in rows])
    found, kept = {}, kept_private.of_shown(desk.session, rows)
    for row, card in zip(rows, cards, strict=True):
        numbers = ", ".join(dict.fromkeys(map(number, phones.get(row.entry_id, ()))))
        held = kept.get(row.record_id, kept_private.NOTHING)
        says = _says(desk, row, card, held) | {"Phone": numbers} | tags.get(row.entry_id, {})
        found[row.id] = Side(row.id, card.name, card.source, says | _source(card))
    return found


def _says(desk: Desk, row: Any, card: Card, kept: Kept) -> dict[str, str]:
    times = "; ".join(times_of(desk, row.entry_id, kept))
    name, name2 = kept.name(row.name), kept.text(row.name2)
    says = {"Name": name, "Programme": name2, "Address": card.where}
    if row.first == "m":
        group = desk.session.get(SupportGroup, row.group_id)
        says = {"Name": name, "Group": group.name if group else "", "When": times}
        return says | {"Where": card.where or "online", "Link": card.join_url}
    return says | {"Open": times, "Website": card.url}


def _source(card: Card) -> dict[str, str]:
    fresh = f"{card.fresh_on:%d %B %Y}" if card.fresh_on else ""
    return {
        "Status": STATUS[card.status] or "active",
        "From": card.source,
        "Last checked or changed": fresh,
        "Verified": "not yet: added from a call" if card.unverified else "",
    }


def _tags(desk: Desk, entries: Sequence[int]) -> dict[int, dict[str, str]]:
    linked = (
        sa.select(col(EntryTag.entry_id), col(Tag.axis), col(Tag.value_or_empty))
        .join(Tag, col(Tag.id) == col(EntryTag.tag_id))
        .where(col(EntryTag.entry_id).in_(entries), col(Tag.axis).in_(AXES_SAID))
        .where(col(Tag.value_or_empty) != "")
        .distinct()
    )
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: {axis: [] for axis in AXES_SAID})
    for entry, axis, value in desk.session.execute(linked):
        found[entry][axis].append(words_of(axis, value))
    return {
        entry: {AXES_SAID[axis]: _some(sorted(values)) for axis, values in of.items()}
        for entry, of in found.items()
    }


def _some(values: Sequence[str]) -> str:
    more = len(values) - VALUES_SAID
    return ", ".join(values[:VALUES_SAID]) + (f" and {more} more" if more > 0 else "")


def _groups(desk: Desk, ids: Collection[int]) -> dict[int, Side]:
    names = sa.select(col(SupportGroup.id), col(SupportGroup.name))
    named = dict(desk.session.execute(names.where(col(SupportGroup.id).in_(ids))).all())
    rows = desk.session.execute(query(Meeting).where(col(Meeting.group_id).in_(ids))).all()
    cards = cards_of(desk.session, [(row,) for row in rows])
    kept = kept_private.of_shown(desk.session, rows)
    of: dict[int, list[tuple[Any, Card]]] = defaultdict(list)
    for row, card in zip(rows, cards, strict=True):
        of[row.group_id].append((row, card))
    return {id: _group(desk, id, named[id], its, kept) for id, its in of.items() if id in named}


def _group(
    desk: Desk, id: int, name: str, its: Sequence[tuple[Any, Card]], kept: Mapping[int, Kept]
) -> Side:
    def when(row: Any) -> str:
        held = kept.get(row.record_id, kept_private.NOTHING)
        return "; ".join(times_of(desk, row.entry_id, held))

    lines = sorted(f"{when(row)}, {card.where or 'online'}" for row, card in its[:MEETINGS_SAID])
    more = len(its) - len(lines)
    says = {
        "Name": name,
        "How many meetings": str(len(its)),
        "Meetings": "; ".join(lines) + (f"; and {more} more" if more > 0 else ""),
    }
    return Side(id, name, its[0][1].source, says | {"From": its[0][1].source})
