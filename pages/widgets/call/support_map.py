"""How are the three support questions asked, and their answers kept as rows?"""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from casework import support
from casework.desk import Desk
from casework.facts import Facts
from db.models import SupportSource
from pages.widgets.call.ask import WATCHING, ask
from pages.widgets.fragments import callback, refresh

MARKS = {
    "lives_with": "lives with them",
    "uses": "uses",
    "is_trigger": "a trigger",
    "violent": "violent",
    "knows": "knows",
    "may_contact": "we may contact",
}
CHIPS = {
    "on_side": ["family", "partner", "friend", "sponsor", "peer", "group", "counsellor", "faith"],
    "practical": ["family", "partner", "friend", "work", "faith"],
    "distance": ["family", "partner", "friend", "place"],
}


def support_map(
    call: UUID, rows: Sequence[SupportSource], facts: Facts, texts: dict[str, str]
) -> None:
    for question, words in support.QUESTIONS.items():
        st.pills(
            words,
            CHIPS[question],
            format_func=lambda kind: "+ " + support.KINDS[kind],
            key=f"_add_{question}",
            on_change=_added,
            args=(call, question),
        )
    for row in rows:
        with st.expander(_title(row)):
            _row(call, row, facts, texts)
    for flag in support.flags(rows):
        st.text(f"For you only: {flag.name}, since {flag.because}.")


def _title(row: SupportSource) -> str:
    marks = [words for field, words in MARKS.items() if getattr(row, field) == "yes"]
    given = [support.GIVES[g] for g in row.gives]
    ended = [support.ENDED[row.ended]] if row.ended else []
    label = row.label or support.KINDS[row.kind]
    return " · ".join([label, *given, *marks, *ended])


def _row(call: UUID, row: SupportSource, facts: Facts, texts: dict[str, str]) -> None:
    ask(call, f"support.{row.id}.label", facts, texts, label="Who (role, no surname)")
    key = f"_gives_{row.id}"
    if key not in st.session_state:
        st.session_state[key] = list(row.gives)
    st.pills(
        "Gives",
        list(support.GIVES),
        format_func=lambda give: support.GIVES[give],
        selection_mode="multi",
        key=key,
        on_change=_gives,
        args=(row.id,),
    )
    marks = f"_marks_{row.id}"
    if marks not in st.session_state:
        st.session_state[marks] = [f for f in MARKS if getattr(row, f) == "yes"]
    st.pills(
        "Is",
        list(MARKS),
        format_func=lambda mark: MARKS[mark],
        selection_mode="multi",
        key=marks,
        on_change=_marked,
        args=(row.id,),
    )
    if row.kind == "place" or "yes" in {row.is_trigger, row.violent}:
        with st.container(horizontal=True, gap="medium"):
            ask(call, f"support.{row.id}.where", facts, texts)
            ask(call, f"support.{row.id}.miles", facts, texts)
    ended = f"_ended_{row.id}"
    if ended not in st.session_state:
        st.session_state[ended] = row.ended
    st.pills(
        "Ended",
        list(support.ENDED),
        format_func=lambda e: support.ENDED[e],
        key=ended,
        on_change=_ended,
        args=(row.id,),
    )
    st.button("Remove this line", key=f"_remove_{row.id}", on_click=_removed, args=(row.id,))


@callback
def _added(desk: Desk, call: UUID, question: str) -> None:
    kind = st.session_state[f"_add_{question}"]
    st.session_state[f"_add_{question}"] = None
    if kind:
        support.add(desk, call_id=call, question=question, kind=kind)
    refresh(*WATCHING, "step")


@callback
def _gives(desk: Desk, row: UUID) -> None:
    support.change(desk, row_id=row, field="gives", value=st.session_state[f"_gives_{row}"])
    refresh("step")


@callback
def _marked(desk: Desk, row: UUID) -> None:
    chosen = set(st.session_state[f"_marks_{row}"])
    for field, before in support.marks(desk, row).items():
        if (before == "yes") != (field in chosen):
            support.change(desk, row_id=row, field=field, value="yes" if field in chosen else "no")
    refresh(*WATCHING, "step")


@callback
def _ended(desk: Desk, row: UUID) -> None:
    support.change(desk, row_id=row, field="ended", value=st.session_state[f"_ended_{row}"] or "")
    refresh(*WATCHING, "step")


@callback
def _removed(desk: Desk, row: UUID) -> None:
    support.remove(desk, row_id=row)
    refresh(*WATCHING, "step")
