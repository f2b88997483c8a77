"""What stands on the call desk before a call is open, and who notices that one is opened?"""

from sqlmodel import select

from casework import calls
from db import session
from db.models import AuditEntry, Call

SCREEN = "counsellor/call_desk.py"


def rows(kind):
    with session.reading() as opened:
        return opened.exec(select(kind)).all()


def test_without_a_call_the_next_step_is_a_new_one(open_as, cast):
    app = open_as(cast.cleo, SCREEN)
    assert not app.exception and not app.error
    assert any("No call is open here" in each.value for each in app.text)
    app.button(key="new_call").click().run()
    (made,) = rows(Call)
    assert app.query_params["call"] == str(made.id)
    assert any(made.number in each.proto.body for each in app.get("html"))


def test_a_colleague_who_opens_a_call_leaves_one_line_however_often_it_is_drawn(open_as, at, cast):
    call = calls.begin(at(cast.cleo))
    for _ in range(2):
        app = open_as(cast.mona)
        app.query_params["call"] = str(call)
        app.session_state["_call"] = None
        app.switch_page(f"pages/{SCREEN}").run()
        app.run()
        assert not app.exception
    lines = [row for row in rows(AuditEntry) if row.act == "OPEN_CALL"]
    assert [(row.actor_id, row.subjects) for row in lines] == [(cast.mona.id, f"Call {call}")] * 2
