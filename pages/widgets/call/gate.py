"""How is the danger gate asked, in any order, for each person apart?"""

from uuid import UUID

import streamlit as st

from casework import safety
from casework.calls import OnDesk
from casework.desk import Desk
from pages.widgets.call.screener import screener
from pages.widgets.fragments import callback, refresh

ANSWER_WORDS = {"yes": "yes", "no": "no", "unknown": "don't know", "declined": "won't say"}
TIER_WORDS = {
    "T0": "emergency",
    "T1": "today",
    "T2": "within 48 hours",
    "T3": "routine",
    "not_cleared": "not cleared",
}


def gate(desk: Desk, side: str, name: str, answers: dict[str, str], shown: OnDesk) -> None:
    call = shown.id
    st.markdown(
        f"**{name}**" if not shown.about_self else "**Ask in your own words, in any order**"
    )
    for item, asked in safety.GATE.items():
        key = f"_gate_{side}_{item}"
        if key not in st.session_state:
            st.session_state[key] = answers.get(item)
        st.segmented_control(
            asked.ask if side == "caller" else asked.ask_about,
            list(ANSWER_WORDS),
            format_func=lambda word: ANSWER_WORDS[word],
            key=key,
            on_change=_answered,
            args=(call, side, item),
        )
        if answers.get(item) == "yes":
            _signs(call, side, item, answers)
        if item == "suicide":
            screener(desk, shown, side, said_yes=answers.get(item) == "yes")


def _signs(call: UUID, side: str, item: str, answers: dict[str, str]) -> None:
    signs = safety.GATE[item].signs
    key = f"_signs_{side}_{item}"
    if key not in st.session_state:
        st.session_state[key] = [s for s in signs if answers.get(f"{item}.{s}") == "yes"]
    st.pills(
        "Which?",
        list(signs),
        format_func=lambda sign: signs[sign].words,
        selection_mode="multi",
        key=key,
        on_change=_narrowed,
        args=(call, side, item),
    )


@callback
def _answered(desk: Desk, call: UUID, side: str, item: str) -> None:
    answer = st.session_state[f"_gate_{side}_{item}"] or "not_asked"
    safety.answer(desk, call_id=call, side=side, item=item, answer=answer)
    refresh("top", "step", "matches")


@callback
def _narrowed(desk: Desk, call: UUID, side: str, item: str) -> None:
    chosen = set(st.session_state[f"_signs_{side}_{item}"])
    before = safety.gate(desk, call)[side]
    for sign in safety.GATE[item].signs:
        was = before.get(f"{item}.{sign}") == "yes"
        if was != (sign in chosen):
            answer = "yes" if sign in chosen else "no"
            safety.answer(desk, call_id=call, side=side, item=f"{item}.{sign}", answer=answer)
    refresh("top", "step", "matches")
