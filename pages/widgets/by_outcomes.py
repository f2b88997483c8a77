"""Do outcomes count in the lists? The switch of the clinical lead, wherever it stands."""

import streamlit as st

from casework import outcomes
from casework.access import Act
from casework.desk import Desk
from pages.widgets import state
from pages.widgets.fragments import callback

KEY = "f_by_outcomes"


def by_outcomes(desk: Desk) -> None:
    st.session_state[KEY] = outcomes.weighed(desk)
    st.toggle(
        "Outcomes count in the lists, and cards say how it went lately",
        key=KEY,
        on_change=_switched,
        help="They weigh less than how soon and how well a place fits. Off: they count for nothing, "
        "little-known places are not tried, and no card speaks of it. For every centre.",
    )


@callback(Act.WEIGH_OUTCOMES)
def _switched(desk: Desk) -> None:
    on = bool(st.session_state[KEY])
    outcomes.weigh(desk, on)
    said = "Outcomes count in the lists" if on else "Outcomes do not count in the lists any more"
    state.say("success", f"{said}, from the next list on.")
