"""Same place twice? Two listings side by side, what speaks for it, and three presses."""

import streamlit as st

from casework import directory, matches
from casework.access import Act
from casework.desk import Desk
from casework.directory import Twice, Waiting
from pages.widgets.figures import plural
from pages.widgets.fragments import callback
from pages.widgets.plain import plain
from pages.widgets.screen import show
from pages.widgets.source_name import called
from pages.widgets.state import say
from pages.widgets.twice_many import lead_there, many_at_once, presses

LATER, DECIDED = "_twice_later", "_twice_decided"  # put aside here; decided just now: (id, words)
ALL = 0  # sources
SHORT = 130  # letters of what both say
WHAT = {"service": "place", "group": "group", "meeting": "meeting"}
PARTS = {"waiting": "To decide ({:,})", "sure": "As good as certain ({:,})", "decided": "Decided"}


def same_place_twice(desk: Desk) -> None:
    waiting = directory.likely_twice(desk)
    counts = {"waiting": len(waiting.ids), "sure": sum(len(each.ids) for each in waiting.sure)}
    with st.container(horizontal=True, vertical_alignment="center", key="twice_of"):
        part = st.segmented_control(
            "Part",
            list(PARTS),
            format_func=lambda each: PARTS[each].format(counts.get(each, 0)),
            default="waiting",
            required=True,
            key="f_twice",
            label_visibility="collapsed",
        )
        source = of_source(waiting) if part == "waiting" else ALL
        st.button("Look again", on_click=look_again, help="Goes through all listings: seconds.")
    if part == "decided":
        presses(desk)
        decided(desk)
        return
    if part == "sure":
        many_at_once(desk, waiting.sure)
        return
    decided_just_now()
    lead_there(waiting.sure)
    to_decide(desk, directory.likely_twice(desk, source_id=source) if source else waiting)


def to_decide(desk: Desk, waiting: Waiting) -> None:
    aside = st.session_state.get(LATER, ())
    first = next((id for id in waiting.ids if id not in aside), None)
    pair = directory.side_by_side(desk, first) if first is not None else None
    if pair is None:
        nothing_waits(len(waiting.ids))
        return
    side_by_side(pair)


def of_source(waiting: Waiting) -> int:
    """One source among several; all of them until one is chosen."""
    names = {ALL: "All sources"} | {
        id: f"{plain(called(name))} ({many:,})" for id, (name, many) in waiting.sources.items()
    }
    chosen = st.selectbox(
        "Where one of the two comes from",
        list(names),
        format_func=lambda each: names.get(each, ""),
        key="f_twice_source",
        label_visibility="collapsed",
        width=420,
    )
    return int(chosen) if chosen in names else ALL


def nothing_waits(aside: int) -> None:
    if aside:
        st.text(f"{aside} pair{plural(aside)} put aside for later on this screen.")
        st.button("Show them again", on_click=no_longer_aside, type="primary")
        return
    st.text(
        "Nothing waits. After each import, what looks like one place listed twice stands here "
        "until you decide."
    )


def side_by_side(pair: Twice) -> None:
    what = WHAT[pair.kind]
    st.header(f"Is this one {what}, listed twice?", anchor=False)
    if pair.decided_before:
        st.text("Somebody decided about these two before, and took it back.")
    st.markdown(f"**{how_likely(pair.likeness)}**: " + plain(" · ".join(pair.evidence)))
    keys(pair, what)
    rows = pair.lines()
    st.table(
        {
            "About": [label(line.label, differs=line.differs) for line in rows],
            "This one": [words(line.this, line.that) for line in rows],
            "That one": [words(line.that, line.this) for line in rows],
        },
        border="horizontal",
        width="stretch",
    )


def how_likely(points: int) -> str:
    name = "Very likely" if points >= 90 else "Likely" if points >= 75 else "Possible"
    return f"{name} ({points} of 100)"


def label(text: str, *, differs: bool) -> str:
    return f"{plain(text)}: **differs**" if differs else plain(text)


def words(here: str, there: str) -> str:
    """What the other does not say stands out; what both say may be cut short."""
    if not here:
        return "not stated"
    if here == there:
        return plain(here if len(here) <= SHORT else f"{here[:SHORT]} …")
    known = {bare(word) for word in there.split()}
    said = (
        plain(word) if not there or bare(word) in known else bold(word) for word in here.split()
    )
    return " ".join(said)


def bare(word: str) -> str:
    return word.strip(".,;").casefold()


def bold(word: str) -> str:
    return f"**{plain(word)}**"


def keys(pair: Twice, what: str) -> None:
    with st.container(horizontal=True, gap="small", key="twice_keys"):
        for side, it in ((pair.this, "this"), (pair.that, "that")):
            st.button(
                f"One {what}: keep {it} one",
                key=f"_keep_{it}",
                type="primary" if it == "this" else "secondary",
                on_click=keep,
                args=(pair.id, side.id, side.name),
            )
        st.button(
            f"Two different {what}s", key="_two", on_click=two, args=(pair.id, pair.this.name)
        )
        st.button("Later", key="_later", on_click=later, args=(pair.id,))
    st.text(
        f"The kept {what} is shown with the phones and services of both; referrals and reports "
        "stay where they are and count for it. You can take it back at any time."
    )


def decided_just_now() -> None:
    """The last press, with a way back."""
    id, said = st.session_state.get(DECIDED) or (0, "")
    if id:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.success(plain(said), width="stretch")
            st.button("Undo", key="_undo_last", on_click=undo, args=(id,))


def decided(desk: Desk) -> None:
    lines = directory.decided_twice(desk)
    if not lines and not directory.presses(desk, limit=1):
        st.text("Nothing is decided yet.")
    for one in lines:
        said = (
            f"**{plain(one.kept)}** is listed once, for {plain(one.other)} too"
            if one.state == "merged"
            else f"**{plain(one.kept)}** and **{plain(one.other)}** are two"
        )
        with st.container(horizontal=True, vertical_alignment="center", key=f"decided_{one.id}"):
            st.markdown(f"{said}  \n{plain(f'{one.by}, {one.at:%A %-d %B %Y}')}", width="stretch")
            st.button("Undo", key=f"_undo_{one.id}", on_click=undo, args=(one.id,))


@callback
def keep(desk: Desk, id: int, kept: int, name: str) -> None:
    directory.merge(desk, id, keep_id=kept)
    after(id, f"One place: {name} is listed once.")


@callback
def two(desk: Desk, id: int, name: str) -> None:
    directory.two_places(desk, id)
    after(id, f"Two different places: {name} is not asked about with the other again.")


def after(id: int, said: str) -> None:
    matches.look_again()
    st.session_state[DECIDED] = (id, said)


@callback
def undo(desk: Desk, id: int) -> None:
    st.session_state.pop(DECIDED, None)
    directory.reconsider(desk, id)
    matches.look_again()
    say("success", "Taken back: both stand as before, and wait for a decision.")


@callback
def look_again(desk: Desk) -> None:
    found = directory.look_for_twice(desk)
    st.session_state.pop(LATER, None)
    say(
        "success",
        f"{found.new:,} new pair{plural(found.new)} found; {found.likely:,} look alike in all.",
    )


def later(id: int) -> None:
    st.session_state[LATER] = (*st.session_state.get(LATER, ()), id)


def no_longer_aside() -> None:
    st.session_state.pop(LATER, None)


show(same_place_twice, title="Same place twice?", act=Act.EDIT_DIRECTORY)
