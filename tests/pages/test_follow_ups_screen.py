"""Does the screen open on what is due, show a number only when asked, and record in few presses?"""

from datetime import timedelta

import pytest
from sqlmodel import select

from casework import people
from db import session
from db.models import Attempt, AuditEntry, FollowUp, Referral, ReferralStep, now
from tests.casework import story

SCREEN = "counsellor/follow_ups.py"


@pytest.fixture
def late(at, cast):
    """Cleo promised Maria a call-back, and it is two days late."""
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    row = desk.session.exec(select(FollowUp)).one()
    row.due_from, row.due_to = (
        now() - timedelta(days=2, hours=4),
        now() - timedelta(days=2, hours=1),
    )
    desk.session.commit()
    return made


def text(app) -> str:
    shown = [*app.title, *app.header, *app.subheader, *app.text, *app.success, *app.error]
    return "\n".join([*(one.value for one in shown), *(b.label for b in app.button)])


def press(app, key):
    next(b for b in app.button if b.key == key or b.label == key).click().run()
    assert not app.exception
    return app


def opened(app):
    return press(app, next(b.key for b in app.button if (b.key or "").startswith("_open_")))


def rows(kind):
    with session.reading() as desk:
        return desk.exec(select(kind)).all()


def test_it_opens_on_what_is_late_and_shows_no_name_and_no_number(open_as, cast, late):
    app = open_as(cast.cleo, SCREEN)
    assert not app.exception
    assert "Late" in text(app) and "2 days late" in text(app)
    opened(app)
    assert "Maria" not in text(app) and "555-0142" not in text(app)


def test_the_number_comes_with_what_is_safe_and_leaves_a_line_in_the_trail(open_as, cast, late):
    app = press(opened(open_as(cast.cleo, SCREEN)), "_show_number")
    assert "(937) 555-0142" in text(app) and "No voicemail." in text(app)
    choose(app, "_heard", "waiting")
    app.run()
    assert sum("opened the number" in row.subjects for row in rows(AuditEntry)) == 1


def test_a_flag_that_stands_is_read_with_the_number_and_not_before(open_as, cast, late, at):
    story.flagged(at(cast.mona), late.person, "violent")
    app = opened(open_as(cast.cleo, SCREEN))
    assert "has been violent" not in text(app)
    press(app, "_show_number")
    assert "For you only: has been violent, until " in text(app)


def choose(app, key, value):
    next(p for p in app.get("button_group") if p.key == key).set_value(value).run()
    assert not app.exception
    return app


def test_after_one_is_recorded_the_next_stands_ready_without_its_number(open_as, cast, late, at):
    desk = at(cast.cleo)
    again = story.begun(desk)
    again.person = people.known_as(
        desk, again.call, "caller", name="Bo", phone="937 555 0143", rules=story.SAFE
    )
    story.referred(desk, again, cast.harbour_house)
    row = desk.session.exec(select(FollowUp).where(FollowUp.call_id == again.call)).one()
    row.due_from, row.due_to = now() - timedelta(hours=5), now() - timedelta(hours=3)
    desk.session.commit()
    app = press(opened(open_as(cast.cleo, SCREEN)), "_show_number")
    press(app, "_try_no_answer")
    assert "Next: did they get in?, 3 hours late." in text(app)
    assert [b for b in app.button if b.key == "_show_number"]
    assert "555-01" not in text(app)


def test_whoever_calls_us_is_not_rung_from_the_screen(open_as, cast, late):
    with session.reading() as desk:
        desk.exec(select(FollowUp)).one().they_call_us = True
        desk.commit()
    app = opened(open_as(cast.cleo, SCREEN))
    assert "Do not ring. They call us" in text(app)
    assert not [b for b in app.button if (b.key or "").startswith(("_try_", "_show_", "_reached"))]
    choose(app, "_heard", "called_us")
    press(app, "_close")
    (row, *_) = rows(FollowUp)
    assert (row.state, row.outcome) == ("done", "called_us")


def test_a_place_to_ring_first_is_confirmed_with_one_press(open_as, cast, at):
    desk = at(cast.cleo)
    made = story.referred(
        desk, story.known(desk), cast.harbour_house, confirm=["accepts methadone"]
    )
    row = desk.session.exec(select(FollowUp)).one()
    row.due_from, row.due_to = now() - timedelta(hours=5), now() - timedelta(hours=3)
    desk.session.commit()
    app = opened(open_as(cast.cleo, SCREEN))
    assert "Ring them first: accepts methadone" in text(app)
    press(app, f"_confirm_{made.referral}")
    assert "Confirmed by phone: accepts methadone" in text(app)
    (referral,) = rows(Referral)
    assert referral.confirmed_by_id == cast.cleo.id


def test_one_press_records_a_try_and_books_the_next(open_as, cast, late):
    app = press(opened(open_as(cast.cleo, SCREEN)), "_try_no_answer")
    assert "Recorded: no answer." in text(app)
    assert [a.result for a in rows(Attempt)] == ["no_answer"]
    (row,) = rows(FollowUp)
    assert row.state == "open" and row.due_from > now()


def test_reached_needs_what_was_heard(open_as, cast, late):
    app = opened(open_as(cast.cleo, SCREEN))
    assert next(b for b in app.button if b.key == "_reached").disabled
    next(p for p in app.get("button_group") if p.key == "_heard").set_value("waiting").run()
    press(app, "_reached")
    assert {r.state for r in rows(FollowUp)} == {"done", "open"}


def test_the_step_of_the_referral_is_recorded_beside_it(open_as, cast, late):
    app = opened(open_as(cast.cleo, SCREEN))
    assert "Harbour House" in text(app)
    key = f"_step_{late.referral}"
    next(p for p in app.get("button_group") if p.key == key).set_value("ready").run()
    press(app, "Record it")
    assert "Recorded." in text(app)
    assert {r.status for r in rows(ReferralStep)} == {"offered", "ready"}


def test_an_empty_list_says_what_fills_it(open_as, cast):
    assert "Nobody is due within a day" in text(open_as(cast.cleo, SCREEN))


def test_a_colleagues_call_back_is_seen_and_not_taken(open_as, cast, late):
    app = open_as(cast.dan, SCREEN)
    assert "Nobody is due" in text(app)
    next(p for p in app.get("button_group") if p.key == "f_follow_ups").set_value("all").run()
    press(opened(app), "_try_no_answer")
    assert "a colleague's" in text(app)
    assert rows(Attempt) == []


@pytest.mark.parametrize("who", ["edda", "adam", "audrey"])
def test_other_roles_do_not_see_it(open_as, cast, who):
    app = open_as(getattr(cast, who))
    with pytest.raises(ValueError):
        app.switch_page(f"pages/{SCREEN}")


def test_giving_up_is_offered_once_the_tries_are_used_up(open_as, cast, late):
    app = open_as(cast.cleo, SCREEN)
    for _ in range(3):
        with session.reading() as desk:
            row = desk.exec(select(FollowUp)).one()
            row.due_from, row.due_to = now() - timedelta(hours=4), now() - timedelta(hours=1)
            desk.commit()
        assert not [b for b in app.button if b.key == "_give_up"]
        press(opened(app.run()), "_try_no_answer")
    with session.reading() as desk:
        row = desk.exec(select(FollowUp)).one()
        row.due_from, row.due_to = now() - timedelta(hours=4), now() - timedelta(hours=1)
        desk.commit()
    press(opened(app.run()), "_give_up")
    (row,) = rows(FollowUp)
    assert (row.state, row.outcome) == ("done", "not_reached")
