"""Is a telling in danger to life written down whole, at once, and with no more than is allowed?"""

from datetime import timedelta

import pytest
from sqlmodel import select

from casework import calls, drafts, emergencies, ledger, people
from casework.emergencies import Telling
from casework.errors import NotAllowed, NotFound, Refused
from db.models import AuditEntry, Disclosure, EmergencyDisclosure, now
from tests.casework import story


def medical(**other) -> Telling:
    said = {
        "medical": True,
        "recipient": "Paramedic Ortiz",
        "facility": "County Ambulance",
        "nature": "does not wake, blue lips",
        "told": ("place", "happened", "substances"),
    }
    return Telling(**{**said, **other})


def police(**other) -> Telling:
    said = {
        "medical": False,
        "recipient": "Badge 4411",
        "facility": "Dayton Police",
        "place": "12 Elm St, upstairs",
        "danger": "somebody does not wake",
    }
    return Telling(**{**said, **other})


def disclose(desk, call, telling, side="caller"):
    return emergencies.disclose(desk, call_id=call, side=side, telling=telling)


def test_the_record_and_its_line_of_the_ledger_are_one_act(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    disclose(desk, made.call, medical())
    (kept,) = desk.session.exec(select(EmergencyDisclosure)).all()
    (line,) = desk.session.exec(select(Disclosure)).all()
    assert (kept.recipient, kept.facility) == ("Paramedic Ortiz", "County Ambulance")
    assert (kept.to_medical, kept.by_id, kept.disclosure_id) == (True, cast.cleo.id, line.id)
    assert (line.basis, line.person_id) == ("emergency", made.person)
    assert line.what == ["place", "happened", "substances"]
    entry = desk.session.exec(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry.act == "DISCLOSE_EMERGENCY"
    assert "Ortiz" not in entry.subjects


@pytest.mark.parametrize(
    "telling",
    [
        medical(medical=None),
        medical(recipient=" "),
        medical(facility=""),
        medical(nature=""),
        medical(told=()),
        medical(told=("diagnosis",)),
        medical(at=now() + timedelta(hours=1)),
        medical(at=now() - timedelta(days=9)),
        police(place=""),
        police(danger=""),
    ],
)
def test_a_record_with_a_part_missing_is_refused(at, cast, telling):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    with pytest.raises(Refused):
        disclose(desk, call, telling)
    assert not desk.session.exec(select(Disclosure)).all()


@pytest.mark.parametrize(
    "danger",
    [
        "he overdosed", "heroin in the house", "called our helpline", "in withdrawal", "meth",
        "needs Narcan", "is addicted",
    ],
)  # fmt: skip
def test_police_alone_hear_no_purpose_and_no_drug(at, cast, danger):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    with pytest.raises(Refused, match="Leave out"):
        disclose(desk, call, police(danger=danger))
    disclose(desk, call, police())


def test_police_alone_do_not_hear_who_it_is_and_nothing_else_is_kept(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    drafts.choose(desk, call_id=call, field="caller.name", value="Sam Hill")
    with pytest.raises(Refused, match="who it is"):
        disclose(desk, call, police(danger="sam does not wake"))
    disclose(desk, call, police(nature="heroin", told=("name", "substances")))
    (kept,) = desk.session.exec(select(EmergencyDisclosure)).all()
    assert kept.told == "12 Elm St, upstairs: somebody does not wake"
    assert kept.nature == "somebody does not wake"
    assert desk.session.exec(select(Disclosure.what)).all() == [["place", "danger"]]


def test_the_same_telling_twice_is_refused(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    disclose(desk, call, medical())
    with pytest.raises(Refused, match="already"):
        disclose(desk, call, medical())
    disclose(desk, call, medical(recipient="Dr. Webb", facility="General Hospital"))
    assert len(emergencies.of_call(desk, call)) == 2


def test_only_who_is_on_the_call_or_a_supervisor_writes_it(at, cast):
    call = calls.begin(at(cast.cleo))
    for actor, problem in (
        (cast.dan, NotAllowed), (cast.nia, NotFound), (cast.audrey, NotAllowed),
        (cast.edda, NotAllowed),
    ):  # fmt: skip
        with pytest.raises(problem):
            disclose(at(actor), call, medical())
    disclose(at(cast.mona), call, medical())


def test_it_stands_in_the_persons_ledger_even_if_they_became_known_later(at, cast):
    desk = at(cast.cleo)
    made = story.begun(desk)
    disclose(desk, made.call, medical())
    person = people.known_as(desk, made.call, "caller", name="Maria Lopez")
    (line,) = ledger.of_person(desk, person)
    assert (line.basis, line.by) == ("emergency", "Cleo")
    assert line.recipient == "Paramedic Ortiz, County Ambulance"
    with pytest.raises(NotFound):
        ledger.of_person(at(cast.nia), person)
    with pytest.raises(NotAllowed):
        ledger.of_person(at(cast.adam), person)


def test_what_was_told_about_him_is_not_in_the_ledger_of_the_mother(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk, relation="parent")
    disclose(desk, made.call, medical(), side="concerned")
    assert ledger.of_person(desk, made.person) == []


def test_the_file_holds_neither_the_name_told_nor_what_was_told(at, cast, tmp_path):
    desk = at(cast.cleo)
    disclose(desk, calls.begin(desk), police())
    for path in tmp_path.glob("peerline.db*"):
        raw = path.read_bytes()
        assert b"4411" not in raw
        assert b"12 Elm St" not in raw
