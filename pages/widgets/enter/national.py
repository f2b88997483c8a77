"""What of the national list has nobody here verified yet?"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from casework import directory, matches
from casework.access import Act
from casework.desk import Desk
from casework.directory import Unchecked
from pages.widgets.fragments import callback, fragment, refresh
from pages.widgets.plain import plain
from pages.widgets.state import say

LOAD = "Load national lines and fellowships"
PART = "f_national"
GROUPS = {"self": "Groups for who uses", "kin": "For family and the bereaved", "line": "Lines"}
HOW = "f_ticked_how"


def load_button(desk: Desk, words: str = LOAD) -> None:
    """Offered, never done by itself."""
    if desk.may(Act.IMPORT_DIRECTORY):
        st.button(words, key="_load_national", on_click=_load)
    else:
        st.text("An editor or administrator can load the national list.")


@callback(Act.IMPORT_DIRECTORY)
def _load(desk: Desk) -> None:
    report = directory.load_national(desk)
    matches.settle()
    say(
        "success",
        f"{report.new + report.changed} national lines and fellowships are on the lists. Each shows "
        "as not verified until one of you ticks it under Add a place.",
    )


def national(desk: Desk) -> None:
    stands = directory.national_stands(desk)
    if not stands.entries:
        st.text(
            "Fellowships and family groups that meet online, and lines that are always answered: a list "
            "that comes with Peerline, in our own words. Callers anywhere can be sent there. Each entry "
            "shows as not verified until one of you has looked."
        )
        load_button(desk)
        return
    if stands.newer:
        load_button(desk, "Load the newer list")
    ticked_off()


@fragment(key="national", act=Act.EDIT_DIRECTORY)
def ticked_off(desk: Desk) -> None:
    stands = directory.national_stands(desk)
    st.text(f"{stands.ticked} of {stands.entries} are verified here.")
    found = _grouped(directory.unchecked(desk, national=True))
    if not any(found.values()):
        st.success("You checked all of it.")
        return
    with st.container(horizontal=True, gap="medium"):
        part = st.segmented_control(
            "Which of them",
            list(GROUPS),
            format_func=lambda group: f"{GROUPS[group]} ({len(found[group])})",
            default="line",
            required=True,
            key=PART,
        )
        _how()
    each(found[part])
    if len(found[part]) > 1:
        keys = tuple(one.card.key for one in found[part])
        st.button(
            f"I checked all {len(keys)} of these",
            key="_ticked_all",
            on_click=_tick,
            args=(keys,),
        )


def _how() -> None:
    st.pills(
        "How do you check?",
        list(directory.HOW),
        format_func=directory.HOW.__getitem__,
        default="phone",
        required=True,
        key=HOW,
    )


def each(waiting: Sequence[Unchecked]) -> None:
    with st.container(key="unchecked", gap="small"):
        for one in waiting:
            with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
                st.html(_said(one), width=1000)
                st.button(
                    "It is right",
                    key=f"_tick_{one.card.key}",
                    help=plain(one.card.name),
                    on_click=_tick,
                    args=((one.card.key,),),
                )


def _said(one: Unchecked) -> str:
    card = one.card
    beside = " · ".join(filter(None, (card.phone, card.where, card.url.removeprefix("https://"))))
    source = f"<small>From: {escape(one.said_by)}</small>" if one.said_by else ""
    return (
        f'<div class="unchecked"><b>{escape(card.name)}</b> {escape(beside)}'
        f"<p>{escape(one.about)}</p>{source}</div>"
    )


def _grouped(waiting: Sequence[Unchecked]) -> dict[str, list[Unchecked]]:
    return {group: [one for one in waiting if one.group == group] for group in GROUPS}


@callback(Act.EDIT_DIRECTORY)
def _tick(desk: Desk, keys: tuple[str, ...]) -> None:
    how = st.session_state.get(HOW) or ""
    count = directory.checked_here(desk, keys, how=how)
    if count > 1:
        say("success", f"{count} are verified from today.")
    refresh("national")
