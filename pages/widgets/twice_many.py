"""Many pairs that are as good as certain: read as a list, some left out, joined and taken back in one
press."""

from collections.abc import Sequence

import streamlit as st

from casework import directory, matches
from casework.desk import Desk
from casework.directory import Pressed, Sure
from pages.widgets.components.ticks import Line, ticked_in, ticks
from pages.widgets.figures import plural
from pages.widgets.fragments import callback
from pages.widgets.plain import plain
from pages.widgets.source_name import called
from pages.widgets.state import say

PRESSED, WHY = "_twice_pressed", "_twice_why"
LIST, KEPT = "twice_ticks", "f_twice_kept"
FIRST = 0  # of no source: what was there first
FEW = 5  # sources that stand side by side; of more one chooses in a list


def many_at_once(desk: Desk, sure: Sequence[Sure]) -> None:
    pressed_just_now()
    if not sure:
        st.text(
            "None wait. What is as good as certain in two lists can be joined here, many at once."
        )
        return
    st.header("These look the same in every way we can tell", anchor=False)
    chosen = of_why(sure)
    which_is_shown(chosen)
    ids = chosen.ids[: directory.AT_ONCE]
    if len(ids) < len(chosen.ids):
        st.text(f"The first {len(ids):,} of {len(chosen.ids):,}; the next ones come after these.")
    lines = directory.sure_lines(desk, ids)
    ticks(
        [Line(line.id, line.name, line.where, line.sources) for line in lines],
        label="Pairs to join",
        press="Join these {} pairs",
        press_one="Join this pair",
        key=LIST,
        on_press=join,
    )


def lead_there(sure: Sequence[Sure]) -> None:
    """From the pairs one by one, where hundreds of presses can be one."""
    many = sum(len(each.ids) for each in sure)
    if many > 1:
        st.button(
            f"{many:,} of these are as good as certain: join them in one press",
            key="_to_sure",
            on_click=show_sure,
        )


def show_sure() -> None:
    st.session_state["f_twice"] = "sure"


def of_why(sure: Sequence[Sure]) -> Sure:
    """By what is the same; the surest first."""
    words = {
        each.why: f"{each.words}: {len(each.ids):,} pair{plural(len(each.ids))}" for each in sure
    }
    by_why = {each.why: each for each in sure}
    last = st.session_state.get(WHY)
    # The counts are part of its words: with others it is another choice, that begins at the last.
    counts = "_".join(str(len(each.ids)) for each in sure)
    chosen = st.radio(
        "What is the same",
        list(words),
        index=list(words).index(last) if last in words else 0,
        format_func=lambda why: words.get(why, ""),
        key=f"f_twice_why_{counts}",
        label_visibility="collapsed",
    )
    st.session_state[WHY] = chosen
    return by_why.get(chosen or "", sure[0])


def which_is_shown(sure: Sure) -> None:
    names = {FIRST: "the one that was here first"} | {
        id: f"the one of {plain(called(name))}" for id, name in sure.sources.items()
    }

    def said(id: int) -> str:
        return names.get(id, "")

    label, options = "Which of the two is shown from now on", list(names)
    told = "With the phones and services of both, whichever it is."
    if len(names) <= FEW:
        st.radio(label, options, format_func=said, key=KEPT, help=told, horizontal=True)
    else:
        st.selectbox(label, options, format_func=said, key=KEPT, help=told, width=420)


@callback
def join(desk: Desk) -> None:
    ids = ticked_in(LIST)
    if not ids:
        return
    done = directory.merge_all(desk, ids, of_source=st.session_state.get(KEPT) or None)
    matches.look_again()
    many = len(done.done)
    said = f"{many:,} pair{plural(many)} joined: each place is listed once."
    if done.left:
        said += (
            f" {done.left:,} left alone: somebody decided about them meanwhile, they are one by "
            "another pair, or something speaks against it by now."
        )
    st.session_state[PRESSED] = (done.press, many, said)


def pressed_just_now() -> None:
    """The last press, with a way back."""
    press, many, said = st.session_state.get(PRESSED) or (0, 0, "")
    if press:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.success(said, width="stretch")
            words = "Undo all of it" if many > 1 else "Undo"
            st.button(words, key="_undo_press", on_click=undo, args=(press, many))


@callback
def undo(desk: Desk, press: int, many: int) -> None:
    st.session_state.pop(PRESSED, None)
    if many == 1:
        directory.reconsider(desk, press)
        back = 1
    else:
        back = len(directory.reconsider_all(desk, press).done)
    matches.look_again()
    say("success", f"Taken back: {back:,} pair{plural(back)} as before.")


def presses(desk: Desk) -> None:
    """What was joined many at once: all of it taken back, or one of it."""
    for each in directory.presses(desk):
        with st.container(horizontal=True, vertical_alignment="center", key=f"press_{each.press}"):
            st.markdown(
                f"**{each.count:,} pair{plural(each.count)}** joined in one press  \n"
                + plain(f"{each.by}, {each.at:%A %-d %B %Y}"),
                width="stretch",
            )
            st.toggle("One of them", key=f"f_press_{each.press}")
            st.button(
                "Undo all of it",
                key=f"_undo_press_{each.press}",
                on_click=undo,
                args=(each.press, 2),
            )
        if st.session_state.get(f"f_press_{each.press}"):
            one_of(desk, each)


def one_of(desk: Desk, pressed: Pressed) -> None:
    lines = directory.decided_twice(desk, press=pressed.press, limit=directory.AT_ONCE)
    names = {line.id: f"{line.kept}, for {line.other} too" for line in lines}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            "Which pair",
            list(names),
            index=None,
            format_func=lambda id: names.get(id, ""),
            placeholder="Type a name",
            key=f"f_pair_{pressed.press}",
        )
        st.button(
            "Undo this one",
            key=f"_undo_one_{pressed.press}",
            disabled=chosen is None,
            on_click=undo_one,
            args=(chosen or 0,),
        )


@callback
def undo_one(desk: Desk, id: int) -> None:
    directory.reconsider(desk, id)
    matches.look_again()
    say("success", "Taken back: both stand as before, and wait for a decision.")
