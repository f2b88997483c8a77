"""What is on a person's list, ready to be read out, ticked and copied?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from casework import facts, matches, needs, reasons
from casework.desk import Desk
from casework.directory import keys as directory_keys
from casework.follow_ups.situations import next_meeting
from db.models import Referral, Shown, now
from exports.letters.facts import Option
from exports.letters.read_out import card_text
from matching.sayings import es

UNREVIEWED = (
    "Spanish first, English below it. No translator has checked the Spanish yet: if in doubt, read the "
    "English with an interpreter."
)
DIAS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
LARGE = 3  # look.md 2: at most three options large


@dataclass(frozen=True)
class OnList:
    """One place somebody was sent to: what to say aloud, one reason, and the referral behind it."""

    referral_id: UUID
    side: str
    kind: str
    service_id: int | None
    group_id: int | None
    name: str
    phone: str
    where: str
    times: str
    reason: str
    start: datetime | None = None  # when the meeting they were sent to is next held, in their zone
    language: str = "en"  # theirs, where we have words in it
    own_times: str = ""  # the same in their language
    own_reason: str = ""
    from_home: str = ""  # how one gets in where there is no door
    unverified: bool = False
    message: str = ""  # of the place, for now, as it wrote it


def on_list(desk: Desk, call_id: UUID) -> list[OnList]:
    """The referrals of a call with what a counsellor reads out, in the order they were made."""
    rows = desk.session.exec(
        select(Referral)
        .where(Referral.call_id == call_id, desk.sees(Referral.centre_id))
        .order_by(col(Referral.made_at))
    ).all()
    keys = {row.id: _key(row) for row in rows}
    cards = matches.describe(desk, set(keys.values()))
    kept, known = _kept(desk, call_id), facts.known(desk, call_id)
    return [
        _on_list(desk, row, card, kept.get((row.side, row.service_id, row.group_id), ()), known)
        for row in rows
        if (card := cards.get(keys[row.id])) is not None
    ]


def _on_list(
    desk: Desk, row: Referral, card: matches.Card, kept: Sequence[Any], known: facts.Facts
) -> OnList:
    theirs = language_of(known, row.side)
    own = theirs if theirs != "en" else ""
    return OnList(
        row.id,
        row.side,
        row.kind,
        row.service_id,
        row.group_id,
        card.name,
        card.phone,
        card.where,
        times=reasons.when(kept),
        reason=reasons.one(kept),
        start=next_start(desk, row, known),
        language=theirs,
        own_times=reasons.when(kept, own) if own else "",
        own_reason=reasons.one(kept, own) if own else "",
        from_home=card.from_home,
        unverified=card.unverified,
        message=card.message,
    )


def caution(options: Sequence[OnList]) -> str:
    """Said where words stand that nobody has checked yet (45 CFR 92.201(c)(3))."""
    spanish = any(option.own_times or option.own_reason for option in options)
    return UNREVIEWED if spanish and not es.REVIEWED_BY else ""


def language_of(known: facts.Facts, side: str) -> str:
    """The language one person is read to in: theirs, where we have words in it; else English."""
    said = facts.value(known, f"{side}.speaks")
    if not said and side == "caller":
        said = facts.value(known, "call.language")
    return said if said in reasons.LANGUAGES else "en"


def _key(row: Referral) -> str:
    if row.service_id is not None:
        return directory_keys.at(f"s{row.service_id}", row.place)
    return f"m{row.meeting_id}" if row.meeting_id is not None else f"g{row.group_id}"


def next_start(desk: Desk, referral: Referral, known: facts.Facts) -> datetime | None:
    """When the meeting is next held, by the clock of the one who goes there."""
    start = next_meeting(desk, referral.meeting_id, now()) if referral.meeting_id else None
    place = needs.where(known, referral.side)
    return start.astimezone(ZoneInfo(place.zone)) if start and place else start


def _kept(desk: Desk, call_id: UUID) -> dict[tuple[str, int | None, int | None], list[Any]]:
    """The reasons in the words they were shown with."""
    rows = desk.session.exec(
        select(Shown).where(Shown.call_id == call_id, desk.sees(Shown.centre_id))
    ).all()
    return {(r.side, r.service_id, r.group_id): r.reasons for r in rows}


def text_to_copy(options: Sequence[OnList]) -> str:
    """Neutral, under 160 characters: others may read the screen it is sent to. It is read later, so a
    meeting has its weekday, and a place without a phone its address."""
    return card_text(
        [
            Option(name=o.name, phone=o.phone, times=_day(o.start, o.language), address=o.where)
            for o in options[:LARGE]
        ]
    )


def _day(start: datetime | None, language: str) -> str:
    """ "Wed 7:30 pm", "Mié 7:30 pm"."""
    if start is None:
        return ""
    day = DIAS[start.weekday()] if language == "es" else f"{start:%a}"
    hour = f"{start:%I:%M %p}".lstrip("0").lower()
    return f"{day.capitalize()} {hour}"
