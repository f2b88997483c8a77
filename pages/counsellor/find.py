"""Find a place or a meeting by name, town or service, and read all we know about it."""

import streamlit as st

from casework import directory
from casework.access import Act
from casework.desk import Desk
from casework.directory import Card, Listed
from matching.words import AXES
from pages.widgets.plain import plain
from pages.widgets.screen import show

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
    near = right.text_input("Near (ZIP, or town and state)", key="f_near")
    found = directory.search(desk, words or "", place=near or "")
    results, details = st.columns([2, 3], gap="large")
    with results:
        list_of(found, asked=bool(words or near))
    with details:
        chosen = next((c for c in found if c.key == st.session_state.get(CHOSEN)), None)
        chosen = chosen or (found[0] if len(found) == 1 else None)
        if chosen:
            one(directory.card(desk, service_id=chosen.service_id, meeting_id=chosen.meeting_id))
        elif found:
            st.text("Press one to read all about it.")


def list_of(found: list[Card], *, asked: bool) -> None:
    if not found:
        st.text(
            "Nothing is listed under these words. Try fewer, or a part of the name."
            if asked
            else "Type a name, a town, a ZIP or a service; the list follows."
        )
        return
    with st.container(key="list_found", gap=None):
        for card in found:
            where = f" · {plain(card.where)}" if card.where else ""
            label = f"**{plain(card.name)}**{where}"
            st.button(
                label,
                key=f"_open_{card.key}",
                type="tertiary",
                width="stretch",
                on_click=open_it,
                args=(card.key,),
            )


def open_it(key: str) -> None:
    st.session_state[CHOSEN] = key


def one(listed: Listed) -> None:
    card = listed.card
    st.header(plain(card.name), anchor=False)
    if listed.status:
        st.warning(f"This listing is {listed.status}.")
    if card.unverified:
        st.info("Added from a call; nobody verified it yet.")
    for text in (*listed.phones, card.where, *listed.times, card.url):
        if text:
            st.text(text)
    if listed.also:
        st.text("This group also meets: " + "; ".join(listed.also))
    if card.online:
        st.text(f"Online: {card.join_url or card.dial_in}")
    by_axis = listed.by_axis()
    order = [*TITLES, *(axis for axis in AXES if axis not in TITLES)]
    said = [
        f"**{TITLES.get(axis, axis.replace('_', ' ').capitalize())}**: {plain(', '.join(words))}"
        for axis in order
        if (words := by_axis.get(axis))
    ]
    st.markdown("  \n".join(said))
    for text in (listed.eligibility, *listed.costs, listed.directions, listed.description):
        if text:
            st.text(text)
    st.text(f"From {listed.source}; {listed.fresh}. {listed.attribution}")
    as_written(listed)


def as_written(listed: Listed) -> None:
    """The source's own words beside ours."""
    with st.expander("As the source wrote it"):
        if listed.raw is None:
            st.text("It holds what may not be shown here; the directory editor can see it.")
        else:
            st.json(dict(listed.raw), expanded=True)
        codes = [f"{tag.code} ({tag.words or 'not known here'})" for tag in listed.tags if tag.code]
        st.text(", ".join(codes))


show(find, title="Find", act=Act.SEARCH_DIRECTORY)
