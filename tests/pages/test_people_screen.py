"""Is somebody found without being given away, and is all of the record one press away?"""

import pytest
from sqlmodel import select

from casework import letters, people
from db import session
from db.models import AuditEntry, Consent, Person
from tests.casework import story
from tests.pages.test_follow_ups_screen import press, rows, text

SCREEN = "counsellor/people.py"


@pytest.fixture
def maria(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    letters.issue_for_caller(desk, call_id=made.call, side="caller")
    return made


def choose(app, key, value):
    next(p for p in app.get("button_group") if p.key == key).set_value(value).run()
    return app


def type_in(app, key, words):
    next(i for i in app.text_input if i.key == key).set_value(words).run()
    return app


def record(app, made):
    """The opened record: a fragment that draws alone."""
    app.session_state["_person"] = str(made.person)
    app.run()
    assert not app.exception
    return app


def test_a_name_shows_initials_and_opens_with_a_press(open_as, cast, maria):
    app = choose(open_as(cast.cleo, SCREEN), "f_people_by", "name")
    type_in(app, "_name", "maria lopes")
    assert "M. L.  ·  1 call  ·  likely" in text(app) and "Maria" not in text(app)
    press(app, f"_open_{maria.person}")
    assert "Maria Lopez" in text(app) and "We promised to ring" in text(app)
    assert any(row.act == "OPEN_PERSON" for row in rows(AuditEntry))


def test_a_number_opens_nothing(open_as, cast, maria):
    app = choose(open_as(cast.cleo, SCREEN), "f_people_by", "number")
    type_in(app, "_phone", "937-555-0142")
    assert "has been used before" in text(app) and "Maria" not in text(app)
    type_in(app, "_phone", "12")
    assert "no phone number we can dial" in text(app)


def test_code_and_word_open_the_record(open_as, cast, maria, at):
    code = people.case_code_for(at(cast.cleo), maria.person, "marigold")
    app = open_as(cast.dan, SCREEN)
    type_in(type_in(app, "_code", code), "_word", "rose")
    press(app, "_by_code")
    assert "is not here" in text(app) and "Maria" not in text(app)
    type_in(app, "_word", "marigold")
    press(app, "_by_code")
    assert "Maria Lopez" in text(app)


def test_a_signed_consent_is_recorded_and_taken_back(open_as, cast, maria):
    app = record(open_as(cast.cleo, SCREEN), maria)
    press(app, "_c_save")
    assert "must be" in text(app) or "must say" in text(app)
    assert rows(Consent) == []
    with session.reading() as opened:
        assert opened.exec(select(Person)).one()


def test_what_happened_says_its_consequence_first(open_as, cast, maria):
    app = record(open_as(cast.cleo, SCREEN), maria)
    next(r for r in app.radio if r.key == "_p_state").set_value("died").run()
    assert "Every call-back, referral and letter stops at once" in text(app)
    press(app, "_p_save")
    assert rows(Person)[0].state == "died"


def test_letters_open_through_their_own_door(open_as, cast, maria):
    app = record(open_as(cast.cleo, SCREEN), maria)
    (link,) = app.get("link_button")
    assert link.proto.url.startswith("/files/letter/")


@pytest.mark.parametrize("who", ["edda", "adam", "audrey"])
def test_other_roles_do_not_see_it(open_as, cast, who):
    app = open_as(getattr(cast, who))
    with pytest.raises(ValueError):
        app.switch_page(f"pages/{SCREEN}")
