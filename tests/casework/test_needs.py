"""Do facts become exactly the wishes and must-haves that were said, and nothing more?"""

from datetime import UTC, datetime

import pytest

from casework import calls, needs, places
from casework.errors import Refused
from casework.facts import Known
from db.models import Need
from matching.words import ForWhom, List

AT = datetime(2026, 1, 1, tzinfo=UTC)


def stated(side="caller", **answers):
    return {f"{side}.{k}": Known(v, "stated", "self", 1, AT) for k, v in answers.items()}


def wanted(kind=List.TREATMENT, *, side="caller", relation="self", stage="wants_help", **said):
    return needs.wanted(
        stated(side, **said), side=side, kind=kind, relation=relation, stage=stage, tier="T3"
    )


def test_nothing_said_makes_no_must():
    plain = wanted()
    assert (plain.must, plain.wish, plain.age, plain.place) == ({}, {}, None, None)


def test_withdrawal_care_must_match_the_substance():
    assert wanted(care="detox", substances="benzodiazepine").must["detox_substance"] == {
        "benzodiazepine"
    }
    assert wanted(care="detox", substances="cannabis").must.get("detox_substance") is None


def test_on_buprenorphine_the_medication_is_a_must():
    found = wanted(medication="buprenorphine", substances="fentanyl")
    assert found.must["medication"] == {"buprenorphine"}
    assert found.on_medication
    assert found.substances == {"opioid"}


def test_a_declined_answer_is_no_answer():
    said = {"caller.pregnant": Known("yes", "declined", "self", 1, AT)}
    found = needs.wanted(
        said, side="caller", kind=List.TREATMENT, relation="self", stage="x", tier="T3"
    )
    assert not found.pregnant
    assert found.must == {}


@pytest.mark.parametrize(
    ("side", "relation", "stage", "expected"),
    [
        ("caller", "self", "wants_help", ForWhom.SELF),
        ("caller", "parent", "worried", ForWhom.KIN),
        ("concerned", "parent", "worried", ForWhom.SELF),
        ("caller", "parent", "lost_someone", ForWhom.BEREAVED),
    ],
)
def test_whom_a_list_is_for(side, relation, stage, expected):
    assert wanted(List.PEERS, side=side, relation=relation, stage=stage).for_whom is expected


def test_two_people_two_places():
    said = {**stated("caller", zip="45402"), **stated("concerned", zip="43004")}
    his = needs.where(said, "concerned")
    hers = needs.where(said, "caller")
    assert (his.label, hers.label) == ("Blacklick OH", "Dayton OH")


@pytest.mark.parametrize("text", ["", "1234", "00000", "9999999", "Atlantis OH", "Dayton"])
def test_an_impossible_place_is_said_and_none_is_guessed(text):
    find = places.of_zip if text.isdigit() or not text else places.of_town
    with pytest.raises(Refused):
        find(text)


def test_an_unmet_need_is_written_down_once(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    first = needs.hear(desk, call_id=call, side="caller", kind=List.TREATMENT)
    needs.unmet(desk, call_id=call, side="caller", kind=List.TREATMENT, reason="no_bed")
    again = needs.hear(desk, call_id=call, side="caller", kind=List.TREATMENT)
    assert first == again
    need = desk.session.get(Need, first)
    assert (need.outcome, need.unmet_reason) == ("unmet", "no_bed")


def lists(relation, stage="", **said):
    return [
        (w.side, w.kind, w.folded)
        for w in needs.lists_for(relation, stage, stated("caller", **said))
    ]


@pytest.mark.parametrize(
    ("relation", "stage", "expected"),
    [
        ("self", "", [("caller", List.TREATMENT, False), ("caller", List.PEERS, False)]),
        ("self", "in_recovery", [("caller", List.PEERS, False), ("caller", List.TREATMENT, True)]),
        ("self", "lost_someone", [("caller", List.PEERS, False), ("caller", List.TREATMENT, True)]),
        ("parent", "lost_someone", [("caller", List.PEERS, False)]),
        (
            "parent",
            "worried",
            [
                ("concerned", List.TREATMENT, False),
                ("caller", List.PEERS, False),
                ("concerned", List.PEERS, False),
            ],
        ),
    ],
)
def test_the_stage_orders_the_lists(relation, stage, expected):
    assert lists(relation, stage) == expected


def test_who_asks_for_a_bed_for_the_night_gets_a_list_of_it():
    assert lists("self", practical="shelter")[0] == ("caller", List.PRACTICAL, False)


@pytest.mark.parametrize(
    ("quick", "first"), [("meeting", List.PEERS), ("peer", List.PEERS), ("detox", List.TREATMENT)]
)
def test_the_quick_lane_puts_first_what_was_asked_for(quick, first):
    said = {"call.quick": Known(quick, "stated", "self", 1, AT)}
    assert needs.lists_for("self", "", said)[0].kind is first


def test_medication_for_opioids_is_methadone_or_buprenorphine():
    assert wanted(care="medication", substances="fentanyl").must["medication"] == {
        "methadone",
        "buprenorphine",
    }
    assert "naltrexone" in wanted(care="medication").must["medication"]


def test_who_lost_someone_gets_groups_of_their_own_but_treatment_as_anybody():
    assert wanted(List.TREATMENT, stage="lost_someone").for_whom is ForWhom.SELF


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "a ZIP, or a town with its state"),
        ({"zip": "0000"}, "five digits"),
        ({"zip": "00000"}, "There is no ZIP 00000"),
        ({"town": "Atlantis OH"}, "We do not know Atlantis"),
    ],
)
def test_why_there_is_no_list_is_said(said, words):
    assert words in needs.where_missing(stated(**said), "caller")


def test_a_place_to_keep_away_from_that_nobody_knows_is_said():
    assert "Atlantis" in needs.not_applied(stated(away_from="Atlantis"), "caller")
    assert needs.not_applied(stated(away_from="45402"), "caller") == ""
    assert wanted(away_from="Atlantis").stay_away.points == ()


@pytest.mark.parametrize(
    ("said", "wished"),
    [
        ({"substances": "fentanyl"}, True),
        ({"substances": "fentanyl,alcohol", "naloxone": "no"}, True),
        ({"substances": "fentanyl", "naloxone": "yes"}, False),
        ({"substances": "alcohol"}, False),
    ],
)
def test_who_uses_opioids_without_naloxone_is_shown_where_it_is(said, wished):
    assert (wanted(**said).wish.get("medication") == {"naloxone"}) is wished
    assert "medication" not in wanted(List.PEERS, **said).wish
