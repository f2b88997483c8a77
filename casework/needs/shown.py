"""Which lists does a call show, and in which order?"""

from collections.abc import Mapping
from typing import NamedTuple

from casework.facts import Facts, value
from casework.needs.said import Said
from matching.words import List


class Wants(NamedTuple):
    """One list a call shows; `folded`: it waits behind one press."""

    side: str
    kind: List
    folded: bool = False


PEERS_FIRST = frozenset({"meeting", "peer"})  # what the quick lane was asked for
CARE_FIRST = frozenset({"T0", "T1", "T2"})  # domain.md 2.2: peer groups hidden, below, second


def lists_for(
    relation: str,
    stage: str = "",
    facts: Facts | None = None,
    tiers: Mapping[str, str] | None = None,
) -> list[Wants]:
    """Which lists a call shows, in their order (product.md 1.3, 3). A relative gets one of their own;
    who lost someone is shown nobody else's; in recovery peers come first and treatment is folded,
    unless they are in danger: then care stands first and open."""
    known = facts or {}
    other = relation not in {"self", "unknown", "not_asked"}
    side = "concerned" if other else "caller"
    treatment, peers = Wants(side, List.TREATMENT), Wants("caller", List.PEERS)
    if stage == "lost_someone" and other:
        return [peers]
    found = [treatment, peers]
    if (tiers or {}).get(side) in CARE_FIRST:
        pass
    elif stage in {"in_recovery", "lost_someone"} and not other:
        found = [peers, treatment._replace(folded=True)]
    elif value(known, "call.quick") in PEERS_FIRST:
        found = [peers, treatment]
    if other:
        found.append(Wants(side, List.PEERS))
    if Said(known, side).codes("practical"):
        found.insert(0, Wants(side, List.PRACTICAL))
    return found
