"""How is one question put on the screen, and its answer written the moment it is given?"""

from uuid import UUID

import streamlit as st

from casework import drafts, fields
from casework import facts as facts_of
from casework.desk import Desk
from casework.facts import Facts
from pages.widgets.components.guard import asked_last
from pages.widgets.fragments import callback, refresh
from pages.widgets.plain import plain
from pages.widgets.state import field_of, key_for

NOT_KNOWN = {"unknown": "don't know", "declined": "would rather not say", "not_asked": "not asked"}
# Matching and the tiers read these, so leaving them moves the lists at once.
MOVES_LISTS = frozenset({"zip", "town", "age", "away_from", "words", "where"})
WATCHING = ("top", "matches")
# What the step itself draws differently once these are known.
REDRAWS = frozenset({"relation", "stage", "medication", "gender", "quick"})


def ask(call: UUID, path: str, facts: Facts, texts: dict[str, str], *, label: str = "") -> None:
    """One question: chips for choices, a text field otherwise; what was said before stands in it."""
    question = fields.question(path)
    if question is None:
        raise KeyError(path)
    known = facts.get(path)
    words = plain(label or question.label)
    marked = known is not None and known.answer in {"unknown", "declined"}
    if known is not None and marked:
        words = f"{words}  ·  :gray[{NOT_KNOWN[known.answer]}]"
    if question.choices:
        _chips(call, path, words, facts, marked)
    else:
        _text(call, path, words, facts, texts)


def _chips(call: UUID, path: str, words: str, facts: Facts, marked: bool) -> None:
    question = fields.question(path)
    assert question is not None
    key = "c_" + key_for(path)
    known = facts.get(path)
    codes = [c for c in question.choices if known and c in known.codes]
    first = list(question.choices)[: question.first or None]
    if key not in st.session_state:
        st.session_state[key] = codes if question.many else (codes[0] if codes else None)
    st.pills(
        words,
        [*first, *(code for code in codes if code not in first)],
        format_func=lambda code: question.choices[code],
        selection_mode="multi" if question.many else "single",
        key=key,
        on_change=_chosen,
        args=(call, path, marked),
        help=question.help or None,
    )


@callback
def _chosen(desk: Desk, call: UUID, path: str, marked: bool) -> None:
    chosen = st.session_state["c_" + key_for(path)]
    value = ",".join(chosen) if isinstance(chosen, list) else chosen
    answer = "stated" if value else "not_asked"
    drafts.choose(desk, call_id=call, field=path, value=value or None, answer=answer)
    if marked or _name(path) in REDRAWS:
        refresh(*WATCHING, "step")
    refresh(*WATCHING)


def more(call: UUID, path: str, facts: Facts, *, label: str) -> None:
    """The choices of a question that do not stand as its first chips."""
    question = fields.question(path)
    assert question is not None
    known = facts.get(path)
    rest = list(question.choices)[question.first :]
    st.pills(
        label,
        [code for code in rest if not (known and code in known.codes)],
        format_func=lambda code: question.choices[code],
        key="m_" + key_for(path),
        on_change=_chosen_of_more,
        args=(call, path),
    )


@callback
def _chosen_of_more(desk: Desk, call: UUID, path: str) -> None:
    """It joins the chips in front, where it can be taken back."""
    code = st.session_state.pop("m_" + key_for(path), None)
    if code:
        drafts.choose(desk, call_id=call, field=path, value=code)
    st.session_state.pop("c_" + key_for(path), None)
    refresh(*WATCHING, "step")


def _text(call: UUID, path: str, words: str, facts: Facts, texts: dict[str, str]) -> None:
    question = fields.question(path)
    assert question is not None
    key = key_for(path)
    known = facts.get(path)
    if key not in st.session_state:
        st.session_state[key] = texts.get(path, (known.value or "") if known else "")
    moves = _name(path) in MOVES_LISTS
    st.text_input(
        words,
        key=key,
        help=question.help or None,
        on_change=_left if moves else "ignore",
        args=(call, path) if moves else None,
        placeholder=" ",
        autocomplete="off",
    )
    if known is not None and known.kept_both and known.other:
        st.text(f"Two screens wrote here. The other text: {known.other}")


def _name(path: str) -> str:
    """The last word of a path: of a line of the wishes or the support map too."""
    return path.rpartition(".")[2]


@callback
def _left(desk: Desk, call: UUID, path: str) -> None:
    drafts.choose(desk, call_id=call, field=path, value=st.session_state[key_for(path)])
    refresh(*WATCHING)


@callback
def not_known(desk: Desk) -> None:
    """Alt+N on a question: don't know → would rather not say → not asked (one key, three answers)."""
    key, call = asked_last(), st.session_state.get("_call")
    if not key or call is None:
        return
    path = field_of(key.removeprefix("c_"))
    known = facts_of.known(desk, call).get(path)
    order = list(NOT_KNOWN)
    at = order.index(known.answer) if known and known.answer in order else -1
    drafts.choose(desk, call_id=call, field=path, value=None, answer=order[(at + 1) % len(order)])
    for state in (key_for(path), "c_" + key_for(path)):
        st.session_state.pop(state, None)
    refresh(*WATCHING, "step")
