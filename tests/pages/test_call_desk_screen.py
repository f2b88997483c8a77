"""What stands on the call desk before a call is open, who notices that one is opened, and how did it go?"""

import json

from sqlmodel import select

from casework import calls, outcomes
from casework.directory import snapshot
from db import session
from db.models import AuditEntry, Call
from tests.casework import making, story

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


def drawn(app):
    """What the match lists on the page are drawn from."""
    every = [json.loads(each.proto.json or "{}") for each in app.get("bidi_component")]
    lists = next(each["lists"] for each in every if "lists" in each)
    return {m["name"]: m for one in lists for slot in one["slots"] for m in slot["matches"]}


def test_the_number_behind_how_it_went_is_drawn_when_asked(open_as, at, cast):
    for number in range(8):
        made = making.call(cast.dan, f"OLD-{number}")
        making.referral(made, cast.harbour_house, "offered", "sent", "attended")
    snapshot.settle()
    cleo = at(cast.cleo)
    call = story.begun(cleo, zip="45402").call
    app = open_as(cast.cleo)
    app.query_params["call"] = str(call)
    app.switch_page(f"pages/{SCREEN}").run()
    card = drawn(app)["Harbour House"]
    assert "Most people we sent there lately got in." in card["reasons"]
    assert (card["went"], card["behind"]) == ("How it went", "")
    app.session_state["_behind"] = {card["key"]: outcomes.behind(cleo, card["key"])}
    app.run()
    assert drawn(app)["Harbour House"]["behind"].startswith("Of 8 people we sent there")
