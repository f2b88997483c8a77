"""Do snapshots that share their rows keep apart what is not theirs?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from matching import Index, Kind, List, Offered, Place, StayAway, Tier, Wanted, change
from tests.matching.cases import case

NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)
EVERYTHING = Wanted(kind=List.PRACTICAL)


def place(key, **more):
    return Offered(key=key, kind=Kind.SERVICE, name=key, online=True, **more)


def room(key, where):
    return Offered(key=key, kind=Kind.SERVICE, name=key, place=where)


def keys(index, wanted=EVERYTHING):
    return [match.key for match in index.rank(wanted, now=NOW, limit=10**6).matches]


def test_two_made_from_one_do_not_see_each_others_listings():
    base = Index.build([place("a")])
    one, other = base.changed([place("b")], ()), base.changed([place("c")], ["a"])
    assert (keys(base), keys(one), keys(other)) == (["a"], ["a", "b"], ["c"])
    assert keys(one.changed([place("d")], ["b"])) == ["a", "d"]
    assert keys(other) == ["c"]


def test_a_change_puts_the_new_in_the_place_of_the_old():
    base = Index.build([place("a"), place("b")])
    full = base.changed([place("a", quality=900)], ()).changed([place("b", quality=990)], ())
    assert (keys(base), keys(full), len(full)) == (["a", "b"], ["b", "a"], 2)


def test_more_listings_and_values_than_there_is_room_for():
    base = Index.build([place("a")])
    many = [place(f"n{n:05d}") for n in range(change.room_for(0) + 1)]
    assert keys(base.changed(many, ["a"])) == [offer.key for offer in many]
    unheard = {f"axis {n}": frozenset({"x"}) for n in range(200)}
    fresh = base.changed([place("b", tags=unheard)], ())
    asked = Wanted(kind=List.PRACTICAL, wish={"axis 199": frozenset({"x"})})
    assert (keys(fresh, asked), keys(base, asked)) == (["b", "a"], ["a"])


@pytest.mark.parametrize("seed", range(20))
def test_sorted_anew_it_answers_the_same(seed, monkeypatch):
    c = case(seed)
    base = Index.build(c.offers)
    monkeypatch.setattr(change, "LOOSE", 0)
    moved = [replace(offer, place=None, online=True) for offer in c.offers[::2]]
    index = base.changed(moved, [c.offers[-1].key])
    packed = index.packed()
    assert (packed.loose, len(packed)) == (False, len(index))
    for asked in (c, case(seed + 100)):
        question = {"now": asked.now, "limit": asked.limit, "seed": asked.seed}
        assert packed.rank(asked.wanted, **question) == index.rank(asked.wanted, **question)
        changed = [each.changed(c.offers[:3], ()) for each in (index, packed)]
        assert len({repr(each.rank(asked.wanted, **question)) for each in changed}) == 1


@pytest.mark.parametrize("seed", range(20))
def test_what_is_kept_of_a_row_is_of_its_day_and_of_how_it_is_asked(seed):
    c, index = case(seed), Index.build(case(seed).offers)
    t3, t1 = Tier.T3, Tier.T1
    for days, tier, outcomes in (
        (0, t3, True),
        (400, t3, True),
        (400, t3, False),
        (400, t1, False),
    ):
        index = index.changed([replace(c.offers[0], quality=days, load=days)], ())
        asked = replace(c.wanted, tier=tier, by_outcomes=outcomes)
        question = {"now": c.now + timedelta(days=days), "limit": c.limit, "seed": c.seed}
        assert index.rank(asked, **question) == Index.build(index.offers()).rank(asked, **question)


def test_a_venue_keeps_people_away_from_where_it_stands_now_and_from_nowhere_once_gone():
    here, there = Place(42.36, -71.06), Place(42.5, -71.2)
    base = Index.build([room("venue", here), room("beside", here), room("there", there)])
    away = Wanted(kind=List.PRACTICAL, place=here, stay_away=StayAway(venues=frozenset({"venue"})))
    assert keys(base, away) == ["there"]
    assert keys(base.changed([room("venue", there)], ()), away) == ["beside"]
    assert keys(base.changed([], ["venue"]), away) == ["beside", "there"]
