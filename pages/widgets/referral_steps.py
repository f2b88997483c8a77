"""What may be recorded next for a referral, in one choice and one press?"""

from datetime import datetime, time, timedelta
from uuid import UUID

import streamlit as st

from casework import referrals
from casework.desk import Desk
from casework.referrals import Heard, OnList, Step
from pages.widgets.fragments import callback
from pages.widgets.state import say
from pages.widgets.times import here


def referral_steps(desk: Desk, referral: OnList) -> None:
    """One open or closed referral with the steps this person may record, and what each needs."""
    key = f"{referral.id}"
    steps = {step.to: step for step in referrals.next_steps(desk, referral.id)}
    st.text("  ·  ".join(p for p in (referral.name, referral.words, referral.phone) if p))
    _ring_first(referral)
    if not steps:
        return
    to = st.pills(
        "What happened there?",
        list(steps),
        format_func=lambda code: steps[code].words,
        key=f"_step_{key}",
    )
    if to:
        _needs(steps[to], key)
        _said_by(key)
        st.button(
            "Record it",
            key=f"_step_go_{key}",
            disabled=bool(steps[to].missing),
            on_click=_reopen if not referral.is_open else _record,
            args=(referral.id, referral.version),
        )


def _ring_first(referral: OnList) -> None:
    """What the listing does not state and the place was to be asked by phone (product.md 3)."""
    if not referral.needs_confirming or not referral.is_open:
        return
    asked = "; ".join(referral.needs_confirming)
    if referral.confirmed:
        st.text(f"Confirmed by phone: {asked}")
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"ring_{referral.id}"):
        st.text(f"Ring them first: {asked}")
        st.button(
            "They confirmed it by phone",
            key=f"_confirm_{referral.id}",
            on_click=_confirm,
            args=(referral.id, referral.version),
        )


@callback
def _confirm(desk: Desk, referral: UUID, version: int) -> None:
    referrals.confirm(desk, referral, version=version)
    say("success", "Confirmed by you, just now.")


def _needs(step: Step, key: str) -> None:
    if step.missing:
        st.text(step.missing)
    if step.words.startswith("open again"):
        st.text_input("Why is it opened again?", key=f"_step_why_{key}")
    elif step.needs_reason:
        st.selectbox(
            "Why?",
            list(referrals.REASONS),
            format_func=referrals.REASONS.__getitem__,
            index=None,
            placeholder="Choose why",
            key=f"_step_why_{key}",
        )
    if step.needs_date:
        left, right = st.columns(2)
        soon = (datetime.now(here()) + timedelta(days=1)).date()
        left.date_input("Day", value=soon, key=f"_step_day_{key}")
        right.time_input("Hour", value=time(9), key=f"_step_hour_{key}")


def _said_by(key: str) -> None:
    st.segmented_control(
        "Who says so?",
        list(referrals.SOURCES),
        format_func=referrals.SOURCES.__getitem__,
        default="caller",
        key=f"_step_source_{key}",
    )


@callback
def _record(desk: Desk, referral: UUID, version: int) -> None:
    read = st.session_state
    day, hour = read.get(f"_step_day_{referral}"), read.get(f"_step_hour_{referral}")
    heard = Heard(
        reason=read.get(f"_step_why_{referral}") or "",
        source=read.get(f"_step_source_{referral}") or "counsellor",
        appointment_at=datetime.combine(day, hour, here()) if day and hour else None,
    )
    referrals.step(desk, referral, read[f"_step_{referral}"], version=version, heard=heard)
    say("success", "Recorded.")


@callback
def _reopen(desk: Desk, referral: UUID, version: int) -> None:
    why = st.session_state.get(f"_step_why_{referral}") or ""
    referrals.reopen(desk, referral, version=version, reason=why)
    say("success", "It is open again.")
