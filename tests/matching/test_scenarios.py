"""What is said beside a list, and is it a list one can use? Who gets what: docs/scenarios.md."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

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
    Tier,
    Wanted,
)

NY = "America/New_York"
NOW = datetime(2026, 11, 22, 22, 20, tzinfo=UTC)  # a Sunday, 5:20 pm in Boston
BOSTON, CAMBRIDGE = Place(42.36, -71.06), Place(42.37, -71.10)
NEW_YORK = Place(40.71, -74.01)  # 190 miles away
SUNDAY_EVENING = (Slot(0, time(19, 30), 60, NY),)
MONDAY = (Slot(1, time(12), 60, NY),)


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
MARA = online("mara", moud_stance="affirming", outlook="twelve_step")
NA = meeting("na", moud_stance="varies", outlook="twelve_step")
SMART = meeting("smart", outlook="secular", moud_stance="accepts")
SPANISH = meeting("es", language="es")
METHADONE = clinic("methadone", medication="methadone otp", pregnancy="yes")
SILENT = clinic("silent", setting="outpatient")
ES = {"language": frozenset({"es"})}
ON = {"on_medication": True, "substances": frozenset({"opioid"})}


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
    said = "No Spanish listed; ask."
    assert said in ranking.matches[1].unknowns


def test_told_full_today_is_last_and_said():
    told = replace(
        SILENT, key="full", reports=[Report("full", datetime(2026, 11, 22, 19, 10, tzinfo=UTC))]
    )
    ranking = ask([told, SILENT], care())
    assert keys(ranking.matches) == ["silent", "full"]
    assert (
        "A colleague reported full today at 2:10 pm; ask if a bed opens."
        in ranking.matches[1].cautions
    )


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
