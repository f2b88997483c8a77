"""What do we say when nobody speaks, and did somebody ring like this a moment ago?"""

from uuid import UUID

import streamlit as st

from casework import calls, silence
from casework.access import Act
from casework.desk import Desk
from pages.widgets.call.ending import ALL
from pages.widgets.fragments import callback, fragment, refresh

# Two minutes: nobody is hung up on because they cannot talk.
SCRIPT = (
    (
        "0:00",
        "“Hello, you have reached the helpline. You do not have to speak. I stay on the line.”",
    ),
    ("0:15", "“If you cannot talk, press any key on your phone.” Wait, and listen."),
    ("0:30", "A key: “One press is yes, two are no. Are you safe right now?”"),
    ("0:45", "Two presses: “Shall help come? One for yes.” Yes, or a cry: ask for someone, F9."),
    ("1:00", "No key: “I am still here. Breathe. Take your time.”"),
    ("1:30", "“You can call again at any time, from any phone.”"),
    ("2:00", "“I hang up now. Call again when you can.”"),
)
TIMES = "_silent_times"
AGAIN = (
    "A second silent call from this number within the hour. Somebody may not be able to speak. Stay on, "
    "go through the script once more, and ask for someone (F9)."
)


@fragment(key="silent", act=Act.LOG_CALL, says=False)
def silent(desk: Desk, call_id: UUID) -> None:
    call = calls.on_desk(desk, call_id)
    if call.state != "open":
        return
    with st.popover("Nobody speaks", key="nobody_speaks", width="stretch"):
        if silence.again(desk, call_id):
            st.warning(AGAIN)
        st.text("\n".join(f"{at}  {words}" for at, words in SCRIPT))
        st.button(
            "Close: could not speak",
            key="silent_close",
            type="primary",
            on_click=_close,
            args=(call.id, call.version),
        )
        _number(desk, call_id)


def _number(desk: Desk, call_id: UUID) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Number they rang from, if it shows", key=_field(), autocomplete="off")
        st.button("Note it", key="silent_note", on_click=_note, args=(call_id,))
    noted = "Noted. " if silence.noted(desk, call_id) else ""
    st.text(
        f"{noted}It is kept for one day, as a code nobody can read the number from: only to know if they "
        "ring again."
    )


def _field() -> str:
    """Another field each time, so that a number does not stay on the screen once it is noted."""
    return f"_silent_number_{st.session_state.get(TIMES, 0)}"


@callback
def _note(desk: Desk, call: UUID) -> None:
    silence.note(desk, call_id=call, number=st.session_state.get(_field()) or "")
    st.session_state[TIMES] = st.session_state.get(TIMES, 0) + 1
    refresh("silent")


@callback
def _close(desk: Desk, call: UUID, version: int) -> None:
    calls.close(desk, call_id=call, outcome="could_not_speak", version=version)
    refresh(*ALL)
