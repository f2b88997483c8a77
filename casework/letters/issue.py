"""How is a paper made: gate, facts, page, hash, ledger and trail in one act (product.md 5)?"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casework import hands
from casework.access import Act
from casework.caseloads.words import newest_step
from casework.desk import Desk
from casework.errors import Refused
from casework.hands import SELF
from casework.letters import filled
from casework.letters.gate import consent_for, refusal, sheet_kind, why_no_sheet
from casework.people.codes import SPEAKABLE
from casework.referrals.rows import referral_row
from casework.referrals.ways import on_sheet
from db.models import Call, Consent, Disclosure, Letter, Referral, ReferralStep
from db.secrets import fingerprint
from exports.letters import KINDS, template_version

LANGUAGES = ("en", "es")
MOST_ON_SHEET = 3
NOT_YOURS = "A letter is made by whoever has the call, or is on one with the person now."


@dataclass(frozen=True)
class Issued:
    id: UUID
    number: str


@dataclass(frozen=True)
class Look:
    """How a page is set."""

    language: str = "en"
    large_print: bool = False
    no_logo: bool = False

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise Refused("Letters are written in English and Spanish.")

    @property
    def print(self) -> dict[str, Any]:
        return {"language": self.language, "large_print": self.large_print}


def issue(
    desk: Desk,
    referral_id: UUID,
    kind: str,
    *,
    language: str = "en",
    large_print: bool = False,
    no_logo: bool = False,
) -> Issued:
    """One letter about one referral. The gate is asked again at this moment, inside the transaction;
    what stands against it is said with the lawful ways on."""
    look = Look(language, large_print, no_logo)
    desk.require(Act.ISSUE_LETTER)
    referral = referral_row(desk, referral_id)
    call = desk.find(Call, referral.call_id, what="That call")
    _refuse_stranger(desk, call, referral)
    if kind != "provider":
        _refuse(refusal(desk, referral, kind))
        return _sheet(desk, call, referral.side, kind, [referral], look)
    return _provider(desk, referral, look)


def issue_for_caller(
    desk: Desk,
    *,
    call_id: UUID,
    side: str,
    kind: str = "",
    referral_ids: Sequence[UUID] = (),
    look: Look = Look(),
) -> Issued:
    """One sheet with up to three places, for the person on the phone to keep; it names nobody."""
    desk.require(Act.ISSUE_LETTER)
    call = desk.find(Call, call_id, what="That call")
    _refuse_stranger(desk, call, None)
    chosen = kind or sheet_kind(desk, call_id, side)
    if chosen not in {"caller_held", "relative"}:
        raise Refused("A sheet to keep holds places to call, or help for a relative.")
    on_it = _chosen(desk, call, side, referral_ids)
    if chosen == "caller_held" and not on_it:
        raise Refused("Nothing is on their list yet, so the sheet would be empty.")
    return _sheet(desk, call, side, chosen, on_it, look)


def _refuse_stranger(desk: Desk, call: Call, referral: Referral | None) -> None:
    person_id = referral.person_id if referral else call.caller_id
    owner = referral.counsellor_id if referral else call.counsellor_id
    hands.require(hands.holds(desk, owner, call_id=call.id, person_id=person_id), NOT_YOURS)


def _refuse(found: object) -> None:
    if found is not None:
        raise Refused(str(found))


def _chosen(desk: Desk, call: Call, side: str, ids: Sequence[UUID]) -> list[Referral]:
    """The referrals of that side which were not turned down, the first three."""
    query = (
        select(Referral)
        .join(ReferralStep, newest_step())
        .where(
            Referral.call_id == call.id,
            col(ReferralStep.status).not_in(("declined", "cancelled", "rejected")),
        )
        .order_by(col(Referral.made_at))
    )
    if ids:
        query = query.where(col(Referral.id).in_(ids))
    elif call.relation not in SELF:
        query = query.where(Referral.side == side)
    return list(desk.session.exec(query).all())[:MOST_ON_SHEET]


def _provider(desk: Desk, referral: Referral, look: Look) -> Issued:
    number, code = new_number(), new_code()
    before = consent_for(desk, referral)
    _refuse(refusal(desk, referral, "provider"))
    assert before is not None
    facts = filled.provider(desk, referral, before, number=number, code=code, **look.print)
    row = _letter("provider", facts, look, referral.centre_id, desk.me)
    row.number, row.referral_id, row.call_id = number, referral.id, referral.call_id
    row.person_id, row.consent_id = referral.person_id, before.id
    row.fields, row.reply_code_hash = list(before.what), fingerprint(code, "reply")
    with desk.changing(Act.ISSUE_LETTER):
        held = hands.locked(desk, Consent, before.id, what="That consent")
        referral = referral_row(desk, referral.id)
        _refuse(refusal(desk, referral, "provider"))
        now_standing = consent_for(desk, referral)
        if now_standing is None or now_standing.id != held.id:
            raise Refused("The consent changed a moment ago. Look again, then decide.")
        ledger = _ledger(desk, row, "consent", facts.to.name)
        _keep(desk, row, ledger, consent=held.id)
    return Issued(row.id, row.number)


def _sheet(
    desk: Desk, call: Call, side: str, kind: str, on_it: Sequence[Referral], look: Look
) -> Issued:
    number = new_number()
    fill = filled.relative if kind == "relative" else filled.caller_held
    facts = fill(desk, call, on_it, number=number, no_logo=look.no_logo, **look.print)
    row = _letter(kind, facts, look, call.centre_id, desk.me)
    row.number, row.call_id = number, call.id
    row.person_id = call.caller_id
    row.referral_id = on_it[0].id if len(on_it) == 1 else None
    shown = [r for r in on_it if kind == "caller_held" or r.side == "caller"]
    row.fields = ["options", *(on_sheet(r) for r in shown)]
    own = kind == "relative" or call.relation in SELF
    with desk.changing(Act.ISSUE_LETTER):
        again = hands.locked(desk, Call, call.id, what="That call")
        _refuse(why_no_sheet(desk, again, side))
        basis = "to_the_person" if own else "no_identity"
        _keep(desk, row, _ledger(desk, row, basis, "the caller"))
    return Issued(row.id, row.number)


def _letter(kind: str, facts: Any, look: Look, centre_id: int, me: int) -> Letter:
    made = KINDS[kind]
    pdf = made.render(facts)
    return Letter(
        centre_id=centre_id,
        number="",
        kind=kind,
        language=look.language,
        large_print=look.large_print,
        template_version=template_version(facts),
        sha256=hashlib.sha256(pdf).hexdigest(),
        pdf=pdf,
        html=made.html(facts),
        issued_by_id=me,
    )


def _ledger(desk: Desk, row: Letter, basis: str, recipient: str) -> Disclosure:
    """The line that stays: what left, to whom, on what basis (42 CFR 2.25)."""
    return Disclosure(
        centre_id=row.centre_id,
        person_id=row.person_id,
        letter_id=row.id,
        consent_id=row.consent_id,
        basis=basis,
        recipient=recipient,
        what=[item for item in row.fields if not item.startswith("referral ")],
        by_id=desk.me,
    )


def _keep(desk: Desk, row: Letter, ledger: Disclosure, *, consent: UUID | None = None) -> None:
    desk.session.add(row)
    desk.session.flush()  # the ledger points at the letter
    subject = f"Letter {row.id} {row.number}" + (f" on Consent {consent}" if consent else "")
    desk.keep(Act.ISSUE_LETTER, row, ledger, subject=subject)


def new_number() -> str:
    return f"L{_letters(3)}-{_letters(4)}"


def new_code() -> str:
    return f"{_letters(3)}-{_letters(3)}"


def _letters(count: int) -> str:
    return "".join(secrets.choice(SPEAKABLE) for _ in range(count))
