"""Who is theirs, and which other record may be the same person?"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import streamlit as st

from casework import people
from casework.desk import Desk
from casework.people import PersonFile
from pages.widgets.fragments import callback
from pages.widgets.plain import plain
from pages.widgets.state import say


def same_person(desk: Desk, file: PersonFile, open_it: Callable[..., Any]) -> None:
    _theirs(file, open_it)
    _merged(file)
    st.markdown("**May be the same person**")
    found = people.alike(desk, file.id)
    if not found:
        st.text("No other record has their number or a name like theirs.")
    for one in found:
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"alike_{one.person.id}"
        ):
            times = "1 call" if one.person.calls == 1 else f"{one.person.calls} calls"
            st.text(f"{one.person.label}  ·  {times}  ·  {one.person.how_sure}: {one.why}")
            st.button(
                "One person",
                key=f"_merge_{one.person.id}",
                on_click=_merge,
                args=(file.id, one.person.id),
            )


def _theirs(file: PersonFile, open_it: Callable[..., Any]) -> None:
    st.markdown("**Who is theirs**")
    if not file.theirs:
        st.text("Nobody stood beside them on a call.")
    with st.container(key="list_theirs", gap=None):
        for one in file.theirs:
            st.button(
                plain(one.words),
                key=f"_open_theirs_{one.id}",
                type="tertiary",
                width="stretch",
                disabled=one.flagged,
                on_click=open_it,
                args=(str(one.id),),
            )


def _merged(file: PersonFile) -> None:
    for key, name in file.merged:
        with st.container(horizontal=True, vertical_alignment="center", key=f"merged_{key}"):
            st.text(f"Merged with a second record: {name}")
            st.button("Take apart", key=f"_unmerge_{key}", on_click=_unmerge, args=(key,))


@callback
def _merge(desk: Desk, kept: UUID, other: UUID) -> None:
    people.merge(desk, kept_id=kept, other_id=other)
    say("success", "They read as one person now. It can be taken apart again.")


@callback
def _unmerge(desk: Desk, other: UUID) -> None:
    people.unmerge(desk, other_id=other)
    say("success", "They are two people again. What was stopped stays stopped.")
