"""What did a place on the list tell them: kept in one press on its card, and taken back in one?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from casework import directory, matches
from casework.desk import Desk
from casework.offers import Offer
from db.models import now

KEYS, WEEKS = directory.HEARD, directory.WEEKS
TOLD, UNTELL = "told", "untell"
PRESSES = frozenset({TOLD, UNTELL})
REPORTED = "_reported"  # key of a listing → (report, what stands on its card, until when)

Lately = dict[str, tuple[int, str, datetime]]


def _lately() -> Lately:
    found: Lately = st.session_state.setdefault(REPORTED, {})
    return found


def pressed(desk: Desk, offer: Offer, press: Mapping[str, Any]) -> None:
    key = offer.match.key
    if press["name"] == UNTELL:
        if key in _lately():
            directory.take_back(desk, _lately().pop(key)[0])
    else:
        kind, weeks = str(press.get("kind")), press.get("weeks")
        card = offer.card
        made = directory.report(
            desk,
            kind=kind,
            weeks=int(weeks) if weeks is not None else None,
            service_id=card.service_id,
            group_id=None if card.service_id is not None else card.group_id,
        )
        words = f"Reported for everybody: {directory.said(kind, weeks)}."
        _lately()[key] = (made, words, now() + directory.UNDO_FOR)
    matches.look_again()


def reported(key: str) -> str:
    """The line with its Undo, for as long as it can be taken back."""
    _, words, until = _lately().get(key, (0, "", now()))
    return words if now() < until else ""
