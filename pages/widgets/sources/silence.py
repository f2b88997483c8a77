"""What does it mean when a listing of this source says nothing about something?"""

import streamlit as st

from casework import directory
from casework.access import Act
from casework.desk import Desk
from casework.directory import ABSENCE, LONGEST_REASON, AxisLine, SourceLine
from casework.directory.words import AXIS
from pages.widgets import state
from pages.widgets.fragments import callback


def what_silence_means(desk: Desk, source: SourceLine) -> None:
    st.write(
        "Most sources write down only what is there, so silence means *not stated*, and the place "
        "stays in the lists with a question to ask. Where a source asks every place about "
        "something, silence of a place that answered means *no*."
    )
    lines = {line.axis: line for line in directory.completeness(desk, source.id)}
    if desk.may(Act.DECLARE_COMPLETE):
        change(source.id, lines)
    else:
        st.caption("An administrator can change this.")
    st.dataframe(
        [_line(line) for line in lines.values()],
        hide_index=True,
        height="content",
        alt="What silence means, for everything a listing can say",
    )


def _line(line: AxisLine) -> dict[str, str]:
    share = f"{100 * line.stating // line.listings} %" if line.listings else "none yet"
    return {
        "About": AXIS.get(line.axis, line.axis),
        "Silence means": "no" if line.absence == "complete" else "not stated",
        "Because": line.reason,
        "Listings that say something": share,
    }


def change(source_id: int, lines: dict[str, AxisLine]) -> None:
    axis = st.selectbox(
        "Change",
        list(lines),
        format_func=lambda each: AXIS.get(each, each),
        key=f"f_axis_{source_id}",
        width=420,
    )
    line, key = lines[axis], f"f_silence_{source_id}_{axis}"
    with st.form(key, border=False, width=720):
        st.radio(
            "When a listing says nothing about it",
            list(ABSENCE),
            index=list(ABSENCE).index(line.absence),
            format_func=ABSENCE.__getitem__,
            key=f"{key}_absence",
            horizontal=True,
        )
        st.text_input("Because", line.reason, key=f"{key}_reason", max_chars=LONGEST_REASON)
        st.form_submit_button(
            "Keep", type="primary", on_click=_declare, args=(source_id, axis, key)
        )


@callback(Act.DECLARE_COMPLETE)
def _declare(desk: Desk, source_id: int, axis: str, key: str) -> None:
    directory.declare(
        desk,
        source_id,
        axis,
        absence=st.session_state[f"{key}_absence"],
        reason=st.session_state[f"{key}_reason"] or "",
    )
    state.say("success", "Kept. The lists of the call desk follow at once; nothing is imported.")
