"""How is a published screener asked: word for word, one question at a time, of the person themselves?"""

from uuid import UUID

import streamlit as st

from casework import safety, screeners
from casework.calls import OnDesk
from casework.desk import Desk
from casework.screeners import Instrument, Question
from pages.widgets.fragments import callback, refresh

ASKED = "asq"
LATELY = "If that fits, choose “thought of it lately, not now” above."


def screener(desk: Desk, call: OnDesk, side: str, *, said_yes: bool) -> None:
    """Only on a yes, on worry, or where it was begun; never about somebody who is not on the line."""
    if side != "caller":
        if said_yes:
            st.text(safety.BY_PROXY)
        return
    instrument = screeners.of(ASKED)
    given = safety.screened(desk, call.id)[side].get(ASKED, {})
    asked = said_yes or bool(given) or bool(st.session_state.get(_worry(side)))
    if instrument is None:
        return
    if not asked:
        words = "I am worried: ask the screening questions"
        st.button(words, key=f"worried_{side}", type="tertiary", on_click=_worried, args=(side,))
        return
    with st.container(key=f"screener_{side}", border=True):
        _questions(call.id, side, instrument, given)


def _questions(call: UUID, side: str, instrument: Instrument, given: dict[int, str]) -> None:
    st.markdown(f"**{instrument.name}** · read it word for word")
    for question in instrument.to_ask(given):
        _question(call, side, instrument, question, given.get(question.number))
    result = instrument.result(given)
    if result is not None:
        st.markdown(f"**Result · {result.words}**")
        st.text(LATELY if result.level == "moderate" else instrument.caution)
    with st.expander("Where this comes from, and what is not installed"):
        st.text(instrument.notice)
        for other in screeners.missing():
            st.text(f"{other.name}: not installed. {other.to_obtain}")


def _question(
    call: UUID, side: str, instrument: Instrument, question: Question, given: str | None
) -> None:
    key = f"_screen_{side}_{instrument.code}_{question.number}"
    if key not in st.session_state:
        st.session_state[key] = given if given in instrument.answers else None
    st.segmented_control(
        f"{question.number}. {question.words}",
        list(instrument.answers),
        format_func=lambda code: instrument.answers[code],
        key=key,
        on_change=_answered,
        args=(call, side, instrument.code, question.number),
    )
    if given == "yes" and question.if_yes:
        st.text(f"If yes: {question.if_yes}. Write it into the notes.")


def _worry(side: str) -> str:
    return f"_worry_{side}"


@callback
def _worried(_desk: Desk, side: str) -> None:
    st.session_state[_worry(side)] = True
    refresh("step")


@callback
def _answered(desk: Desk, call: UUID, side: str, instrument: str, number: int) -> None:
    chosen = st.session_state[f"_screen_{side}_{instrument}_{number}"]
    answer = chosen or screeners.NOT_SAID
    safety.screen(desk, call_id=call, side=side, instrument=instrument, item=number, answer=answer)
    refresh("top", "step", "matches")
