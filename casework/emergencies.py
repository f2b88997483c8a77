"""Who was told what in a danger to life, without a consent (42 CFR 2.51; domain.md 1.4)?

Medical personnel may hear who it is. Police alone hear place and danger, and nothing that tells they
called a helpline, or that drugs are in it. Written down at once, and never changed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import select

from casework import facts, hands
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.fields import SUBSTANCES
from casework.safety import SIDES
from db.models import Call, Disclosure, EmergencyDisclosure, now

TOLD: Mapping[str, str] = {
    "name": "who it is",
    "place": "where they are",
    "happened": "what happened",
    "substances": "substances and last use",
    "medication": "medication",
    "pregnancy": "pregnancy",
    "history": "overdose and seizures before",
}
POLICE = ("place", "danger")
SAME = timedelta(minutes=2)  # the same telling pressed twice
EARLIEST = timedelta(hours=72)  # "immediately": later than that it is no record of the moment
# What would tell police that somebody uses, or that this is an addiction helpline.
_DRUGS = "|".join(
    re.escape(word)
    for name in SUBSTANCES.values()
    for word in re.findall(r"[a-z]{5,}", name)
    if word not in {"other", "something", "prescribed", "unknown"}
)
PURPOSE = re.compile(
    rf"\b(drugs?|meth|crack|overdos\w*|addict\w*|helpline|rehab\w*|recovery|withdraw\w*|detox\w*|"
    rf"naloxone|narcan|opioids?|relapse\w*|sober|drunk|{_DRUGS})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """The form as it was filled in. `medical`: None until somebody said which it is."""

    medical: bool | None
    recipient: str
    facility: str
    nature: str = ""
    told: Sequence[str] = ()
    place: str = ""
    danger: str = ""
    at: datetime | None = None


def disclose(desk: Desk, *, call_id: UUID, side: str, telling: Telling) -> UUID:
    """Keep the record and its line of the ledger together."""
    if side not in SIDES:
        raise Refused("A call has a caller and a person concerned.")
    _whole(telling)
    at = telling.at or now()
    if at > now() + SAME or at < now() - EARLIEST:
        raise Refused("Say when they were told: now, or in the last three days.")
    with desk.changing(Act.DISCLOSE_EMERGENCY):
        call = facts.writable(desk, call_id)
        _without_a_name(desk, call, side, telling)
        if _already(desk, call, side, telling, at):
            raise Refused("This is written down already.")
        what = list(telling.told) if telling.medical else list(POLICE)
        line = Disclosure(
            centre_id=call.centre_id,
            person_id=hands.of_side(call, side),
            basis="emergency",
            recipient=telling.facility.strip(),
            what=what,
            at=at,
            by_id=desk.me,
        )
        desk.session.add(line)
        desk.session.flush()
        made = EmergencyDisclosure(
            centre_id=call.centre_id,
            call_id=call.id,
            person_id=line.person_id,
            disclosure_id=line.id,
            side=side,
            to_medical=bool(telling.medical),
            recipient=telling.recipient.strip(),
            facility=telling.facility.strip(),
            nature=(telling.nature if telling.medical else telling.danger).strip(),
            told=_words(telling),
            told_at=at,
            by_id=desk.me,
        )
        desk.keep(Act.DISCLOSE_EMERGENCY, line, made)
    return made.id


def of_call(desk: Desk, call_id: UUID) -> list[EmergencyDisclosure]:
    """What was told on this call, the newest first."""
    rows = desk.session.exec(
        select(EmergencyDisclosure).where(
            EmergencyDisclosure.call_id == call_id, desk.sees(EmergencyDisclosure.centre_id)
        )
    ).all()
    return sorted(rows, key=lambda row: row.told_at, reverse=True)


def _whole(telling: Telling) -> None:
    """The four things 2.51 asks for; the discloser is whoever writes it."""
    if telling.medical is None:
        raise Refused(
            "Is the one you told medical personnel? Ambulance, hospital, poison centre: yes."
        )
    if not telling.recipient.strip() or not telling.facility.strip():
        raise Refused("Write who was told, and of which ambulance, hospital or police.")
    if telling.medical:
        if not telling.nature.strip():
            raise Refused("Write in a few words what the emergency was.")
        if not telling.told or set(telling.told) - set(TOLD):
            raise Refused("Choose what they were told.")
        return
    if not telling.place.strip() or not telling.danger.strip():
        raise Refused("Police hear two things: the place and the danger. Write both.")
    found = PURPOSE.search(f"{telling.place} {telling.danger} {telling.facility}")
    if found:
        raise Refused(
            f"Police alone are not told why. Leave out “{found[0]}” and say what they will find: "
            "“somebody who does not wake”."
        )


def _without_a_name(desk: Desk, call: Call, side: str, telling: Telling) -> None:
    name = facts.value(facts.known(desk, call.id), f"{side}.name") or ""
    said = f"{telling.place} {telling.danger}".casefold()
    if not telling.medical and any(
        re.search(rf"\b{re.escape(part)}\b", said)
        for part in name.casefold().split()
        if len(part) > 1
    ):
        raise Refused("Police alone are not told who it is. Leave the name out.")


def _words(telling: Telling) -> str:
    if telling.medical:
        return ", ".join(TOLD[code] for code in TOLD if code in telling.told)
    return f"{telling.place.strip()}: {telling.danger.strip()}"


def _already(desk: Desk, call: Call, side: str, telling: Telling, at: datetime) -> bool:
    rows = desk.session.exec(
        select(EmergencyDisclosure).where(
            EmergencyDisclosure.call_id == call.id,
            EmergencyDisclosure.side == side,
            EmergencyDisclosure.facility == telling.facility.strip(),
        )
    ).all()
    return any(
        row.recipient == telling.recipient.strip()
        and abs(row.told_at - at) < SAME
        and row.told == _words(telling)
        for row in rows
    )
