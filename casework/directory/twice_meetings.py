"""How alike are two meetings, and two groups, and what speaks for it, in words?

One meeting in two feeds is held at the same hour behind the same door, or by the same link; what is
not at one hour is not compared. Then the names decide: two rooms of one house hold different meetings
at seven. Another fellowship is another meeting, whatever its name. Two groups are likely one when their
meetings are, and their names are alike.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casework.directory.twice_alike import GONE, LIKELY, Likeness, Point
from casework.directory.twice_pairs import Pair, compared, in_order
from casework.directory.twice_words import alike, marks
from casework.directory.words import DAYS

DOOR, LINK, SECOND = 45, 45, 15  # the second of both adds less
SOME_TIMES = -10  # where only some of their hours are the same
OTHER_DOOR = -25
NAMES = ((85, 40), (70, 20), (50, 5), (0, -25))
NAMES_OF_ONE_FEED = ((90, 40), (0, -25))  # whoever lists two there means two
SHARED_LINK = 3  # more groups at one hour behind one link: it is a service's, not a room
PROGRAMMES = -45
GROUP_NAMES = ((85, 55), (70, 40), (50, 15), (0, 0))
MET = 45  # points where all their meetings are the same
HOURS_SAID = 2


@dataclass(frozen=True, slots=True)
class Meets:
    """A meeting as it is compared; empty is not stated. `doors`: ways to name where it meets."""

    id: int
    group: int
    source: int
    name: str
    group_name: str = ""
    fellowship: str = ""
    times: frozenset[tuple[int, str]] = frozenset()  # weekday (0 Sunday), "19:30"
    doors: frozenset[str] = frozenset()
    link: str = ""
    unit: str = ""
    status: str = "active"
    hidden: bool = False  # as of a Place

    @property
    def closed(self) -> bool:
        return self.status == GONE


def meetings(one: Meets, other: Meets, shared: frozenset[str] = frozenset()) -> Likeness:
    """`shared`: links that many groups have at one hour."""
    hours = one.times & other.times
    if one.source == other.source and (one.closed or other.closed):
        return Likeness(0, ())  # the same list took it out, or put it in anew
    if not hours or (one.fellowship and other.fellowship and one.fellowship != other.fellowship):
        return Likeness(0, ())
    found = [*_there(one, other, hours, shared)]
    if all(point.points < 0 for point in found):
        return Likeness(0, ())
    if one.times != other.times:
        found.append(Point(SOME_TIMES, "other times differ"))
    found.extend(_names(one, other))
    return Likeness.of(found)


def _there(
    one: Meets, other: Meets, hours: frozenset[tuple[int, str]], shared: frozenset[str]
) -> Iterator[Point]:
    when = said(hours)
    door = bool(one.doors & other.doors)
    if door:
        yield Point(DOOR, f"same day, time and place: {when}")
    elif one.doors and other.doors:
        yield Point(OTHER_DOOR, "different places")
    if one.link and one.link == other.link and one.link not in shared:
        words = "same link to join" if door else f"same link to join, day and time: {when}"
        yield Point(SECOND if door else LINK, words)


def said(hours: Iterable[tuple[int, str]]) -> str:
    """ "Monday 7:30 pm, Thursday 7:30 pm and 2 more"."""
    ordered = sorted(hours)
    words = [f"{DAYS[day]} {_clock(start)}" for day, start in ordered[:HOURS_SAID]]
    more = len(ordered) - len(words)
    return ", ".join(words) + (f" and {more} more" if more else "")


def _clock(start: str) -> str:
    hour = int(start[:2])
    return f"{hour % 12 or 12}:{start[3:]} {'am' if hour < 12 else 'pm'}"


def _names(one: Meets, other: Meets) -> Iterator[Point]:
    how = alike_names(one, other)
    names = NAMES_OF_ONE_FEED if one.source == other.source else NAMES
    points = next(points for least, points in names if how >= least)
    yield Point(points, "same name" if how == 100 else f"names {how} % alike")
    if _apart(one.name, other.name):
        yield Point(PROGRAMMES, "for different people, by their names")


def alike_names(one: Meets, other: Meets) -> int:
    """One feed may name the group where the other names the meeting."""
    if one.group == other.group:
        return alike(*sorted((one.name, other.name)))
    mine, theirs = {one.name, one.group_name}, {other.name, other.group_name}
    return max(alike(*sorted((a, b))) for a in mine for b in theirs)


def _apart(one: str, other: str) -> bool:
    mine, theirs = marks(one), marks(other)
    return bool(mine - theirs) and bool(theirs - mine)


def likely(
    found: Iterable[Meets], only: frozenset[int] | None = None
) -> tuple[dict[Pair, Likeness], dict[Pair, Likeness]]:
    """Pairs of meetings, and pairs of groups, that are likely one (ids, the smaller first).

    `only`: with one of these meetings in it. A pair of meetings of two groups that are proposed
    themselves is left to them.
    """
    rows = sorted(found, key=lambda each: each.id)
    judged = _judged(rows, only)
    by_id = {each.id: each for each in rows}
    groups = _groups(rows, by_id, judged)
    alone = {
        pair: how
        for pair, how in judged.items()
        if in_order(*(by_id[id].group for id in pair)) not in groups
    }
    return alone, groups


def same(found: Iterable[Meets]) -> list[tuple[Meets, Meets, Likeness]]:
    """Of the meetings of a few groups those that are likely one, each once, the most alike first."""
    rows = sorted(found, key=lambda each: each.id)
    by_id = {each.id: each for each in rows}
    taken: set[int] = set()
    pairs = []
    for pair, how in sorted(_judged(rows, None).items(), key=lambda x: (-x[1].points, x[0])):
        one, other = by_id[pair[0]], by_id[pair[1]]
        if taken.isdisjoint(pair) and one.group != other.group:
            taken.update(pair)
            pairs.append((one, other, how))
    return pairs


def by_group(meets: Iterable[Meets]) -> Mapping[int, list[Meets]]:
    found: dict[int, list[Meets]] = {}
    for each in meets:
        found.setdefault(each.group, []).append(each)
    return found


def _judged(rows: Sequence[Meets], only: frozenset[int] | None) -> dict[Pair, Likeness]:
    shared = _shared(rows)
    judged: dict[Pair, Likeness] = {}
    for block in _blocks(rows, shared):
        for one, other in compared(block, lambda each: each.name):
            pair = in_order(one.id, other.id)
            if pair not in judged and (only is None or not only.isdisjoint(pair)):
                judged[pair] = meetings(one, other, shared)
    return {pair: how for pair, how in judged.items() if how.points >= LIKELY}


def _blocks(rows: Sequence[Meets], shared: frozenset[str]) -> Iterator[list[Meets]]:
    found: dict[Hashable, list[Meets]] = defaultdict(list)
    for each in rows:
        where = [*each.doors, *([each.link] if each.link and each.link not in shared else [])]
        for hour in each.times:
            for door in where:
                found[hour, door].append(each)
    return iter(found.values())


def _shared(rows: Sequence[Meets]) -> frozenset[str]:
    at: dict[Hashable, set[int]] = defaultdict(set)
    for each in rows:
        for hour in each.times if each.link else ():
            at[hour, each.link].add(each.group)
    return frozenset(key[1] for key, groups in at.items() if len(groups) > SHARED_LINK)  # type: ignore[index]


def _groups(
    rows: Sequence[Meets], by_id: dict[int, Meets], judged: dict[Pair, Likeness]
) -> dict[Pair, Likeness]:
    count: dict[int, int] = defaultdict(int)
    for each in rows:
        count[each.group] += 1
    same: dict[Pair, list[Pair]] = defaultdict(list)
    for pair in judged:
        one, other = by_id[pair[0]], by_id[pair[1]]
        if one.group != other.group:
            same[in_order(one.group, other.group)].append(pair)
    found = {pair: _group(pair, pairs, count, by_id) for pair, pairs in same.items()}
    return {pair: how for pair, how in found.items() if how.points >= LIKELY}


def _group(
    groups: Pair, pairs: list[Pair], count: dict[int, int], by_id: dict[int, Meets]
) -> Likeness:
    met = min(len({pair[0] for pair in pairs}), len({pair[1] for pair in pairs}))
    least = min(count[id] for id in groups)
    one, other = by_id[pairs[0][0]], by_id[pairs[0][1]]
    how = alike(*sorted((one.group_name, other.group_name)))
    points = next(points for share, points in GROUP_NAMES if how >= share)
    hours = {hour for a, b in pairs for hour in by_id[a].times & by_id[b].times}
    words = f"{met} of {least} meetings are the same: {said(hours)}"
    found = [
        Point(MET * min(met, least) // least, words),
        Point(points, "same name" if how == 100 else f"names {how} % alike"),
    ]
    if _apart(one.group_name, other.group_name):
        found.append(Point(PROGRAMMES, "for different people, by their names"))
    return Likeness.of(found)
