"""What comes first when somebody is in danger: the steps for what set it off, before any list?"""

from datetime import datetime
from html import escape
from uuid import UUID

import streamlit as st

from casework import drafts, needs, offers, safety
from casework.calls import OnDesk
from casework.desk import Desk
from casework.facts import Facts, value
from casework.safety import Assessment, Gate, Urgent
from pages.widgets.call.dialling import dialling
from pages.widgets.call.emergency_form import told_whom
from pages.widgets.call.names import for_whom, name_of
from pages.widgets.fragments import callback, refresh

HIDDEN = "{whom} no groups are shown until a person says it is over, and why."


def emergency(desk: Desk, call: OnDesk, known: Facts, given: Gate) -> frozenset[str]:
    """Draw the steps of everybody at T0 or T1, gravest first; whose peer groups to leave out."""
    urgent = offers.emergency(call, desk, known, given)
    for side, assessment in urgent:
        _person(desk, call, known, side, assessment, alone=len(urgent) == 1)
    return frozenset(side for side, assessment in urgent if assessment.tier == "T0")


def _person(
    desk: Desk, call: OnDesk, known: Facts, side: str, assessment: Assessment, *, alone: bool
) -> None:
    name = name_of(call, known, side)
    done = set((value(known, _field(side)) or "").split(","))
    keys = [step for urgent in assessment.urgent for step in _keys(urgent)]
    with st.container(key=f"steps_{assessment.tier}_{side}"):
        for place, urgent in enumerate(assessment.urgent):
            if place == 0:
                since = _since(desk, call, side, assessment)
                st.html(_head(name, urgent, since, "alone" if alone else ""))
                dialling(desk, known, side, assessment)
            else:
                st.html(_also(urgent))
            with st.container(key=f"ticks_{urgent.tier}_{side}_{urgent.key}", gap="small"):
                _ticks(call.id, side, urgent, done, keys)
        if assessment.tier == "T0":
            st.text(HIDDEN.format(whom=for_whom(call, known, side)))
        _over(call.id, side, assessment.tier)
        told_whom(desk, call.id, side, name, place=_place(known, side), where="steps")


def _since(desk: Desk, call: OnDesk, side: str, assessment: Assessment) -> datetime:
    return safety.raised_at(desk, call.id, side, assessment) or call.started_at


def _head(name: str, urgent: Urgent, since: datetime, how: str) -> str:
    """At T0 with the time since it was raised, counted in the browser."""
    grave = urgent.tier == "T0"
    clock = f'<span class="elapsed" data-since="{since.timestamp():.0f}"></span>' if grave else ""
    return (
        f'<div class="urgent {urgent.tier} {how}"><b>{escape(name)} · '
        f"{'Emergency' if grave else 'Today'}</b> {clock}"
        f"<p>{escape(urgent.words)}</p></div>"
    )


def _also(urgent: Urgent) -> str:
    return f'<div class="urgent also {urgent.tier}"><p>Also: {escape(urgent.words)}</p></div>'


def _place(known: Facts, side: str) -> str:
    found = needs.where(known, side)
    return found.label if found else ""


def _field(side: str) -> str:
    return f"{side}.steps_done"


def _keys(urgent: Urgent) -> list[str]:
    return [f"{urgent.key}.{number}" for number in range(1, len(urgent.steps) + 1)]


def _ticks(call: UUID, side: str, urgent: Urgent, done: set[str], keys: list[str]) -> None:
    for code, step in zip(_keys(urgent), urgent.steps, strict=True):
        key = f"_done_{side}_{code}"
        if key not in st.session_state:
            st.session_state[key] = code in done
        number = code.rpartition(".")[2]
        st.checkbox(f"{number}. {step}", key=key, on_change=_ticked, args=(call, side, keys))


@callback
def _ticked(desk: Desk, call: UUID, side: str, keys: list[str]) -> None:
    """The tick stands on the screen already; only what is kept changes."""
    done = [code for code in keys if st.session_state.get(f"_done_{side}_{code}")]
    drafts.choose(desk, call_id=call, field=_field(side), value=",".join(done))
    refresh("top")


def _over(call: UUID, side: str, tier: str) -> None:
    with st.expander("It is over…"), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Why is it over?",
            key=f"_clear_{side}",
            placeholder="the ambulance is there",
            autocomplete="off",
        )
        st.button("It is over", key=f"_clear_go_{side}", on_click=_cleared, args=(call, side, tier))


@callback
def _cleared(desk: Desk, call: UUID, side: str, tier: str) -> None:
    reason = st.session_state.get(f"_clear_{side}") or ""
    safety.clear(desk, call_id=call, side=side, tier=tier, reason=reason)
    st.session_state.pop(f"_clear_{side}", None)
    refresh("top", "step", "matches")
