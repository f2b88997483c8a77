"""Audit trail: who did what to how many, and when?"""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

import streamlit as st

from casework import audit
from casework.access import Act
from casework.audit import Line, Looked
from casework.desk import Desk, at_desk
from pages.widgets.screen import show

OPENED, BELOW = "_trail_opened", "_trail_below"  # this browser looked in; the pages turned so far
WEEK = 7


def trail(desk: Desk) -> None:
    if not st.session_state.get(OPENED):
        audit.opened(desk)
        st.session_state[OPENED] = True
    here = audit.zone(desk)
    st.write(
        f"{whose(desk)} The newest stands first; times are those of {here.key}. No names and no "
        "words of callers are kept here. Opening the trail and taking a copy leave a line in it."
    )
    looked = filters(desk)
    turned = pages_turned(looked)
    found = audit.read(desk, looked, before=turned[-1] if turned else None)
    if not found.lines:
        st.info("Nothing was done in these days that fits. Choose more days, or everybody.")
        return
    draw(found.lines, here)
    turn(turned, found.older)
    st.download_button(
        "Take a copy (CSV)",
        copy(desk, looked),
        f"audit-trail-{looked.since}-{looked.until}.csv",
        on_click="ignore",
        help="All lines of these days that fit, not only this page.",
    )


def whose(desk: Desk) -> str:
    if desk.may(Act.SEE_ALL_CENTRES):
        return "What everybody in every centre did, and the program itself."
    return (
        "What the colleagues of your centre did. What those of other centres and the program "
        "itself did is seen by an auditor of every centre."
    )


def filters(desk: Desk) -> Looked:
    week = Looked.last_days(desk, WEEK)
    people, acts = audit.colleagues(desk), audit.acts()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        since = st.date_input("From", week.since, key="f_since", format="MM/DD/YYYY", width=150)
        until = st.date_input("Until", week.until, key="f_until", format="MM/DD/YYYY", width=150)
        who = st.selectbox(
            "Who",
            [None, *people],
            format_func=lambda key: people.get(key, "everybody"),
            key="f_who",
            width=300,
        )
        act = st.selectbox(
            "Act",
            [None, *acts],
            format_func=lambda name: acts.get(name, "every act"),
            key="f_act",
            width=300,
        )
    return Looked(since or week.since, until or week.until, who, act)


def pages_turned(looked: Looked) -> list[int]:
    """The numbers the pages before this one ended with; another question begins at the top."""
    kept = st.session_state.get(BELOW)
    if kept is None or kept[0] != looked:
        st.session_state[BELOW] = kept = (looked, [])
    below: list[int] = kept[1]
    return below


def draw(lines: Sequence[Line], here: ZoneInfo) -> None:
    st.dataframe(
        [
            {
                "When": f"{each.at.astimezone(here):%a %d %b %Y, %H:%M:%S}",
                "Who": each.who,
                "Works as": each.role,
                "Act": each.act,
                "About": each.about,
                "Rows": each.count,
            }
            for each in lines
        ],
        hide_index=True,
        height="content",
        alt="Who did what, the newest first",
    )


def turn(turned: list[int], older: int | None) -> None:
    if not turned and older is None:
        return
    with st.container(horizontal=True):
        st.button("Newer", disabled=not turned, on_click=back, args=(turned,))
        st.button("Older", disabled=older is None, on_click=turned.append, args=(older,))


def back(turned: list[int]) -> None:
    turned.pop()


def copy(desk: Desk, looked: Looked) -> Callable[[], bytes]:
    """Made only when pressed, by whoever is signed in then."""
    actor = desk.actor

    def make() -> bytes:
        with at_desk(actor) as later:
            return audit.export(later, looked)

    return make


show(trail, title="Audit trail", act=Act.SEE_AUDIT)
