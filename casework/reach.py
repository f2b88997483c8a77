"""How may a person be reached, and what is safe on each way (domain.md 1.7)?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import col, select

from casework import hands
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.phones import e164, spoken_phone
from db.models import Call, Channel, Person, now
from db.secrets import fingerprint

NOT_YOURS = "Only who took a call with this person, or a supervisor, changes how we reach them."
DAY = 24 * 60


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What is safe on one channel; what was not asked stays not asked."""

    safe: str = "not_asked"
    voicemail: str = "not_asked"
    texts: str = "not_asked"
    may_answer: str = ""
    cover_phrase: str = ""
    window: tuple[int, int] | None = None  # minutes after midnight, in the person's zone


NOTHING_SAID = Rules()


@dataclass(frozen=True)
class Way:
    """One way to reach a person, unmasked, with what is safe on it in words."""

    id: UUID
    kind: str
    value: str
    rules: Rules
    words: tuple[str, ...] = field(default=())

    @property
    def usable(self) -> bool:
        return is_usable(self.rules.safe, self.rules.window)


def is_usable(safe: str, window: tuple[int, int] | None) -> bool:
    """Only a yes is a yes: unknown, declined and not asked are none, nor a window nobody named."""
    return safe == "yes" or (safe == "only_window" and window is not None)


def add_channel(
    desk: Desk,
    *,
    person_id: UUID,
    value: str,
    kind: str = "phone",
    rules: Rules = NOTHING_SAID,
    call_id: UUID | None = None,
) -> UUID:
    """A way to reach them; `call_id` when they named it on that call (what violence asks for)."""
    with desk.changing(Act.EDIT_PERSON):
        person = hands.locked(desk, Person, person_id, what="That person")
        hands.require(hands.holds_person(desk, person.id), NOT_YOURS)
        if call_id is not None:
            desk.find(Call, call_id, what="That call")
        channel = channel_row(desk, person, value, kind=kind, rules=rules, call_id=call_id)
        desk.keep(Act.EDIT_PERSON, channel)
    return channel.id


def channel_row(
    desk: Desk,
    person: Person,
    value: str,
    *,
    kind: str = "phone",
    rules: Rules = NOTHING_SAID,
    call_id: UUID | None = None,
) -> Channel:
    """The row, made or renewed: the same number twice is one channel with the newer rules."""
    text = e164(value) if kind == "phone" else value.strip()
    if not text:
        raise Refused("Write the number or address down first.")
    _check(rules)
    mark = fingerprint(text, kind)
    row = desk.session.exec(
        select(Channel).where(
            Channel.person_id == person.id,
            Channel.kind == kind,
            Channel.value_hash == mark,
            col(Channel.ended_at).is_(None),
        )
    ).first() or Channel(
        centre_id=person.centre_id, person_id=person.id, kind=kind, value=text, value_hash=mark
    )
    row.safe, row.voicemail, row.texts = rules.safe, rules.voicemail, rules.texts
    row.may_answer = rules.may_answer or None
    row.cover_phrase = rules.cover_phrase or None
    row.window_from, row.window_to = rules.window or (None, None)
    row.named_on_call_id = call_id or row.named_on_call_id
    return row


def _check(rules: Rules) -> None:
    if rules.window is None:
        return
    start, end = rules.window
    if not (0 <= start < DAY and 0 < end <= DAY and start != end):
        raise Refused("Safe hours run from one time to another, like 5 pm to 8 pm.")


def drop_channel(desk: Desk, *, channel_id: UUID) -> None:
    """The number is dead, or they want it gone; twice is refused."""
    with desk.changing(Act.EDIT_PERSON):
        channel = hands.locked(desk, Channel, channel_id, what="That number")
        hands.require(hands.holds_person(desk, channel.person_id), NOT_YOURS)
        if channel.ended_at is not None:
            raise Refused("That number is out of use already.")
        channel.ended_at = now()
        desk.keep(Act.EDIT_PERSON, channel)


def standing(desk: Desk, person_id: UUID, *, kind: str | None = None) -> Sequence[Channel]:
    """Channels still in use, the one named last first."""
    found = select(Channel).where(
        Channel.person_id == person_id,
        col(Channel.ended_at).is_(None),
        desk.sees(Channel.centre_id),
    )
    if kind is not None:
        found = found.where(Channel.kind == kind)
    return desk.session.exec(found.order_by(col(Channel.created_at).desc())).all()


def safe_phone(desk: Desk, person_id: UUID, *, named_on: UUID | None = None) -> Channel | None:
    """The phone we may ring; `named_on`: only one they named on that call (violence)."""
    for channel in standing(desk, person_id, kind="phone"):
        named = named_on is None or channel.named_on_call_id == named_on
        if named and is_usable(channel.safe, window_of(channel)):
            return channel
    return None


def window_of(channel: Channel) -> tuple[int, int] | None:
    if channel.window_from is None or channel.window_to is None:
        return None
    return channel.window_from, channel.window_to


def ways_to(desk: Desk, person_id: UUID) -> list[Way]:
    """Inside an opened record only: numbers stand here in full."""
    return [_way(channel) for channel in standing(desk, person_id)]


def _way(channel: Channel) -> Way:
    value = channel.value or ""
    shown = spoken_phone(value) if channel.kind == "phone" else value
    rules = rules_of(channel)
    return Way(channel.id, channel.kind, shown, rules, words_for(rules))


def rules_of(channel: Channel) -> Rules:
    return Rules(
        safe=channel.safe,
        voicemail=channel.voicemail,
        texts=channel.texts,
        may_answer=channel.may_answer or "",
        cover_phrase=channel.cover_phrase or "",
        window=window_of(channel),
    )


def words_of(channel: Channel) -> tuple[str, ...]:
    return words_for(rules_of(channel))


SAFE = {
    "yes": "Safe to call.",
    "no": "Do not call this number.",
    "unknown": "We do not know whether it is safe to call.",
    "declined": "They did not say whether it is safe to call.",
    "not_asked": "Not asked whether it is safe to call.",
}
VOICEMAIL = {
    "no": "No voicemail.",
    "ok_no_name": "Voicemail without our name: “Please call Sam back.”",
    "ok_identify": "Voicemail may say who we are.",
}


def words_for(rules: Rules) -> tuple[str, ...]:
    """What to keep to, in the order it is needed before dialling."""
    first = SAFE.get(rules.safe) or f"Call only {hours(rules.window)}."
    found = [first, VOICEMAIL.get(rules.voicemail, "Leave no voicemail: not asked.")]
    if rules.may_answer:
        found.append(f"May answer: {rules.may_answer}")
    if rules.cover_phrase:
        found.append(f"Say: {rules.cover_phrase}")
    if rules.texts == "no":
        found.append("No texts.")
    return tuple(found)


def hours(window: tuple[int, int] | None) -> str:
    return f"{clock(window[0])} to {clock(window[1])}" if window else "in hours nobody wrote down"


def clock(minutes: int) -> str:
    """750 → 12:30 pm."""
    hour, minute = divmod(minutes % DAY, 60)
    part = "am" if hour < 12 else "pm"
    return f"{hour % 12 or 12}{f':{minute:02d}' if minute else ''} {part}"
