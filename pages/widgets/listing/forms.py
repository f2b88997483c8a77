"""How is each field of a listing typed: one line, a text, a choice, or a line for each number or time?"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from casework.directory.editable import ATTENDANCES, STATUSES
from casework.directory.good_lines import COST_KINDS, PHONE_KINDS, TIME_KINDS
from casework.directory.saying import from_to, phone_number
from casework.directory.words import DAYS

LONG = frozenset({"description", "application", "documents", "eligibility"})
CHOICES: Mapping[str, Mapping[str, str]] = {"status": STATUSES, "attendance": ATTENDANCES}
ADDRESS = {
    "line1": "Street and number", "line2": "Building, floor", "city": "Town", "state": "State",
    "postal_code": "ZIP",
}  # fmt: skip
MORE = 2  # empty lines below those that stand
# No choice is None: a box would offer to clear it.
NO_DAY, APPOINTMENT, EVERY = -2, -1, 0
DAY = {NO_DAY: "choose a day", APPOINTMENT: "by appointment", **dict(enumerate(DAYS))}
NTH = {
    EVERY: "every week", 1: "1st of the month", 2: "2nd of the month", 3: "3rd of the month",
    4: "4th of the month", 5: "5th of the month", -1: "last of the month",
}  # fmt: skip
Row = Mapping[str, Any]


def first_box(field: str, key: str) -> str:
    """The box that has the cursor when the form opens; "" where it is no box for words."""
    if field in ROWS:
        return f"{key}0_{FIRST[field]}"
    if field in CHOICES or field == "confidential":
        return ""
    return f"{key}line1" if field == "address" else f"{key}min" if field == "ages" else f"{key}text"


def draw(field: str, title: str, value: Any, key: str) -> None:
    if field in ROWS:
        lines(field, value, key)
    elif field in CHOICES:
        words = CHOICES[field]
        options = list(words)
        st.radio(
            title,
            options,
            options.index(value),
            words.__getitem__,
            key=f"{key}text",
            horizontal=True,
        )
    elif field == "confidential":
        st.radio(
            "Is the address kept private? It is then never shown to callers, read out or printed.",
            [False, True],
            int(value),
            lambda each: "private" if each else "may be said",
            key=f"{key}text",
            horizontal=True,
        )
    elif field == "address":
        with st.container(horizontal=True):
            for name, label in ADDRESS.items():
                st.text_input(label, value[name], key=f"{key}{name}", autocomplete="off", width=200)
    elif field == "ages":
        with st.container(horizontal=True):
            for name, label in (("min", "From"), ("max", "Up to")):
                shown = "" if value[name] is None else str(value[name])
                st.text_input(label, shown, key=f"{key}{name}", autocomplete="off", width=120)
    elif field in LONG:
        st.text_area(title, value, key=f"{key}text", height=140)
    else:
        st.text_input(title, value, key=f"{key}text", autocomplete="off")


def typed(field: str, before: Any, key: str) -> Any:
    """What stands in the form, as `directory.edit` takes it."""
    held = st.session_state
    if field in ROWS:
        count = len(before) + MORE
        return [
            _row(field, before[i] if i < len(before) else {}, f"{key}{i}_") for i in range(count)
        ]
    if field == "address":
        return {name: held.get(f"{key}{name}") or "" for name in ADDRESS}
    if field == "ages":
        return {name: held.get(f"{key}{name}") or "" for name in ("min", "max")}
    return held.get(f"{key}text") if field == "confidential" else held.get(f"{key}text") or ""


def lines(field: str, value: Sequence[Row], key: str) -> None:
    """Two empty lines more than there are; an emptied line goes."""
    for number in range(len(value) + MORE):
        row = value[number] if number < len(value) else None
        with st.container(horizontal=True, gap="small"):
            ROWS[field](row, f"{key}{number}_", "visible" if number == 0 else "collapsed")


def _phone(row: Row | None, key: str, labels: Any) -> None:
    kinds = list(PHONE_KINDS)
    st.text_input(
        "Number", phone_number(row) if row else "", key=f"{key}number", width=230,
        label_visibility=labels, autocomplete="off",
    )  # fmt: skip
    st.selectbox(
        "For", kinds, kinds.index(row["kind"]) if row and row["kind"] in kinds else 0,
        PHONE_KINDS.__getitem__, key=f"{key}kind", width=150, label_visibility=labels,
    )  # fmt: skip
    st.text_input(
        "Note", row["note"] if row else "", key=f"{key}note", width=260, label_visibility=labels,
        autocomplete="off",
    )  # fmt: skip
    st.selectbox(
        "Who may have it", [False, True], int(bool(row and row["private"])),
        lambda each: "staff alone" if each else "callers", key=f"{key}private", width=150,
        label_visibility=labels,
    )  # fmt: skip


def _time(row: Row | None, key: str, labels: Any) -> None:
    stood = NO_DAY if row is None else APPOINTMENT if row["weekday"] is None else row["weekday"]
    days = list(DAY)
    start, end = from_to(row) if row else ("", "")
    st.selectbox(
        "Day", days, days.index(stood), DAY.__getitem__, key=f"{key}weekday", width=170,
        label_visibility=labels,
    )  # fmt: skip
    for name, label, shown in (("start", "From", start), ("end", "To", end)):
        st.text_input(
            label, shown, key=f"{key}{name}", width=110, label_visibility=labels,
            placeholder="7:30 pm", autocomplete="off",
        )  # fmt: skip
    kinds = list(TIME_KINDS)
    st.selectbox(
        "It", kinds, kinds.index(row["kind"] if row else "opening"), TIME_KINDS.__getitem__,
        key=f"{key}kind", width=120, label_visibility=labels,
    )  # fmt: skip
    weeks = list(NTH)
    st.selectbox(
        "Which week", weeks, weeks.index((row["nth"] if row else None) or EVERY), NTH.__getitem__,
        key=f"{key}nth", width=180, label_visibility=labels,
    )  # fmt: skip
    st.text_input(
        "In words", row["text"] if row else "", key=f"{key}text", width=230,
        label_visibility=labels, autocomplete="off",
    )  # fmt: skip


def _cost(row: Row | None, key: str, labels: Any) -> None:
    kinds = ["", *COST_KINDS]
    st.selectbox(
        "Kind", kinds, kinds.index(row["kind"]) if row and row["kind"] in kinds else 0,
        lambda each: COST_KINDS.get(each, "choose"), key=f"{key}kind", width=220,
        label_visibility=labels,
    )  # fmt: skip
    st.text_input(
        "In words", row["text"] if row else "", key=f"{key}text", width=460,
        label_visibility=labels, autocomplete="off",
    )  # fmt: skip


def _row(field: str, before: Row, key: str) -> dict[str, Any]:
    """One line as typed, with what the form does not show of the line that stood there."""
    names = {"phones": ("number", "kind", "note", "private"),
             "times": ("weekday", "start", "end", "kind", "nth", "text"),
             "costs": ("kind", "text")}[field]  # fmt: skip
    kept = {name: before[name] for name in KEPT if name in before}
    made = kept | {name: st.session_state.get(f"{key}{name}") for name in names}
    if field == "times":
        made["weekday"] = None if made["weekday"] in (NO_DAY, APPOINTMENT) else made["weekday"]
        made["nth"] = made["nth"] or None
    return made


KEPT = ("language", "zone", "valid_from", "valid_to")
FIRST = {"phones": "number", "times": "start", "costs": "text"}
ROWS: Mapping[str, Callable[[Row | None, str, Any], None]] = {
    "phones": _phone,
    "times": _time,
    "costs": _cost,
}
