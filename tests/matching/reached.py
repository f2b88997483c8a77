"""How often does each rule and branch decide, in how many of a hundred random cases?

`python -m tests.matching.reached 2000` prints it, rarest first; a test holds all to their share.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from matching import Index, Kind, Match, Offered, Ranking, Tone
from matching.answer import find
from matching.asked import Asked
from matching.rank import PEER_SLOTS, PLACE_SLOTS, judge
from matching.reach import within_reach
from matching.rules import MUST, OPEN_ONLY_IF_ASKED
from matching.sayings import BY_THE_DESK, in_language
from matching.verdict import NEAR
from matching.words import AXES, CARE_KINDS, List
from tests.matching.cases import Case, case

RINGS = (
    "keeps_medication medication pregnancy withdrawal detox_substance access age_group "
    "opioid_policy stay_away"
)
PARTS = (
    "near soon friendly focus craft confrontation safer young medical tongue states words quality load "
    "asked stale unverified gone"
)
OTHERS = (
    "nth week, last week, open now, telehealth, folded, both outlooks, turn, did not suit, "
    "room locked, nearest medical is rung first, kept from venues, kept from points, "
    "kept from groups, kept from tags"
)
ONLY_WHERE_ASKED = {"company": OPEN_ONLY_IF_ASKED, "exclusive": list(AXES["exclusive"])}


def to_see() -> list[str]:
    """What must be seen in some answers."""
    return [
        *(f"near {kind}" for kind in sorted(NEAR)),
        *(f"ring {rule}" for rule in RINGS.split()),
        *(f"opened {value}" for values in ONLY_WHERE_ASKED.values() for value in values),
        *(f"slot {slot.value}" for slot in (*PEER_SLOTS, *PLACE_SLOTS)),
        *(f"says {key}" for key in in_language("en").templates if key not in BY_THE_DESK),
        *OTHERS.split(", "),
    ]


def to_decide() -> list[str]:
    """What must make some answers what they are."""
    parts = [f"part {name}" for name in PARTS.split()]
    return [*(f"rule {rule.__name__}" for rule in MUST), *parts]


def seen(c: Case) -> set[str]:
    index = Index.build(c.offers)
    ranking = index.rank(c.wanted, now=c.now, limit=c.limit, seed=c.seed)
    found = {*_ring(ranking), *_kept(c, ranking)}
    for match in (*ranking.matches, *ranking.ring_first, *ranking.near):
        offer = next(o for o in c.offers if o.key == match.key)
        found |= {*_said(match), *_row(c, offer, match)}
    found |= {*_turn(c, index, ranking), *_both(c, index, ranking)}
    return found


def decided(c: Case) -> set[str]:
    ranking = Index.build(c.offers).rank(c.wanted, now=c.now, limit=c.limit, seed=c.seed)
    return {*_rules(c), *_parts(ranking)}


def _turn(c: Case, index: Index, ranking: Ranking) -> Iterator[str]:
    if c.seed and len(ranking.matches) > 1:
        plain = index.rank(c.wanted, now=c.now, limit=c.limit)
        if [m.key for m in ranking.matches] != [m.key for m in plain.matches]:
            yield "turn"


def _both(c: Case, index: Index, ranking: Ranking) -> Iterator[str]:
    if c.wanted.kind is List.PEERS and 1 < len(ranking.matches) == c.limit:
        wide = index.rank(c.wanted, now=c.now, seed=c.seed, limit=1000)
        if {m.key for m in ranking.matches} != {m.key for m in wide.matches[: c.limit]}:
            yield "both outlooks"


def _rules(c: Case) -> Iterator[str]:
    """A rule decides where the lists would be others without it."""
    asked, index = Asked(c.wanted, c.now), Index.build(c.offers)
    sheet, scope = within_reach(index._stock, index._times_at(asked.now), asked)

    def lists(must):
        found = find(asked, judge(asked, sheet, scope, must), limit=c.limit, seed=c.seed)
        return [[one.where for one in listed.chosen] for listed in found.lists]

    whole = lists(MUST)
    for rule in MUST:
        if lists([other for other in MUST if other is not rule]) != whole:
            yield f"rule {rule.__name__}"


def _parts(ranking: Ranking) -> Iterator[str]:
    """A part decides where two of one drawer would change places without it."""
    drawers = defaultdict(list)
    for match in ranking.matches:
        drawers[match.slot].append(match)
    for name in PARTS.split():
        for matches in drawers.values():
            rest = [match.score - match.parts.get(name, 0) for match in matches]
            if any(a < b for a, b in pairwise(rest)):
                yield f"part {name}"


def _ring(ranking: Ranking) -> Iterator[str]:
    for match in ranking.ring_first:
        for one in match.because:
            if one.tone is Tone.UNKNOWN and one.says.endswith(("ring", "place_unknown")):
                yield f"ring {one.rule}"
            if one.says == "keeps_medication_unknown":
                yield "ring keeps_medication"
        if any(one.rule == "never_empty" for one in match.because):
            yield "nearest medical is rung first"
    for match in ranking.near:
        yield from (f"near {one.rule}" for one in match.because if one.tone is Tone.NEEDS)


def _kept(c: Case, ranking: Ranking) -> Iterator[str]:
    """What to keep away from, where it alone kept somebody out."""
    if "stay_away" in ranking.left_out:
        avoid = c.wanted.stay_away
        for name in ("venues", "points", "groups", "tags"):
            if getattr(avoid, name):
                yield f"kept from {name}"


def _said(match: Match) -> Iterator[str]:
    yield f"slot {match.slot.value}"
    yield from (f"says {one.says}" for one in match.because)


def _row(c: Case, offer: Offered, match: Match) -> Iterator[str]:
    for axis, values in ONLY_WHERE_ASKED.items():
        yield from (f"opened {value}" for value in offer.tags.get(axis, ()) if value in values)
    nth = {slot.nth for slot in offer.slots}
    if match.next_start and nth and None not in nth:
        yield "last week" if nth == {-1} else "nth week"
    if offer.kind in CARE_KINDS and match.via == "online" and not offer.online:
        yield "telehealth"
    if match.also:
        yield "folded"
    if {offer.key, offer.group} & c.wanted.did_not_suit:
        yield "did not suit"
    if offer.kind is not Kind.MEETING and offer.slots and match.next_start is None:
        yield "open now"
    if offer.status.value == "temporarily_closed":
        yield "room locked"


def table(cases: int) -> list[tuple[str, float]]:
    found = Counter(name for n in range(cases) for name in seen(case(n)) | decided(case(n)))
    names = {*to_see(), *to_decide(), *found}
    return sorted(((name, 100 * found[name] / cases) for name in names), key=lambda row: row[1])


if __name__ == "__main__":
    for name, share in table(int(sys.argv[1]) if sys.argv[1:] else 2000):
        sys.stdout.write(f"{share:6.1f} %  {name}\n")
