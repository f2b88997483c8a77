"""On the call desk: is whoever comes back found by their own words, and told nothing?"""

import pytest
from sqlmodel import select

from casework import calls, drafts, flags, people
from db import session
from db.models import AuditEntry, Call, Channel
from tests.casework import story
from tests.pages.test_follow_ups_screen import choose, press, rows, text

SCREEN = "counsellor/call_desk.py"
WHO = 4


@pytest.fixture
def maria(at, cast):
    desk = at(cast.cleo)
    return story.referred(desk, story.known(desk), cast.harbour_house)


@pytest.fixture
def desk_on(open_as, cast, at):
    """The step "Who" of a new call."""

    def start(actor=None, **facts):
        actor = actor or cast.cleo
        desk = at(actor)
        call = calls.begin(desk)
        for name, value in facts.items():
            drafts.choose(desk, call_id=call, field=name.replace("__", "."), value=value)
        app = open_as(actor)
        app.session_state["_call"], app.session_state["_step"] = call, WHO
        app.switch_page(f"pages/{SCREEN}").run()
        assert not app.exception
        return app, call

    return start


def type_in(app, key, words):
    next(i for i in app.text_input if i.key == key).set_value(words).run()
    assert not app.exception
    return app


def call_row(call):
    with session.reading() as desk:
        return desk.get(Call, call)


def test_code_and_word_open_what_is_needed_on_the_call(desk_on, cast, maria, at):
    people.note(
        at(cast.cleo), maria.person, approach="Speak slowly.", name="Maria Lopez", version=1
    )
    code = people.case_code_for(at(cast.cleo), maria.person, "marigold")
    app, call = desk_on(cast.dan)
    type_in(type_in(app, "_code", code), "_word", "rose")
    press(app, "_code_go")
    assert "is not here" in text(app) and "Maria" not in text(app)
    press(type_in(app, "_word", "marigold"), "_code_go")
    shown = text(app)
    assert "Maria Lopez  ·  2 calls  ·  1 open referral  ·  1 promised call-back" in shown
    assert "How to approach: Speak slowly." in shown and "Sent to Harbour House" in shown
    assert call_row(call).caller_id == maria.person
    app.run()
    assert sum(row.act == "OPEN_PERSON" for row in rows(AuditEntry)) == 1


def test_a_number_alone_says_one_thing_and_opens_nothing(desk_on, cast, maria):
    app, call = desk_on()
    choose(app, "_by", "number")
    type_in(app, "_number", story.PHONE)
    assert "This number has been used before. Ask for their code and word, or a name." in text(app)
    assert "Maria" not in text(app) and "M. L." not in text(app)
    assert call_row(call).caller_id is None
    type_in(app, "_number", "12")
    assert "no phone number we can dial" in text(app)


def test_a_name_shows_initials_and_opens_with_a_press(desk_on, cast, maria):
    app, call = desk_on()
    choose(app, "_by", "name")
    type_in(app, "_name", "Mariah Lopes")
    assert "Maria" not in text(app)
    press(app, f"_name_{maria.person}")
    assert "Maria Lopez" in text(app) and call_row(call).caller_id == maria.person


@pytest.mark.parametrize("flag", ["vulnerable", "violent"])
def test_nobody_flagged_comes_up(desk_on, cast, maria, at, flag):
    story.flagged(at(cast.mona), maria.person, flag)
    app, _ = desk_on()
    choose(app, "_by", "name")
    type_in(app, "_name", "Maria Lopez")
    assert "Nobody of that name" in text(app)


def test_who_is_flagged_is_opened_by_code_and_word_and_the_flag_is_read_with_its_last_day(
    desk_on, cast, maria, at
):
    story.flagged(at(cast.mona), maria.person, "vulnerable")
    last = flags.last_day(at(cast.mona), 30)
    code = people.case_code_for(at(cast.cleo), maria.person, "marigold")
    app, call = desk_on(cast.dan)
    press(type_in(type_in(app, "_code", code), "_word", "marigold"), "_code_go")
    assert f"For you only: vulnerable, until {last}: her husband rings" in text(app)
    assert call_row(call).caller_id == maria.person


def test_the_other_centre_finds_nobody(desk_on, cast, maria):
    app, _ = desk_on(cast.nia)
    choose(app, "_by", "name")
    type_in(app, "_name", "Maria Lopez")
    assert "Nobody of that name" in text(app)


def test_a_mother_who_calls_again_about_her_son_is_one_press_from_him(desk_on, cast, at):
    desk = at(cast.cleo)
    made = story.known(desk, relation="parent")
    son = people.known_as(desk, made.call, "concerned", name="Jon Lopez")
    app, call = desk_on(call__relation="parent")
    choose(app, "_by", "name")
    type_in(app, "_name", "Maria Lopez")
    press(app, f"_name_{made.person}")
    press(app, f"_about_{son}")
    row = call_row(call)
    assert (row.caller_id, row.concerned_id) == (made.person, son)


def test_a_number_is_kept_with_its_hours_and_what_cannot_be_is_refused_in_place(desk_on, cast):
    app, call = desk_on(caller__ring="yes")
    type_in(app, "d_caller--phone", "937-555-0142")
    type_in(app, "d_caller--hours", "5 to 8")
    press(app, "keep_caller")
    assert "Write am or pm" in text(app)
    assert next(i for i in app.text_input if i.key == "d_caller--phone").value == "937-555-0142"
    type_in(app, "d_caller--hours", "5 to 8 pm")
    press(app, "keep_caller")
    assert "Kept. Call only 5 pm to 8 pm. Leave no voicemail: not asked." in text(app)
    with session.reading() as desk:
        kept = desk.exec(select(Channel)).one()
        assert (kept.safe, kept.window_from, kept.window_to) == ("only_window", 1020, 1200)
        assert kept.named_on_call_id == call
