"""Find a place or a meeting by name, town or service, and read all we know about it."""

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from casework import directory
from casework.access import Act
from casework.desk import Desk
from casework.directory import Card, FoundCard, Listed, Looked
from casework.directory.narrowing import KEEP_ALL, STANDING, WAYS, Keep
from casework.directory.words import KINDS
from matching.words import AXES, Kind
from pages.widgets.components.focus import focus
from pages.widgets.heard import heard_of, report_on
from pages.widgets.not_refreshed import not_refreshed
from pages.widgets.plain import plain
from pages.widgets.plain_map import plain_map
from pages.widgets.screen import go, show
from pages.widgets.source_name import called, come_from

HOW = {  # how the words were found, where not as they are
    "alike": "Spelled alike",
    "some": "Nothing has all these words; these have some of them.",
}
MAP = "f_map"
CHOSEN = "_listing"  # the key of the card that is open: "s12", "m7"
TITLES = {
    "care_type": "Care", "setting": "Setting", "medication": "Medication", "payment": "Payment",
    "opioid_policy": "Opioid policy", "detox_substance": "Withdrawal care", "language": "Languages",
    "for_whom": "For", "open_closed": "Open or closed", "age_group": "Ages", "access": "Access",
}  # fmt: skip


def find(desk: Desk) -> None:
    left, right = st.columns([3, 1])
    words = left.text_input(
        "Name, town, ZIP or service",
        placeholder="methadone dayton",
        key="f_words",
        type="search",
        live="300ms",
    )
    focus("f_words")
    near = right.text_input("Near (ZIP, or town and state)", key="f_near")
    keep = keep_to(desk)
    not_refreshed()
    looked = directory.look(desk, words or "", place=near or "", keep=keep)
    if looked.nowhere:
        st.warning(plain(f"{looked.nowhere} The list is without distance until then."))
    results, details = st.columns([2, 3], gap="large")
    with results:
        list_of(looked, asked=bool(words or near or keep != KEEP_ALL))
    found = looked.cards
    with details:
        if st.session_state.get(MAP):
            plain_map(looked.found, looked.near)
        chosen = next((c for c in found if c.key == st.session_state.get(CHOSEN)), None)
        chosen = chosen or (found[0] if len(found) == 1 else None)
        if chosen:
            one(
                desk,
                directory.card(desk, service_id=chosen.service_id, meeting_id=chosen.meeting_id),
            )
        elif found:
            st.text("Press one to read all about it.")


def keep_to(desk: Desk) -> Keep:
    """What the list keeps to; who looks after the directory also by source and by what is amiss."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kinds = st.multiselect(
            "Kind",
            list(Kind),
            format_func=KINDS.__getitem__,
            placeholder="every kind",
            key="f_kinds",
            width=300,
        )
        way = st.pills("How", list(WAYS), format_func=WAYS.__getitem__, key="f_way")
        source, standing = None, ""
        if desk.may(Act.IMPORT_DIRECTORY):
            known = directory.source_names(desk)
            source = st.selectbox(
                "Source",
                [None, *known],
                format_func=lambda id: plain(called(known[id])) if id else "every source",
                key="f_from",
                width=240,
            )
            standing = st.selectbox(
                "Which",
                ["", *STANDING],
                format_func=lambda each: STANDING.get(each, "all"),
                key="f_standing",
                width=200,
            )
        st.toggle("Map", key=MAP)
    return Keep(frozenset(kinds), way or "", source, standing)


def list_of(looked: Looked, *, asked: bool) -> None:
    if not looked.found:
        st.text(
            "Nothing is listed under these words. Try fewer, or a part of the name."
            if asked
            else "Type a name, a town, a ZIP or a service; the list follows."
        )
    shown = st.session_state.get(MAP)
    numbers = {x.card.key: n for n, x in enumerate(looked.found, 1)} if shown else {}
    for how, lines in groupby(looked.found, key=lambda line: line.how):
        if how in HOW or how == "code":
            st.caption(f"Carry the code {plain(looked.code)}" if how == "code" else HOW[how])
        with st.container(key=f"list_found_{how}", gap=None):
            for line in lines:
                entry(line, numbers.get(line.card.key, 0))


def entry(line: FoundCard, number: int) -> None:
    card = line.card
    beside = [card.where or ("online" if card.online else ""), card.phone]
    beside += [] if line.miles is None else [f"{line.miles:g} miles"]
    beside += ["not verified yet"] if card.unverified else []
    st.button(
        (f"{number}. " if number else "")
        + " · ".join([f"**{plain(card.name)}**", *(plain(x) for x in beside if x)]),
        key=f"_open_{card.key}",
        type="tertiary",
        width="stretch",
        on_click=open_it,
        args=(card.key,),
    )


def open_it(key: str) -> None:
    st.session_state[CHOSEN] = key


def one(desk: Desk, listed: Listed) -> None:
    card = listed.card
    st.header(plain(card.name), anchor=False)
    if listed.status:
        st.warning(f"This listing is {listed.status}.")
    if card.gone_since:
        st.warning(
            f"Its source has listed it no more since {card.gone_since:%d %B %Y}; check first."
        )
    if listed.message:
        st.warning(plain(listed.message))
    if card.unverified:
        st.info("Nobody here verified it yet.")
    heard_of(desk, card)
    lines = [*listed.phones, card.where, *listed.times, card.url]
    lines += [f"Online: {card.join_url or card.dial_in}"] if card.online else []
    st.text("\n".join(line for line in lines if line))
    if listed.also_at:
        st.text("Also at:\n" + "\n".join(f"• {where}" for where in listed.also_at))
    if listed.also:
        st.text("This group also meets:\n" + "\n".join(f"• {time}" for time in listed.also))
    by_axis = listed.by_axis()
    order = [*TITLES, *(axis for axis in AXES if axis not in TITLES)]
    said = [
        f"**{TITLES.get(axis, axis.replace('_', ' ').capitalize())}**: {plain(', '.join(words))}"
        for axis in order
        if (words := by_axis.get(axis))
    ]
    st.markdown("  \n".join(said))
    for text in (
        "\n".join(listed.to_know),
        listed.eligibility,
        *listed.costs,
        listed.directions,
        listed.description,
    ):
        if text:
            st.text(text)
    st.text(f"{come_from(listed.source)}; {listed.fresh}. {listed.attribution}")
    whole_page(desk, card)
    report_on(desk, card)
    as_written(listed)


def whole_page(desk: Desk, card: Card) -> None:
    """Everything about it, its history, and for an editor every field to change."""
    if st.button(
        "Open and change it" if desk.may(Act.EDIT_DIRECTORY) else "All we know of it", key="_whole"
    ):
        of = {"service": card.service_id} if card.service_id else {"meeting": card.meeting_id}
        go("directory/listing.py", **{name: str(id) for name, id in of.items()})


def as_written(listed: Listed) -> None:
    """The source's own words beside ours."""
    with st.expander("As the source wrote it"):
        if listed.tags:
            st.table(codes_of(listed), hide_index=True)
        if listed.raw is None:
            st.text("It holds what may not be shown here; the directory editor can see it.")
        elif listed.raw:
            st.table(raw_of(listed.raw), hide_index=True)


def codes_of(listed: Listed) -> pd.DataFrame:
    rows = [
        (plain(tag.code), plain(tag.words) or "not known here, kept as it is")
        for tag in listed.tags
        if tag.code
    ]
    return pd.DataFrame(rows, columns=["its code", "as we read it"])


def raw_of(raw: Mapping[str, Any]) -> pd.DataFrame:
    """What is empty says nothing; what holds more than one word stands as it came."""
    rows = [
        (plain(str(name)), plain(one if isinstance(one, str) else json.dumps(one)))
        for name, one in raw.items()
        if one not in (None, "", [], {})
    ]
    return pd.DataFrame(rows, columns=["its field", "what it says"])


show(find, title="Find", act=Act.SEARCH_DIRECTORY)
