"""Which widgets of the call desk do the measurements touch? Named here once, by the product's own rule."""

from casework.fields import CALL_FIELDS
from pages.widgets.state import key_for

DESK_PAGE = "call_desk"
NEW_CALL = "new_call"  # the button of Today
ZIP = key_for("caller.zip")
LANGUAGE = "c_" + key_for("call.language")
LANGUAGES = tuple(CALL_FIELDS["language"].choices[code] for code in ("es", "en"))
STEPS = ("step_5", "step_1")  # two buttons of the menu, there and back
LISTS = "offers"  # the container that holds the match lists
EMPTY_FIELD = "field"  # of the empty page


def css(key: str) -> str:
    """The class Streamlit gives the element of a key."""
    return f".st-key-{key}"
