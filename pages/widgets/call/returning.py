"""How is someone who called before found, without telling anybody that they did (product.md 1.7)?"""

from uuid import UUID

import streamlit as st

from casework import follow_ups, people
from casework.calls import OnDesk
from casework.desk import Desk
from casework.reach import Rules
from pages.widgets.fragments import callback, refresh

RING = {"yes": "yes, any time", "no": "no", "unknown": "not sure"}


def returning(call: OnDesk, name: str) -> None:
    with st.expander(f"{name} has a case code, or wants one"):
        code, word, go = st.columns([2, 2, 1], vertical_alignment="bottom")
        code.text_input("Case code", key="_code", autocomplete="off")
        word.text_input("Their word", key="_word", autocomplete="off")
        go.button("Open", key="_code_go", on_click=_by_code, args=(call.id,))
        given, make = st.columns([4, 1], vertical_alignment="bottom")
        given.text_input("New: a word they choose", key="_new_word", autocomplete="off")
        make.button("Make", key="_make_code", on_click=_make_code, args=(call.id,))
        if st.session_state.get("_made_code"):
            st.text(f"Read it out twice: {st.session_state['_made_code']}")
    if st.session_state.get("_found"):
        st.text(st.session_state["_found"])


def known(call: OnDesk, side: str, name: str) -> None:
    """From unnamed to known: their own, logged step; nobody has to take it (domain.md 1.7)."""
    if (call.caller_id if side == "caller" else call.concerned_id) is not None:
        st.text(f"{name} has a file. What you write stays on this call.")
        return
    with st.expander(f"{name} would like to be known to us"):
        told, phone, make = st.columns([2, 2, 1], vertical_alignment="bottom")
        told.text_input("Name", key=f"_known_{side}", autocomplete="off")
        phone.text_input("Safe number", key=f"_phone_{side}", autocomplete="off")
        make.button("Keep", key=f"keep_{side}", on_click=_keep, args=(call.id, side))
        st.pills(
            "May we ring them there?",
            list(RING),
            format_func=lambda code: RING[code],
            key=f"_safe_{side}",
        )


@callback
def _keep(desk: Desk, call: UUID, side: str) -> None:
    safe = st.session_state.get(f"_safe_{side}") or "not_asked"
    people.known_as(
        desk,
        call,
        side,
        name=st.session_state[f"_known_{side}"],
        phone=st.session_state[f"_phone_{side}"],
        rules=Rules(safe=safe),
    )
    follow_ups.propose(desk, call_id=call, side=side)
    refresh("top", "step", "matches")


@callback
def _by_code(desk: Desk, call: UUID) -> None:
    person = people.by_code(desk, st.session_state["_code"], st.session_state["_word"])
    file = people.open_on_call(desk, call_id=call, person_id=person)
    st.session_state["_found"] = str(file)
    refresh("top", "step", "matches")


@callback
def _make_code(desk: Desk, call: UUID) -> None:
    person = people.on_call(desk, call_id=call, side="caller")
    made = people.case_code_for(desk, person, st.session_state["_new_word"])
    st.session_state["_made_code"] = made
    refresh("step")
