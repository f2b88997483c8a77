"""What is on their list: how are they sent there, what must be rung first, and is it sent?"""

from typing import TYPE_CHECKING
from uuid import UUID

import streamlit as st

from casework import referrals
from casework.desk import Desk
from casework.referrals import OnList
from pages.widgets.fragments import callback, refresh
from pages.widgets.plain import plain

if TYPE_CHECKING:
    from pages.widgets.call.steps import Page

NOT_SENT = ("offered", "ready", "consent_pending")
KIND_WORDS = {
    "referral": "they ring",
    "warm_transfer": "put through",
    "appointment": "appointment",
    "letter": "letter",
    "accompanied": "someone goes along",
    "information": "information only",
}


def on_their_list(page: "Page", found: list[OnList]) -> None:
    for one in found:
        with st.container(key=f"line_{one.id}", gap=None):
            st.text(f"{one.name}  ·  {one.words}")
            if one.status in NOT_SENT:
                _how(page, one)


def _how(page: "Page", one: OnList) -> None:
    key = f"_kind_{one.id}"
    if key not in st.session_state:
        st.session_state[key] = one.kind
    st.pills(
        f"How they get to {plain(one.name)}",
        [*referrals.OPEN_KINDS, "information"],
        format_func=KIND_WORDS.__getitem__,
        key=key,
        label_visibility="collapsed",
        on_change=_kind,
        args=(one.id, one.version),
    )
    if one.needs_confirming and not one.confirmed:
        st.text("Ring them first: " + " ".join(one.needs_confirming))
        words = "I rang, and they confirmed it"
        st.button(words, key=f"confirm_{one.id}", on_click=_confirmed, args=(one.id, one.version))
    elif _may_send(page, one):
        st.button("Mark as sent", key=f"send_{one.id}", on_click=_sent, args=(one.id, one.version))


def _may_send(page: "Page", one: OnList) -> bool:
    return not referrals.not_sendable(page.desk, one.id)


@callback
def _kind(desk: Desk, referral: UUID, version: int) -> None:
    chosen = st.session_state.pop(f"_kind_{referral}", None)
    if chosen:
        referrals.set_kind(desk, referral, chosen, version=version)
    refresh("step", "matches")


@callback
def _confirmed(desk: Desk, referral: UUID, version: int) -> None:
    referrals.confirm(desk, referral, version=version)
    refresh("step")


@callback
def _sent(desk: Desk, referral: UUID, version: int) -> None:
    referrals.send(desk, referral, version=version)
    refresh("step", "matches")
