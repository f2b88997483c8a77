"""How does what is being typed reach the disk within a second, whatever happens (product.md 1)?

`guard` is mounted once on the call desk; it watches every text field whose key was made by `key_for`
and draws the mark that says when it was saved. `narrative` is the notes field: a textarea that
Streamlit never disables, so typing goes on while the server is away.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import streamlit as st

from pages.widgets.state import Conflict, conflicts, key_for

_HERE = Path(__file__).parent
_guard = st.components.v2.component(
    "peerline_guard",
    html="""<div class="pl-saved" role="status" aria-live="polite">
</div>
<button class="pl-not-known" type="button">Not known · Alt+N</button>
<button class="pl-strike" type="button">Strike it</button>
""",
    js=(_HERE / "guard.js").read_text() + (_HERE / "arrive.js").read_text(),
    isolate_styles=False,
)
_narrative = st.components.v2.component(
    "peerline_narrative",
    html="""<label class="pl-notes"><span></span>
<textarea spellcheck="true" autocomplete="off"></textarea></label>
""",
    js=(_HERE / "narrative.js").read_text(),
    isolate_styles=False,
)


def guard(
    call_id: UUID,
    versions: Mapping[str, int],
    *,
    on_not_known: Callable[[], None] = lambda: None,
    on_strike: Callable[[], None] = lambda: None,
) -> None:
    """Watch the text fields of this call; `versions`: field path → newest version the server has.

    `on_not_known`: the person said of the question they were in (`asked_last()`) that it is not known;
    `on_strike`: that it must not stand there (`struck_last()`).
    """
    _guard(
        key="guard",
        data={"call": str(call_id), "versions": dict(versions)},
        on_conflict_change=_met,
        on_not_known_change=on_not_known,
        on_strike_change=on_strike,
    )


def asked_last() -> str:
    """The key of the question that "not known" was said of; "" when there is none."""
    said: Any = st.session_state["guard"].not_known
    return str(said["key"]) if said else ""


def struck_last() -> str:
    """The key of the question to be struck; "" when there is none."""
    said: Any = st.session_state["guard"].strike
    return str(said["key"]) if said else ""


def _met() -> None:
    """Two texts were written for one field; both are kept, and the screen can show both."""
    met: Any = st.session_state["guard"].conflict
    if met:
        conflicts()[met["field"]] = Conflict(met["field"], met["theirs"], met["yours"])


def narrative(field: str, label: str, value: str, height: int) -> None:
    """The notes field; its text goes to disk by the guard, not by a rerun."""
    _narrative(key=key_for(field), data={"label": label, "value": value, "height": height})
