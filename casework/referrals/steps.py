"""Which step may follow which, and who may record it? The table of product.md 6, as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from casework import hands
from casework.caseloads.words import CLOSING
from casework.desk import Desk
from casework.needs import UNMET
from casework.referrals import ways
from casework.referrals.rows import history, referral_row
from db.models import Referral, ReferralStep

# Who: `author` is the counsellor it belongs to (or, by product.md 8, whoever took the call, a
# supervisor, or whoever is on a live call with the person); `centre` any counsellor of the centre.
AUTHOR, CENTRE = "author", "centre"


def _rows(who: str, froms: Iterable[str], tos: str) -> dict[tuple[str, str], str]:
    return {(a, b): who for a in froms for b in tos.split()}


TABLE: Mapping[tuple[str, str], str] = {
    **_rows(AUTHOR, ["draft"], "offered cancelled"),
    **_rows(AUTHOR, ["offered"], "ready consent_pending given declined cancelled"),
    **_rows(AUTHOR, ["consent_pending"], "ready declined cancelled"),
    **_rows(AUTHOR, ["ready"], "sent declined cancelled"),
    **_rows(
        CENTRE,
        ["sent", "received"],
        "accepted waitlisted scheduled attended no_show rejected lost",
    ),
    ("sent", "received"): CENTRE,
    **_rows(CENTRE, ["accepted", "waitlisted"], "scheduled waitlisted attended rejected lost"),
    **_rows(CENTRE, ["scheduled"], "scheduled attended no_show cancelled"),
    **_rows(CENTRE, ["no_show"], "scheduled attended ready lost"),
    **_rows(CENTRE, ["attended"], "engaged completed lost"),
    **_rows(CENTRE, ["engaged"], "completed lost"),
    # Whatever is open may be called off, with a reason.
    **_rows(
        AUTHOR,
        ["sent", "received", "accepted", "waitlisted", "no_show", "attended", "engaged"],
        "cancelled",
    ),
}

WORDS: Mapping[str, str] = {
    "draft": "not offered yet",
    "offered": "offered",
    "given": "information given",
    "declined": "chose something else",
    "consent_pending": "waits for a signature",
    "ready": "ready to send",
    "sent": "sent",
    "received": "the place has it",
    "accepted": "the place said yes",
    "waitlisted": "on the waiting list",
    "rejected": "the place said no",
    "scheduled": "appointment made",
    "attended": "went",
    "no_show": "did not go",
    "engaged": "keeps going",
    "completed": "done",
    "lost": "not reached any more",
    "cancelled": "called off",
}
KINDS: Mapping[str, str] = {
    "information": "information",
    "information_relative": "information for a relative",
    "referral": "referral",
    "warm_transfer": "put through",
    "appointment": "appointment",
    "letter": "letter",
    "accompanied": "accompanied",
}
INFORMATION = frozenset({"information", "information_relative"})
REASONS: Mapping[str, str] = {**UNMET, "mistake": "made by mistake", "died": "died"}
NEEDS_REASON = frozenset({"rejected", "cancelled"})
NEEDS_DATE = frozenset({"scheduled"})


@dataclass(frozen=True)
class Step:
    """A step this actor may record now; `missing` says in words what must be there first."""

    to: str
    words: str
    closes: bool
    needs_reason: bool = False
    needs_date: bool = False
    missing: str = ""


def legal(frm: str, to: str, kind: str) -> bool:
    """Is that step in the table, for a referral of this kind? "Given" is for information only."""
    if to == "given" and kind not in INFORMATION:
        return False
    return (frm, to) in TABLE


def held_by(desk: Desk, referral: Referral, frm: str, to: str) -> bool:
    if TABLE.get((frm, to)) == CENTRE:
        return True
    return hands.holds(
        desk, referral.counsellor_id, call_id=referral.call_id, person_id=referral.person_id
    )


def next_steps(desk: Desk, referral_id: UUID) -> list[Step]:
    """Only what this actor may record now; a closed referral reopens for a supervisor."""
    referral = referral_row(desk, referral_id)
    past = history(desk, referral.id)
    frm = past[-1].status
    if frm in CLOSING:
        last = last_open(past)
        if not hands.supervises(desk) or last is None:
            return []
        return [Step(last, f"open again: {WORDS[last]}", False, needs_reason=True)]
    return [
        Step(
            to,
            WORDS[to],
            to in CLOSING,
            to in NEEDS_REASON,
            to in NEEDS_DATE,
            ways.missing(desk, referral) if to == "sent" else "",
        )
        for to in WORDS
        if legal(frm, to, referral.kind) and held_by(desk, referral, frm, to)
    ]


def last_open(past: Iterable[ReferralStep]) -> str | None:
    """The state a closed referral goes back to."""
    standing = [step.status for step in past if step.status not in CLOSING]
    return standing[-1] if standing else None
