"""What is a picked place or group called, and where are its doors?

`s12` is a service, `g3` a group with all its meetings: the words of matching (`Offered.group`).
"""

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass

from sqlmodel import col, select

from casework.desk import Desk
from casework.directory import further, snapshot
from casework.directory.cards import Card
from casework.directory.finding import search
from casework.errors import Refused
from db.models import Meeting, SupportGroup
from matching.words import Place

PICKED = re.compile(r"[sg]\d{1,12}")
NOT_LISTED = "A place no longer listed"


@dataclass(frozen=True)
class Picked:
    """A place or group somebody named, as the directory has it now."""

    name: str = NOT_LISTED
    doors: tuple[Place, ...] = ()
    keys: tuple[str, ...] = ()  # of its listings: a group's meetings, a service itself


def listing_of(card: Card) -> str:
    """What is kept of a card that was picked: the group before one of its meetings."""
    return f"g{card.group_id}" if card.group_id is not None else f"s{card.service_id}"


def looked_up(desk: Desk, words: str, *, near: str, miles: float, limit: int) -> dict[str, str]:
    """Listing → name and place, of what these letters may mean: what is near them first."""
    found: dict[str, str] = {}
    for place in (near, "") if near.strip() else ("",):
        with suppress(Refused):  # where they are cannot be read: then anywhere
            for card in search(desk, words, place=place, miles=miles, limit=limit):
                where = f", {card.where}" if card.where else ""
                found.setdefault(listing_of(card), f"{card.name}{where}")
    return dict(list(found.items())[:limit])


def picked(desk: Desk, listings: Collection[str]) -> Mapping[str, Picked]:
    """Every one of them, also those that stand no more; a confidential door is the middle of its ZIP."""
    if not listings:
        return {}
    known = {one for one in listings if PICKED.fullmatch(one)}
    groups = {int(one[1:]) for one in known if one[0] == "g"}
    names, meetings = _names(desk, groups), _meetings(desk, groups)
    index = snapshot.fresh().index
    found: dict[str, Picked] = {}
    for one in listings:
        keys = meetings.get(one, []) if one[:1] == "g" else [one]
        keys = [*keys, *further.all_of(index, keys)]
        here = [offer for key in keys if (offer := index.offer(key)) is not None]
        standing = tuple(offer.key for offer in here)
        doors = dict.fromkeys(offer.place for offer in here if offer.place is not None)
        name = names.get(one) or next((offer.name for offer in here), NOT_LISTED)
        found[one] = Picked(name, tuple(doors), standing)
    return found


def _names(desk: Desk, groups: set[int]) -> dict[str, str]:
    if not groups:
        return {}
    rows = select(SupportGroup.id, SupportGroup.name).where(col(SupportGroup.id).in_(groups))
    return {f"g{id}": name for id, name in desk.session.exec(rows).all()}


def _meetings(desk: Desk, groups: set[int]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if groups:
        rows = select(Meeting.id, Meeting.group_id).where(col(Meeting.group_id).in_(groups))
        for id, group in desk.session.exec(rows).all():
            found.setdefault(f"g{group}", []).append(f"m{id}")
    return found
