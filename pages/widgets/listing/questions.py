"""What must an editor decide first: fields whose source changed beneath what was written here?"""

import streamlit as st

from casework.directory import Line, Whole
from pages.widgets.listing import editing
from pages.widgets.listing.lines import day
from pages.widgets.plain import plain


def questions(found: Whole) -> None:
    asked = found.questions
    if not asked or not found.may_edit:
        return
    many = "One field" if len(asked) == 1 else f"{len(asked)} fields"
    st.subheader(f"{many} to decide", anchor=False)
    for line in asked:
        question(found, line)


def question(found: Whole, line: Line) -> None:
    edit = line.edit
    assert edit is not None
    with st.container(border=True, key=f"question_{line.field}"):
        st.markdown(
            f"**{line.title}** · The source now says: **{_quoted(edit.said)}**; "
            f"{plain(edit.by)} wrote: **{_quoted(line.said)}** ({day(edit.at)})."
        )
        with st.container(horizontal=True, gap="small"):
            for keep, label in (("mine", "Keep ours"), ("theirs", "Take the source's")):
                st.button(
                    label,
                    key=f"_{keep}_{line.field}",
                    on_click=editing.decide,
                    args=(found.record_id, line.field, keep, edit.theirs),
                )
            st.button(
                "Write a third",
                key=f"_third_{line.field}",
                on_click=editing.open_line,
                args=(line,),
            )


def _quoted(said: object) -> str:
    return plain("; ".join(str(each) for each in said) or "nothing")  # type: ignore[attr-defined]
