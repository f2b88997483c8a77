"""What is read out, printed and promised at the end of a call?"""

from typing import TYPE_CHECKING
from uuid import UUID

import streamlit as st

from casework import letters, needs, read_out, referrals
from casework.desk import Desk
from matching.words import List
from pages.widgets.call.emergency_form import told_whom
from pages.widgets.call.on_list import on_their_list
from pages.widgets.call.ring_back import ring_back
from pages.widgets.call.signature import signature_form
from pages.widgets.call.unlisted import unlisted
from pages.widgets.fragments import callback, refresh
from pages.widgets.plain import plain

if TYPE_CHECKING:
    from pages.widgets.call.steps import Page

SPANISH = "es"
LOOKS = {SPANISH: "in Spanish", "large": "large print", "no_logo": "without our name on it"}
UNMET_OF = {List.TREATMENT: "treatment", List.PEERS: "groups", List.PRACTICAL: "practical help"}


def wrap_up(page: "Page") -> None:
    on_list = read_out.on_list(page.desk, page.call.id)
    if not on_list:
        st.text("Nothing is on their list yet. “Refer” on a card puts it there.")
        st.text("“Supported, no referral” is a good outcome too.")
    else:
        on_their_list(page, referrals.of_call(page.desk, page.call.id))
        _papers(page, on_list)
    ring_back(page)
    with st.expander("A place that is not in the directory"):
        unlisted(page)
    with st.expander("Nothing fitted"):
        _unmet(page)


def _papers(page: "Page", on_list: list[read_out.OnList]) -> None:
    st.markdown("**On paper**")
    _look(page)
    for side in page.sides:
        theirs = [r for r in on_list if r.side == side or side == "caller"]
        if theirs:
            st.button(
                f"Sheet for {page.name_of(side).lower()} to keep",
                key=f"sheet_{side}",
                on_click=_sheet,
                args=(page.call.id, side),
            )
    for referral in on_list:
        _provider_letter(page, referral)
    for number, letter_id in letters.of_call(page.desk, page.call.id):
        with st.container(horizontal=True):
            st.link_button(f"Open letter {number}", f"/files/letter/{letter_id}")
            st.link_button("Read it on the screen", f"/files/letter/{letter_id}.html")


def _look(page: "Page") -> None:
    """How the sheets are set; in Spanish from the start where the caller speaks it."""
    key = f"_look_{page.call.id}"
    if key not in st.session_state:
        spanish = read_out.language_of(page.facts, "caller") == "es"
        st.session_state[key] = [SPANISH] if spanish else []
    st.pills("Sheets", list(LOOKS), format_func=LOOKS.__getitem__, selection_mode="multi", key=key)


def _provider_letter(page: "Page", referral: read_out.OnList) -> None:
    refusal = letters.why_not(page.desk, referral.referral_id, "provider")
    with st.expander(f"Letter to {referral.name}"):
        if refusal is None:
            st.button(
                "Make the letter",
                key=f"letter_{referral.referral_id}",
                type="primary",
                on_click=_letter,
                args=(referral.referral_id,),
            )
            return
        st.markdown(f"**{refusal.words}**")
        for way in refusal.ways:
            st.text(f"• {way}")
        if any(way.act == "emergency" for way in refusal.ways):
            name = page.name_of(referral.side)
            where = f"letter_{referral.referral_id}"
            told_whom(page.desk, page.call.id, referral.side, name, where=where)
        whose = page.call.caller_id if page.call.about_self else page.call.concerned_id
        if whose is not None and any(way.act == "record_consent" for way in refusal.ways):
            signature_form(whose, referral, page.name_of(referral.side))


def _unmet(page: "Page") -> None:
    for side, kind, _ in needs.lists_for(page.call.relation, page.call.stage, page.facts):
        st.pills(
            plain(f"{page.name_of(side)}: {UNMET_OF[kind]}"),
            list(needs.UNMET),
            format_func=lambda reason: needs.UNMET[reason],
            key=f"_unmet_{side}_{kind.value}",
            on_change=_unmet_because,
            args=(page.call.id, side, kind),
        )


@callback
def _sheet(desk: Desk, call: UUID, side: str) -> None:
    kind = letters.sheet_kind(desk, call, side)
    chosen = st.session_state.get(f"_look_{call}") or ()
    look = letters.Look(
        language="es" if SPANISH in chosen else "en",
        large_print="large" in chosen,
        no_logo="no_logo" in chosen,
    )
    letters.issue_for_caller(desk, call_id=call, side=side, kind=kind, look=look)
    refresh("step")


@callback
def _letter(desk: Desk, referral: UUID) -> None:
    letters.issue(desk, referral, "provider")
    refresh("step")


@callback
def _unmet_because(desk: Desk, call: UUID, side: str, kind: List) -> None:
    reason = st.session_state.get(f"_unmet_{side}_{kind.value}")
    if reason:
        needs.unmet(desk, call_id=call, side=side, kind=kind, reason=reason)
    refresh("step")
