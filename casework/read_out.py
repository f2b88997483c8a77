"""What is on a person's list, ready to be read out, ticked and copied?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from casework import facts, matches, needs
from casework.desk import Desk
from casework.follow_ups.situations import next_meeting
from db.models import Referral, Shown, now
from exports.letters.facts import Option
from exports.letters.read_out import card_text

MEETS = "Meets "  # how matching begins the sentence that says when
AWAY, OPEN = (" miles away.", " mile away."), "Open now."
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


def on_list(desk: Desk, call_id: UUID) -> list[OnList]:
    """The referrals of a call with what a counsellor reads out, in the order they were made."""
    rows = desk.session.exec(
        select(Referral)
        .where(Referral.call_id == call_id, desk.sees(Referral.centre_id))
        .order_by(col(Referral.made_at))
    ).all()
    keys = {row.id: _key(row) for row in rows}
    cards = matches.describe(desk, set(keys.values()))
    reasons, known = _reasons(desk, call_id), facts.known(desk, call_id)
    return [
        OnList(
            row.id,
            row.side,
            row.kind,
            row.service_id,
            row.group_id,
            card.name,
            card.phone,
            card.where,
            _meets(reasons.get((row.side, row.service_id, row.group_id), ())),
            one_reason(reasons.get((row.side, row.service_id, row.group_id), ())),
            next_start(desk, row, known),
        )
        for row in rows
        if (card := cards.get(keys[row.id])) is not None
    ]


def _key(row: Referral) -> str:
    if row.service_id is not None:
        return f"s{row.service_id}"
    return f"m{row.meeting_id}" if row.meeting_id is not None else f"g{row.group_id}"


def _meets(reasons: Sequence[str]) -> str:
    """Without "in 27 min": it is read later than it was worked out."""
    said = next((r for r in reasons if r.startswith(MEETS)), "")
    return said.split(", in ")[0].rstrip(".")


def one_reason(reasons: Sequence[str]) -> str:
    """One reason each (product.md 1.13): the first that is more than when it meets and how far it is."""
    rest = [r for r in reasons if not r.startswith(MEETS)]
    better = [r for r in rest if not r.endswith(AWAY) and r != OPEN]
    return next(iter(better or rest), "")


def next_start(desk: Desk, referral: Referral, known: facts.Facts) -> datetime | None:
    """When the meeting is next held, by the clock of the one who goes there."""
    start = next_meeting(desk, referral.meeting_id, now()) if referral.meeting_id else None
    place = needs.where(known, referral.side)
    return start.astimezone(ZoneInfo(place.zone)) if start and place else start


def _reasons(desk: Desk, call_id: UUID) -> dict[tuple[str, int | None, int | None], list[str]]:
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
            Option(name=o.name, phone=o.phone, times=_day(o.start), address=o.where)
            for o in options[:LARGE]
        ]
    )


def _day(start: datetime | None) -> str:
    return f"{start:%a} {start:%I:%M %p}".replace(" 0", " ").lower().capitalize() if start else ""
