"""From a figure to what stands behind it: how is a call opened from a list, a file made when pressed?"""

from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec
from uuid import UUID

import pandas as pd
import streamlit as st

from casework import calls as call_words
from casework import fields
from casework.desk import Desk, at_desk
from casework.reports import CallLine

P = ParamSpec("P")
ENDED = {**call_words.OUTCOMES, **call_words.NO_CALL}


def to_call(number: str, call_id: UUID | None) -> str:
    """For a cell of a table, which reads Markdown: the number opens the call."""
    return f"[{number}](/call_desk?call={call_id})" if call_id else number


def made_later(
    desk: Desk, make: Callable[Concatenate[Desk, P], bytes], *args: P.args, **kwargs: P.kwargs
) -> Callable[[], bytes]:
    """For a download: made only when pressed, by who is signed in now; each leaves a line in the trail."""
    actor = desk.actor

    def made() -> bytes:
        with at_desk(actor) as later:
            return make(later, *args, **kwargs)

    return made


def plural(count: int) -> str:
    return "" if count == 1 else "s"


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "–"


def pick(label: str, figures: dict[str, str]) -> str | None:
    return st.selectbox(
        label,
        list(figures),
        index=None,
        format_func=lambda key: figures.get(key, key),
        placeholder="Choose a figure",
    )


def table(rows: Sequence[Sequence[object]], columns: Sequence[str]) -> None:
    with st.expander("As a table"):
        st.table(pd.DataFrame(rows, columns=list(columns)), hide_index=True)


def listed(lines: Sequence[CallLine]) -> None:
    rows = [
        (
            to_call(x.number, x.id),
            f"{x.started_at:%a %d %b %H:%M}",
            x.counsellor,
            x.centre,
            fields.STAGES.get(x.stage, "not asked"),
            ENDED.get(x.outcome, "still open"),
        )
        for x in lines
    ]
    columns = ["call", "when", "taken by", "centre", "stage", "outcome"]
    st.table(pd.DataFrame(rows, columns=columns), hide_index=True)
