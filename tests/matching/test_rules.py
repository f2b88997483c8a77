"""Do the rules hold whatever is asked: unknown, order, more musts, changes, odd input?"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Index, Kind, List, Offered, Place, Slot, StayAway, Tier, Wanted, change
from matching.better import BETTER
from matching.rules import MUST
from matching.weights import WEIGHTS
from tests.matching.cases import case

seeds = st.integers(0, 2**32)
some = settings(max_examples=25, deadline=None)


def ask(c, offers=None, wanted=None, limit=1000):
    index = Index.build(c.offers if offers is None else offers)
    return index.rank(wanted or c.wanted, now=c.now, limit=limit, seed=c.seed)


def shown(ranking):
    return {key for m in ranking.matches + ranking.ring_first for key in (m.key, *m.also)}


@pytest.mark.parametrize("rule", [*MUST, *BETTER], ids=lambda rule: rule.__name__)
def test_every_rule_says_what_it_is(rule):
    assert rule.__doc__


def test_every_weight_has_a_reason():
    assert all(reason for _, reason in WEIGHTS.values())


@some
@given(seeds)
def test_the_order_of_rows_changes_nothing(seed):
    c = case(seed)
    assert ask(c) == ask(c, offers=c.offers[::-1])


@some
@given(seeds, st.sampled_from(("language", "access", "payment", "setting")))
def test_one_more_must_never_adds_a_match(seed, axis):
    c = case(seed)
    alone = [replace(offer, group="", place=None) for offer in c.offers]
    wanted = replace(c.wanted, tier=Tier.T3, must={}, stay_away=StayAway())
    more = replace(wanted, must={axis: frozenset({"es", "wheelchair", "free", "hospital"})})
    assert shown(ask(c, alone, more)) <= shown(ask(c, alone, wanted))


@some
@given(seeds, st.booleans())
def test_unknown_never_stands_above_known_yes(seed, as_must):
    c = case(seed)
    asked = {"language": frozenset({"es"})}
    wanted = replace(c.wanted, must=asked if as_must else {}, wish={} if as_must else asked)
    base = replace(c.offers[0], group="", complete=frozenset(), refused={})
    rest = {a: v for a, v in base.tags.items() if a != "language"}
    pair = [replace(base, key="a", tags=rest), replace(base, key="b", tags={**rest, **asked})]
    for found in (ask(c, pair, wanted).matches, ask(c, pair, wanted).ring_first):
        assert [m.key for m in found] in ([], ["b", "a"])


@some
@given(seeds, seeds)
def test_a_changed_snapshot_is_a_new_one_and_the_old_stays(first, second):
    c, other = case(first), case(second)
    index = Index.build(c.offers)
    before = index.rank(c.wanted, now=c.now)
    gone = {offer.key for offer in c.offers[::3]} | {"nobody"}
    changed = index.changed(other.offers, gone)
    keep = {o.key: o for o in c.offers if o.key not in gone} | {o.key: o for o in other.offers}
    fresh = Index.build(keep.values())
    assert changed.rank(c.wanted, now=c.now) == fresh.rank(c.wanted, now=c.now)
    assert index.rank(c.wanted, now=c.now) == before


@pytest.mark.parametrize("loose", (0, 1000))
@pytest.mark.parametrize("seed", range(6))
def test_many_changes_one_after_the_other_answer_as_a_fresh_snapshot(seed, loose, monkeypatch):
    monkeypatch.setattr(change, "LOOSE", loose)  # 0: sorted anew each time
    c, rng = case(seed), Random(seed)
    many = [replace(o, key=f"{o.key}{n}") for n in range(15) for o in case(seed + n).offers]
    held = {offer.key: offer for offer in many}
    index = Index.build(held.values())
    for step in range(6):
        news = [replace(o, key=f"{o.key}{rng.choice('xyz')}") for o in case(seed + step).offers]
        moved = [replace(o, place=None, online=True) for o in rng.sample(list(held.values()), 3)]
        gone = set(rng.sample(sorted(held), 5)) - {offer.key for offer in moved}
        index = index.changed(news + moved, gone)
        held = {k: o for k, o in held.items() if k not in gone}
        held |= {offer.key: offer for offer in news + moved}
        assert len(index) == len(held)
        for other in (c, case(seed + 100 + step)):
            fresh = Index.build(held.values()).rank(other.wanted, now=other.now, seed=c.seed)
            assert index.rank(other.wanted, now=other.now, seed=c.seed) == fresh


def test_threads_share_a_snapshot_and_its_changes():
    c = case(3)
    many = [replace(o, key=f"{o.key}{n}") for n in range(12) for o in case(n).offers]
    index = Index.build(many)

    def ask_and_change(n):
        wanted, now = case(n).wanted, c.now + timedelta(minutes=n % 3)
        fresh = index.changed([replace(many[n], key=f"new{n}", name="new")], [many[n + 1].key])
        return index.rank(wanted, now=now), fresh.rank(wanted, now=now)

    alone = [ask_and_change(n) for n in range(40)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask_and_change, range(40))) == alone


@some
@given(seeds)
def test_times_that_say_always_ask_nothing(seed):
    c = case(seed)
    always = frozenset((day, part) for day in range(7) for part in range(4))
    free, all_week = replace(c.wanted, times=frozenset()), replace(c.wanted, times=always)
    assert ask(c, wanted=free) == ask(c, wanted=all_week)


ODD = (
    {"within_miles": float("nan")},
    {"within_miles": -3.0},
    {"within_miles": float("inf"), "travel": "walk"},
    {"zone": "Nowhere/At all"},
    {"zone": ""},
    {"travel": "boat"},
    {"place": Place(float("nan"), 0.0)},
    {"place": Place(91.0, 500.0)},
    {"place": Place(90.0, 180.0)},
    {"place": Place(-90.0, -180.0), "within_miles": 3000.0},
    {"modes": frozenset()},
    {"times": frozenset({(9, 9), (0, 1)})},
    {"must": {"language": frozenset()}},
    {"must": {"unheard_of": frozenset({"x"})}},
    {"wish": {"language": frozenset({"tlh"})}},
    {"words": "!?' ☂ drop table"},
    {"age": -1},
    {"age": 10**6},
    {"state": ""},
    {"stay_away": StayAway([(Place(99, 0), 1.0), (Place(42, -71), float("nan"))])},
)


@pytest.mark.parametrize("odd", ODD, ids=str)
@pytest.mark.parametrize("kind", List)
def test_no_question_a_screen_can_ask_fails(odd, kind):
    for seed in range(3):
        c = case(seed)
        wanted = replace(c.wanted, **({"kind": kind} | odd))
        for tier in (Tier.T1, Tier.T3):
            ask(c, wanted=replace(wanted, tier=tier), limit=-1)
            ask(c, wanted=replace(wanted, tier=tier))


def test_no_listing_an_import_can_bring_fails():
    odd = Offered(
        key="",
        kind=Kind.MEETING,
        name="",
        place=Place(float("inf"), 0),
        slots=[Slot(9, time(3), -5, "No/Zone"), Slot(0, time(3), 60, "UTC", 5)],
        ages=(-4, 10**9),
        how_soon=-3,
        quality=10**6,
        load=-1,
        tags={"new_axis": frozenset({"ü"}), "language": frozenset()},
    )
    now = datetime(2026, 11, 1, 6, tzinfo=UTC)
    ranking = Index.build([odd]).rank(Wanted(kind=List.PEERS), now=now)
    assert "Its time is not stated; ask." in ranking.matches[0].unknowns


def test_an_empty_directory_and_a_moment_without_a_zone():
    now = datetime(2026, 11, 1, 6, tzinfo=UTC)
    assert Index.build([]).rank(Wanted(kind=List.TREATMENT, tier=Tier.T1), now=now).matches == ()
    with pytest.raises(ValueError, match="zone"):
        Index.build([]).rank(Wanted(kind=List.PEERS), now=now.replace(tzinfo=None))
