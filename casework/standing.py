"""How does a list stay put during a call, and still say the truth of this minute?

Order: as it was when the last answer that shapes the list was given (product.md 3), or in steps of half
an hour after it. Words: of now. What can no longer be reached stays where it was and says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from casework.facts import Facts
from casework.needs import heard
from matching import Because, Match, Ranking, Tone
from matching.because import At

HOLDS = timedelta(minutes=30)
MINUTE = timedelta(minutes=1)
# Sentences that are true of one minute only.
OF_THE_MINUTE = frozenset({"open_now", "open_until", "meets", "opens"})
OF_THE_CALL = ("call", "support")


def ordered_at(facts: Facts, side: str, others: Iterable[datetime], at: datetime) -> datetime:
    """When the list of this side was last shaped. `others`: answers of the gate, which set the tier."""
    times = [
        known.written_at
        for path, known in facts.items()
        if path.partition(".")[0] in {side, *OF_THE_CALL} and heard(path)
    ]
    last = max((*times, *others), default=at)
    return last + (at - last) // HOLDS * HOLDS if last < at else at


def same_minute(one: datetime, other: datetime) -> bool:
    """The engine counts in whole minutes, from the next one on."""
    return _next_minute(one) == _next_minute(other)


def _next_minute(moment: datetime) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + MINUTE


def with_words_of_now(held: Ranking, fresh: Ranking, at: datetime, zone: str) -> Ranking:
    """The order of one ranking with the words of a later one of the same need."""
    now = {m.key: m for m in (*fresh.matches, *fresh.ring_first, *fresh.near)}
    return replace(
        held,
        matches=tuple(_said(m, now, at, zone) for m in held.matches),
        ring_first=tuple(_said(m, now, at, zone) for m in held.ring_first),
        near=tuple(_said(m, now, at, zone) for m in held.near),
        left_out=fresh.left_out,
        left_out_near=fresh.left_out_near,
    )


def _said(match: Match, now: Mapping[str, Match], at: datetime, zone: str) -> Match:
    today = now.get(match.key)
    start = match.next_start
    if today is None:
        lasting = [one for one in match.because if one.says not in OF_THE_MINUTE]
        if start is not None and start <= at:
            lasting.append(_missed(start, at, zone))
        return _saying(match, lasting)
    late = start is not None and today.next_start is not None and today.next_start > start
    missed = [_missed(start, at, zone)] if start is not None and late else []
    stands = replace(match, distance=today.distance, next_start=today.next_start, via=today.via)
    return _saying(stands, [*missed, *today.because])


def _saying(match: Match, because: Sequence[Because]) -> Match:
    stands = replace(match, because=tuple(because))
    return replace(
        stands,
        reasons=stands.said(Tone.REASON),
        unknowns=stands.said(Tone.UNKNOWN),
        cautions=stands.said(Tone.CAUTION),
    )


def _missed(start: datetime, at: datetime, zone: str) -> Because:
    says = "began" if start <= at else "too_late"
    return Because("times", Tone.CAUTION, says, facts=(("start", At(start, at, zone)),))
