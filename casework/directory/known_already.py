"""Is it listed already: the same telephone, or a name very like it?"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import sqlalchemy as sa
from sqlmodel import col

from casework.access import Act
from casework.desk import Desk
from casework.directory import by_hand
from casework.directory.cards import Card, describe, query
from casework.directory.finding import look
from db.models import Entry, Meeting, Phone, Service

AT_MOST = 4
LOOKED_AT = 20
SHORTEST = 4  # letters of a name before it says anything
VERY_LIKE = 0.88
SMALL = re.compile(r"\b(?:the|of|and|for|at|inc|llc|center|centre)\b")


@dataclass(frozen=True)
class Alike:
    """A listing that may be the same place, and why we think so."""

    card: Card
    why: str  # "the same telephone", "the same name", "a name much like it"


def known_already(desk: Desk, *, name: str = "", phone: str = "") -> list[Alike]:
    """Live listings with this telephone (exactly, however it is written) or a name like this one; the
    surest first, at most four. Cheap enough to ask while somebody types. Raises NotAllowed."""
    desk.require(Act.SEARCH_DIRECTORY)
    found = {card.key: Alike(card, "the same telephone") for card in _with_number(desk, phone)}
    for card, likeness in _with_name(desk, name):
        why = "the same name" if likeness >= 1 else "a name much like it"
        found.setdefault(card.key, Alike(card, why))
    return list(found.values())[:AT_MOST]


def _with_number(desk: Desk, phone: str) -> Sequence[Card]:
    dialled = [each.e164 for each in by_hand.numbers_in(phone) if each.e164]
    if not dialled:
        return ()
    theirs = sa.select(col(Phone.entry_id)).where(col(Phone.e164).in_(dialled), ~col(Phone.private))
    keys = [
        f"{row.first}{row.id}"
        for kind in (Service, Meeting)
        for row in desk.session.execute(
            query(kind).where(col(Entry.id).in_(theirs)).limit(LOOKED_AT)
        )
    ]
    return list({card.key: card for card in describe(desk, keys).values()}.values())


def _with_name(desk: Desk, name: str) -> list[tuple[Card, float]]:
    plain = plain_name(name)
    if len(plain) < SHORTEST:
        return []
    found = [
        (card, _likeness(plain, card.name)) for card in look(desk, name, limit=LOOKED_AT).cards
    ]
    like = [(card, likeness) for card, likeness in found if likeness >= VERY_LIKE]
    return sorted(like, key=lambda pair: -pair[1])


def _likeness(plain: str, name: str) -> float:
    """0 to 1; a listing's second name, behind a dash, may be left away."""
    names = (name, name.partition(" — ")[0])
    return max(SequenceMatcher(None, plain, plain_name(one)).ratio() for one in names)


def plain_name(name: str) -> str:
    """Without accents, marks and the small words that come and go."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    kept = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    words = SMALL.sub(" ", kept).split()
    return " ".join(words or kept.split())
