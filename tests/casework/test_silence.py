"""Is a number from which nobody could speak known for an hour, kept for a day, and never readable?"""

from datetime import timedelta

import pytest
from sqlmodel import select

from casework import calls, silence
from casework.errors import NotAllowed, NotFound, Refused
from db import session
from db.models import SilentNumber

NUMBER = "(937) 555-0142"


def heard(desk, number=NUMBER):
    call = calls.begin(desk)
    return call, silence.note(desk, call_id=call, number=number)


def grow_old(call, **by):
    with session.reading() as opened:
        session.start_writing(opened)
        row = opened.exec(select(SilentNumber).where(SilentNumber.call_id == call)).one()
        row.heard_at -= timedelta(**by)
        opened.commit()


def test_a_second_silent_call_within_the_hour_says_so(at, cast):
    desk = at(cast.cleo)
    _, first = heard(desk)
    call, second = heard(at(cast.dan), "937.555.0142")
    assert (first, second) == (False, True)
    assert silence.again(at(cast.cleo), call)
    assert heard(desk, "937-555-0199")[1] is False


def test_an_hour_later_it_is_a_new_call(at, cast):
    call, _ = heard(at(cast.cleo))
    grow_old(call, minutes=61)
    assert heard(at(cast.cleo))[1] is False


def test_after_a_day_it_is_gone_and_the_next_one_sweeps_it_out(at, cast):
    call, _ = heard(at(cast.cleo))
    grow_old(call, hours=25)
    assert not silence.noted(at(cast.cleo), call)
    heard(at(cast.nia), "937-555-0199")
    assert len(at(cast.cleo).session.exec(select(SilentNumber)).all()) == 1


def test_another_centre_is_not_told(at, cast):
    heard(at(cast.cleo))
    assert heard(at(cast.nia))[1] is False


def test_the_same_number_is_noted_once_and_a_slip_is_mended(at, cast):
    desk = at(cast.cleo)
    call, _ = heard(desk)
    with pytest.raises(Refused, match="noted already"):
        silence.note(desk, call_id=call, number=NUMBER)
    silence.note(desk, call_id=call, number="937-555-0143")
    assert len(desk.session.exec(select(SilentNumber)).all()) == 1
    with pytest.raises(Refused, match="no phone number"):
        silence.note(desk, call_id=call, number="a friend's")


def test_who_is_not_on_the_call_notes_nothing(at, cast):
    call = calls.begin(at(cast.cleo))
    for who, problem in (
        (cast.dan, NotAllowed), (cast.nia, NotFound), (cast.audrey, NotAllowed),
    ):  # fmt: skip
        with pytest.raises(problem):
            silence.note(at(who), call_id=call, number=NUMBER)


def test_the_number_cannot_be_read_back(at, cast, tmp_path):
    desk = at(cast.cleo)
    heard(desk)
    (row,) = desk.session.exec(select(SilentNumber)).all()
    assert "5550142" not in row.number_hash
    for path in tmp_path.glob("peerline.db*"):
        assert b"5550142" not in path.read_bytes()
