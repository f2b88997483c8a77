"""How is somebody sent to a place nobody has listed yet (product.md 2, "unverified")?"""

from typing import TYPE_CHECKING
from uuid import UUID

import streamlit as st

from casework import directory, needs, referrals
from casework.desk import Desk
from casework.errors import CaseworkError, Refused
from matching import list_of
from matching.words import Kind
from pages.widgets.fragments import callback, refresh
from pages.widgets.plain import plain
from pages.widgets.state import say

if TYPE_CHECKING:
    from pages.widgets.call.steps import Page

KINDS = {
    Kind.TREATMENT: "treatment",
    Kind.WARM_LINE: "warm line",
    Kind.COACH: "recovery coach",
    Kind.RECOVERY_CENTRE: "recovery centre",
    Kind.FAMILY_SKILLS: "family skills",
    Kind.FAMILY_PEER: "family peer",
    Kind.SHELTER: "shelter",
    Kind.SYRINGE_SERVICE: "syringe service",
    Kind.SERVICE: "other help",
}
FIELDS = ("name", "phone", "place", "note")
SAID = "_new_said"


def unlisted(page: "Page") -> None:
    """Two presses: what it is, and on the list. The directory editor looks at it afterwards."""
    with st.container(horizontal=True, gap="small"):
        st.text_input("What is it called?", key="_new_name", autocomplete="off")
        st.text_input("Phone", key="_new_phone", autocomplete="off")
    with st.container(horizontal=True, gap="small"):
        st.text_input("ZIP, or town and state", key="_new_place", autocomplete="off")
        st.text_input("Anything to know", key="_new_note", autocomplete="off")
    st.pills("What kind?", list(KINDS), format_func=KINDS.__getitem__, key="_new_kind")
    for side in page.sides:
        st.button(
            plain(f"Put it on the list of the {page.name_of(side).lower()}"),
            key=f"unlisted_{side}",
            on_click=_add,
            args=(page.call.id, side, page.call.about_self or side == "caller"),
        )
    if st.session_state.get(SAID):
        st.error(plain(st.session_state[SAID]))
    st.text("It shows as “unverified” until the directory editor has looked.")


@callback
def _add(desk: Desk, call: UUID, side: str, own: bool) -> None:
    read = {name: st.session_state.get(f"_new_{name}") or "" for name in FIELDS}
    kind = st.session_state.get("_new_kind")
    try:
        if kind is None:
            raise Refused("What kind is it? Press one, so that it comes on the right list.")
        service = directory.add_unverified(desk, kind=kind, **read)
    except CaseworkError as problem:
        st.session_state[SAID] = str(problem)  # beside the button, where the eye is
        refresh("step")
    need = needs.hear(desk, call_id=call, side=side, kind=list_of(kind))
    referrals.make(
        desk,
        call_id=call,
        need_id=need,
        side=side,
        kind="referral" if own else "information_relative",
        service_id=service,
    )
    for name in (*FIELDS, "kind", "said"):
        st.session_state.pop(f"_new_{name}", None)
    say("success", "On the list. It is unverified: say so when you read it out.")
    refresh("top", "step", "matches")
