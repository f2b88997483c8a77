"""How alike two listings are: what is proposed, what is not, and that it does not depend on who is first."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casework.directory import twice_meetings, twice_pairs
from casework.directory.twice_alike import LIKELY, Place, places
from casework.directory.twice_meetings import Meets
from casework.directory.twice_words import link_of, name_of, one_street, street_of, town_of

HOUSE = Place(
    id=1,
    survey="1",
    name="harbour house",
    street="1 quay st",
    town="dayton oh",
    zip="45402",
    phones=frozenset({"+19375550100"}),
    said="Harbour House",
)
TWIN = replace(HOUSE, id=2, survey="2")
QUIET = Meets(
    id=1,
    group=1,
    source=1,
    name="quiet room",
    group_name="quiet room",
    fellowship="aa",
    times=frozenset({(1, "19:30")}),
    doors=frozenset({"1 quay st, 45402"}),
    link="zoom 123",
)
NAMES = ("harbour house", "harbor house", "new dawn", "river health for men", "house 2", "")


def values(*known):
    return st.sampled_from(known)


def some_place(id):
    return st.builds(
        Place,
        id=st.just(id),
        survey=values("1su", "1mh", "2"),
        name=values(*NAMES),
        programme=values("", "detox", "women", "men"),
        street=values("", "1 quay st", "9 mill rd"),
        unit=values("", "2", "3"),
        town=values("", "dayton oh", "troy oh"),
        zip=values("", "45402", "45373"),
        phones=st.frozensets(values("+19375550100", "+19375550111"), max_size=2),
        site=values("", "harbour.example"),
        said=values("Harbour House", "Detox"),
    )


def some_meeting(id):
    return st.builds(
        Meets,
        id=st.just(id),
        group=values(1, 2, 3),
        source=values(1, 2),
        name=values(*NAMES),
        group_name=values(*NAMES),
        fellowship=values("", "aa", "al anon"),
        times=st.frozensets(values((0, "09:00"), (1, "19:30")), max_size=2),
        doors=st.frozensets(values("1 quay st, 45402", "9 mill rd, 45373"), max_size=2),
        link=values("", "zoom 123", "zoom 456"),
    )


@given(some_place(1), some_place(2))
def test_it_does_not_matter_which_is_first(one, other):
    assert places(one, other) == places(other, one)


@given(some_meeting(1), some_meeting(2))
def test_of_meetings_neither(one, other):
    assert twice_meetings.meetings(one, other) == twice_meetings.meetings(other, one)


@given(st.lists(st.integers(1, 12).flatmap(some_place), max_size=12), st.randoms())
def test_places_in_another_order_make_the_same_pairs(found, chance):
    rows = list({place.id: place for place in found}.values())
    pairs = twice_pairs.likely(rows)
    chance.shuffle(rows)
    assert twice_pairs.likely(rows) == pairs
    assert all(first < second for first, second in pairs)


@given(st.lists(st.integers(1, 12).flatmap(some_meeting), max_size=12), st.randoms())
def test_meetings_in_another_order_make_the_same_pairs(found, chance):
    rows = list({each.id: each for each in found}.values())
    pairs, groups = twice_meetings.likely(rows)
    chance.shuffle(rows)
    assert twice_meetings.likely(rows) == (pairs, groups)
    assert all(first < second for first, second in [*pairs, *groups])


ABOUT = {
    "phone": {"phones": frozenset()},
    "same street": {"street": ""},
    "name": {"name": "", "programme": ""},
    "website": {"site": ""},
}


@given(some_place(1), some_place(2), values(*ABOUT))
def test_what_one_of_them_does_not_state_speaks_neither_for_nor_against(one, other, about):
    blank = ABOUT[about]
    neither = places(replace(one, **blank), replace(other, **blank))
    for how in (
        neither,
        places(replace(one, **blank), other),
        places(one, replace(other, **blank)),
    ):
        assert not any(about in line for line in how.evidence)


@given(some_place(1))
def test_a_name_alone_is_not_likely(one):
    assume(one.name)
    bare = Place(id=1, survey="1", name=one.name)
    assert places(bare, replace(bare, id=2, survey="2")).points < LIKELY


@given(some_place(1), some_place(2))
def test_two_programmes_of_one_survey_at_one_address_are_never_likely(one, other):
    one, other = (replace(x, survey="1su", street="1 quay st", zip="45402") for x in (one, other))
    assume(one.whole_name != other.whole_name)
    how = places(one, other)
    if any(line.startswith("different programmes") for line in how.evidence):
        assert how.points < LIKELY


def test_one_place_of_two_sources_is_likely_by_street_phone_and_name():
    how = places(HOUSE, TWIN)
    assert how.points == 100
    assert how.evidence == ("same street, ZIP", "same name", "same phone 937-555-0100")


@pytest.mark.parametrize(
    ("change", "likely"),
    [
        ({"phones": frozenset()}, True),  # street and name
        ({"street": "", "zip": "45402"}, True),  # telephone and name, nothing against
        ({"name": "harbor house"}, True),  # misspelt
        ({"name": "harbour house recovery center"}, True),  # one name part of the other
        ({"street": "9 mill rd"}, False),  # another house of the same agency
        ({"street": "", "zip": "", "town": "", "phones": frozenset()}, False),  # the name alone
        ({"name": "new dawn", "phones": frozenset({"+19375550111"})}, False),  # a neighbour
        ({"name": "harbour house 2"}, True),  # a number in one name only, of another source
    ],
)
def test_what_is_likely(change, likely):
    assert (places(HOUSE, replace(TWIN, **change)).points >= LIKELY) is likely


def test_programmes_of_one_house_stay_two():
    """546 rows of the 2024 directory share a street (formats.md 2)."""
    men = replace(HOUSE, programme="men", said="Men")
    women = replace(HOUSE, id=2, programme="women", said="Women")
    how = places(men, women)
    assert how.points < LIKELY
    assert "different programmes at one address: “Men” and “Women”" in how.evidence


def test_an_agency_and_its_programme_in_one_list_stay_two():
    """A 211 names the agency alone, and with each of its programmes behind it."""
    agency = replace(HOUSE, name="dunbar high school")
    programme = replace(HOUSE, id=2, name="dunbar high school pre engineering")
    assert places(agency, programme).points < LIKELY
    assert places(agency, replace(programme, survey="2")).points >= LIKELY


def test_programmes_that_only_the_name_of_their_house_sets_apart_stay_two():
    one, other = (
        replace(HOUSE, id=n, name="marathon", house=house)
        for n, house in enumerate(("guidance care outpatient", "guidance care path"))
    )
    assert places(one, other).points < LIKELY


def test_rooms_of_one_house_are_two_in_one_list_and_one_place_moved_in_two():
    one, other = replace(HOUSE, unit="c"), replace(HOUSE, id=2, unit="e")
    assert places(one, other).points < LIKELY
    how = places(one, replace(other, survey="2"))
    assert how.points >= LIKELY and "same street, ZIP; different rooms" in how.evidence


def test_behind_a_door_of_many_a_telephone_is_not_enough():
    """Ten programmes of one agency; the facility of another list is none of them by its telephone."""
    names = ("path", "outreach", "transportation", "hiv intervention")
    of_211 = [replace(HOUSE, id=n, name=name) for n, name in enumerate(names, start=2)]
    facility = replace(HOUSE, id=1, survey="2")
    assert twice_pairs.likely([facility, *of_211]) == {}
    assert list(twice_pairs.likely([facility, of_211[0]])) == [(1, 2)]  # renamed, as far as we know


def test_other_extensions_of_one_number_say_little():
    one = replace(HOUSE, extensions=frozenset({("+19375550100", "12")}))
    other = replace(one, id=2, survey="2", extensions=frozenset({("+19375550100", "14")}))
    how = places(one, other)
    assert "same phone 937-555-0100, different extensions" in how.evidence
    assert places(replace(one, name="outreach"), other).points < LIKELY
    assert places(replace(one, extensions=frozenset()), other) == places(HOUSE, TWIN)


def test_what_one_list_took_out_is_not_what_it_put_in():
    gone = replace(HOUSE, status="inactive")
    assert places(gone, replace(HOUSE, id=2)).points == 0
    assert places(gone, TWIN).points >= LIKELY
    old = replace(QUIET, status="inactive")
    assert twice_meetings.meetings(old, replace(QUIET, id=2, group=2)).points == 0
    assert twice_meetings.meetings(old, replace(QUIET, id=2, group=2, source=2)).points >= LIKELY


def test_a_part_that_one_list_names_and_another_does_not_is_nothing_against():
    one = replace(HOUSE, name="family services", programme="outpatient clinic")
    assert places(one, replace(TWIN, name="family services")).points >= LIKELY


def test_houses_with_other_numbers_stay_two():
    one, two = (replace(HOUSE, id=n, name=f"serenity house {n}", survey=f"{n}") for n in (1, 2))
    assert places(one, two).points < LIKELY


def test_the_telephone_of_a_call_centre_says_little():
    houses = [
        replace(HOUSE, id=n, survey=f"{n}", street=f"{n} quay st", name=f"home {n} of {n * 7}")
        for n in range(1, 8)
    ]
    assert twice_pairs.likely(houses) == {}


def test_a_large_block_is_not_compared_each_with_each():
    many = [replace(HOUSE, id=n, survey=f"{n}", name=f"office {n:05}") for n in range(2_000)]
    compared = sum(1 for _ in twice_pairs.compared(many, lambda place: place.name))
    assert compared <= 2_000 * twice_pairs.WINDOW


def test_one_meeting_in_two_feeds():
    how = twice_meetings.meetings(QUIET, replace(QUIET, id=2, group=2, source=2))
    assert how.points == 100
    assert how.evidence[0] == "same day, time and place: Monday 7:30 pm"


@pytest.mark.parametrize(
    ("change", "likely"),
    [
        ({"doors": frozenset()}, True),  # the link alone
        ({"link": ""}, True),  # the door alone
        ({"name": "quiet rooms", "group_name": ""}, True),
        ({"times": frozenset({(2, "19:30")})}, False),  # another day
        ({"fellowship": "al anon"}, False),  # families meet next door
        ({"name": "big book", "group_name": "big book", "link": ""}, False),  # another room
        ({"doors": frozenset({"9 mill rd, 45373"}), "link": ""}, False),
    ],
)
def test_which_meetings_are_likely_one(change, likely):
    other = replace(QUIET, id=2, group=2, source=2, **change)
    assert (twice_meetings.meetings(QUIET, other).points >= LIKELY) is likely


def test_a_mens_and_a_womens_meeting_at_one_hour_stay_two():
    men, women = (
        replace(QUIET, name="mens group"),
        replace(QUIET, id=2, source=2, name="womens group"),
    )
    assert twice_meetings.meetings(men, women).points < LIKELY


def test_a_link_that_many_groups_share_is_no_room():
    rows = [
        replace(QUIET, id=n, group=n, source=2, name=f"group of {n * 9}", doors=frozenset())
        for n in range(1, 7)
    ]
    assert twice_meetings.likely(rows) == ({}, {})


def test_two_groups_are_proposed_with_their_meetings_and_those_not_apart():
    days = [replace(QUIET, id=n, times=frozenset({(n, "19:30")})) for n in range(1, 4)]
    theirs = [replace(each, id=each.id + 10, group=2, source=2) for each in days]
    alone, groups = twice_meetings.likely([*days, *theirs])
    assert alone == {}
    assert list(groups) == [(1, 2)]
    assert groups[1, 2].evidence[-1].startswith("3 of 3 meetings are the same: Monday 7:30 pm")


def test_groups_of_other_names_are_not_but_their_meeting_is():
    other = replace(QUIET, id=2, group=2, source=2, group_name="all of us at the quay")
    alone, groups = twice_meetings.likely([QUIET, other])
    assert (list(alone), groups) == ([(1, 2)], {})


def test_each_meeting_becomes_one_with_one_other():
    theirs = [replace(QUIET, id=n, group=2, source=2) for n in (2, 3)]
    assert [(a.id, b.id) for a, b, _ in twice_meetings.same([QUIET, *theirs])] == [(1, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1 Quay Street", "1 quay st."),
        ("20 North Elm Avenue, Suite 4", "20 N. Elm Ave #4"),
        ("5 Third St", "5 3rd Street"),
        ("18-47 Mott Avenue, 2nd Floor", "1847 Mott Ave Second Floor"),
        ("3094 West Market Street Fl 2", "3094 W. Market St. Floor 2"),
        ("One Park Plaza", "1 Park Plaza"),
        ("PO Box 27, 112 Painter Street", "112 Painter St"),
        ("9 Côté Road", "9 Cote Rd"),
    ],
)
def test_streets_are_written_alike(one, other):
    assert street_of(one) == street_of(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("315 East Washington", "315 E Washington St", True),
        ("11937 US Highway 271", "11937 Highway 271", True),
        ("4040 Memorial Parkway SW", "4040 Memorial Pkwy", True),
        ("100 North Main St", "100 South Main St", False),
        ("100 Park Avenue", "100 Park Street", False),
        ("315 Washington St", "317 Washington St", False),
        ("5 West St", "5 West Ave", False),
    ],
)
def test_which_streets_are_one_where_one_says_less(one, other, same):
    assert one_street(street_of(one)[0], street_of(other)[0]) is same


def test_what_stands_beside_the_street_is_no_part_of_it():
    assert street_of("9 Oak St", "Fairlawn Medical Building, Suite 105") == ("9 oak st", "105")
    assert street_of("Chapel House", "9 Oak St") == ("9 oak st", "")


def test_a_street_without_a_number_is_none_nor_is_a_box():
    assert street_of("Main Street") == street_of("P.O. Box 333") == street_of("- - -") == ("", "")


def test_names_and_links_are_written_alike():
    assert name_of("The Harbour House, Inc.") == name_of("Harbour House")
    assert name_of("Café & Co") == "cafe and"
    assert name_of("St. Mary's Fam Hlth Ctr") == name_of("Saint Mary's Family Health Center, LLC")
    assert name_of("N. Shore Csl Servs") == name_of("North Shore Counselling Services")
    assert town_of("St. Paul", "MN") == town_of("Saint Paul", "MN")
    assert link_of("https://us02web.zoom.us/j/123?pwd=x") == link_of("https://zoom.us/j/123")
