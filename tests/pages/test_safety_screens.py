"""What does the call desk show in danger, where nobody speaks, and when a call is over?"""

import pytest

from casework import calls, directory, drafts, emergencies, safety, summons
from tests.casework import story

DESK = "counsellor/call_desk.py"


@pytest.fixture
def on_the_desk(open_as, cast, at):
    """The call desk with that call, at that step, as Cleo or whoever sees it."""

    def start(call, *, step=1, actor=None):
        app = open_as(actor or cast.cleo)
        app.session_state["_step"] = step
        app.session_state["_call"] = call
        app.query_params["call"] = str(call)
        app.switch_page(_path(DESK)).run()
        assert not app.exception
        return app

    return start


def _path(screen):
    from db.settings import ROOT

    return str(ROOT / "pages" / screen)


def words(app) -> str:
    return "\n".join([*(t.value for t in app.text), *(m.value for m in app.markdown)])


def labels(app) -> list[str]:
    return [button.label for button in app.button]


def test_the_screener_comes_one_question_at_a_time_after_a_yes(on_the_desk, at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    app = on_the_desk(call, step=2)
    assert "I am worried: ask the screening questions" in labels(app)
    safety.answer(desk, call_id=call, side="caller", item="suicide", answer="yes")
    app = on_the_desk(call, step=2)
    asked = [b.label for b in app.get("button_group") if "wished you were dead" in b.label]
    assert asked == ["1. In the past few weeks, have you wished you were dead?"]
    safety.screen(desk, call_id=call, side="caller", instrument="asq", item=1, answer="no_answer")
    app = on_the_desk(call, step=2)
    assert [b.label[:2] for b in app.get("button_group") if b.label[:1].isdigit()] == ["1.", "2."]


def test_worry_is_enough_to_ask_it(on_the_desk, at, cast):
    app = on_the_desk(calls.begin(at(cast.cleo)), step=2)
    app.button(key="worried_caller").click().run()
    app.run()
    assert "Ask Suicide-Screening Questions (ASQ)" in words(app)
    assert "C-SSRS screener: not installed." in words(app)


def test_about_somebody_else_it_says_why_it_is_not_asked(on_the_desk, at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    drafts.choose(desk, call_id=call, field="call.relation", value="parent")
    safety.answer(desk, call_id=call, side="concerned", item="suicide", answer="yes")
    app = on_the_desk(call, step=2)
    assert safety.BY_PROXY in words(app)
    assert "Ask Suicide-Screening Questions" not in words(app)


def test_an_emergency_shows_the_steps_for_its_trigger_and_where_911_rings(on_the_desk, at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    drafts.choose(desk, call_id=call, field="caller.zip", value="45402")
    for item in ("withdrawal", "withdrawal.confused"):
        safety.answer(desk, call_id=call, side="caller", item=item, answer="yes")
    app = on_the_desk(call)
    ticks = [box.label for box in app.checkbox]
    assert ticks[0] == "1. Call 911 now. This can kill, and a hospital can stop it."
    assert "transfer me to 911 in Montgomery County, OH" in words(app)
    assert "For the caller no groups are shown" in words(app)


def test_the_number_of_the_emergency_centre_where_he_is_stands_with_the_steps(
    on_the_desk, at, cast
):
    edda = at(cast.edda)
    directory.enter_number(
        edda, state="OH", county="Montgomery", name="Quay dispatch", phone="937-555-0142"
    )
    made = story.begun(at(cast.cleo), relation="parent", zip="45402")
    safety.answer(at(cast.cleo), call_id=made.call, side="concerned", item="medical", answer="yes")
    app = on_the_desk(made.call)
    (said,) = [h.proto.body for h in app.get("html") if "Quay dispatch" in h.proto.body]
    assert "<b>937-555-0142</b>" in said
    assert "not rung by us yet" in said
    assert "No number" not in words(app)


@pytest.mark.parametrize(("sign", "shown"), [("unreachable", True), ("home", False)])
def test_today_it_stands_there_only_where_a_step_may_end_in_911(on_the_desk, at, cast, sign, shown):
    cleo = at(cast.cleo)
    made = story.begun(cleo, relation="parent", zip="45402")
    for item in ("danger", f"danger.{sign}"):
        safety.answer(cleo, call_id=made.call, side="concerned", item=item, answer="yes")
    said = words(on_the_desk(made.call))
    assert ("No number of the emergency centre in Montgomery County, OH is known" in said) is shown


def test_where_nobody_knows_where_he_is_it_says_to_ask(on_the_desk, at, cast):
    cleo = at(cast.cleo)
    made = story.begun(cleo, relation="parent")
    safety.answer(cleo, call_id=made.call, side="concerned", item="medical", answer="yes")
    assert "Ask where they are." in words(on_the_desk(made.call))


def test_a_tick_is_kept(on_the_desk, at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    safety.answer(desk, call_id=call, side="caller", item="medical", answer="yes")
    on_the_desk(call).checkbox(key="_done_caller_overdose.3").check().run()
    again = on_the_desk(call)
    assert [box.value for box in again.checkbox][:4] == [False, False, True, False]


def test_two_people_in_danger_both_show_the_gravest_first(on_the_desk, at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    drafts.choose(desk, call_id=call, field="call.relation", value="parent")
    safety.answer(desk, call_id=call, side="concerned", item="suicide", answer="yes")
    safety.answer(desk, call_id=call, side="caller", item="danger", answer="yes")
    ticks = [box.label for box in on_the_desk(call).checkbox]
    assert ticks[0].startswith("1. Are you able to leave the line")
    assert "1. Stay on. Ask the screening questions." in ticks


def test_the_form_asks_first_whether_it_is_medical_and_police_get_no_field_for_who(
    on_the_desk, at, cast
):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    safety.answer(desk, call_id=call, side="caller", item="medical", answer="yes")
    app = on_the_desk(call)
    form = "_em_steps_caller"
    assert f"{form}_recipient" not in {box.key for box in app.text_input}
    app.radio(key=f"{form}_medical").set_value("no").run()
    app.run()
    fields = {box.key for box in app.text_input if box.key and box.key.startswith(form)}
    assert fields == {f"{form}_{name}" for name in ("recipient", "facility", "place", "danger")}
    for name, value in (
        ("recipient", "Badge 4411"), ("facility", "Dayton Police"), ("place", "12 Elm St"),
        ("danger", "he took heroin"),
    ):  # fmt: skip
        app.text_input(key=f"{form}_{name}").set_value(value)
    app.button(key=f"{form}_go").click().run()
    app.run()
    assert any("Leave out “heroin”" in error.value for error in app.error)
    app.text_input(key=f"{form}_danger").set_value("somebody does not wake")
    app.button(key=f"{form}_go").click().run()
    (kept,) = emergencies.of_call(at(cast.cleo), call)
    assert (kept.to_medical, kept.told) == (False, "12 Elm St: somebody does not wake")


def test_the_refused_letter_leads_to_the_form(on_the_desk, at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.begun(desk, relation="parent"), cast.harbour_house)
    app = on_the_desk(made.call, step=8)
    assert any(box.key == f"_em_letter_{made.referral}_concerned_medical" for box in app.radio)


def test_the_ledger_stands_on_the_persons_record(open_as, at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    emergencies.disclose(
        desk,
        call_id=made.call,
        side="caller",
        telling=emergencies.Telling(
            medical=True, recipient="Ortiz", facility="County Ambulance", nature="does not wake",
            told=("place",),
        ),
    )  # fmt: skip
    app = open_as(cast.cleo, "counsellor/people.py")
    app.session_state["_person"], app.session_state["f_part"] = str(made.person), "papers"
    app.run()
    assert "Ortiz, County Ambulance  ·  emergency  ·  where they are" in words(app)


def test_a_closed_call_says_so_and_until_when_it_can_be_added_to(on_the_desk, at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    assert "This call is closed" not in words(on_the_desk(call))
    calls.close(desk, call_id=call, outcome="supported", version=1)
    said = words(on_the_desk(call))
    assert "This call is closed: supported, no referral." in said
    assert "a supervisor also later" in said


def test_a_hang_up_is_undone_on_today(open_as, at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    calls.no_call(desk, call_id=call, what="hang_up", version=1)
    app = open_as(cast.cleo)
    number = calls.on_desk(desk, call).number
    assert any(f"{number}  ·  hung up" in text.value for text in app.text)
    app.button(key=f"undo_{number}").click().run()
    assert calls.on_desk(at(cast.cleo), call).state == "open"


def test_a_second_silent_call_raises_a_prompt(on_the_desk, at, cast):
    for again in (False, True):
        app = on_the_desk(calls.begin(at(cast.cleo)))
        app.text_input(key="_silent_number_0").set_value("937 555 0142")
        app.button(key="silent_note").click().run()
        app.run()
        assert any("within the hour" in one.value for one in app.warning) is again
        assert "It is kept for one day" in words(app)


def test_the_button_asks_once_and_is_off_when_the_call_is_over(on_the_desk, at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    app = on_the_desk(call)
    for _ in range(2):
        app.button(key="need_someone").click().run()
        app.run()
    assert not app.error
    assert len(summons.mine(at(cast.cleo))) == 1
    calls.close(desk, call_id=call, outcome="supported", version=1)
    assert on_the_desk(call).button(key="need_someone").disabled
