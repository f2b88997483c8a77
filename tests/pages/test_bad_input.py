"""Does a screen, or a plain page, take whatever is pasted into it and go on?"""

import json
from urllib.parse import urlencode

import pytest

from casework import calls, facts
from casework.access import Act, may
from casework.desk import Desk
from db import session
from db.settings import ROOT
from tests.casework import story
from tests.casework.test_bad_input import TEXTS
from tests.pages.test_refusals import key_of
from tests.test_house import menu

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PASTES = ("long", "emoji", "right to left", "control", "script", "digits", "blank")


def opened(open_as, cast, made, screen):
    who = next(
        w for w in ("cleo", "mona", "edda", "adam", "audrey")
        if may(getattr(cast, w).role, Act[menu()[screen]])
    )  # fmt: skip
    app = open_as(getattr(cast, who))
    app.query_params["call"] = str(made.call)
    app.session_state["_person"] = str(made.person)
    app.switch_page(str(ROOT / "pages" / screen)).run()
    assert not app.exception
    return app


@SQLITE
@pytest.mark.parametrize("screen", menu())
def test_no_paste_breaks_a_screen(open_as, cast, at, screen):
    """Into every box there is, then each button beside them is pressed."""
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk, zip="45402"), cast.harbour_house)
    for name in PASTES:
        app = opened(open_as, cast, made, screen)
        for key in [box.key for box in app.text_input]:
            there = [box for box in app.text_input if box.key == key]
            if there and not there[0].disabled:
                there[0].set_value(TEXTS[name]).run()
                assert not app.exception, (name, key)
        for key in [b.key for b in app.button if b.key in PRESSED]:
            app.button(key=key).click().run()
            assert not app.exception, (name, key)
        assert app.title or "call_desk" in screen, name


# What writes down what stands in the boxes, on any screen.
PRESSED = {"_by_code", "_c_save", "_p_save", "_p_keep", "_keep"}


def test_a_paste_of_twenty_thousand_characters_is_kept_by_the_drafts_door(ask, shared_house):
    key = key_of("cleo", ask.origin)
    for number, name in enumerate(("long", "emoji", "script", "right to left", "control")):
        with session.reading() as read:
            call = calls.begin(Desk(shared_house.cleo, read))
        note = {"call": str(call), "field": "call.happening", "value": TEXTS[name], "base": 0}
        note |= {"tab": "t", "seq": number, "left": True}
        answer = ask("POST", "/api/draft", json.dumps(note), **key)
        assert (answer.status, name) == (200, name)
        with session.reading() as read:
            known = facts.known(Desk(shared_house.cleo, read), call)
        assert known["call.happening"].value == TEXTS[name]


def test_what_is_longer_than_a_field_takes_is_refused_in_a_sentence(ask, shared_house):
    key = key_of("cleo", ask.origin)
    with session.reading() as read:
        call = calls.begin(Desk(shared_house.cleo, read))
    note = {"call": str(call), "field": "call.happening", "base": 0, "tab": "t", "seq": 1}
    note["left"] = True
    for size, status in ((41_000, 422), (300_000, 413)):
        answer = ask("POST", "/api/draft", json.dumps({**note, "value": "é" * size}), **key)
        assert answer.status == status
        assert json.loads(answer.text)["error"].endswith(("part.", "two."))
    with session.reading() as read:
        assert facts.known(Desk(shared_house.cleo, read), call) == {}


@pytest.mark.parametrize("name", TEXTS)
def test_the_sign_in_page_takes_anything(ask, shared_house, name):
    form = {"Content_Type": "application/x-www-form-urlencoded", "Origin": ask.origin}
    words = TEXTS[name]
    answer = ask("POST", "/sign-in", urlencode({"login": words, "password": words}), **form)
    assert answer.status in {400, 401, 413}
    said = "did not work" if answer.status == 401 else "too long. Go back"
    assert said in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", "{}"),
        ("application/x-www-form-urlencoded", "login&&&=%ZZ%00&login=b&password"),
        ("application/x-www-form-urlencoded", "&".join(f"f{n}=1" for n in range(500))),
        ("multipart/form-data; boundary=x", "--x\r\nbroken"),
        ("multipart/form-data", "no boundary"),
        (
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=login\r\n\r\n" + "a" * 9000 + "\r\n--x--",
        ),
        (
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=login; filename=a\r\n\r\na\r\n--x--",
        ),
    ],
)
def test_a_form_that_is_none_is_refused_and_breaks_nothing(ask, shared_house, kind, body):
    answer = ask("POST", "/sign-in", body, Content_Type=kind, Origin=ask.origin)
    assert answer.status in {400, 401, 413}
    assert "Traceback" not in ask.server.log.read_text()
