"""Why does a place stand on the list: opened by its key, under the card, and closed by it again?

What is drawn is kept from the moment it was opened, so that no rerun works it out anew; where the
reasons became others meanwhile, it closes.
"""

from typing import Any

import streamlit as st

from casework import why
from casework.desk import Desk
from casework.offers import Offer, OfferList
from matching import Match

OPENED = "_why"


def card_id(shown: OfferList, match: Match) -> str:
    return f"{shown.side}-{shown.kind}-{match.key}"


def turn(desk: Desk, shown: OfferList, offer: Offer) -> None:
    """Open it, or close what is open."""
    match, at = offer.match, card_id(shown, offer.match)
    if drawn(shown, match) is not None:
        del st.session_state[OPENED]
        return
    trace = why.it_stands(desk, match, place=shown.place, precision=offer.card.precision)
    lines = [[line.said, line.rule, line.rests_on] for line in trace.lines]
    st.session_state[OPENED] = (at, _of(match), {"source": trace.source, "lines": lines})


def drawn(shown: OfferList, match: Match) -> dict[str, Any] | None:
    """What stands open under this card."""
    at, of, what = st.session_state.get(OPENED) or ("", (), None)
    return what if at == card_id(shown, match) and of == _of(match) else None


def _of(match: Match) -> tuple[Any, ...]:
    """What is said, but for times that move by the minute."""
    return tuple((one.rule, one.says, one.axis, one.values) for one in match.because)
