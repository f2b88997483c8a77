"""Which screens does each role get, and who gets none?"""

import pytest

from casework.access import Act, may
from casework.desk import Actor
from db import session
from db.models import SignIn, now
from db.settings import ROOT
from tests.test_house import menu

ROLES = ["cleo", "mona", "edda", "adam", "audrey"]


@pytest.mark.parametrize("who", ROLES)
def test_each_role_opens_its_screens_and_is_refused_the_others(open_as, cast, who):
    actor: Actor = getattr(cast, who)
    for screen, act in menu().items():
        if may(actor.role, Act[act]):
            app = open_as(actor, screen)
            assert not app.exception
            assert app.title[0].value or app.error
        else:
            with pytest.raises(ValueError, match="page"):
                open_as(actor, screen)


@pytest.mark.parametrize("who", ROLES)
def test_the_first_screen_opens_without_a_hitch(open_as, cast, who):
    app = open_as(getattr(cast, who))
    assert not app.exception
    assert not app.error


def test_a_stranger_is_asked_to_sign_in(open_as):
    app = open_as(None)
    assert "signed out" in app.warning[0].value
    assert not app.title
    assert not app.button


def test_an_ended_session_sees_nothing_at_its_next_step(open_as, cast):
    app = open_as(cast.cleo)
    assert app.title[0].value == "Today"
    with session.reading() as opened:
        session.start_writing(opened)
        opened.get(SignIn, int(app.user["sid"])).ended_at = now()
        opened.commit()
    app.run()
    assert "signed out" in app.warning[0].value
    assert not app.title


def test_a_screen_run_without_the_shell_guards_itself(cast):
    """The old pages-folder mechanism would run a screen alone (streamlit.md 5.1)."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "pages" / "admin" / "team.py"), default_timeout=30)
    app.user = {"login": None, "role": "administrator", "sid": None}
    app.run()
    assert "signed out" in app.warning[0].value
    assert not app.dataframe
