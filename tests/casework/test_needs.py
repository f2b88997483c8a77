"""Do facts become exactly the wishes and must-haves that were said, and nothing more?"""

from datetime import UTC, datetime

import pytest

from casework import calls, fields, needs, places
from casework.errors import Refused
from casework.facts import Known
from casework.needs.beside import _of_lines
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


def test_withdrawal_care_comes_with_what_they_withdraw_from():
    """Which the engine matches one by one (docs/matching.md, withdrawal)."""
    found = wanted(care="detox", substances="benzodiazepine,alcohol,other")
    assert found.must == {"care_type": {"detox"}}
    assert found.substances == {"benzodiazepine", "alcohol"}
    assert "care_type" not in wanted(substances="alcohol", daily="yes").must


def test_on_buprenorphine_the_medication_is_a_must():
    found = wanted(medication="buprenorphine", substances="fentanyl")
    assert found.must["medication"] == {"buprenorphine"}
    assert found.on_medication
    assert found.substances == {"opioid"}


def test_who_has_the_next_dose_safe_keeps_their_clinic_and_only_needs_to_be_let():
    found = wanted(medication="methadone", dose="safe")
    assert "medication" not in found.must
    assert found.on_medication


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


def test_a_list_of_another_is_not_said_to_you():
    assert wanted(side="concerned", relation="parent").about_another
    assert not wanted(List.PEERS, relation="parent", stage="worried").about_another


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


EITHER = {"methadone", "buprenorphine"}
BOTH_WAYS = {"in_person", "online"}


@pytest.mark.parametrize(
    ("said", "kind", "field", "expected"),
    [
        ({"medication_wish": "buprenorphine"}, List.PEERS, "on_medication", True),
        ({"medication_wish": "open"}, List.PEERS, "on_medication", True),
        ({"medication": "naltrexone"}, List.PEERS, "on_medication", True),
        ({"care": "medication"}, List.PEERS, "on_medication", True),
        ({"medication_wish": "no"}, List.PEERS, "on_medication", False),
        ({"medication_wish": "open"}, List.TREATMENT, "on_medication", False),
        ({"times": "sunday"}, List.PEERS, "times", {(0, part) for part in range(4)}),
        ({"times": "tue_evening"}, List.PEERS, "times", {(2, 3)}),
        ({"times": "tue_evening,sun_early_hours"}, List.PEERS, "times", {(2, 3), (0, 0)}),
        ({}, List.PEERS, "modes", BOTH_WAYS),
        ({"travel": "none"}, List.PEERS, "modes", {"online"}),
        ({"travel": "none", "modes": "in_person"}, List.PEERS, "modes", {"online", "phone"}),
        ({"modes": "phone"}, List.PEERS, "modes", {"phone"}),
        ({"modes": "phone"}, List.TREATMENT, "modes", {"online", "phone"}),
        ({"travel": "transit"}, List.PEERS, "travel", "transit"),
        ({"travel": "none"}, List.PEERS, "travel", "car"),
        ({"words": "yoga"}, List.PEERS, "words", "yoga"),
    ],
)
def test_what_was_said_reaches_the_list(said, kind, field, expected):
    assert getattr(wanted(kind, **said), field) == expected


@pytest.mark.parametrize(
    ("said", "kind", "must", "wish"),
    [
        ({"medication_wish": "open", "substances": "alcohol"}, List.TREATMENT, {},
         {"medication": EITHER | {"naltrexone"}}),
        ({"medication_wish": "open", "substances": "heroin"}, List.TREATMENT, {},
         {"medication": EITHER}),
        ({"access": "proof_of_attendance"}, List.TREATMENT, {}, {"company": {"court"}}),
        ({"access": "proof_of_attendance,wheelchair"}, List.PEERS,
         {"access": {"proof_of_attendance", "wheelchair"}}, {}),
        ({"access": "childcare"}, List.PEERS, {}, {"access": {"childcare", "child_friendly"}}),
        ({"access": "childrens_beds"}, List.PEERS, {}, {}),
        ({"access": "childrens_beds,childcare,transport"}, List.TREATMENT,
         {"access": {"childrens_beds", "childcare"}}, {"access": {"transport"}}),
        ({"gender": "male"}, List.TREATMENT, {"sex": {"male"}}, {}),
        ({"gender": "non_binary"}, List.TREATMENT, {}, {}),
        ({"gender": "male"}, List.PEERS, {}, {}),
        ({"also": "mental_health"}, List.TREATMENT, {}, {"care_type": {"co_occurring"}}),
        ({"also": "mental_health,trauma"}, List.PEERS, {},
         {"meeting_format": {"co_occurring"}, "company": {"trauma"}}),
        ({"goal": "reduce"}, List.PEERS, {}, {"goal": {"reduce"}}),
        ({"speaks": "es"}, List.TREATMENT, {"language": {"es"}}, {}),
        ({"speaks": "pl"}, List.PEERS, {"language": {"pl"}}, {}),
        ({"speaks": "pl"}, List.TREATMENT, {}, {"language": {"pl"}}),
        ({"payment": "military", "company": "veterans"}, List.TREATMENT,
         {"payment": {"military"}}, {"company": {"veterans"}}),
    ],
)  # fmt: skip
def test_what_must_hold_and_what_is_wished(said, kind, must, wish):
    found = wanted(kind, **said)
    assert (found.must, found.wish) == (must, wish)


@pytest.mark.parametrize(
    ("quick", "must"),
    [
        ("detox", {"care_type": {"detox"}}),
        ("medication", {"medication": EITHER | {"naltrexone"}}),
        ("meeting", {}),
    ],
)
def test_the_quick_lane_asks_for_care_in_one_press_until_care_is_named(quick, must):
    said = {"call.quick": Known(quick, "stated", "self", 1, AT)}
    ask = {"side": "caller", "kind": List.TREATMENT, "relation": "self", "stage": "", "tier": "T3"}
    assert needs.wanted(said, **ask).must == must
    named = said | stated(care="outpatient")
    assert needs.wanted(named, **ask).must == {"setting": {"outpatient"}}


@pytest.mark.parametrize("interpreter", [True, False])
def test_with_an_interpreter_a_clinic_need_not_speak_their_language_but_a_group_must(interpreter):
    said = {"call.language": Known("es", "stated", "self", 1, AT)}
    if interpreter:
        said["call.interpreter"] = Known("yes", "stated", "self", 1, AT)
    ask = {"side": "caller", "relation": "self", "stage": "", "tier": "T3"}
    clinic = needs.wanted(said, kind=List.TREATMENT, **ask)
    group = needs.wanted(said, kind=List.PEERS, **ask)
    assert ("language" in clinic.must, "language" in clinic.wish) == (not interpreter, interpreter)
    assert group.must == {"language": {"es"}}
    assert "language" not in needs.wanted(said, kind=List.PEERS, **ask | {"side": "concerned"}).must


@pytest.mark.parametrize("tier", ["T0", "T1", "T2"])
def test_in_danger_care_stands_first_and_open_also_in_recovery(tier):
    found = needs.lists_for("self", "in_recovery", {}, {"caller": tier, "concerned": "T3"})
    assert [(w.kind, w.folded) for w in found] == [(List.TREATMENT, False), (List.PEERS, False)]


def answers_to(question):
    """Every choice; of free text some that mean something to some question."""
    return [*question.choices] or ["45402", "Dayton OH", "30", "yoga"]


BEFORE = (  # what must be known already for some answers to matter
    {},
    {"substances": "fentanyl", "medication": "methadone"},
    {"modes": "in_person", "medication_wish": "open"},
    {"speaks": "es", "away_from": "45402"},
)
EVERY = [
    *(("call", name, question) for name, question in fields.CALL_FIELDS.items()),
    *(("caller", name, question) for name, question in fields.SIDE_FIELDS.items()),
]


def asked_with(path, answer, relation):
    """The two lists of one person, for each of what may be known before."""
    for before in BEFORE:
        known = stated(**before)
        if answer is not None:
            known[path] = Known(answer, "stated", "self", 1, AT)
        relation_now = answer if path == "call.relation" and answer else relation
        stage = answer if path == "call.stage" and answer else ""
        for kind in (List.TREATMENT, List.PEERS):
            found = needs.wanted(
                known, side="caller", kind=kind, relation=relation_now, stage=stage, tier="T3"
            )
            yield (
                found,
                needs.lists_for(relation_now, stage, known),
                list(_of_lines(known, "caller", {})),
            )


@pytest.mark.parametrize(("area", "name", "question"), EVERY, ids=[f"{a}.{n}" for a, n, _ in EVERY])
def test_every_answer_reaches_a_list_or_says_why_not(area, name, question):
    path = f"{area}.{name}"
    moved = any(
        list(asked_with(path, answer, relation)) != list(asked_with(path, None, relation))
        for answer in answers_to(question)
        for relation in ("self", "parent")
    )
    assert moved is needs.heard(path)
