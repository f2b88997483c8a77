"""Who calls, what do they ask, and which listings must they get? A table to read."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from matching import (
    ForWhom,
    Index,
    Kind,
    List,
    MatchSlot,
    Offered,
    Place,
    Report,
    Slot,
    Status,
    StayAway,
    Tier,
    Wanted,
)

NY = "America/New_York"
NOW = datetime(2026, 11, 22, 22, 20, tzinfo=UTC)  # a Sunday, 5:20 pm in Boston
BOSTON, CAMBRIDGE = Place(42.36, -71.06), Place(42.37, -71.10)
ALBANY, NEW_YORK = Place(42.65, -73.75), Place(40.71, -74.01)  # 140 and 190 miles away
SUNDAY_EVENING = (Slot(0, time(19, 30), 60, NY),)
SUNDAY_NOON, MONDAY = (Slot(0, time(12), 60, NY),), (Slot(1, time(12), 60, NY),)


def tags(**axes):
    return {axis: frozenset(value.split()) for axis, value in axes.items()}


def meeting(key, place=BOSTON, slots=SUNDAY_EVENING, **more):
    axes = {k: more.pop(k) for k in list(more) if type(more[k]) is str}
    axes = {"for_whom": "self"} | axes
    return Offered(
        key=key,
        kind=Kind.MEETING,
        name=key,
        place=place,
        slots=slots,
        tags=tags(**axes),
        confirmed_on=date(2026, 11, 1),
        **more,
    )


def online(key, slots=SUNDAY_EVENING, **more):
    return meeting(key, place=None, slots=slots, in_person=False, online=True, **more)


def clinic(key, place=BOSTON, kind=Kind.TREATMENT, complete=(), how_soon=24, **axes):
    return Offered(
        key=key,
        kind=kind,
        name=key,
        place=place,
        tags=tags(**axes),
        complete=frozenset(complete),
        how_soon=how_soon,
        confirmed_on=date(2026, 11, 1),
    )


def peers(**more):
    return Wanted(kind=List.PEERS, place=CAMBRIDGE, zone=NY, tier=Tier.T3, **more)


def care(**more):
    more = {"tier": Tier.T3} | more
    return Wanted(kind=List.TREATMENT, place=CAMBRIDGE, zone=NY, **more)


def ask(offers, wanted, **more):
    return Index.build(offers).rank(wanted, now=NOW, **more)


def keys(matches):
    return [match.key for match in matches]


ALANON = meeting("al-anon", for_whom="kin", open_closed="closed")
AA = meeting("aa", outlook="twelve_step")
GRASP = meeting("grasp", for_whom="bereaved")
MARA = online("mara", moud_stance="affirming", outlook="twelve_step")
NA = meeting("na", moud_stance="varies", outlook="twelve_step")
STRICT = meeting("strict", moud_stance="abstinence_only")
SMART = meeting("smart", outlook="secular", moud_stance="accepts")
CHURCH = meeting("church", outlook="faith")
WOMEN = meeting("women", company="women", women_only="yes")
SPANISH = meeting("es", language="es")
SPANISH_MONDAY = meeting("es-monday", language="es", slots=MONDAY)
ENGLISH = meeting("en", language="en", complete=frozenset({"language"}))
METHADONE = clinic("methadone", medication="methadone otp", pregnancy="yes")
SILENT = clinic("silent", setting="outpatient")
DRUG_FREE = clinic("drug-free", opioid_policy="no_medication")
NO_OPIOIDS = clinic("no-opioids", opioid_policy="no_opioid_treatment")
BENZO = clinic("benzo", care_type="detox", detox_substance="benzodiazepine alcohol")
ALCOHOL = clinic(
    "alcohol", care_type="detox", detox_substance="alcohol", complete=["detox_substance"]
)
BARE = clinic("bare", care_type="detox")
MIND_ONLY = clinic("mind-only", care_type="mental_health")
BOTH = clinic("both", care_type="mental_health co_occurring")
HOSPITAL = clinic("hospital", place=ALBANY, setting="hospital")
FAR_ED = clinic("ed", place=NEW_YORK, kind=Kind.EMERGENCY_DEPARTMENT, how_soon=None)
LINE = Offered(key="line", kind=Kind.WARM_LINE, name="Warm line", in_person=False)
ES = {"language": frozenset({"es"})}
SUNDAYS = frozenset((0, part) for part in range(4))
ON = {"on_medication": True, "substances": frozenset({"opioid"})}
DETOX = {"care_type": frozenset({"detox"})}
BENZOS = frozenset({"benzodiazepine"})
SECULAR = {"outlook": frozenset({"secular"})}

# who calls · what there is · what they ask · matches · ring first · near misses
TABLE = (
    ("a mother gets her own group", [AA, ALANON, GRASP], peers(for_whom=ForWhom.KIN),
     ["al-anon"], [], []),
    ("one who lost someone gets theirs", [AA, ALANON, GRASP], peers(for_whom=ForWhom.BEREAVED),
     ["grasp"], [], []),
    ("one who uses gets neither", [AA, ALANON, GRASP], peers(), ["aa"], [], []),
    ("a warm line is for anyone", [LINE, ALANON], peers(for_whom=ForWhom.KIN),
     ["al-anon", "line"], [], []),
    ("on buprenorphine: friendly first, strict last", [STRICT, NA, SMART], peers(**ON),
     ["smart", "na", "strict"], [], []),
    ("looking for MARA: online, before abstinence only", [STRICT, MARA],
     peers(wish={"moud_stance": frozenset({"affirming"})}, **ON), ["mara", "strict"], [], []),
    ("on buprenorphine, treatment", [METHADONE, SILENT, DRUG_FREE], care(**ON),
     ["methadone"], ["silent"], []),
    ("uses opioids, not on medication: drug-free last", [DRUG_FREE, SILENT, METHADONE],
     care(substances=frozenset({"opioid"})), ["methadone", "silent", "drug-free"], [], []),
    ("a place that treats no opioid use", [NO_OPIOIDS, METHADONE],
     care(substances=frozenset({"opioid"})), ["methadone"], [], []),
    ("mental health care alone is not treatment of an addiction", [MIND_ONLY, BOTH, SILENT],
     care(), ["both", "silent"], [], []),
    ("but it is what they asked for", [MIND_ONLY, BOTH],
     care(must={"care_type": frozenset({"mental_health"})}), ["both", "mind-only"], [], []),
    ("pregnant on methadone", [METHADONE, SILENT, clinic("refuses", pregnancy="no")],
     care(pregnant=True, on_medication=True), ["methadone"], ["silent"], []),
    ("withdrawal from benzodiazepines", [BENZO, ALCOHOL, BARE],
     care(must=DETOX, substances=BENZOS), ["benzo"], ["bare"], []),
    ("Spanish, Sundays only", [SPANISH, SPANISH_MONDAY, ENGLISH, AA],
     peers(must=ES, times=SUNDAYS), ["es", "aa"], [], ["es-monday"]),
    ("secular wanted", [SMART, AA, CHURCH], peers(wish=SECULAR), ["smart"], [], ["aa", "church"]),
    ("women's groups only if asked", [WOMEN, AA], peers(), ["aa"], [], []),
    ("under violence unasked", [WOMEN, AA], peers(violence=True), ["women", "aa"], [], []),
    ("keep ten miles from him", [AA, MARA],
     peers(violence=True, stay_away=StayAway(points=[(BOSTON, 10.0)])), ["mara"], [], []),
    ("away from his group", [AA, MARA], peers(stay_away=StayAway(groups=frozenset({"mara"}))),
     ["aa"], [], []),
    ("danger now: no groups", [AA, MARA, LINE], replace(peers(), tier=Tier.T0), [], [], []),
    ("T2: medical care however far", [HOSPITAL, FAR_ED, SILENT], care(tier=Tier.T2),
     ["silent", "ed", "hospital"], [], []),
    ("too far is a near miss", [clinic("worcester", place=Place(42.26, -71.80))], care(),
     [], [], ["worcester"]),
    ("sixteen", [clinic("teens", age_group="adolescents"), SILENT,
                 clinic("adults", age_group="adults", complete=["age_group"])], care(age=16),
     ["teens"], ["silent"], []),
    ("the room is locked, the screen is not",
     [meeting("locked", status=Status.TEMPORARILY_CLOSED),
      meeting("both", online=True, status=Status.TEMPORARILY_CLOSED)], peers(), ["both"], [], []),
)  # fmt: skip


@pytest.mark.parametrize(
    ("offers", "wanted", "matches", "ring_first", "near"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_callers_get_what_they_asked(offers, wanted, matches, ring_first, near):
    ranking = ask(offers, wanted)
    got = keys(ranking.matches)
    assert (sorted(got), keys(ranking.ring_first), keys(ranking.near)) == (
        sorted(matches),
        ring_first,
        near,
    )
    if wanted.on_medication or wanted.violence:
        assert got == matches


def test_two_people_two_places():
    """The mother in Cambridge, her son 190 miles away: his care there, her group here."""
    there = clinic("his", place=NEW_YORK, medication="buprenorphine")
    his = replace(care(substances=frozenset({"opioid"})), place=NEW_YORK)
    index = Index.build([ALANON, there, METHADONE])
    assert keys(index.rank(his, now=NOW).matches) == ["his"]
    assert keys(index.rank(peers(for_whom=ForWhom.KIN), now=NOW).matches) == ["al-anon"]


def test_what_is_said_aloud():
    match = ask([NA], peers(**ON)).matches[0]
    assert match.slot is MatchSlot.IN_PERSON_SOON
    assert "Meets tonight 7:30 pm, in 2 h 10 min." in match.reasons
    assert "Ask before sharing; you do not need to stop medication." in match.cautions


def test_no_spanish_listed_is_said_and_stands_below():
    ranking = ask([AA, SPANISH], peers(must=ES))
    assert keys(ranking.matches) == ["es", "aa"]
    said = "No Spanish listed; ask for an interpreter, they may owe you one."
    assert said in ranking.matches[1].unknowns


def test_told_full_today_is_last_and_said():
    told = replace(
        SILENT, key="full", reports=[Report("full", datetime(2026, 11, 22, 19, 10, tzinfo=UTC))]
    )
    ranking = ask([told, SILENT], care())
    assert keys(ranking.matches) == ["silent", "full"]
    assert "Told full at 14:10; ask if a bed opens." in ranking.matches[1].cautions


def test_it_must_be_reachable_in_time():
    soon = meeting("soon", slots=(Slot(0, time(17, 33), 60, NY),))  # in 13 minutes, 2 miles
    assert ask([soon], peers()).matches[0].slot is MatchSlot.LATER
    near = ask([replace(soon, slots=(Slot(0, time(17, 37), 60, NY),))], peers())
    assert near.matches[0].slot is MatchSlot.IN_PERSON_SOON


def test_t1_shows_peers_below_and_danger_hides_them_aloud():
    assert "After you are safe." in ask([AA], replace(peers(), tier=Tier.T1)).matches[0].cautions
    hidden = ask([AA, MARA], replace(peers(), tier=Tier.T0))
    assert hidden.left_out == {"danger_first": 2} and hidden.note


def test_one_row_for_a_group_with_its_other_times():
    times = [replace(AA, key=f"aa{n}", group="aa", slots=MONDAY) for n in range(3)]
    match = ask([*times, replace(AA, group="aa")], peers()).matches
    assert keys(match) == ["aa"] and match[0].also == ("aa0", "aa1", "aa2")


def test_at_most_three_from_one_door_and_both_outlooks():
    rows = [replace(AA, key=f"aa{n}") for n in range(5)]
    assert len(ask(rows, peers()).matches) == 3
    far = [replace(AA, key=f"far{n}", place=Place(42.3 + n / 50, -71.2)) for n in range(5)]
    late = replace(SMART, slots=MONDAY, place=Place(42.2, -71.3))
    assert keys(ask([*far, late], peers(), limit=3).matches)[-1] == "smart"


def test_what_did_not_suit_is_last_and_never_gone():
    ranking = ask([AA, meeting("b", place=NEW_YORK)], peers(did_not_suit=frozenset({"aa"})))
    assert keys(ranking.matches) == ["aa"]
    assert "Did not suit before, you said." in ranking.matches[0].cautions
