"""How is the next step of a referral recorded: only steps that may come next, with what they need?"""

from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from casework import referrals
from casework.desk import Desk
from casework.referrals import Heard, Step
from pages.widgets.fragments import callback


def next_step(desk: Desk, referral_id: UUID) -> None:
    sent = referrals.one(desk, referral_id)
    st.text(f"{sent.name}: {sent.words}")
    if sent.needs_confirming and not sent.confirmed:
        st.text("To confirm by phone: " + " ".join(sent.needs_confirming))
        st.button(
            "They confirmed it",
            key=f"_confirm_{sent.id}",
            on_click=_confirm,
            args=(sent.id, sent.version),
        )
    steps = {step.to: step for step in referrals.next_steps(desk, referral_id)}
    if not steps:
        return
    st.pills(
        "And now?",
        list(steps),
        format_func=lambda to: steps[to].words,
        key=f"_step_{sent.id}",
    )
    chosen = steps.get(st.session_state.get(f"_step_{sent.id}") or "")
    if chosen is not None:
        _details(chosen, sent.id)
        st.button(
            "Record the step",
            key=f"step_go_{sent.id}",
            on_click=_record,
            args=(sent.id, sent.version, chosen.to),
        )


def _details(step: Step, of: UUID) -> None:
    if step.missing:
        st.text(step.missing)
    if step.needs_reason:
        st.selectbox(
            "Why",
            list(referrals.REASONS),
            format_func=lambda code: referrals.REASONS[code],
            index=None,
            placeholder="choose",
            key=f"_why_{of}",
        )
    if step.needs_date:
        day, hour = st.columns(2)
        day.date_input("Day", value=None, key=f"_day_{of}")
        hour.time_input("Hour", value=time(9), key=f"_hour_{of}")
    if step.closes:
        st.pills(
            "The need is",
            list(referrals.OUTCOMES),
            format_func=lambda code: referrals.OUTCOMES[code],
            key=f"_need_{of}",
        )


@callback
def _confirm(desk: Desk, referral_id: UUID, version: int) -> None:
    referrals.confirm(desk, referral_id, version=version)


@callback
def _record(desk: Desk, referral_id: UUID, version: int, to: str) -> None:
    record_step(desk, referral_id, version, to)


def record_step(desk: Desk, referral_id: UUID, version: int, to: str) -> None:
    """Write the step that stands chosen on this screen."""

    def given(name: str) -> Any:
        return st.session_state.get(f"_{name}_{referral_id}")

    day, zone = given("day"), ZoneInfo(st.context.timezone or "America/New_York")
    at = datetime.combine(day, given("hour") or time(9), zone) if day else None
    heard = Heard(reason=given("why") or "", source="caller", appointment_at=at)
    if not referrals.one(desk, referral_id).is_open:
        referrals.reopen(desk, referral_id, version=version, reason=heard.reason)
    else:
        referrals.step(
            desk, referral_id, to, version=version, heard=heard, outcome=given("need") or None
        )
    st.session_state.pop(f"_step_{referral_id}", None)
