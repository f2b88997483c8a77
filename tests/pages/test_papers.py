"""On the read-out step: is the sheet made as this person can read it?"""

import pytest
from sqlmodel import select

from casework import drafts
from db import session
from db.models import Letter
from tests.casework import story

SCREEN = "counsellor/call_desk.py"
READ_OUT = 8


@pytest.fixture
def papers(open_as, cast, at):
    def start(**facts):
        desk = at(cast.cleo)
        made = story.referred(desk, story.begun(desk), cast.harbour_house)
        for name, value in facts.items():
            drafts.choose(desk, call_id=made.call, field=name.replace("__", "."), value=value)
        app = open_as(cast.cleo)
        app.session_state["_call"], app.session_state["_step"] = made.call, READ_OUT
        app.switch_page(f"pages/{SCREEN}").run()
        assert not app.exception
        return app, f"_look_{made.call}"

    return start


def sheet(app) -> Letter:
    app.button(key="sheet_caller").click().run()
    assert not app.exception
    with session.reading() as opened:
        return opened.exec(select(Letter).order_by(Letter.issued_at.desc())).first()


def test_a_call_in_spanish_makes_a_sheet_in_spanish(papers):
    app, key = papers(call__language="es")
    assert app.button_group(key=key).value == ["es"]
    assert sheet(app).language == "es"


def test_large_print_and_no_name_on_it_are_one_press_each(papers):
    app, key = papers()
    plain = sheet(app)
    assert (plain.language, plain.large_print) == ("en", False) and "Harbour Line" in plain.html
    app.button_group(key=key).set_value(["large", "no_logo"]).run()
    made = sheet(app)
    assert (made.language, made.large_print) == ("en", True) and "Harbour Line" not in made.html


def test_each_letter_opens_as_a_page_and_as_a_pdf(papers):
    app, _ = papers()
    made = sheet(app)
    links = {one.proto.url for one in app.get("link_button")}
    assert links >= {f"/files/letter/{made.id}", f"/files/letter/{made.id}.html"}
