"""One line for each field: what everybody reads, as its source wrote it, what was written here on top;
changed where it stands.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape

import streamlit as st

from casework.directory import Axis, Laid, Line, Whole
from casework.directory.as_written import Raw
from casework.directory.stated import NO
from casework.errors import Differs
from pages.widgets.components.focus import focus
from pages.widgets.listing import editing, forms, group_too
from pages.widgets.plain import plain

ALWAYS = frozenset({"name", "status", "phones", "address", "times"})
OUR_CODE = "added here"


def fields(found: Whole) -> None:
    st.html(
        '<div class="pl-line pl-line-head"><div>Field</div><div>What everybody reads</div>'
        "<div>As its source wrote it</div></div>"
    )
    empty = []
    for line in found.lines:
        if editing.is_open(line.field):
            open_form(found, line.field, line.title, line.value)
        elif line.field in ALWAYS or line.edit or stands(line):
            closed(found, line)
        else:
            empty.append(line)
    if found.may_edit and empty:
        st.caption("Nothing is said on these. Press one to add it.")
        with st.container(horizontal=True, gap="small", key="line_empty"):
            for line in empty:
                st.button(
                    line.title,
                    key=editing.button(line.field),
                    on_click=editing.open_line,
                    args=(line,),
                )


def stands(line: Line) -> bool:
    """Whether there is anything to read: "not confidential" and "not stated" are nothing to say."""
    return bool(line.value) and line.value != {"min": None, "max": None} and bool(line.said)


def closed(found: Whole, line: Line) -> None:
    said = list(line.said) if stands(line) or line.field == "status" else []
    with st.container(horizontal=True, gap="small", key=f"line_{line.field}"):
        st.html(row(line.title, said, [as_written(line.raw)], notes(line.edit)))
        if found.may_edit:
            with st.container(width=230, gap=None):
                st.button(
                    f"Change {line.title[0].lower()}{line.title[1:]}",
                    key=editing.button(line.field),
                    type="tertiary",
                    on_click=editing.open_line,
                    args=(line,),
                )
                if line.edit:
                    undo(found, line.field, "Take back what we wrote")
    if found.may_edit:
        group_too.under(found.record_id, line.field)


def undo(found: Whole, field: str, label: str) -> None:
    st.button(
        plain(label),
        key=f"_undo_{field}",
        type="tertiary",
        on_click=editing.take_back,
        args=(found.record_id, field),
    )


def row(title: str, said: Sequence[str], raw: Sequence[str], under: Sequence[str]) -> str:
    """Letter by letter: whatever a source or an editor wrote is no markup."""
    lines = "".join(f"<div>{escape(line)}</div>" for line in said) or (
        '<div class="pl-none">not stated</div>'
    )
    lines += "".join(f'<div class="pl-laid">{escape(note)}</div>' for note in under)
    return (
        f'<div class="pl-line"><div class="pl-title">{escape(title)}</div><div>{lines}</div>'
        f'<div class="pl-raw">{"".join(raw)}</div></div>'
    )


def as_written(raw: Sequence[Raw]) -> str:
    return "".join(
        f"<div><span>{escape(name)}</span> {escape(' '.join(text.split())[:400])}</div>"
        for name, text in raw
    )


def notes(edit: Laid | None) -> list[str]:
    if edit is None:
        return []
    theirs = (
        f" Its source says: {'; '.join(edit.said) or 'nothing'}." if edit.theirs is not None else ""
    )
    return [f"Written here by {edit.by}, {day(edit.at)}.{theirs}"]


def day(at: datetime) -> str:
    return f"{at:%a} {at.day} {at:%b %Y}"


def tags(found: Whole) -> None:
    """A line for each axis something is said on; the rest can be chosen."""
    silent = []
    for axis in found.axes:
        if editing.is_open(f"{editing.AXIS}{axis.axis}"):
            open_tags(found, axis)
        elif axis.tags or axis.edits:
            closed_tags(found, axis)
        elif axis.values:
            silent.append(axis)
    if found.may_edit and silent:
        st.caption("Nothing is said on these. Press one to add it.")
        with st.container(horizontal=True, gap="small", key="line_silent"):
            for axis in silent:
                st.button(
                    axis.title,
                    key=editing.button(f"{editing.AXIS}{axis.axis}"),
                    on_click=editing.open_axis,
                    args=(axis.axis, axis.stand),
                )


def closed_tags(found: Whole, axis: Axis) -> None:
    said = ", ".join(dict.fromkeys(tag.words for tag in axis.tags))
    codes = [
        (tag.code_list, f"{tag.code}: {tag.words}")
        if tag.code_list != "local"
        else (OUR_CODE, tag.words)
        for tag in axis.tags
    ]
    under = [
        f"{now_said(axis, value)}, written here by {edit.by}, {day(edit.at)}."
        for value, edit in axis.edits.items()
    ]
    with st.container(horizontal=True, gap="small", key=f"line_axis_{axis.axis}"):
        st.html(row(axis.title, [said] if said else [], [as_written(codes)], under))
        if found.may_edit and axis.values:
            with st.container(width=230, gap=None):
                st.button(
                    f"Change {axis.title[0].lower()}{axis.title[1:]}",
                    key=editing.button(f"{editing.AXIS}{axis.axis}"),
                    type="tertiary",
                    on_click=editing.open_axis,
                    args=(axis.axis, axis.stand),
                )
                for value in axis.edits:
                    undo(found, f"tag.{axis.axis}.{value}", f"Take back {axis.said(value)}")


def now_said(axis: Axis, value: str) -> str:
    if value.startswith(NO) and value in axis.stand:
        return axis.said(value)
    return f"{axis.said(value)}: {'yes' if value in axis.stand else 'no longer'}"


def open_tags(found: Whole, axis: Axis) -> None:
    field = f"{editing.AXIS}{axis.axis}"
    with st.form(f"form_{field}", enter_to_submit=False):
        st.pills(
            f"{axis.title}: press what holds; what is pressed again no longer does",
            list(axis.values),
            format_func=axis.values.__getitem__,
            selection_mode="multi",
            default=[value for value in axis.values if value in axis.stand],
            key=f"{editing.prefix()}values",
        )
        if axis.may_refuse:
            st.pills(
                "Plainly no: press what they told us they do not. What is pressed in neither is not "
                "known.",
                axis.may_refuse,
                format_func=axis.values.__getitem__,
                selection_mode="multi",
                default=axis.refused,
                key=f"{editing.prefix()}refused",
            )
        buttons(found, field)
    trouble(found)


def open_form(found: Whole, field: str, title: str, value: object) -> None:
    seen = st.session_state.get(editing.SEEN, value)
    with st.form(f"form_{field}", enter_to_submit=field not in forms.LONG):
        st.markdown(f"**{title}**")
        forms.draw(field, title, seen, editing.prefix())
        buttons(found, field)
    if first := forms.first_box(field, editing.prefix()):
        focus(first)
    trouble(found)


def buttons(found: Whole, field: str) -> None:
    with st.container(horizontal=True, gap="small"):
        st.form_submit_button(
            "Save", type="primary", on_click=editing.save, args=(found.record_id, field)
        )
        st.form_submit_button("Cancel", on_click=editing.close)


def trouble(found: Whole) -> None:
    """What is wrong with it, or what somebody wrote meanwhile, beside what was typed."""
    if problem := st.session_state.get(editing.PROBLEM):
        st.error(plain(problem))
    both: Differs | None = st.session_state.get(editing.DIFFERS)
    if both is None:
        return
    st.warning(plain(editing.in_words(both)))
    with st.container(horizontal=True, gap="small"):
        st.button("Leave it as it is now", on_click=editing.close)
        st.button("Write mine over it", on_click=editing.write_over, args=(found.record_id, both))
