"""What does each rule of docs/matching.md do to a small directory?"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from matching import (
    ForWhom,
    Index,
    Kind,
    List,
    MatchSlot,
    Offered,
    Place,
    Precision,
    Report,
    Slot,
    StayAway,
    Tier,
    Wanted,
)

NY = "America/New_York"
NOW = datetime(2026, 11, 22, 22, 20, tzinfo=UTC)  # a Sunday, 5:20 pm in Boston
BOSTON, CAMBRIDGE, SALEM = Place(42.36, -71.06), Place(42.37, -71.10), Place(42.52, -70.89)
TONIGHT = (Slot(0, time(19, 30), 60, NY),)


def tags(axes):
    return {axis: frozenset(value.split()) for axis, value in axes.items()}


def meeting(key, place=BOSTON, slots=TONIGHT, **axes):
    axes = {"for_whom": "self"} | axes
    return Offered(
        key=key, kind=Kind.MEETING, name=key, place=place, slots=slots, tags=tags(axes),
        confirmed_on=date(2026, 11, 1),
    )  # fmt: skip


def clinic(key, kind=Kind.TREATMENT, place=BOSTON, **axes):
    return Offered(
        key=key, kind=kind, name=key, place=place, tags=tags(axes), confirmed_on=date(2026, 11, 1)
    )


def want(kind=List.TREATMENT, **more):
    return Wanted(
        **{"kind": kind, "place": CAMBRIDGE, "state": "MA", "zone": NY, "tier": Tier.T3} | more
    )


def peers(**more):
    return want(List.PEERS, **more)


def ask(offers, wanted, **more):
    return Index.build(offers).rank(wanted, now=NOW, **more)


def keys(matches):
    return [match.key for match in matches]


def from_home(offer, *states):
    return replace(
        offer, key=f"home-{'-'.join(states)}", place=None, in_person=False, online=True,
        served_states=frozenset(states),
    )  # fmt: skip


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


DAY = timedelta(days=1)
OPIOIDS = {"substances": frozenset({"opioid"})}
WEEKDAYS = tuple(Slot(day, time(8), 540, NY) for day in range(1, 6))
ED = clinic("ed", kind=Kind.EMERGENCY_DEPARTMENT, place=CAMBRIDGE)


def told(offer, kind, ago, weeks=None):
    return replace(offer, reports=[Report(kind, NOW - ago, weeks)])


def test_abstinence_only_opens_no_list_while_somebody_is_only_to_be_rung_first():
    drug_free = clinic("drug-free", opioid_policy="no_medication", pregnancy="yes")
    found = ask([drug_free, clinic("silent")], want(pregnant=True, **OPIOIDS))
    assert keys(found.matches) == [] and keys(found.ring_first) == ["silent", "drug-free"]
    alone = ask([drug_free], want(pregnant=True, **OPIOIDS)).matches
    assert keys(alone) == ["drug-free"]
    assert "Does not support medication; you do not need to stop yours." in alone[0].cautions


def test_the_nearest_that_gives_the_medication_is_shown_however_far():
    near = [clinic(f"h{n}", setting="hospital") for n in range(4)]
    drug_free = clinic("a-drug-free", setting="hospital", opioid_policy="no_medication")
    far = Place(40.71, -74.01)  # 190 miles
    offers = [*near, drug_free, clinic("methadone", place=far, medication="methadone")]
    offers.append(clinic("otp", place=Place(39.95, -75.16), medication="otp methadone"))
    asked = want(tier=Tier.T2, must={"payment": frozenset({"medicaid"})}, **OPIOIDS)
    found = ask(offers, asked).matches
    assert keys(found)[0] == "methadone" and "otp" not in keys(found)
    assert "Of the nearest medical care, however far." in found[0].reasons
    asked = replace(asked, substances=frozenset({"alcohol"}))
    assert "methadone" not in keys(ask(offers, asked).matches)


def test_pregnant_and_using_opioids_medication_comes_first_and_the_hospital_last():
    methadone = clinic("methadone", medication="methadone", pregnancy="yes")
    asked = want(pregnant=True, **OPIOIDS)
    for tier in (Tier.T2, Tier.T3):
        found = ask([ED, methadone, clinic("silent")], replace(asked, tier=tier))
        assert keys(found.matches) == ["methadone", "ed"] and keys(found.ring_first) == ["silent"]
        assert found.matches[1].slot is MatchSlot.TODAY
    for tier in (Tier.T1, Tier.NOT_CLEARED):
        assert keys(ask([ED, methadone], replace(asked, tier=tier)).matches)[0] == "ed"


def test_a_line_answered_now_comes_before_call_after_eight():
    lines = [
        replace(from_home(clinic("x"), "MA"), key=key, slots=slots, name=key)
        for key, slots in (("a-silent", ()), ("b-monday", WEEKDAYS), ("c-now", TONIGHT))
    ]
    lines[2] = replace(lines[2], slots=(Slot(0, time(9), 720, NY),))
    found = ask(lines, want())
    assert keys(found.matches) == ["c-now", "b-monday", "a-silent"]
    assert found.matches[0].parts["open"] == 200 and "open" not in found.matches[2].parts


def test_walk_in_counts_from_when_the_door_opens():
    closed = replace(clinic("closed"), how_soon=0, slots=WEEKDAYS)  # until Monday 8:00, 14 h 40
    found = ask([closed, replace(clinic("later"), how_soon=12)], want()).matches
    assert [(m.key, m.slot) for m in found] == [
        ("later", MatchSlot.TODAY),
        ("closed", MatchSlot.WITHIN_48_HOURS),
    ]
    assert "Walk in once it is open." in found[1].reasons


def test_what_nobody_looked_at_for_long_stands_further_back():
    old = replace(meeting("a-old"), confirmed_on=date(2026, 8, 1))
    never = replace(meeting("b-never"), confirmed_on=None)
    found = ask([old, never, meeting("fresh")], peers()).matches
    assert keys(found) == ["fresh", "a-old", "b-never"]
    assert [m.parts.get("stale", 0) for m in found] == [0, -100, -100]
    heard = replace(meeting("a-heard"), unverified=True)
    found = ask([heard, meeting("fresh")], peers()).matches
    assert keys(found) == ["fresh", "a-heard"] and found[1].parts["unverified"] == -100
    service = replace(clinic("s"), confirmed_on=date(2026, 1, 1))
    assert "stale" not in ask([service], want()).matches[0].parts


FADING = ((2 * DAY, -50), (7 * DAY, -1), (8 * DAY, 0))


@pytest.mark.parametrize(("ago", "points"), FADING)
def test_a_full_house_fades_to_unknown(ago, points):
    found = ask([told(clinic("full"), "full", ago)], want()).matches[0]
    assert found.parts.get("reports", 0) == points
    assert any("that may have changed" in words for words in found.cautions) == bool(points)


def test_a_closed_door_fades_by_the_month():
    points = [
        ask([told(clinic("x"), "closed", days * DAY)], want()).matches[0].parts.get("reports", 0)
        for days in (31, 61, 91)
    ]
    assert points == [-100, -50, 0]


BY_MEDICAID = {"payment": frozenset({"medicaid"})}
MEDICAID_FADES = ((59 * DAY, -200), (61 * DAY, -100), (121 * DAY, -50), (180 * DAY, 0))


@pytest.mark.parametrize(("ago", "points"), MEDICAID_FADES)
def test_told_that_it_takes_no_medicaid_it_stands_last_is_said_and_fades_to_unknown(ago, points):
    near = told(clinic("a-near", payment="medicaid"), "no_medicaid", ago)
    far = clinic("b-far", place=CAMBRIDGE, payment="medicaid")
    found = ask([near, far], want(must=BY_MEDICAID))
    by_key = {match.key: match for match in found.matches}
    assert set(by_key) == {"a-near", "b-far"} and found.left_out == {}
    assert by_key["a-near"].parts.get("reports", 0) == points
    assert any("do not take Medicaid" in words for words in by_key["a-near"].cautions) == bool(
        points
    )
    assert ago > 60 * DAY or keys(found.matches) == ["b-far", "a-near"]


def test_what_was_told_of_medicaid_is_nothing_to_who_pays_otherwise():
    offer = told(clinic("x", payment="medicaid free"), "no_medicaid", DAY)
    for asked in (want(), want(must={"payment": frozenset({"free"})}), want(must=BY_MEDICAID)):
        found = ask([offer], asked).matches[0]
        assert "reports" not in found.parts
        assert any("do not take Medicaid" in words for words in found.cautions)


def test_a_kind_word_is_said_and_moves_nobody_up():
    kind, plain = told(clinic("kind"), "kind", DAY), clinic("plain")
    found = {match.key: match for match in ask([kind, plain], want()).matches}
    assert found["kind"].score == found["plain"].score
    assert any("Was kind to a caller of ours" in words for words in found["kind"].reasons)
    old = ask([told(clinic("kind"), "kind", 180 * DAY)], want()).matches[0]
    assert not any("Was kind" in words for words in old.reasons)


ALL_DAY = tuple(Slot(day, time(), 1440, NY) for day in range(7))
UNTIL = (
    ((Slot(0, time(9), 720, NY),), "Open now, until 9:00 pm."),
    ((Slot(0, time(9), 540, NY), Slot(0, time(18), 360, NY)), "Open now, until 12:00 am."),
    (ALL_DAY, "Open now."),
)


@pytest.mark.parametrize(("hours", "words"), UNTIL)
def test_open_now_and_until_when(hours, words):
    assert words in ask([replace(clinic("c"), slots=hours)], want()).matches[0].reasons


def test_who_needs_a_bed_gets_no_telephone_line():
    offers = [clinic("bed", Kind.SHELTER), clinic("line", Kind.SERVICE)]
    found = ask(offers, want(List.PRACTICAL, kinds=frozenset({Kind.SHELTER})))
    assert keys(found.matches) == ["bed"] and found.left_out == {"role": 1}
    assert len(ask(offers, want(List.PRACTICAL)).matches) == 2
