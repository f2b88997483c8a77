"""What may the lists of the call desk weigh?"""

import streamlit as st

from casework.desk import Desk
from pages.widgets.by_outcomes import by_outcomes


def lists(desk: Desk) -> None:
    st.write(
        "Lists put first what fits and is soon. What became of people sent to a place counts a little; "
        "it is a count about places, never about a person, and the reports show it place by place."
    )
    by_outcomes(desk)
