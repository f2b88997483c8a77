"""What does a caller on the page ask, clause by clause?"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from matching import ForWhom, Place, Stage, StayAway, Tier, Wanted
from tests.matching.page_words import DAYS, PARTS, Unread, merged, parts, shaped, tags, word

USES = {
    "alcohol": "alcohol",
    "benzodiazepines": "benzodiazepine",
    "opioids": "opioid",
    "cocaine": "cocaine",
    "methamphetamine": "methamphetamine",
    "cannabis": "cannabis",
}
SIMPLE: dict[str, dict] = {
    "as family": {"for_whom": ForWhom.KIN},
    "as somebody who lost a person": {"for_whom": ForWhom.BEREAVED},
    "danger now": {"tier": Tier.T0},
    "danger today": {"tier": Tier.T1},
    "soon in danger": {"tier": Tier.T2},
    "gate not answered": {"tier": Tier.NOT_CLEARED},
    "in a room only": {"modes": frozenset({"in_person"})},
    "online only": {"modes": frozenset({"online"})},
    "by phone only": {"modes": frozenset({"phone"})},
    "on foot": {"travel": "walk"},
    "by bus": {"travel": "transit"},
    "on medication": {"on_medication": True},
    "pregnant": {"pregnant": True},
    "fleeing violence": {"violence": True},
    "gives no place": {"place": None, "state": None},
    **{f"stage {stage.value.replace('_', ' ')}": {"stage": stage} for stage in Stage},
}


class Known(Protocol):
    """What a clause may name: towns and listings of the page."""

    def place(self, text: str) -> Place: ...

    def known(self, key: str) -> str: ...


def asking(page: Known, wanted: Wanted, clause: str) -> Wanted:
    if clause in SIMPLE:
        return replace(wanted, **SIMPLE[clause])
    for opening, read in OPENINGS.items():
        if clause.startswith(f"{opening} "):
            return read(page, wanted, clause.removeprefix(f"{opening} "))
    raise Unread(f"not understood: {clause}")


def uses(page: Known, wanted: Wanted, rest: str) -> Wanted:
    return replace(wanted, substances=wanted.substances | {word(USES, rest)})


def must(page: Known, wanted: Wanted, rest: str) -> Wanted:
    return replace(wanted, must=merged(wanted.must, tags(rest)))


def wish(page: Known, wanted: Wanted, rest: str) -> Wanted:
    return replace(wanted, wish=merged(wanted.wish, tags(rest)))


def within(page: Known, wanted: Wanted, rest: str) -> Wanted:
    return replace(wanted, within_miles=float(shaped(r"([\d.]+) miles", rest)[1]))


def can_come(page: Known, wanted: Wanted, rest: str) -> Wanted:
    cells = {cell for part in parts(rest, " and ") for cell in _cells(part)}
    return replace(wanted, times=wanted.times | cells)


def _cells(text: str) -> list[tuple[int, int]]:
    if text in DAYS:
        return [(day, part) for day in DAYS[text] for part in PARTS.values()]
    *days, part = text.split()
    return [(day, word(PARTS, part)) for day in word(DAYS, " ".join(days) or "every day")]


def age(page: Known, wanted: Wanted, rest: str) -> Wanted:
    return replace(wanted, age=int(shaped(r"\d+", rest)[0]))


def keep_miles(page: Known, wanted: Wanted, rest: str) -> Wanted:
    found = shaped(r"([\d.]+) miles from (.+)", rest)
    points = [*wanted.stay_away.points, (page.place(found[2]), float(found[1]))]
    return _away(wanted, points=points)


def keep_group(page: Known, wanted: Wanted, rest: str) -> Wanted:
    return _away(wanted, groups=wanted.stay_away.groups | {page.known(rest)})


def keep_venue(page: Known, wanted: Wanted, rest: str) -> Wanted:
    return _away(wanted, venues=wanted.stay_away.venues | {page.known(rest)})


def keep_tags(page: Known, wanted: Wanted, rest: str) -> Wanted:
    return _away(wanted, tags=merged(wanted.stay_away.tags, tags(rest)))


def _away(wanted: Wanted, **more) -> Wanted:
    avoid: StayAway = replace(wanted.stay_away, **more)
    return replace(wanted, stay_away=avoid)


def tried(page: Known, wanted: Wanted, rest: str) -> Wanted:
    return replace(wanted, did_not_suit=wanted.did_not_suit | {page.known(rest)})


def name(page: Known, wanted: Wanted, rest: str) -> Wanted:
    return replace(wanted, words=rest)


OPENINGS: dict[str, Callable[[Known, Wanted, str], Wanted]] = {
    "uses": uses,
    "must have": must,
    "would like": wish,
    "within": within,
    "can come": can_come,
    "age": age,
    "keep away from the group": keep_group,
    "keep away from what is": keep_tags,
    "keep away from the door of": keep_venue,
    "keep": keep_miles,
    "tried before": tried,
    "remembers the name": name,
}
