"""What does each rule of docs/matching.md do to a small directory?"""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from matching import (
    ForWhom,
    Index,
    Kind,
    MatchSlot,
    Offered,
    Place,
    Precision,
    Slot,
    StayAway,
    Tier,
)
from tests.matching.small_directory import (
    BOSTON,
    CAMBRIDGE,
    NY,
    SALEM,
    ask,
    clinic,
    from_home,
    keys,
    meeting,
    peers,
    tags,
    want,
)

NO_ALCOHOL = clinic("no-alcohol", alcohol_policy="no_alcohol_treatment")
USES = {"drinks": frozenset({"alcohol"}), "both": frozenset({"alcohol", "opioid"})}


def test_a_place_that_treats_no_alcohol_use_is_no_place_for_it():
    found = ask([NO_ALCOHOL, clinic("any")], want(substances=USES["drinks"]))
    assert keys(found.matches) == ["any"] and found.left_out == {"alcohol_treatment": 1}


def test_who_uses_opioids_too_is_told_and_keeps_the_medication():
    otp = replace(NO_ALCOHOL, tags={**NO_ALCOHOL.tags, **tags({"medication": "methadone otp"})})
    found = ask([otp], want(substances=USES["both"])).matches
    assert keys(found) == ["no-alcohol"]
    assert "Does not treat alcohol use; ask what they would do about it." in found[0].cautions


WANTING = (
    {"must": {"medication": frozenset({"naltrexone"})}},
    {"wish": {"moud_stance": frozenset({"accepts"})}},
    {"wish": {"opioid_policy": frozenset({"accepts_medication"})}},
    {"on_medication": True},
    {"substances": frozenset({"opioid"})},
)


@pytest.mark.parametrize("wanting", WANTING, ids=str)
def test_whoever_wants_medication_sees_abstinence_only_last(wanting):
    strict = meeting("strict", moud_stance="abstinence_only")
    asked = peers(**wanting)
    found = ask([strict, meeting("late", slots=())], asked)
    assert keys(found.matches or found.ring_first)[-1] == "strict"


def test_naloxone_alone_is_no_wish_for_medication():
    strict = meeting("strict", moud_stance="abstinence_only")
    asked = peers(wish={"medication": frozenset({"naloxone"})})
    assert keys(ask([strict, meeting("late", slots=())], asked).matches)[0] == "strict"


def test_from_home_only_where_it_serves_their_state_and_unknown_below_known():
    offers = [from_home(clinic("x"), *states) for states in ((), ("MA", "NH"), ("GA",))]
    found = ask(offers, want())
    assert keys(found.matches) == ["home-MA-NH", "home-"]
    assert found.left_out == {"serves_state": 1}
    assert "Not stated which states it serves; ask." in found.matches[1].unknowns


def test_a_warm_line_of_another_state_is_none_and_an_online_meeting_serves_all():
    line = Offered(key="line", kind=Kind.WARM_LINE, name="Line", served_states=frozenset({"GA"}))
    found = ask([line, from_home(meeting("x"))], peers())
    assert keys(found.matches) == ["home-"]


def test_a_wheelchair_and_a_creche_are_two_musts():
    both = {"access": frozenset({"wheelchair", "childcare"})}
    offers = [
        meeting("both", access="wheelchair childcare"),
        meeting("wheels", access="wheelchair"),
        replace(meeting("no-wheels", access="childcare"), complete=frozenset({"access"})),
    ]
    found = ask(offers, peers(must=both))
    assert keys(found.matches) == ["both", "wheels"] and found.left_out == {"access": 1}


def test_a_venue_is_kept_away_from_with_all_that_meets_at_its_door():
    next_door = replace(BOSTON, lat=BOSTON.lat + 0.001)  # 110 metres
    by_zip = replace(SALEM, precision=Precision.ZIP)
    offers = [
        meeting("his"),
        meeting("upstairs", place=next_door),
        meeting("salem", place=SALEM),
        meeting("salem-zip", place=by_zip),
        meeting("nowhere", place=None),
        from_home(meeting("x")),
    ]
    avoid = StayAway(venues=frozenset({"his"}))
    found = ask(offers, peers(stay_away=avoid))
    assert sorted(keys(found.matches)) == ["home-", "salem", "salem-zip"]
    assert keys(found.ring_first) == ["nowhere"] and found.left_out == {"stay_away": 2}


def test_on_foot_nobody_is_sent_far():
    found = ask([meeting("salem", place=SALEM), meeting("near")], peers(travel="walk"))
    assert keys(found.matches) == ["near"] and found.left_out == {}
    near = ask([meeting("six", place=Place(42.37, -70.98))], peers(travel="walk")).near
    assert near[0].would_need == "Would fit if 6.1 miles worked, not only 4 miles."


def test_a_house_for_men_is_shown_to_a_man():
    offers = [clinic("men", men_only="yes"), clinic("women", women_only="yes")]
    asked = want(must={"sex": frozenset({"male"})})
    assert keys(ask(offers, asked).matches) == ["men"]


def test_under_eighteen_young_peoples_groups_come_first():
    offers = [meeting("all"), meeting("young", place=CAMBRIDGE, company="young")]
    far = replace(offers[0], place=CAMBRIDGE)
    assert keys(ask([far, offers[1]], peers(age=16)).matches) == ["young", "all"]


AGES = (
    ({"ages": (18, 30)}, (17, 18, 30, 31), (18, 30)),
    ({"groups": "adults"}, (17, 18, 25, 26, 60), (18, 25, 26, 60)),
    ({"groups": "young_adults"}, (18, 25, 26), (18, 25)),
    ({"groups": "seniors"}, (25, 59, 60), (60,)),
    ({"groups": "adolescents"}, (13, 17, 18), (13, 17)),
    ({"groups": "children"}, (12, 13), (12,)),
    ({"groups": "adolescents", "ages": (16, None)}, (15, 16, 40), (16, 40)),
    ({"groups": "adolescents", "ages": (None, 20)}, (16, 20, 21), (16, 20)),
    ({"groups": "adolescents", "kind": Kind.EMERGENCY_DEPARTMENT}, (12, 40), (12, 40)),
)


@pytest.mark.parametrize(("says", "asked", "taken"), AGES, ids=str)
def test_whom_a_place_takes_by_their_age(says, asked, taken):
    """A year to either side of every limit; who lists its ages lists all of them."""
    groups = {"age_group": says["groups"]} if "groups" in says else {}
    place = clinic("x", says.get("kind", Kind.TREATMENT), **groups)
    place = replace(place, ages=says.get("ages", (None, None)), complete=frozenset({"age_group"}))
    if not groups:
        place = replace(place, tags=tags({"age_group": "adults adolescents"}))
    assert tuple(years for years in asked if ask([place], want(age=years)).matches) == taken


def test_where_no_age_is_said_a_place_for_minors_stands_last_and_says_so():
    teens = clinic("a-teens", age_group="adolescents", setting="hospital", place=CAMBRIDGE)
    teens = replace(teens, complete=frozenset({"age_group"}))
    offers = [teens, clinic("b-all", age_group="adolescents adults"), clinic("c-unsaid")]
    found = ask(offers, want()).matches
    assert keys(found) == ["b-all", "c-unsaid", "a-teens"]
    said = "For children or adolescents; ask how old they are."
    assert [said in match.unknowns for match in found] == [False, False, True]
    assert said not in ask([teens], want(age=15)).matches[0].unknowns
    held = ask([teens], want(tier=Tier.T1)).matches[0]
    assert "Of the nearest medical care." not in held.reasons


def test_who_accepts_medication_and_gives_none_keeps_it_though_all_is_listed():
    place = clinic("x", opioid_policy="accepts_medication", medication="naloxone")
    place = replace(place, complete=frozenset({"opioid_policy", "medication"}))
    silent = replace(place, key="y", tags=tags({"medication": "naloxone"}))
    found = ask([place, silent], want(on_medication=True))
    assert keys(found.matches) == ["x"] and found.left_out == {"keeps_medication": 1}


def test_a_venue_to_keep_away_from_is_not_shown_though_nobody_knows_where_it_is():
    his = meeting("his", place=None)
    avoid = StayAway(venues=frozenset({"his"}))
    found = ask([his, meeting("other")], peers(stay_away=avoid))
    assert keys(found.matches + found.ring_first) == ["other"]


def test_money_is_no_matter_among_peers_though_a_group_lists_how_it_is_paid():
    dear = replace(meeting("dear", payment="private"), complete=frozenset({"payment"}))
    found = ask([dear], peers(must={"payment": frozenset({"medicaid"})})).matches
    assert keys(found) == ["dear"] and not any("Medicaid" in words for words in found[0].unknowns)


def test_relatives_hear_nothing_of_medication_and_their_groups_are_not_put_last_for_it():
    asked = peers(for_whom=ForWhom.KIN, on_medication=True)
    found = ask([meeting("kin", for_whom="kin", moud_stance="abstinence_only")], asked).matches
    assert found[0].slot is MatchSlot.IN_PERSON_SOON
    assert not any("medication" in words for words in (*found[0].cautions, *found[0].unknowns))


def test_who_hears_of_another_is_not_told_you():
    asked = peers(on_medication=True, about_another=True, violence=True)
    strict = meeting("strict", moud_stance="abstinence_only", women_only="yes")
    found = ask([strict], asked).matches[0]
    assert "Does not support medication; they do not need to stop theirs." in found.cautions
    assert "Women only: would they feel safer there?" in found.reasons


def test_a_meeting_in_another_language_says_so_and_stands_further_back():
    offers = [meeting("a-es", language="es"), meeting("b"), meeting("c", language="ase es")]
    found = ask(offers, peers()).matches
    assert keys(found) == ["b", "c", "a-es"]
    assert "Held in Spanish." in found[2].cautions and found[2].parts["tongue"] == -300
    asked = peers(wish={"language": frozenset({"es"})})
    assert "tongue" not in ask(offers, asked).matches[0].parts


def test_a_bed_and_withdrawal_are_not_to_be_had_from_home():
    house = clinic("x", setting="residential telehealth", care_type="detox", medication="methadone")
    both = {"setting": frozenset({"residential", "outpatient"})}
    for must, kept_out in (
        ({"setting": frozenset({"residential"})}, "setting"),
        ({"care_type": frozenset({"detox"})}, "care_type"),
        ({"access": frozenset({"childrens_beds"})}, "access"),
        ({"medication": frozenset({"methadone"})}, "medication"),
    ):
        found = ask([from_home(house, "MA")], want(must=must))
        assert (keys(found.matches), found.left_out) == ([], {kept_out: 1})
        there = ask([house], want(must=must))
        assert keys(there.matches + there.ring_first) == ["x"]
    unsure = ask([from_home(house, "MA")], want(must=both)).matches[0]
    assert "Not stated: live-in or outpatient; ask." in unsure.unknowns


def test_care_that_does_not_say_whom_it_serves_is_for_the_state_it_stands_in():
    offers = [replace(from_home(clinic("x")), key=s or "unsaid", state=s) for s in ("MA", "GA", "")]
    found = ask(offers, want())
    assert sorted(keys(found.matches)) == ["MA", "unsaid"]
    assert found.left_out == {"serves_state": 1}
    assert all("Not stated which states it serves; ask." in m.unknowns for m in found.matches)


def test_in_danger_today_medical_care_within_the_miles_comes_before_talking():
    far = Place(42.75, -71.10)  # 26 miles
    offers = [
        clinic("a-talk", place=CAMBRIDGE),
        clinic("b-hospital", place=SALEM, setting="hospital"),
        clinic("c-far", place=far, setting="hospital"),
        clinic("d-methadone", place=SALEM, medication="methadone"),
    ]
    for tier, first in ((Tier.T1, "b-hospital"), (Tier.T3, "a-talk")):
        asked = want(tier=tier, substances=USES["drinks"])
        assert keys(ask(offers, asked).matches)[0] == first
    found = {m.key: m.parts for m in ask(offers, want(tier=Tier.T1)).matches}
    assert [key for key in sorted(found) if "medical" in found[key]] == ["b-hospital"]
    found = ask(offers, want(tier=Tier.T1, substances=USES["both"])).matches
    assert {m.key for m in found if "medical" in m.parts} == {"b-hospital", "d-methadone"}


def test_medical_care_at_the_very_place_counts_for_who_goes_nowhere():
    asked = want(tier=Tier.T1, within_miles=0.0)
    found = ask([clinic("h", place=CAMBRIDGE, setting="hospital")], asked).matches[0]
    assert found.parts["medical"] == 300
    nowhere = ask([clinic("h", place=None, setting="hospital")], asked).matches[0]
    assert "medical" not in nowhere.parts


AT_MIDNIGHT = datetime(2026, 11, 23, 4, 55, tzinfo=UTC)  # 11:55 pm, and a way of ten minutes


def test_a_door_that_never_closes_does_not_open_at_midnight():
    open_ = replace(
        clinic("x", place=SALEM), slots=tuple(Slot(d, time(), 1440, NY) for d in range(7))
    )
    found = Index.build([open_]).rank(want(), now=AT_MIDNIGHT).matches[0]
    assert "Open now." in found.reasons and found.next_start is None
    morning = replace(open_, slots=(*open_.slots[:1], Slot(1, time(0, 1), 60, NY)))
    found = Index.build([morning]).rank(want(), now=AT_MIDNIGHT).matches[0]
    assert any(words.startswith("Opens tomorrow 12:01 am") for words in found.reasons)


def test_the_substance_is_a_tie_break_and_no_filter():
    offers = [
        meeting("a-cocaine", substance_focus="cocaine"),
        meeting("b-any", substance_focus="any_drug"),
    ]
    found = ask(offers, peers(substances=USES["drinks"])).matches
    assert keys(found) == ["b-any", "a-cocaine"] and found[0].parts["focus"] == 40
    near = replace(offers[0], place=CAMBRIDGE)
    assert keys(ask([near, offers[1]], peers(substances=USES["drinks"])).matches)[0] == "a-cocaine"
    kin = [replace(one, tags={**one.tags, **tags({"for_whom": "kin"})}) for one in offers]
    found = ask(kin, peers(for_whom=ForWhom.KIN, substances=USES["drinks"])).matches
    assert "focus" not in found[0].parts | found[1].parts


def test_what_a_place_is_for_beyond_its_care_moves_it_nowhere():
    """Substances and young people's company count among groups; and at eighteen no more."""
    place = clinic("x", substance_focus="alcohol", company="young", age_group="adolescents")
    parts = ask([place], want(age=16, substances=USES["drinks"])).matches[0].parts
    assert not {"focus", "young"} & parts.keys()
    group = meeting("x", company="young")
    for years, points in ((17, 150), (18, 0)):
        assert ask([group], peers(age=years)).matches[0].parts.get("young", 0) == points


@pytest.mark.parametrize(("years", "shown"), [(19, ["teens"]), (20, []), (None, [])])
def test_relatives_under_twenty_also_get_teen_groups(years, shown):
    asked = peers(for_whom=ForWhom.KIN, age=years)
    assert keys(ask([meeting("teens", for_whom="teen_kin")], asked).matches) == shown


def test_under_violence_womens_groups_stand_before_their_like():
    offers = [meeting("a-all"), meeting("b-women", women_only="yes")]
    assert keys(ask(offers, peers(violence=True)).matches) == ["b-women", "a-all"]
    asked = peers(wish={"women_only": frozenset({"yes"})})
    assert "safer" not in ask(offers, asked).matches[0].parts


def test_a_womens_lgbtq_group_is_a_womens_group():
    offers = [meeting("both", company="lgbtq women"), meeting("nb", company="non_binary women")]
    for company, shown in (
        ("lgbtq", []),
        ("women", ["both", "nb"]),
        ("lgbtq women", ["both", "nb"]),
        ("non_binary", ["nb"]),
    ):
        asked = peers(wish={"company": frozenset(company.split())})
        assert sorted(keys(ask(offers, asked).matches)) == shown


def test_about_how_far_is_said_in_whole_miles():
    zip_ = replace(CAMBRIDGE, precision=Precision.ZIP)
    for place, words in (
        (zip_, "Less than a mile away."),
        (replace(SALEM, precision=Precision.ZIP), "About 15 miles away."),
        (SALEM, "14.9 miles away."),
    ):
        assert words in ask([meeting("x", place=place)], peers()).matches[0].reasons
