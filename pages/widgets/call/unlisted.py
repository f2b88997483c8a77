"""How is somebody sent to a place nobody has listed yet (product.md 2, "unverified")?"""

from typing import TYPE_CHECKING
from uuid import UUID

import streamlit as st

from casework import directory, needs, referrals
from casework.desk import Desk
from casework.errors import CaseworkError
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
    Kind.INTERVENTIONIST: "interventionist",
    Kind.EMERGENCY_DEPARTMENT: "emergency department",
    Kind.MOBILE_CRISIS: "mobile crisis",
    Kind.SHELTER: "shelter",
    Kind.SYRINGE_SERVICE: "syringe service",
    Kind.SERVICE: "other help",
}
FIELDS = ("name", "phone", "place", "note")
SAID = "_new_said"


def unlisted(page: "Page") -> None:
    """Two presses: open this, and say what it is. The directory editor looks at it afterwards."""
    with st.container(horizontal=True, gap="small"):
        st.text_input("What is it called?", key="_new_name", autocomplete="off")
        st.text_input("Phone", key="_new_phone", autocomplete="off")
    with st.container(horizontal=True, gap="small"):
        st.text_input("ZIP, or town and state", key="_new_place", autocomplete="off")
        st.text_input("Anything to know", key="_new_note", autocomplete="off")
    side = page.sides[0]
    if len(page.sides) > 1:
        side = st.segmented_control(
            "On whose list?",
            page.sides,
            format_func=lambda each: plain(page.name_of(each)),
            default=side,
            required=True,
            key="_new_side",
        )
    st.text("What is it? Press one, and it is on the list.")
    own = page.call.about_self or side == "caller"
    with st.container(horizontal=True, gap="small"):
        for kind, words in KINDS.items():
            st.button(
                words,
                key=f"unlisted_{kind.value}",
                on_click=_add,
                args=(page.call.id, side, kind, own),
            )
    if st.session_state.get(SAID):
        st.error(plain(st.session_state[SAID]))
    st.text("It shows as “unverified” until the directory editor has looked.")


@callback
def _add(desk: Desk, call: UUID, side: str, kind: Kind, own: bool) -> None:
    read = {name: st.session_state.get(f"_new_{name}") or "" for name in FIELDS}
    try:
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
    for name in (*FIELDS, "said"):
        st.session_state.pop(f"_new_{name}", None)
    say("success", "On the list. It is unverified: say so when you read it out.")
    refresh("top", "step", "matches")
