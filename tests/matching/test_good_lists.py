"""Is a list of use to a counsellor: a spread of kinds, nobody tried out on top, outcomes last?"""

from dataclasses import replace

import pytest

from matching import Index, Kind, Offered, Place, Tier
from matching.rank import PEER_SLOTS, PLACE_SLOTS
from matching.words import List
from tests.matching.cases import case
from tests.matching.oracle import Oracle
from tests.matching.test_each_rule import ask, clinic, from_home, keys, meeting, peers, want


def many(number, **more):
    """Rooms of as many groups, each a little further away."""
    rooms = [meeting(f"{n:02d}", place=Place(42.37 + n / 500, -71.10)) for n in range(number)]
    return [replace(room, **more) for room in rooms]


@pytest.mark.parametrize("seed", range(12))
def test_in_a_large_directory_too_the_oracle_agrees(seed):
    c = case(seed, most=1500)
    wanted = replace(c.wanted, must={}, times=frozenset())
    ranking = Index.build(c.offers).rank(wanted, now=c.now, limit=40, seed=c.seed)
    names = PEER_SLOTS if wanted.kind is List.PEERS else PLACE_SLOTS
    expected = Oracle(c.offers, wanted, c.now, 40, c.seed).lists()
    for found, they in zip(
        (ranking.matches, ranking.ring_first, ranking.near), expected, strict=True
    ):
        assert [(m.key, m.via, m.slot, m.score) for m in found] == [
            (e.offer.key, e.way, names[e.said_slot], e.score) for e in they
        ]


def test_a_list_does_not_fill_up_with_one_fellowship():
    aa = many(10, fellowship="AA")
    smart = replace(meeting("smart", place=Place(42.39, -71.13)), fellowship="SMART Recovery")
    assert "smart" in keys(ask([*aa, smart], peers(), limit=5).matches)
    without = [replace(one, fellowship=one.key) for one in aa]
    assert "smart" not in keys(ask([*without, smart], peers(), limit=5).matches)


def test_something_online_within_a_day_where_rooms_fill_the_list():
    bridge = replace(from_home(meeting("x")), quality=0)
    found = ask([*many(10, quality=1000), bridge], peers(), limit=5).matches
    assert keys(found)[-1] == "home-" and len(found) == 5


def test_a_meeting_and_something_else():
    centre = Offered(key="centre", kind=Kind.RECOVERY_CENTRE, name="Centre", place=Place(42.5, -71))
    assert keys(ask([*many(10), centre], peers(), limit=5).matches)[-1] == "centre"


def test_where_medication_matters_a_friendly_place_is_always_on_the_list():
    quick = [replace(clinic(f"c{n}"), how_soon=0) for n in range(9)]
    quick = [replace(one, place=Place(42.37 + n / 50, -71.1)) for n, one in enumerate(quick)]
    friendly = replace(clinic("buprenorphine", medication="buprenorphine"), how_soon=400)
    asked = want(substances=frozenset({"opioid"}))
    assert keys(ask([*quick, friendly], asked, limit=5).matches)[-1] == "buprenorphine"
    sober = want(substances=frozenset({"cannabis"}))
    assert "buprenorphine" not in keys(ask([*quick, friendly], sober, limit=5).matches)


def test_who_is_little_known_is_tried_out_third_at_best_and_only_at_t3():
    rooms = many(6)
    rooms[5] = replace(rooms[5], explore=1000)
    found = ask(rooms, peers()).matches
    assert keys(found) == ["00", "01", "05", "02", "03", "04"]
    assert found[2].parts["explore"] == 1000 and "explore" not in found[0].parts
    for calm in (peers(tier=Tier.T2), peers(by_outcomes=False)):
        assert keys(ask(rooms, calm).matches)[-1] == "05"


def test_a_list_of_one_or_two_tries_nobody_out():
    rooms = many(6)
    rooms[5] = replace(rooms[5], explore=1000)
    assert keys(ask(rooms, peers(), limit=2).matches) == ["00", "01"]


def test_outcomes_weigh_less_than_one_wish_and_can_be_switched_off():
    went_well = replace(meeting("well"), quality=1000)
    wished = replace(meeting("wished", language="es"), quality=0)
    asked = peers(wish={"language": frozenset({"es"})})
    assert keys(ask([went_well, wished], asked).matches) == ["wished", "well"]
    plain = meeting("plain")
    assert keys(ask([plain, went_well], peers()).matches) == ["well", "plain"]
    off = ask([plain, went_well], peers(by_outcomes=False)).matches
    assert keys(off) == ["plain", "well"] and "quality" not in off[0].parts
