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
from casework.directory.one_place import families
from casework.errors import Refused
from db.models import Meeting, Service, SupportGroup
from matching.words import Place

PICKED = re.compile(r"[sg]\d{1,12}")
NOT_LISTED = "A place no longer listed"


@dataclass(frozen=True)
class Picked:
    """A place or group somebody named, as the directory has it now."""

    name: str = NOT_LISTED
    doors: tuple[Place, ...] = ()
    keys: tuple[str, ...] = ()  # of its listings: a group's meetings, a service itself
    listing: str = ""  # what matching calls it now: the place it was joined to


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
    services = families(desk.session, Service, _ids(known, "s"))
    groups = families(desk.session, SupportGroup, _ids(known, "g"))
    names = _names(desk, groups.all_of(_ids(known, "g")))
    meetings = _meetings(desk, groups.all_of(_ids(known, "g")))
    index = snapshot.fresh().index
    found: dict[str, Picked] = {}
    for one in listings:
        ids = (groups if one[:1] == "g" else services).of(int(one[1:])) if one in known else ()
        keys = [f"s{id}" for id in ids]
        if one[:1] == "g":
            keys = [key for id in ids for key in meetings.get(id, ())]
        keys = [*keys, *further.all_of(index, keys)]
        here = {offer.key: offer for key in keys if (offer := index.offer(key)) is not None}
        doors = dict.fromkeys(each.place for each in here.values() if each.place is not None)
        name = next((names[id] for id in ids if id in names), "") if one[:1] == "g" else ""
        name = name or next((offer.name for offer in here.values()), NOT_LISTED)
        now = f"g{ids[0]}" if one[:1] == "g" and ids else next(iter(here), one)
        found[one] = Picked(name, tuple(doors), tuple(here), now)
    return found


def _ids(listings: Collection[str], first: str) -> set[int]:
    return {int(one[1:]) for one in listings if one[0] == first}


def _names(desk: Desk, groups: set[int]) -> dict[int, str]:
    if not groups:
        return {}
    rows = select(SupportGroup.id, SupportGroup.name).where(col(SupportGroup.id).in_(groups))
    return dict(desk.session.exec(rows).all())


def _meetings(desk: Desk, groups: set[int]) -> dict[int, list[str]]:
    """Group → the keys of its meetings, and of those that stand for them."""
    if not groups:
        return {}
    rows = select(Meeting.id, Meeting.group_id).where(col(Meeting.group_id).in_(groups))
    of_group = desk.session.exec(rows).all()
    one = families(desk.session, Meeting, [id for id, _ in of_group])
    found: dict[int, list[str]] = {}
    for id, group in of_group:
        found.setdefault(group, []).extend(f"m{each}" for each in one.of(id))
    return found
