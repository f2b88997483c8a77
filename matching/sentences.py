"""What do we say of the rows shown, and by which rule? Facts, before any language."""

from collections.abc import Iterator, Sequence
from datetime import UTC

from matching.asked import Asked
from matching.because import Because, Facts, Tone
from matching.geo import miles
from matching.heard import fresh, heard, wait_told
from matching.marks import Array, stands
from matching.medication import GIVES
from matching.musts import met, needed, no_language, no_matter, unknown, unmet
from matching.row import NOTHING, Row
from matching.schedule import DAY, moment
from matching.verdict import Verdict
from matching.view import PHONE, ROOM, Entries
from matching.words import UNDERSTOOD, Kind, Status, Tier

NALOXONE = frozenset({"naloxone"})  # nobody wishes for it by name; who uses opioids needs it near
SOON = 48  # hours
HALF, ABOUT = 500, 100  # thousandths of those who got in


def rows_of(asked: Asked, shown: Entries, held: Array) -> list[Row]:
    now, offers = asked.at.astimezone(UTC), shown.col("offers")
    known = any(o.got_in is not None and o.kind is not Kind.MEETING for o in offers)
    columns = (
        offers,
        shown.way.tolist(),
        shown.distance(asked).tolist(),
        shown.wait(asked).tolist(),
        map(shown.times.open_for, shown.col("timetable").tolist()),
        held.tolist(),
        [known] * len(offers),
    )
    return [Row(asked, now, *values) for values in zip(*columns, strict=True)]


def said_of(
    tried: Sequence[Verdict], where: Array, rows: Sequence[Row], near: int
) -> list[tuple[Because, ...]]:
    """Of each row what is said of it, by the very verdicts it was listed by.

    `where`: the rows' positions on the sheet of the verdicts. From number `near` on they are near
    misses: a no is what would have to give; before that, what the nearest medical places lack.
    """
    said = [[*when(row), *where_(row), *how_soon(row)] for row in rows]
    for verdict in tried:
        no = stands(verdict.no, where).tolist()
        for i in (i for i, fails in enumerate(no) if fails):
            said[i].append((needed if i >= near else unmet)(rows[i], verdict))
        if verdict.unknown is not None:
            _of_facts(verdict, no, stands(verdict.unknown, where).tolist(), rows, said)
    for row, sayings in zip(rows, said, strict=True):
        for rule in ALSO:
            sayings += map(_to_another, rule(row)) if row.asked.wanted.about_another else rule(row)
    return [tuple(_once(sayings)) for sayings in said]


def _of_facts(
    verdict: Verdict,
    no: list[bool],
    unsure: list[bool],
    rows: Sequence[Row],
    said: list[list[Because]],
) -> None:
    """What is known to be met, and what nobody confirmed."""
    not_known = unknown(rows[0].asked, verdict)
    for i, row in enumerate(rows):
        if unsure[i]:
            said[i].append(not_known)
        elif verdict.earns and not no[i] and not no_matter(row, verdict):
            said[i].append(met(row, verdict))


# What is said to "you", where somebody else hears it than whom the list is for.
TO_YOU = frozenset({"against", "varies", "stance_unknown", "safer", "after_safe"})


def _to_another(one: Because) -> Because:
    return one._replace(says=f"{one.says}_them") if one.says in TO_YOU else one


def _once(sayings: list[Because]) -> list[Because]:
    """The same words by two rules are said once."""
    if len({one.says for one in sayings}) == len(sayings):
        return sayings
    first: dict[tuple[object, ...], Because] = {}
    for one in sayings:
        first.setdefault(one[1:], one)
    return list(first.values())


# --- what every row says of itself ----------------------------------------


def when(row: Row) -> Iterator[Because]:
    """Its next start that can be reached (domain.md 5.3 rule 8)."""
    if row.wait == 0 and not row.meeting:
        closes = row.moment(moment(row.asked.now, row.open_for))
        short = 0 < row.open_for < DAY
        facts = (("until", closes),) if short else ()
        yield Because("soon", Tone.REASON, "open_until" if short else "open_now", facts=facts)
    elif row.wait >= 0:
        says = "meets" if row.meeting else "opens"
        yield Because("soon", Tone.REASON, says, facts=(("when", row.start()),))
    elif row.meeting:
        yield Because("times", Tone.UNKNOWN, "time_unknown")


def where_(row: Row) -> Iterator[Because]:
    """By phone, from home, or how far the room is (domain.md 5.3 rule 8)."""
    if row.way != ROOM:
        if row.offer.status is Status.TEMPORARILY_CLOSED:
            yield Because("status", Tone.CAUTION, "door_closed")
        yield Because("format", Tone.REASON, "by_phone" if row.way == PHONE else "from_home")
    elif row.away >= 0:
        yield Because("distance", Tone.REASON, *_how_far(row))
    else:
        yield Because("distance", Tone.UNKNOWN, "distance_unknown")


def _how_far(row: Row) -> tuple[str, str, frozenset[str], Facts]:
    """To a tenth of a mile between two doors; in whole miles where one of them is a ZIP's middle."""
    far = miles(row.away)
    if row.exact:
        return "away", "", NOTHING, (("miles", far),)
    if far < 1:
        return "close_by", "", NOTHING, ()
    return "about_away", "", NOTHING, (("miles", float(int(far + 0.5))),)


def how_soon(row: Row) -> Iterator[Because]:
    """When there is a place, unless a wait was told lately (domain.md 6.1)."""
    if row.asked.peers or wait_told(row):
        return
    hours = row.offer.how_soon
    if row.emergency:
        yield Because("soon", Tone.REASON, "all_hours")
    elif hours is None:
        yield Because("soon", Tone.UNKNOWN, "soon_unknown")
    elif hours <= 0:
        yield Because("soon", Tone.REASON, "walk_in" if row.wait <= 0 else "walk_in_then")
    elif hours <= SOON:
        yield Because("soon", Tone.REASON, "within_hours", facts=(("hours", hours),))
    else:
        yield Because("soon", Tone.REASON, "in_days", facts=(("days", -(-hours // 24)),))


# --- after the musts ---------------------------------------------------------


def wishes(row: Row) -> Iterator[Because]:
    """What they wished for and the listing states, and what it does not state."""
    for axis, values in row.asked.wish.items():
        stated = row.tags(axis)
        had = row.to_be_had(axis, values & stated)
        if had == NALOXONE:
            yield Because("wishes", Tone.REASON, "naloxone", axis, NALOXONE)
        elif had:
            says = "wished_among" if axis == "company" else "wished"
            yield Because("wishes", Tone.REASON, says, axis, had)
        elif axis == "language" and axis not in row.asked.must:
            yield Because("wishes", Tone.UNKNOWN, no_language(row.asked), axis, values)
        elif axis not in row.asked.must and not stated and not row.says_no(axis, values):
            says = "wish_among_unknown" if axis == "company" else "wish_unknown"
            yield Because("wishes", Tone.UNKNOWN, says, axis, values)


def tongue(row: Row) -> Iterator[Because]:
    """A meeting held in a language nobody asked for (domain.md 5.3 rule 8)."""
    spoken = row.tags("language")
    other = spoken and not spoken & UNDERSTOOD
    if other and row.meeting and not row.asked.either("language"):
        yield Because("tongue", Tone.CAUTION, "held_in", "language", spoken)


def safer(row: Row) -> Iterator[Because]:
    """Under violence women's groups are offered unasked (domain.md 5.3 rule 6)."""
    if row.asked.wanted.violence and "yes" in row.tags("women_only"):
        yield Because("safer", Tone.REASON, "safer", "women_only", frozenset({"yes"}))


def closed(row: Row) -> Iterator[Because]:
    """A closed meeting is only for those it is for (domain.md 5.3 rule 9)."""
    if "closed" in row.tags("open_closed") and row.asked.for_self:
        values = frozenset({"closed"})
        yield Because("closed_meetings", Tone.CAUTION, "closed", "open_closed", values)


def medication(row: Row) -> Iterator[Because]:
    """Medication said aloud wherever it matters (domain.md 5.3 rule 3)."""
    if not row.asked.medication_matters:
        return
    yield from _stance(row) if row.asked.peers else _policy(row)


def _stance(row: Row) -> Iterator[Because]:
    stance = row.tags("moud_stance")
    for value, (tone, says) in STANCES.items():
        if value in stance:
            values = frozenset({value})
            yield Because("medication_friendly", tone, says, "moud_stance", values)
            return
    if row.meeting:
        yield Because("medication_friendly", Tone.UNKNOWN, "stance_unknown", "moud_stance")


# The first a group states is said.
STANCES = {
    "affirming": (Tone.REASON, "affirming"),
    "accepts": (Tone.REASON, "accepts"),
    "abstinence_only": (Tone.CAUTION, "against"),
    "varies": (Tone.CAUTION, "varies"),
}


def _policy(row: Row) -> Iterator[Because]:
    """Who is on medication, or asked for one, was told above."""
    policy = row.tags("opioid_policy")
    gives = row.to_be_had("medication", row.tags("medication") & GIVES)
    told = row.asked.wanted.on_medication or "medication" in row.asked.must
    rule, axis = "medication_friendly", "opioid_policy"
    if "no_medication" in policy:
        yield Because(rule, Tone.CAUTION, "against", axis, frozenset({"no_medication"}))
    if gives and not told:
        yield Because(rule, Tone.REASON, "gives_medication", "medication", gives)
    elif "accepts_medication" in policy and not told:
        yield Because(
            rule, Tone.REASON, "accepts_elsewhere", axis, frozenset({"accepts_medication"})
        )


def quality(row: Row) -> Iterator[Because]:
    """How it went for others lately, as words; the number is behind a key (product.md 3)."""
    share = row.offer.got_in
    if row.meeting or not row.asked.wanted.by_outcomes:
        return
    if share is None:
        if row.beside_known and not row.emergency:
            yield Because("quality", Tone.UNKNOWN, "not_yet")
    elif share < HALF - ABOUT:
        yield Because("quality", Tone.CAUTION, "fewer_got_in")
    else:
        says = "most_got_in" if share > HALF + ABOUT else "half_got_in"
        yield Because("quality", Tone.REASON, says)


def ways_of_talking(row: Row) -> Iterator[Because]:
    """For relatives: CRAFT in words, and what an interventionist is (5.3 rule 12; product.md 2)."""
    if row.offer.kind is Kind.INTERVENTIONIST:
        yield Because("confrontation", Tone.CAUTION, "private")
    if not row.asked.for_self and "craft" in row.tags("approach"):
        yield Because("craft", Tone.REASON, "craft", "approach", frozenset({"craft"}))


def tier(row: Row) -> Iterator[Because]:
    """At T1 groups stand after what is urgent; medical care is never empty (domain.md 2.2)."""
    if row.asked.peers and row.asked.wanted.tier is Tier.T1:
        yield Because("danger_first", Tone.CAUTION, "after_safe")
    if row.held:
        near = 0 <= row.away <= row.asked.limit
        yield Because("never_empty", Tone.REASON, "nearest" if near else "nearest_far")


ALSO = (wishes, tongue, safer, quality, closed, medication, ways_of_talking, heard, fresh, tier)
