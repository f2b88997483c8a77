"""Which facts go into a letter: from the call and the directory, and no more than the consent says?"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from casework import consents, facts, reach, read_out, reasons, support
from casework.desk import Desk
from casework.directory import to_know
from casework.directory.cards import PRIVATE_ADDRESS, Card
from casework.directory.further import described
from casework.facts import Facts
from casework.fields import SIDE_FIELDS, said
from casework.hands import SELF
from casework.hours import hours
from casework.phones import spoken_phone
from casework.referrals.lists import key_of
from db.models import Call, Centre, Consent, Referral, Shown, SupportGroup, now
from db.models import Helpline as Letterhead
from exports.letters import (
    Addressee,
    CallerHeldLetter,
    Helpline,
    Hotline,
    Option,
    ProviderLetter,
    RelativeLetter,
)
from exports.letters import Consent as Scope
from exports.letters.words import words_of

DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
EXPIRES = {"en": "{0:%B} {0.day}, {0.year}", "es": "{0:%d/%m/%Y}"}
# Consent's item → (label, fact) as the person reported them.
REPORTED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "reason": (("Kind of help", "care"), ("Wishes", "medication_wish")),
    "substances": (("Substances", "substances"), ("Last use", "last_use"), ("How", "route")),
    "medication": (("Medication now", "medication"), ("Next dose", "dose")),
    "pregnancy": (("Pregnant", "pregnant"),),
    "safety": (("Overdose", "overdose"), ("Seizure when stopping", "seizure_ever")),
}


def letterhead(desk: Desk) -> Helpline:
    row = desk.session.get(Letterhead, 1)
    if row is None:
        return Helpline(name="Helpline")
    return Helpline(name=row.name, address=row.address, callback=row.phone, hours=row.hours)


def hotlines(desk: Desk) -> tuple[Hotline, ...]:
    """The helpline's own list: {name: number} or {name: {number, about}}; 911 and 988 stand in every
    letter in its own words."""
    row = desk.session.get(Letterhead, 1)
    found = []
    for name, entry in (row.hotlines if row else {}).items():
        kept = entry if isinstance(entry, Mapping) else {"number": entry}
        if kept.get("number") and not str(kept["number"]).startswith(("911", "988")):
            about = str(kept.get("about", ""))
            found.append(Hotline(name=str(name), number=str(kept["number"]), about=about))
    return tuple(found)


def today(desk: Desk, centre_id: int) -> date:
    return now().astimezone(ZoneInfo(zone(desk, centre_id))).date()


def zone(desk: Desk, centre_id: int) -> str:
    return desk.session.exec(select(Centre.zone).where(Centre.id == centre_id)).one()


def provider(
    desk: Desk, referral: Referral, consent: Consent, *, number: str, code: str, **look: Any
) -> ProviderLetter:
    """Only what the consent names, and only what the person said themselves: a relative's words about
    them are not theirs to send (domain.md 1.6)."""
    call = desk.find(Call, referral.call_id, what="That call")
    side = "caller" if call.relation in SELF else referral.side
    mine = {k: v for k, v in facts.known(desk, call.id).items() if v.provenance == "self"}
    what = frozenset(consent.what)
    to, head = card_of(desk, referral), letterhead(desk)
    patient = consent.patient_name or ""
    return ProviderLetter(
        helpline=head,
        to=Addressee(name=to.name, address=_address(to), phone=to.phone),
        consent=_scope(consent, head),
        written_on=today(desk, referral.centre_id),
        number=number,
        reply_code=code,
        purpose=f"We refer {patient} to you, with written consent.",
        ask="Please offer a first appointment, and tell us when it is.",
        person=patient if "name" in what else "",
        contact=_contact(desk, referral.person_id) if "callback" in what else "",
        speaks=_said(mine, side, "speaks") if "language" in what else "",
        access=_said(mine, side, "access") if "access" in what else "",
        facts=_reported(mine, side, what),
        payer=_said(mine, side, "payment") if "payer" in what else "",
        transport=_said(mine, side, "travel") if "transport" in what else "",
        support=_support(desk, call) if "support" in what and call.relation in SELF else "",
        **look,
    )


def _scope(consent: Consent, head: Helpline) -> Scope:
    until = consent.expires_event
    if consent.expires_on is not None:
        until = EXPIRES["en"].format(consent.expires_on)
    how = f"Write to {head.address}." if head.address else ""
    return Scope(
        number=str(consent.id)[:8].upper(),
        patient=consent.patient_name or "",
        discloser=consent.discloser,
        what=", ".join(consents.WHAT.get(item, item) for item in consent.what),
        recipient=consent.recipient or "",
        purpose=consent.purpose,
        expires=until,
        signed_by=consent.patient_name or ""
        if consent.signer_relationship == "self"
        else "guardian",
        signed_on=consent.signed_on,
        how_to_revoke=how,
    )


def _reported(mine: Facts, side: str, what: frozenset[str]) -> tuple[tuple[str, str], ...]:
    rows = [
        (label, _said(mine, side, name))
        for item, pairs in REPORTED.items()
        if item in what
        for label, name in pairs
    ]
    return tuple((label, text) for label, text in rows if text and text != "none")


def _said(known: Facts, side: str, name: str) -> str:
    assert name in SIDE_FIELDS
    return said(f"{side}.{name}", facts.value(known, f"{side}.{name}"))


def _contact(desk: Desk, person_id: UUID | None) -> str:
    channel = reach.safe_phone(desk, person_id) if person_id else None
    if channel is None:
        return ""
    rules = reach.rules_of(channel)
    parts = [spoken_phone(channel.value or "")]
    parts += [f"only {hours(rules.window)}"] if rules.window else []
    parts += [] if rules.voicemail.startswith("ok") else ["no voicemail"]
    return "; ".join(parts)


def _support(desk: Desk, call: Call) -> str:
    """Roles and what they give, never a name: those people did not consent to anything."""
    rows = [r for r in support.sources(desk, call.id) if support.usable(r) and r.gives]
    lines = [
        f"{support.KINDS[r.kind]}: {', '.join(support.GIVES[g] for g in r.gives if g in support.GIVES)}"
        for r in rows
    ]
    return "; ".join(lines)


def caller_held(
    desk: Desk, call: Call, on_it: Sequence[Referral], *, number: str, no_logo: bool, **look: Any
) -> CallerHeldLetter:
    """Places to call and nothing about anybody: no name, no condition."""
    return CallerHeldLetter(
        helpline=letterhead(desk),
        written_on=today(desk, call.centre_id),
        options=tuple(_option(desk, r, look["language"], n == 0) for n, r in enumerate(on_it)),
        number=number,
        hotlines=hotlines(desk),
        no_logo=no_logo,
        **look,
    )


def relative(
    desk: Desk, call: Call, on_it: Sequence[Referral], *, number: str, no_logo: bool, **look: Any
) -> RelativeLetter:
    """For the addressee only: their own groups; nothing about anyone else has a field."""
    own = [r for r in on_it if r.side == "caller"]
    return RelativeLetter(
        helpline=letterhead(desk),
        written_on=today(desk, call.centre_id),
        number=number,
        groups=tuple(_option(desk, r, look["language"], False) for r in own),
        hotlines=hotlines(desk),
        no_logo=no_logo,
        **look,
    )


def _option(desk: Desk, referral: Referral, language: str, first: bool) -> Option:
    card = card_of(desk, referral)
    return Option(
        name=card.name,
        phone=card.phone,
        address=_address(card) or card.from_home,
        times=_times(desk, referral, language),
        why=_why(desk, referral, language),
        call_first=first and bool(card.phone),
        unverified=card.unverified,
        message=to_know.on_paper(card.message, card.message_until, language),
    )


def card_of(desk: Desk, referral: Referral) -> Card:
    """The place as it may be shown: no private phone, no confidential address."""
    key = key_of(referral)
    found = described(desk, {key}).get(key)
    if found is not None:
        return found
    group = desk.session.get(SupportGroup, referral.group_id) if referral.group_id else None
    name = group.name if group else "The place we spoke of"
    return Card(key, name, "", "", referral.service_id, referral.group_id, referral.meeting_id)


def _address(card: Card) -> str:
    return "" if card.where == PRIVATE_ADDRESS else card.where


def _times(desk: Desk, referral: Referral, language: str) -> str:
    """With weekday and date: a sheet is read on another day than it is printed."""
    start = read_out.next_start(desk, referral, facts.known(desk, referral.call_id))
    if start is None:
        return ""
    hour = f"{start:%I:%M %p}".lstrip("0").lower()
    if language == "es":
        month = words_of("es").common.months[start.month - 1]  # 2/12 would be February to others
        return f"{DIAS[start.weekday()]} {start.day} de {month}, {hour}"
    return f"{start:%A} {hour} ({start:%B} {start.day})"


def _why(desk: Desk, referral: Referral, language: str) -> str:
    """One reason, in the words it was shown with; when it meets and how far stand elsewhere."""
    rows = desk.session.exec(
        select(Shown)
        .where(
            Shown.call_id == referral.call_id,
            Shown.side == referral.side,
            Shown.service_id == referral.service_id,
            Shown.group_id == referral.group_id,
        )
        .order_by(col(Shown.shown_at).desc())
        .limit(1)
    ).all()
    return reasons.one([r for row in rows for r in row.reasons], language)
