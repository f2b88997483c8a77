"""May this paper leave? Nothing that identifies the person concerned goes to anybody but that person
without a consent that covers it (product.md 4); a paper handed to a relative goes to the relative."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from casework import consents, facts, follow_ups, one_person
from casework.desk import Desk
from casework.hands import SELF
from casework.referrals.rows import referral_row
from db.models import Call, Channel, Consent, Referral, now

KINDS = ("provider", "caller_held", "relative")
PRONOUN = {"male": "he", "female": "she"}


@dataclass(frozen=True)
class Way:
    """A lawful way on that a screen can offer beside a refusal."""

    act: str  # read_out, caller_held, three_way, mail_form, record_consent, emergency
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Refusal:
    """Why not, in a sentence for the counsellor, and what may be done instead."""

    words: str
    ways: tuple[Way, ...] = ()

    def __str__(self) -> str:
        return " ".join([self.words, *(way.words for way in self.ways)])


READ_OUT = Way("read_out", "Read the places out; names of places tell nothing about anybody.")
SHEET = Way("caller_held", "Make the sheet with places to call: it names nobody.")
EMERGENCY = Way("emergency", "In danger to life: the emergency form, to medical personnel only.")
RECORD = Way("record_consent", "Signed already? Record the consent; then the letter can be made.")
DIED = Refusal("They died. No letter about them is made or opened any more.")


def why_not(desk: Desk, referral_id: UUID, kind: str) -> Refusal | None:
    """What stands against this letter now, for a screen; None when it may be made."""
    return refusal(desk, referral_row(desk, referral_id), kind)


def refusal(desk: Desk, referral: Referral, kind: str) -> Refusal | None:
    if kind not in KINDS:
        return Refusal("There is no such letter.")
    call = desk.find(Call, referral.call_id, what="That call")
    if kind != "provider":
        return why_no_sheet(desk, call, referral.side)
    if one_person.died(desk, referral.person_id):
        return DIED
    if consent_for(desk, referral) is not None:
        return None
    about_other = referral.side == "concerned" and call.relation not in SELF
    return _only_they(_pronoun(desk, call)) if about_other else _unsigned(referral)


def why_no_sheet(desk: Desk, call: Call, side: str) -> Refusal | None:
    """A sheet that names nobody needs no consent; under violence a paper could be found."""
    whose = call.caller_id if side == "caller" or call.relation in SELF else call.concerned_id
    if one_person.died(desk, whose):
        return DIED
    if follow_ups.violence(desk, call) and not _named_on(desk, call):
        return Refusal(
            "A paper could be found. Nothing is printed unless they name a safe way.", (READ_OUT,)
        )
    return None


def consent_for(desk: Desk, referral: Referral) -> Consent | None:
    """The consent of the person concerned that covers this recipient today."""
    if referral.person_id is None:
        return None
    return consents.covers(
        desk,
        referral.person_id,
        service_id=referral.service_id,
        group_id=referral.group_id,
        on=now().date(),
    )


def _only_they(who: str) -> Refusal:
    obj = {"he": "him", "she": "her"}.get(who, "them")
    verb = "tell" if who == "they" else "tells"
    return Refusal(
        f"Only {who} can sign this.",
        (
            READ_OUT,
            SHEET,
            Way("three_way", f"Call {obj} in: on a three-way call {who} {verb} the place."),
            Way("mail_form", f"Mail {obj} the consent form, to an address {who} chose."),
            EMERGENCY,
        ),
    )


def _unsigned(referral: Referral) -> Refusal:
    """The caller themselves, who has not signed yet: a spoken yes is not consent."""
    first = "A letter that names them needs their signature first; a spoken yes is not enough."
    ways = (
        SHEET,
        Way("three_way", "Put them through: on a three-way call they tell the place themselves."),
        Way("mail_form", "Mail or e-sign the consent form."),
        RECORD,
    )
    return Refusal(first, ways if referral.person_id else (READ_OUT, *ways[:-1]))


def _pronoun(desk: Desk, call: Call) -> str:
    said = facts.value(facts.known(desk, call.id), "concerned.gender") or ""
    return PRONOUN.get(said, "they")


def _named_on(desk: Desk, call: Call) -> bool:
    """They named a safe address or number on this very call."""
    found = select(Channel.id).where(
        Channel.named_on_call_id == call.id,
        Channel.safe == "yes",
        col(Channel.ended_at).is_(None),
    )
    return desk.session.exec(found.limit(1)).first() is not None


def sheet_kind(desk: Desk, call_id: UUID, side: str) -> str:
    """A relative's own sheet is about the relative; any other holds places to call."""
    call = desk.find(Call, call_id, what="That call")
    return "relative" if side == "caller" and call.relation not in SELF else "caller_held"
