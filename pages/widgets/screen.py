"""May this person see this screen? Each screen ends in `show`, and guards itself (ADR 2)."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import streamlit as st

from casework import team
from casework.access import Act
from casework.desk import Desk, at_desk
from casework.errors import CaseworkError, NotSignedIn
from pages.widgets import state
from pages.widgets.plain import plain

PAGES = Path(__file__).resolve().parent.parent


def show(body: Callable[[Desk], None], *, title: str, act: Act) -> None:
    """The frame of every screen: who is here, may they, then the body at their desk."""
    try:
        with at_desk(present().actor) as desk:
            desk.require(act)
            st.title(title, anchor=False)
            draw_said()
            body(desk)
    except NotSignedIn:
        ask_to_sign_in()
    except CaseworkError as problem:
        st.error(plain(str(problem)))


def present() -> team.Present:
    """Who is at this browser, read again each time, so that revoking acts at once."""
    sid = str(st.user.get("sid") or "")
    found = team.still_signed_in(int(sid)) if sid.isdecimal() else None
    if found is None:
        raise NotSignedIn
    return found


def draw_said() -> None:
    for kind, words in state.take_said():
        {"error": st.error, "success": st.success, "info": st.info}[kind](plain(words))


def ask_to_sign_in() -> NoReturn:
    st.warning("You are signed out. Nothing that was saved is lost, and your open calls wait.")
    st.markdown("[Sign in](/sign-in)")
    st.stop()


def go(screen: str, **query: str) -> NoReturn:
    """To another screen, by its path below pages/: `go("counsellor/call_desk.py", ref=str(id))`."""
    st.switch_page(str(PAGES / screen), query_params=query)
