"""What does a rule say of a listing: yes, no, or not known, and what follows from it?"""

from typing import NamedTuple

from matching.marks import Array
from matching.view import View
from matching.words import IN_A_ROOM, OF_THE_BUILDING

# One failed must of these kinds makes a near miss; never one of any other (product.md 3).
NEAR = frozenset({"distance", "times", "cost", "format", "outlook"})
# What holds even for the three nearest medical places at T1 and T2.
_SAFETY_NAMES = (
    "status stay_away age age_group pregnancy keeps_medication opioid_treatment alcohol_treatment "
    "addiction_care exclusive withdrawal detox_substance only_if_asked"
)
SAFETY = frozenset(_SAFETY_NAMES.split())
_MEDICAL_AXES = (
    "medication opioid_policy alcohol_policy pregnancy detox_substance age_group exclusive"
)
MEDICAL_AXES = frozenset(_MEDICAL_AXES.split())


NOTHING: frozenset[str] = frozenset()


class Verdict(NamedTuple):
    """What a rule says of every entry, as marks: known not to meet it, or not known.

    `unknown` is None where the rule has only yes and no. `ring`: a safety fact that must be
    confirmed by phone before it counts (product.md 3). `earns`: a known yes earns points.
    """

    rule: str
    no: Array
    unknown: Array | None = None
    ring: bool = False
    earns: bool = False
    axis: str = ""
    values: frozenset[str] = frozenset()


def fact(see: View, rule: str, axis: str, values: frozenset[str]) -> Verdict:
    """Yes, no or unknown on one axis; an emergency department takes whoever comes, who stays at home
    needs no lift, and nobody gets a bed there."""
    no = see.lacks(axis, values)
    unknown = ~no & ~see.has(axis, values)
    if axis in MEDICAL_AXES:
        no &= ~see.takes_everyone
        unknown &= ~see.takes_everyone
    if axis == "access" and values <= OF_THE_BUILDING:
        no, unknown = no & see.room, unknown & see.room
    if values & IN_A_ROOM.get(axis, NOTHING):
        rest = values - IN_A_ROOM[axis]
        lacks = see.lacks(axis, rest) if rest else ~see.nothing()
        no = (no & see.room) | (lacks & ~see.room)
        unknown = (unknown & see.room) | (~see.room & ~lacks & ~see.has(axis, rest))
    return Verdict(rule, no, unknown, is_safety(axis, values), True, axis, values)


def is_safety(axis: str, values: frozenset[str]) -> bool:
    """The facts that are confirmed by phone when a listing does not state them (product.md 3)."""
    if axis == "access":
        return "wheelchair" in values
    if axis == "age_group":
        return bool(values & {"adolescents", "children"})
    if axis == "opioid_policy":
        return "accepts_medication" in values
    return axis in {"medication", "pregnancy", "detox_substance"}
