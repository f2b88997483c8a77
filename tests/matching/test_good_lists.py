"""Is a list of use to a counsellor: a spread of kinds, nobody tried out on top, outcomes last?"""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Index, Kind, MatchSlot, Offered, Place, Precision, Tier, Tone
from matching.rank import PEER_SLOTS, PLACE_SLOTS
from matching.spread import OUTLOOKS
from matching.words import List
from tests.matching.cases import case
from tests.matching.oracle import Oracle
from tests.matching.small_directory import (
    CAMBRIDGE,
    ask,
    clinic,
    from_home,
    keys,
    meeting,
    peers,
    want,
)


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


@pytest.mark.parametrize(("before", "shown"), [(63, True), (64, False)])
def test_of_another_kind_is_chosen_who_is_among_the_best_sixty_four(before, shown):
    aa = many(before, fellowship="AA", place=replace(CAMBRIDGE, precision=Precision.ZIP))
    smart = replace(aa[0], key="zz-smart", name="", fellowship="SMART Recovery")
    assert ("zz-smart" in keys(ask([*aa, smart], peers(), limit=5).matches)) is shown


def test_a_list_that_is_not_full_takes_no_fourth_at_one_address():
    at_one_door = [meeting(f"{n}", outlook="twelve_step") for n in range(3)]
    at_one_door.append(meeting("3-secular", outlook="secular"))
    offers = [replace(one, fellowship="of one kind") for one in at_one_door]
    assert keys(ask(offers, peers()).matches) == ["0", "1", "2"]
    assert keys(ask(offers, peers(), limit=3).matches) == ["0", "1", "3-secular"]


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
    assert keys(ask([*quick, friendly], asked, limit=1).matches) == ["c0"]  # one is the best one
    sober = want(substances=frozenset({"cannabis"}))
    assert "buprenorphine" not in keys(ask([*quick, friendly], sober, limit=5).matches)


def test_none_of_the_nearest_medical_gives_way_to_a_friendly_place():
    hospitals = [clinic(f"h{n}", setting="hospital", medication="naltrexone") for n in range(3)]
    friendly = clinic("friendly", place=Place(42.5, -71), medication="buprenorphine")
    asked = want(tier=Tier.T2, wish={"medication": frozenset({"naltrexone"})})
    assert keys(ask([*hospitals, friendly], asked, limit=3).matches) == ["h0", "h1", "h2"]
    assert len(ask([*hospitals, friendly], asked).matches) == 4


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


def test_among_equals_everybody_has_a_turn_and_one_call_sees_one_order():
    rooms = [replace(room, place=CAMBRIDGE) for room in many(5)]
    rooms = [replace(room, place=replace(room.place, precision=Precision.ZIP)) for room in rooms]
    first = Counter(keys(ask(rooms, peers(), seed=seed).matches)[0] for seed in range(1, 101))
    assert min(first[room.key] for room in rooms) >= 8
    assert ask(rooms, peers(), seed=7) == ask(rooms[::-1], peers(), seed=7)
    for tier in (Tier.T0, Tier.T1):
        found = [keys(ask(rooms, peers(tier=tier), seed=seed).matches) for seed in (1, 2, 3)]
        assert found[0] == found[1] == found[2] == sorted(found[0])


def test_among_equals_from_home_the_key_decides():
    home = [replace(from_home(meeting("x")), key=f"{n:02d}") for n in reversed(range(40))]
    assert keys(ask(home, peers(), limit=40).matches) == sorted(one.key for one in home)


BEND = {"distance", "times", "cost", "format", "outlook"}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_what_holds_of_every_list(seed):
    c = case(seed, most=150)
    index, offers = Index.build(c.offers), {offer.key: offer for offer in c.offers}
    found = index.rank(c.wanted, now=c.now, limit=8, seed=c.seed)
    for match in found.near:
        assert len({one.rule for one in match.because if one.tone is Tone.NEEDS} & BEND) == 1
    tries = c.wanted.tier is Tier.T3 and c.wanted.by_outcomes
    for matches in (found.matches, found.ring_first, found.near):
        assert not any(
            "explore" in match.parts for match in (matches if not tries else matches[:2])
        )
        groups = [offers[match.key].group or match.key for match in matches]
        assert len(set(groups)) == len(groups)
    if not c.wanted.by_outcomes:
        assert not any("quality" in match.parts for match in (*found.matches, *found.ring_first))
    assert found.left_out_near.items() <= found.left_out.items() or all(
        number <= found.left_out[rule] for rule, number in found.left_out_near.items()
    )
    spread(c, index, found.matches, offers)


def spread(c, index, shown, offers):
    """Of each kind that fits at all at least one, where the list is full."""
    if len(shown) < 8 or c.wanted.kind is not List.PEERS:
        return
    every = index.rank(c.wanted, now=c.now, limit=1000, seed=c.seed).matches
    kinds = [
        lambda match: match.slot is MatchSlot.ONLINE_SOON,
        lambda match: offers[match.key].kind is Kind.MEETING,
        lambda match: offers[match.key].kind is not Kind.MEETING,
    ]
    if not {"outlook"} & {*c.wanted.must, *c.wanted.wish}:
        kinds += [lambda m, o=o: o in offers[m.key].tags.get("outlook", ()) for o in OUTLOOKS]
    for kind in kinds:
        assert any(map(kind, shown)) or not any(map(kind, every))
