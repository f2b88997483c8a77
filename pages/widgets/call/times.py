"""When can they come: quick words as chips, and any part of any day behind them?"""

from typing import TYPE_CHECKING
from uuid import UUID

import streamlit as st

from casework import drafts
from casework.desk import Desk
from casework.fields import times
from pages.widgets.call.ask import WATCHING
from pages.widgets.components.week import chosen_in, week
from pages.widgets.fragments import callback, refresh
from pages.widgets.state import key_for

if TYPE_CHECKING:
    from pages.widgets.call.steps import Page


def when(page: "Page", side: str) -> None:
    path = f"{side}.times"
    page.ask(path)
    known = page.facts.get(path)
    cells = times.cells(known.codes) if known and known.answer == "stated" else ()
    week(cells, key="w_" + key_for(path), on_choose=lambda: _chosen(page.call.id, path))


@callback
def _chosen(desk: Desk, call: UUID, path: str) -> None:
    cells = chosen_in("w_" + key_for(path))
    if cells is None:
        return
    value = ",".join(times.codes(cells)) or None
    answer = "stated" if value else "not_asked"
    drafts.choose(desk, call_id=call, field=path, value=value, answer=answer)
    st.session_state.pop("c_" + key_for(path), None)
    refresh(*WATCHING, "step")
