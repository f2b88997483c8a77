"""How may a person be reached, and what is safe on each way (domain.md 1.7)?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import col, select

from casework import one_person
from casework.desk import Desk
from casework.errors import Refused
from casework.hours import DAY, UNREADABLE, Hours, parse
from casework.hours import hours as span
from casework.phones import e164, spoken_phone
from db.models import Channel, Person
from db.secrets import fingerprint

SHORTEST = 30  # minutes of safe hours in which a call can be made


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What is safe on one channel; what was not asked stays not asked."""

    safe: str = "not_asked"
    voicemail: str = "not_asked"
    texts: str = "not_asked"
    may_answer: str = ""
    cover_phrase: str = ""
    window: Hours | None = None  # minutes after midnight, in the person's zone


NOTHING_SAID = Rules()


def said(
    *,
    safe: str = "not_asked",
    hours: str = "",
    voicemail: str = "not_asked",
    texts: str = "not_asked",
    may_answer: str = "",
    cover_phrase: str = "",
) -> Rules:
    """The rules as they were said, hours in words. Hours named with a yes are the only ones."""
    window = parse(hours)
    if safe == "only_window" and window is None:
        raise Refused("Write the safe hours, like 5 to 8 pm.")
    if window is not None and safe in {"yes", "not_asked"}:
        safe = "only_window"
    return Rules(
        safe=safe,
        voicemail=voicemail,
        texts=texts,
        may_answer=may_answer.strip(),
        cover_phrase=cover_phrase.strip(),
        window=window if safe == "only_window" else None,
    )


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


def is_usable(safe: str, window: Hours | None) -> bool:
    """Only a yes is a yes: unknown, declined and not asked are none, nor a window nobody named."""
    return safe == "yes" or (safe == "only_window" and window is not None)


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
    row.named_on_call_id = call_id or row.named_on_call_id
    apply(row, rules)
    return row


def apply(row: Channel, rules: Rules) -> None:
    """Write the rules onto the channel; impossible hours are refused."""
    _check(rules)
    row.safe, row.voicemail, row.texts = rules.safe, rules.voicemail, rules.texts
    row.may_answer = rules.may_answer or None
    row.cover_phrase = rules.cover_phrase or None
    row.window_from, row.window_to = rules.window or (None, None)


def _check(rules: Rules) -> None:
    if rules.window is None:
        return
    start, end = rules.window
    if not (0 <= start < DAY and 0 < end <= DAY and start != end):
        raise Refused(UNREADABLE)
    if (end - start) % DAY < SHORTEST:
        raise Refused("Safe hours need at least half an hour, or nobody can ring in them.")


def standing(desk: Desk, person_id: UUID, *, kind: str | None = None) -> Sequence[Channel]:
    """Channels still in use, the one named last first; those of merged rows among them."""
    found = select(Channel).where(
        col(Channel.person_id).in_(one_person.ids(desk, person_id)),
        col(Channel.ended_at).is_(None),
        desk.sees(Channel.centre_id),
    )
    if kind is not None:
        found = found.where(Channel.kind == kind)
    return desk.session.exec(found.order_by(col(Channel.created_at).desc())).all()


def safe_phone(desk: Desk, person_id: UUID, *, named_on: UUID | None = None) -> Channel | None:
    """The phone we may ring; `named_on`: only one they named on that call (violence). A number that
    stands twice, since two records were merged, is as safe as its stricter rule."""
    numbers = standing(desk, person_id, kind="phone")
    barred = {c.value_hash for c in numbers if not is_usable(c.safe, window_of(c))}
    for channel in numbers:
        named = named_on is None or channel.named_on_call_id == named_on
        if named and channel.value_hash not in barred:
            same = [c for c in numbers if c.value_hash == channel.value_hash]
            return next((c for c in same if c.window_from is not None), channel)
    return None


def window_of(channel: Channel) -> Hours | None:
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
    "ok_no_name": "Voicemail without our name.",
    "ok_identify": "Voicemail may say who we are.",
    "unknown": "Leave no voicemail: they were not sure.",
    "declined": "Leave no voicemail: they did not say.",
}
TEXTS = {"yes": "Texts are fine.", "no": "No texts."}


def words_for(rules: Rules) -> tuple[str, ...]:
    """What to keep to, in the order it is needed before dialling."""
    first = SAFE.get(rules.safe) or f"Call only {span(rules.window)}."
    found = [first, VOICEMAIL.get(rules.voicemail, "Leave no voicemail: not asked.")]
    if rules.may_answer:
        found.append(f"May answer: {rules.may_answer}.")
    if rules.cover_phrase:
        found.append(f"If somebody else answers, say: {rules.cover_phrase}.")
    if rules.texts in TEXTS:
        found.append(TEXTS[rules.texts])
    return tuple(found)
