"""One notes field, one text field, one button with a key, for the call in the address."""

from uuid import UUID

import streamlit as st

from casework import drafts, facts
from casework.access import Act
from casework.desk import Desk
from pages.widgets import state
from pages.widgets.components.guard import guard, narrative
from pages.widgets.fragments import fragment
from pages.widgets.look import dress
from pages.widgets.screen import present, show
from pages.widgets.top_bar import top_bar


def screen(desk: Desk) -> None:
    call = UUID(st.query_params["call"])
    guard(call, facts.newest_versions(desk, call))
    known, texts = facts.known(desk, call), drafts.texts(desk, call)

    def text(field: str) -> str:
        return texts.get(field) or (known[field].value if field in known else "") or ""

    narrative("call.happening", "What is happening?", text("call.happening"), 120)
    state.start_with(state.key_for("call.callback"), text("call.callback"))
    st.text_input("Number", key=state.key_for("call.callback"), on_change="ignore")
    part()
    if st.button("Danger", key="danger"):
        st.text(f"gate opened with: {text('call.happening')}")
    for met in state.conflicts().values():
        st.text(f"two texts: {met.theirs} / {met.yours}")


@fragment(key="part", act=Act.LOG_CALL)
def part(desk: Desk) -> None:
    st.button("Look again", key="again")
    st.text(f"seen by {desk.actor.name}")


dress()
top_bar(present())
show(screen, title="Guard", act=Act.LOG_CALL)
