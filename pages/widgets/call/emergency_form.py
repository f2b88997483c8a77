"""Whom did we tell in a danger to life, and what: the record 42 CFR 2.51 asks for?"""

from datetime import timedelta
from uuid import UUID

import streamlit as st

from casework import emergencies
from casework.desk import Desk
from casework.emergencies import Telling
from casework.errors import CaseworkError
from db.models import now
from pages.widgets.fragments import callback, refresh
from pages.widgets.plain import plain
from pages.widgets.state import say
from pages.widgets.times import clock

MEDICAL = {"yes": "yes: ambulance, hospital, poison centre", "no": "no: police alone"}
AGO = {0: "just now", 5: "5 minutes ago", 15: "15 minutes ago", 60: "an hour ago"}


def told_whom(desk: Desk, call: UUID, side: str, name: str, *, place: str = "", where: str) -> None:
    """`where`: the same form stands beside the steps and beside a letter that may not be made."""
    done = [one for one in emergencies.of_call(desk, call) if one.side == side]
    at = f"_em_{where}_{side}"
    words = "Somebody was told in this emergency: write it down"
    with st.expander(f"{words} ({len(done)} so far)" if done else words, key=f"told{at}"):
        for one in done:
            st.text(f"{clock(one.told_at)}  {one.recipient}, {one.facility}: {one.told}")
        st.markdown(f"**{plain(name)} · what was told without a consent**")
        st.radio(
            "Is the one you told medical personnel?",
            list(MEDICAL),
            format_func=MEDICAL.__getitem__,
            index=None,
            key=f"{at}_medical",
            on_change=_chosen,
        )
        medical = st.session_state.get(f"{at}_medical")
        if medical:
            _fields(at, medical == "yes", place)
            st.button(
                "Write it down",
                key=f"{at}_go",
                type="primary",
                on_click=_write,
                args=(call, side, at),
            )
            if st.session_state.get(f"{at}_said"):
                st.error(st.session_state[f"{at}_said"])


def _fields(at: str, medical: bool, place: str) -> None:
    with st.container(horizontal=True):
        st.text_input("Whom? Name or badge", key=f"{at}_recipient", autocomplete="off")
        st.text_input(
            "Of which ambulance or hospital" if medical else "Of which police",
            key=f"{at}_facility",
            autocomplete="off",
        )
    if medical:
        st.text_input("What was the emergency?", key=f"{at}_nature", autocomplete="off")
        st.pills(
            "What were they told? Only what they need",
            list(emergencies.TOLD),
            format_func=emergencies.TOLD.__getitem__,
            selection_mode="multi",
            key=f"{at}_told",
        )
    else:
        st.text(
            "Police hear the place and the danger. Not who it is, not that drugs are in it, not what "
            "this line is for."
        )
        if f"{at}_place" not in st.session_state:
            st.session_state[f"{at}_place"] = place
        st.text_input("Place", key=f"{at}_place", autocomplete="off")
        st.text_input(
            "Danger", key=f"{at}_danger", placeholder="somebody does not wake", autocomplete="off"
        )
    st.pills("When?", list(AGO), format_func=AGO.__getitem__, default=0, key=f"{at}_ago")


@callback
def _chosen(_desk: Desk) -> None:
    refresh("step", "matches")


@callback
def _write(desk: Desk, call: UUID, side: str, at: str) -> None:
    def said(name: str) -> str:
        return str(st.session_state.get(f"{at}_{name}") or "")

    telling = Telling(
        medical=said("medical") == "yes",
        recipient=said("recipient"),
        facility=said("facility"),
        nature=said("nature"),
        told=tuple(st.session_state.get(f"{at}_told") or ()),
        place=said("place"),
        danger=said("danger"),
        at=now() - timedelta(minutes=int(st.session_state.get(f"{at}_ago") or 0)),
    )
    try:
        emergencies.disclose(desk, call_id=call, side=side, telling=telling)
    except CaseworkError as problem:
        st.session_state[f"{at}_said"] = str(problem)  # beside the form, where the eye is
        return
    for key in [key for key in st.session_state if str(key).startswith(f"{at}_")]:
        del st.session_state[key]
    say("success", "Written down, and in their ledger. It cannot be changed any more.")
    refresh("step", "matches")
