"""To look after: what colleagues heard of places, what came in from calls, and whom to ask next."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

import streamlit as st

from casework import directory, matches
from casework.access import Act
from casework.desk import Desk
from casework.directory import Change, Due, OpenReport, Unchecked, Waiting
from pages.widgets.ask_list import STAMPED, ask_list, change, choose, follow, where_of
from pages.widgets.figures import plural
from pages.widgets.fragments import callback
from pages.widgets.freshness import how_fresh
from pages.widgets.not_refreshed import not_refreshed
from pages.widgets.plain import plain
from pages.widgets.screen import go, show
from pages.widgets.state import say, start_with
from pages.widgets.two_answers import two_answers


class Answer(NamedTuple):
    settled: str
    words: str
    writes: Mapping[str, Any] = MappingProxyType({})


LATELY = "_settled"  # what was settled here just now: (reports, in words)
PART = "_part"  # what one looked at last, for when one comes back from a script
AT_ONCE = 15  # reports on the screen
# What can come of a report, the words of its key, and what it writes in the listing.
NO_MORE = Answer("no_more", "Not so any more")
CHANGED = Answer("put_right", "True: I changed the listing")
PAUSE = Answer("paused", "True: pause the listing", {"status": "paused"})
NO_MEDICAID = Answer(
    "put_right", "True: take Medicaid off the listing", {"tag.payment.medicaid": False}
)
ANSWERS = {
    "closed": (PAUSE, NO_MORE),
    "not_taking": (PAUSE, NO_MORE),
    "full": (PAUSE, NO_MORE),
    "no_medicaid": (NO_MEDICAID, NO_MORE),
    "wrong_number": (CHANGED, NO_MORE),
    "waits": (CHANGED, NO_MORE),
    "kind": (Answer("noted", "Noted"),),
}


def to_look_after(desk: Desk) -> None:
    not_refreshed()
    stamped_lately()
    reports, added = directory.open_reports(desk), directory.unchecked(desk, national=False)
    two, twice, due = directory.undecided(desk), directory.likely_twice(desk), directory.due(desk)
    parts: dict[str, tuple[str, Callable[[Desk], None]]] = {
        "reports": (f"Reports from calls ({len(reports):,})", partial(open_ones, reports)),
        "added": (f"Added, not verified ({len(added):,})", partial(added_ones, added)),
        "two": (f"Two answers ({len(two):,})", partial(two_answers, two)),
        "twice": (f"Same place twice ({len(twice.ids):,})", partial(twice_ones, twice)),
        "due": (f"To ask ({due.total:,})", partial(to_ask, due)),
        "fresh": ("How fresh", how_fresh),
    }
    waiting = {"reports": reports, "added": added, "two": two, "twice": twice.ids}
    waits = next((part for part, many in waiting.items() if many), "due")
    start_with("f_waits", st.session_state.get(PART) or waits)
    chosen = st.segmented_control(
        "What waits",
        list(parts),
        format_func=lambda part: parts[part][0],
        required=True,
        key="f_waits",
        label_visibility="collapsed",
    )
    st.session_state[PART] = chosen or waits
    parts[chosen or waits][1](desk)
    follow()


def open_ones(reports: Sequence[OpenReport], _desk: Desk) -> None:
    settled_lately()
    if not reports:
        st.text(
            "Nothing waits. What a counsellor reports from a call stands here until you settle it."
        )
        return
    st.text("What colleagues were told. It counts in the lists already, and fades by itself.")
    for one in reports[:AT_ONCE]:
        report(one)
    if len(reports) > AT_ONCE:
        st.text(f"{len(reports) - AT_ONCE:,} more follow as you settle these.")


def report(one: OpenReport) -> None:
    name = one.card.name if one.card else "A place no longer listed"
    faded = "" if one.counts else " It has faded and counts no more."
    with st.container(key=f"report_{one.ids[0]}", gap="small", border=True):
        st.markdown(f"**{plain(name)}**  \n{plain(f'They told us: {one.words}.{faded}')}")
        if one.card:
            st.text(where_of(one.card))
        with st.container(horizontal=True, gap="small"):
            for answer in ANSWERS[one.kind]:
                st.button(
                    answer.words,
                    key=f"_{answer.settled}_{one.ids[0]}",
                    on_click=settle,
                    args=(one, answer, f"{name}: {one.words}"),
                )
            if one.card and one.kind != "kind":
                place = f"{one.place.sort}{one.place.id}"
                for words, press in (("Ask them now", choose), ("Open the listing", change)):
                    key = f"_{press.__name__}_{one.ids[0]}"
                    st.button(words, key=key, on_click=press, args=(place,))


def settled_lately() -> None:
    """The last thing settled, with a way back."""
    ids, words, _ = st.session_state.get(LATELY) or ([], "", [])
    if ids:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.success(plain(f"Settled. {words}"), width="stretch")
            st.button("Undo", key="_reopen", on_click=reopen)


def stamped_lately() -> None:
    """The last place checked, with a way back; gone with the next press."""
    made, words, changes = st.session_state.pop(STAMPED, None) or (0, "", [])
    if made:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.success(plain(words), width="stretch")
            st.button("Undo", key="_unstamp", on_click=unstamp, args=(made, changes))


@callback
def unstamp(desk: Desk, made: int, changes: list[Change]) -> None:
    directory.take_stamp_back(desk, made)
    directory.put_back(desk, changes)
    matches.look_again()
    say("success", "As if nobody had asked.")


@callback
def settle(desk: Desk, one: OpenReport, answer: Answer, words: str) -> None:
    """What is true is written in the listing first, so that the lists never lose it between the two."""
    changes = []
    if answer.writes and one.card is not None:
        changes = directory.put_right(desk, directory.records_of(desk, one.place), answer.writes)
    directory.settle(desk, one.ids, settled=answer.settled)
    matches.look_again()
    st.session_state[LATELY] = (one.ids, words, changes)


@callback
def reopen(desk: Desk) -> None:
    ids, _, changes = st.session_state.pop(LATELY, ([], "", []))
    directory.reopen(desk, ids)
    directory.put_back(desk, changes)
    matches.look_again()
    say("success", "It stands open again.")


def added_ones(added: Sequence[Unchecked], _desk: Desk) -> None:
    if not added:
        st.text(
            "Nothing waits. A place that a counsellor adds from a call stands here until asked."
        )
        return
    st.text("In the lists as “not verified yet”. Ask them, and they stand like any other.")
    with st.container(key="list_added", gap=None):
        for one in added:
            card = one.card
            place = f"s{card.service_id}" if card.service_id is not None else f"g{card.group_id}"
            beside = [where_of(card), one.about]
            st.button(
                " · ".join([f"**{plain(card.name)}**", *(plain(x) for x in beside if x)]),
                key=f"_ask_added_{place}",
                type="tertiary",
                width="stretch",
                on_click=choose,
                args=(place,),
            )


def twice_ones(twice: Waiting, _desk: Desk) -> None:
    if not twice.ids:
        st.text(
            "Nothing waits. Two listings that look like one place are shown here after an import."
        )
        return
    pairs = f"{len(twice.ids):,} pair{plural(len(twice.ids))}"
    st.text(f"{pairs} of listings look like one place. Counsellors see both until you decide.")
    sure = sum(len(each.ids) for each in twice.sure)
    if sure > 1:
        st.text(f"{sure:,} of them are as good as certain: they can be joined in one press there.")
    if st.button("Decide", type="primary", key="_twice"):
        go("directory/twice.py")


def to_ask(due: Due, _desk: Desk) -> None:
    if not due.total:
        st.text(
            "Nobody has to be asked today. Places come back a year after they were last checked."
        )
    else:
        st.header(f"{due.total:,} place{plural(due.total)} to ask", anchor=False)
        st.text(
            "Those counsellors read out and refer to most come first. Press one for its script; "
            "it takes two minutes."
        )
        ask_list("due", due.lines)
    if due.waiting:
        st.text(
            f"{due.waiting:,} more {'was' if due.waiting == 1 else 'were'} not reached lately and "
            f"come{'s' if due.waiting == 1 else ''} back in three days."
        )
    if due.given_up:
        st.header("Not reached three times", anchor=False)
        st.text("Ask once more, or say that they are gone.")
        ask_list("given_up", due.given_up)


show(to_look_after, title="To look after", act=Act.VERIFY_LISTING)
