"""Who asks for someone right now? Shown to every supervisor, on whatever screen they are."""

from html import escape
from uuid import UUID

import streamlit as st

from casework import summons
from casework.access import Act
from casework.desk import Desk
from casework.summons import Asked
from pages.widgets.fragments import callback, fragment
from pages.widgets.screen import go

CALL_DESK = "counsellor/call_desk.py"


# Cheap: one query by the index of open ones. Nothing is drawn while nobody asks.
@fragment(key="summoned", act=Act.ANSWER_SUMMONS, run_every="1s", says=False)
def summoned(desk: Desk) -> None:
    found = summons.waiting(desk)
    if not found:
        return
    with st.container(key="summoned"):
        for one in found:
            with st.container(key=f"summons_{one.id}", horizontal=True):
                _one(one)


def _one(one: Asked) -> None:
    st.html(words(one, f"{one.asked_by} needs someone"))
    if st.button("Open the call", key=f"go_{one.id}"):
        go(CALL_DESK, call=str(one.call_id))
    # The last place, so that nothing beside it moves when it turns into the other.
    if one.coming is None:
        st.button(
            "I'm coming", key=f"come_{one.id}", type="primary", on_click=_coming, args=(one.id,)
        )
    else:
        st.button("It is settled", key=f"settled_{one.id}", on_click=_settled, args=(one.id,))


def words(one: Asked, title: str) -> str:
    """Who, how grave, for how long; the clock runs in the browser."""
    tier = "not cleared" if one.tier == "not_cleared" else one.tier
    said = "you are coming" if one.coming else "nobody yet"
    return (
        f'<div class="summons" role="status"><b>{escape(title)}</b> '
        f'<span class="tier {one.tier}">{tier}</span> call {escape(one.number)}, {said}</div>'
        f'<span class="elapsed" data-since="{one.asked_at.timestamp():.0f}"></span>'
    )


@callback
def _coming(desk: Desk, summons_id: UUID) -> None:
    summons.answer(desk, summons_id=summons_id)


@callback
def _settled(desk: Desk, summons_id: UUID) -> None:
    summons.end(desk, summons_id=summons_id)
