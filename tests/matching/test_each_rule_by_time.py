"""What do hours, waits and what was told do to the order of a small directory?"""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from matching import (
    Kind,
    List,
    MatchSlot,
    Place,
    Report,
    Slot,
    Tier,
)
from tests.matching.small_directory import (
    CAMBRIDGE,
    NOW,
    NY,
    TONIGHT,
    ask,
    clinic,
    from_home,
    keys,
    meeting,
    peers,
    want,
)

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


def test_what_a_clock_ahead_of_ours_was_told_counts_as_told_now():
    ahead = -timedelta(hours=3)
    full, waits = told(clinic("full"), "full", ahead), told(clinic("waits"), "waits", ahead, 0)
    assert ask([full], want()).matches[0].parts["reports"] == -200
    assert ask([waits], want()).matches[0].parts["soon"] == 300
    in_two = ask([replace(waits, reports=[Report("waits", NOW - ahead, 2)])], want()).matches
    assert in_two[0].slot is MatchSlot.WITHIN_TWO_WEEKS


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


def test_sixty_days_on_who_took_no_medicaid_stands_last_no_more():
    offers = [replace(clinic(k, payment="medicaid"), quality=q) for k, q in (("a", 1000), ("b", 0))]
    for ago, first in ((60 * DAY, "a"), (60 * DAY - timedelta(minutes=1), "b")):
        found = ask([told(offers[0], "no_medicaid", ago), offers[1]], want(must=BY_MEDICAID))
        assert keys(found.matches)[0] == first


def test_who_takes_no_medicaid_but_is_paid_as_they_can_stands_where_it_stood():
    either = {"payment": frozenset({"medicaid", "medicare"})}
    near = told(clinic("a-near", payment="medicaid medicare"), "no_medicaid", DAY)
    far = clinic("b-far", place=CAMBRIDGE, payment="medicaid")
    assert keys(ask([near, replace(far, quality=0)], want(must=either)).matches)[0] == "a-near"


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


SOON, ONLINE, WEEK, LATER = list(MatchSlot)[:4]
AT_THE_EDGE = (  # it is Sunday, 5:20 pm, and they need ten minutes, and seven for the way
    (Slot(1, time(23, 59), 60, NY), SOON, WEEK),
    (Slot(2, time(), 60, NY), WEEK, WEEK),
    (Slot(1, time(17, 20), 60, NY), SOON, ONLINE),
    (Slot(1, time(17, 21), 60, NY), SOON, WEEK),
    (Slot(0, time(17, 20), 60, NY), WEEK, WEEK),
    (Slot(0, time(17, 21), 60, NY), LATER, LATER),
    (Slot(0, time(17, 30), 60, NY), LATER, ONLINE),
)


@pytest.mark.parametrize(("slot", "there", "home"), AT_THE_EDGE)
def test_the_last_minute_of_tomorrow_of_a_day_and_of_a_week(slot, there, home):
    room = meeting("room", slots=(slot,))
    assert ask([room], peers()).matches[0].slot is there
    assert ask([from_home(room)], peers()).matches[0].slot is home


def test_a_card_names_twenty_other_times_of_its_group():
    slots = [(Slot(n % 7, time(8 + n // 7), 60, NY),) for n in range(23)]
    found = ask(
        [replace(meeting(f"{n:02d}", slots=s), group="g") for n, s in enumerate(slots)], peers()
    )
    assert len(found.matches) == 1 and len(found.matches[0].also) == 20
