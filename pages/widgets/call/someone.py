"""How does a counsellor ask for a supervisor, and what do they see until one comes?"""

from html import escape
from uuid import UUID

import streamlit as st

from casework import calls, summons
from casework.access import Act
from casework.desk import Desk
from casework.phones import spoken_phone
from casework.summons import Asked
from db.models import now
from pages.widgets.fragments import callback, fragment, refresh
from pages.widgets.times import clock

NO_NUMBER = "No on-call number is set. An administrator sets it in the helpline's settings."


@fragment(key="someone", act=Act.SUMMON)
def someone(desk: Desk, call_id: UUID) -> None:
    """The button in the top bar; while somebody is asked for, it looks every two seconds."""
    if summons.of_call(desk, call_id) is None:
        _button(call_id, off=calls.on_desk(desk, call_id).state != "open")
    else:
        _waiting(call_id)


@fragment(key="someone_asked", act=Act.SUMMON, run_every="2s", says=False)
def _waiting(desk: Desk, call_id: UUID) -> None:
    one = summons.of_call(desk, call_id)
    _button(call_id, off=one is not None)
    if one is not None and one.mine:
        with st.container(key="asked_for", horizontal=True):
            st.html(_words(desk, one))
            st.button("It is settled", key="someone_end", on_click=_settled, args=(one.id,))


def _button(call_id: UUID, *, off: bool) -> None:
    st.button(
        "I need someone  F9", key="need_someone", disabled=off, on_click=_ask, args=(call_id,)
    )


def _words(desk: Desk, one: Asked) -> str:
    said = f"{one.coming} is coming" if one.coming else "nobody yet"
    return (
        f'<div class="summons" role="status"><b>Asked at {clock(one.asked_at)}: {escape(said)}</b>'
        f"{_numbers(desk, one)}</div>"
        f'<span class="elapsed" data-since="{one.asked_at.timestamp():.0f}"></span>'
    )


def _numbers(desk: Desk, one: Asked) -> str:
    """After a minute: whom to ring, in this order."""
    if not one.unanswered(now()):
        return ""
    found = summons.numbers(desk)
    parts = [f"on call {escape(spoken_phone(found.on_call))}"] if found.on_call else []
    parts += [f"deputy {escape(spoken_phone(found.deputy))}"] if found.deputy else []
    return f"<p>Ring {', then the '.join(parts)}.</p>" if parts else f"<p>{NO_NUMBER}</p>"


@callback
def _ask(desk: Desk, call_id: UUID) -> None:
    summons.ask(desk, call_id=call_id)
    refresh("someone")


@callback
def _settled(desk: Desk, summons_id: UUID) -> None:
    summons.end(desk, summons_id=summons_id)
    refresh("someone")
