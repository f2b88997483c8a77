"""What stands on the right of the call desk: emergency steps, match lists, the read-out card."""

from typing import Any, NoReturn
from uuid import UUID

import streamlit as st

from casework import facts, matches, needs, offers, outcomes, referrals, safety, showing
from casework.access import Act
from casework.calls import OnDesk, on_desk
from casework.desk import Desk
from casework.facts import Facts
from casework.offers import Offer, OfferList
from db.models import now
from matching import Because, Tone
from matching.words import List
from pages.widgets.call import told, why
from pages.widgets.call.emergency import emergency
from pages.widgets.call.names import for_whom
from pages.widgets.call.read_out import aloud
from pages.widgets.components.cards import cards
from pages.widgets.fragments import callback, refresh

TITLES = {List.TREATMENT: "Treatment", List.PEERS: "Groups and people", List.PRACTICAL: "Practical"}
RING_FIRST, NEARLY = "Ring first to confirm", "Nearly fits"
CALL_KEY = "_call"
WENT = "went"
BEHIND = "_behind"  # key → the number behind the words of a card, while it is open
ABOVE = frozenset({"meets", "opens", "away", "about_away", "close_by"})
AT_THE_DOOR = "Ask: “Would you like someone to meet you at the door?”"
SHORT = 120  # letters of a passing message on a card
NOTHING = "Nothing on the list fits all of it. Try a longer way, online, or other times."


def right_column(desk: Desk, call_id: UUID, *, read_aloud: bool) -> None:
    """Emergency steps above all; then the lists, or what is on their list large, to be read aloud."""
    call, known = on_desk(desk, call_id), facts.known(desk, call_id)
    given = safety.at_the_gate(desk, call_id)
    hidden = emergency(desk, call, known, given)
    if read_aloud and aloud(desk, call, known):
        return
    shown = offers.lists(desk, call, known, given=given)
    visible = [s for s in shown if not (s.side in hidden and s.kind is List.PEERS)]
    cards(
        [_drawn(s, call, known) for s in visible],
        heard=told.KEYS if desk.may(Act.REPORT_LISTING) else {},
        weeks=told.WEEKS,
        key="offers",
        on_act=_acted,
    )
    st.session_state[CALL_KEY] = call_id


def _drawn(shown: OfferList, call: OnDesk, known: Facts) -> dict[str, Any]:
    where = f" · near {shown.place}" if shown.place else ""
    return {
        "title": f"{for_whom(call, known, shown.side)}{where} · {TITLES[shown.kind]}",
        "folded": shown.folded,
        "note": " ".join(filter(None, (shown.note, AT_THE_DOOR if shown.accompany else ""))),
        "slots": _slots(shown),
        "empty": shown.missing or ("" if shown.offers else NOTHING),
        "left_out": shown.left_out,
    }


def _slots(shown: OfferList) -> list[dict[str, Any]]:
    at = now()
    slots: dict[str, list[dict[str, Any]]] = {}
    for offer in shown.offers:
        title = offer.match.slot.value
        if offer.ring_first:
            title = RING_FIRST
        elif offer.near:
            title = NEARLY
        slots.setdefault(title[0].upper() + title[1:], []).append(_card(offer, shown, at))
    return [
        {"title": title, "matches": found, "folded": title == NEARLY}
        for title, found in slots.items()
    ]


def _card(offer: Offer, shown: OfferList, at: Any) -> dict[str, Any]:
    match, card = offer.match, offer.card
    acts = [["read", "Read out"], ["refer", "Refer"]]
    if shown.accompany:
        acts.insert(1, ["accompany", "Refer, met at the door"])
    return {
        "id": why.card_id(shown, match),
        "key": match.key,
        "list": f"{shown.side}.{shown.kind.value}",
        "name": card.name,
        "when": offers.when(offer, shown.zone, at),
        "phone": card.phone,
        "where": card.where,
        "distance": _distance(offer),
        "fresh": _fresh(offer),
        "also": offer.also,
        "reasons": " ".join(one.said() for one in match.because if _is_told_below(one)),
        "unknowns": " ".join(match.unknowns),
        "cautions": " ".join((_message(card), *match.cautions, match.would_need)).strip(),
        "went": "How it went" if any(map(_is_number_behind, match.because)) else "",
        "behind": st.session_state.get(BEHIND, {}).get(match.key, ""),
        "acts": acts if not offer.sent else acts[:1],
        "done": "on their list" if offer.sent else "",
        "why": why.drawn(shown, match),
        "reported": told.reported(match.key),
    }


def _message(card: matches.Card) -> str:
    """What its source says for now; all of it is read out, and stands in Find."""
    told = card.message if len(card.message) <= SHORT else f"{card.message[:SHORT].rstrip()} …"
    return f"They say for now: “{told}”" if told else ""


def _is_told_below(one: Because) -> bool:
    """When and how far stand in the card's first lines already."""
    return one.tone is Tone.REASON and one.says not in ABOVE


def _is_number_behind(one: Because) -> bool:
    return one.rule == "quality" and one.tone is not Tone.UNKNOWN


def _fresh(offer: Offer) -> str:
    """How fresh it is; where that is old or not known, a sentence below says it already."""
    said_below = any(one.rule == "freshness" for one in offer.match.because)
    return "" if said_below else offer.card.fresh


def _distance(offer: Offer) -> str:
    miles = offer.match.distance
    if miles is None or offer.match.via == "online":
        return "online" if offer.match.via == "online" else ""
    if offer.card.precision == "point":
        return f"{miles:.1f} mi"
    return f"about {miles:.0f} mi, by ZIP" if miles >= 1 else "under 1 mi, by ZIP"


@callback
def _acted(desk: Desk) -> None:
    pressed = st.session_state["offers"].act
    call_id = st.session_state[CALL_KEY]
    if not pressed:
        return
    if pressed["name"] == WENT:
        _look_behind(desk, str(pressed["key"]))
    call, known = on_desk(desk, call_id), facts.known(desk, call_id)
    side, _, kind = str(pressed["list"]).partition(".")
    shown = offers.lists(desk, call, known)
    offer = offers.find(shown, side, kind, str(pressed["key"]))
    of = next(s for s in shown if (s.side, s.kind.value) == (side, kind))
    if pressed["name"] == "why":
        why.turn(desk, of, offer)
        refresh("matches")
    if pressed["name"] in told.PRESSES:
        told.pressed(desk, offer, pressed)
        refresh("matches")
    chosen = pressed["name"] in {"refer", "accompany"}
    showing.note(desk, call_id=call_id, shown=of, offer=offer, read_out=True, chosen=chosen)
    if chosen:
        _refer(desk, call, of, offer, accompanied=pressed["name"] == "accompany")
    refresh("top", "matches", "step")


def _look_behind(desk: Desk, key: str) -> NoReturn:
    """The number behind the words, until it is pressed again."""
    opened: dict[str, str] = st.session_state.setdefault(BEHIND, {})
    if opened.pop(key, None) is None:
        opened[key] = outcomes.behind(desk, key)
    refresh("matches")


def _refer(desk: Desk, call: OnDesk, shown: OfferList, offer: Offer, *, accompanied: bool) -> None:
    desk.require(Act.REFER)
    need = needs.hear(desk, call_id=call.id, side=shown.side, kind=shown.kind)
    about_other = not call.about_self and shown.side == "concerned"
    own = "accompanied" if accompanied else "referral"
    referrals.make(
        desk,
        call_id=call.id,
        need_id=need,
        side=shown.side,
        kind="information_relative" if about_other else own,
        service_id=offer.card.service_id,
        group_id=offer.card.group_id,
        meeting_id=offer.card.meeting_id,
        place=matches.place_of(offer.card),
        needs_confirming=offer.to_confirm,
    )
