"""How does a part of a screen rerun alone and still ask who is there?

Fragments and callbacks run without the shell, so each opens a desk of its own, for whoever is signed
in at that moment, and requires its act again.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, NoReturn, ParamSpec, overload

import streamlit as st

from casework.access import Act
from casework.desk import Desk, at_desk
from casework.errors import CaseworkError, NotSignedIn
from pages.widgets import state
from pages.widgets.plain import plain
from pages.widgets.screen import ask_to_sign_in, draw_said, present

P = ParamSpec("P")
Body = Callable[Concatenate[Desk, P], None]
Guarded = Callable[P, None]


def fragment(key: str, *, act: Act, says: bool = True) -> Callable[[Body[P]], Guarded[P]]:
    """`@fragment("matches", act=Act.MATCH) def matches(desk, call_id)`; call it without the desk.

    `says=False`: it leaves the words for the person to another part, where they move nothing below.
    None runs by the clock: a tick that meets a change of screen can blank the page.
    """

    def make(body: Body[P]) -> Guarded[P]:
        @st.fragment(key=key)
        @wraps(body)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
            try:
                with at_desk(present().actor) as desk:
                    desk.require(act)
                    if says:
                        draw_said()
                    body(desk, *args, **kwargs)
            except NotSignedIn:
                ask_to_sign_in()
            except CaseworkError as problem:
                st.error(plain(str(problem)))

        return guarded

    return make


@overload
def callback(act: Body[P]) -> Guarded[P]: ...
@overload
def callback(act: Act) -> Callable[[Body[P]], Guarded[P]]: ...
def callback(act: Any) -> Any:
    """`@callback def refer(desk, service_id)`; give it to `on_click` or `on_change`.

    Whoever is signed in at that moment acts, and the act itself requires its permission;
    `@callback(Act.REFER)` requires it before the body as well. What is refused is said at the next
    drawing. Read widget values from `st.session_state` inside it.
    """
    if not isinstance(act, Act):
        return _at_a_desk(act, None)
    return lambda body: _at_a_desk(body, act)


def _at_a_desk(body: Body[P], act: Act | None) -> Guarded[P]:
    @wraps(body)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            with at_desk(present().actor) as desk:
                if act is not None:
                    desk.require(act)
                body(desk, *args, **kwargs)
        except NotSignedIn:
            pass  # the run that follows says so
        except CaseworkError as problem:
            state.say("error", str(problem))

    return guarded


def refresh(*keys: str) -> NoReturn:
    """From a callback: draw only these fragments again."""
    st.rerun(list(keys))
