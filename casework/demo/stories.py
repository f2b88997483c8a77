"""What was said on each invented call: the gate, the facts, and who stands around the person?"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from casework import safety
from casework.demo.chance import Chance
from casework.demo.places import Metro
from casework.demo.words import SUPPORT
from casework.facts import Known
from db.models import Call, Clearance, Fact, GateAnswer, SupportSource

TIERS = ("T3", "T2", "T3", "T1", "T3", "T2", "not_cleared", "T3", "T0", "T2", "T3", "not_cleared")
SIGNS = {
    "T0": ("medical.overdose_now", "withdrawal.confused", "danger.violence_now"),
    "T1": ("withdrawal.shaking", "suicide.thoughts_now", "danger.home"),
    "T2": ("suicide.thoughts_lately",),
}
URGENT_FACTS = (
    {"route": "injection"},
    {"overdose": "month"},
    {"left": "jail"},
    {"break": "yes"},
    {"pregnant": "yes", "gender": "female"},
    {"dose": "out", "medication": "buprenorphine"},
)
SUBSTANCES = (
    *("fentanyl", "alcohol", "alcohol", "heroin", "methamphetamine", "fentanyl,methamphetamine"),
    *("pills_opioid", "alcohol,benzodiazepine", "cocaine", "cannabis", "pressed_pills", "opium"),
)
CLEARED = (
    "Breathing well, the ambulance is in the room.",
    "A neighbour sits with them, the supervisor spoke to both.",
)


def gate(chance: Chance, call: Call, side: str, tier: str) -> dict[str, str]:
    """Answers that lead to the tier by the fixed rules; some items stay unanswered."""
    items = list(safety.GATE)
    answers = dict.fromkeys(items, "no")
    if tier == "not_cleared":
        for item in items[2:]:
            answers[item] = chance.pick(("unknown", "declined", "not_asked"))
    elif tier in SIGNS and (tier != "T2" or chance.odds(25)):
        sign = chance.pick(SIGNS[tier])
        answers |= {sign.partition(".")[0]: "yes", sign: "yes"}
    for item, answer in answers.items():
        chance.keep(
            GateAnswer(
                id=chance.uid(),
                call_id=call.id,
                centre_id=call.centre_id,
                side=side,
                item=item,
                answer=answer,
                written_at=call.started_at + timedelta(seconds=50),
                written_by_id=call.counsellor_id,
            )
        )
    return answers


def about(chance: Chance, metro: Metro, tier: str, *, uses: bool) -> dict[str, str]:
    """Facts of one person; only what comes up on a call, so most fields stay empty."""
    found = {"zip": chance.pick(metro.spots).zip}
    if not uses:
        return found
    found["substances"] = chance.pick(SUBSTANCES)
    found["last_use"] = chance.pick(("this morning", "three days ago", "last night", "a week ago"))
    if tier == "T2":
        found |= chance.pick(URGENT_FACTS)
    optional: Mapping[str, tuple[str, ...]] = {
        "age": ("19", "24", "31", "38", "45", "57"),
        "naloxone": ("yes", "no"),
        "alone": ("yes", "no"),
        "care": ("detox", "outpatient", "medication", "residential", "any"),
        "medication_wish": ("buprenorphine", "methadone", "open", "no"),
        "payment": ("medicaid", "private", "sliding", "free", "self_pay"),
        "travel": ("car", "transit", "walk"),
        "speaks": ("en", "en", "es"),
        "outlook": ("twelve_step", "secular", "faith"),
        "company": ("women", "young", "lgbtq", "veterans"),
        "times": ("weekday_evening", "weekday_day,saturday"),
        "tried": ("A live-in programme two years ago; the first week was good.",),
    }
    for name, choices in optional.items():
        if chance.odds(40):
            found.setdefault(name, chance.pick(choices))
    return found


def write(chance: Chance, call: Call, facts: Mapping[str, str]) -> None:
    by = "self" if call.relation in {"self", "unknown", "not_asked"} else "third_party"
    for second, (field, text) in enumerate(facts.items()):
        chance.keep(
            Fact(
                id=chance.uid(),
                call_id=call.id,
                centre_id=call.centre_id,
                field=field,
                version=1,
                value=text,
                provenance=by,
                written_at=call.started_at + timedelta(seconds=20 + 8 * second),
                written_by_id=call.counsellor_id,
            )
        )


def settle(
    chance: Chance, call: Call, answers: Mapping[str, Mapping[str, str]], facts: Mapping[str, str]
) -> None:
    """Each person's tier by the rules of safety.py; emergencies of old calls are ended by a person."""
    known = {
        field: Known(text, "stated", "self", 1, call.started_at) for field, text in facts.items()
    }
    for side, given in answers.items():
        tier = safety.assess(given, known, side).tier
        ended: set[str] = set()
        if tier in {"T0", "T1"} and call.state == "closed" and chance.odds(70):
            _clear(chance, call, side, tier)
            ended = {tier}
        setattr(call, f"{side}_tier", safety.assess(given, known, side, ended).tier)


def _clear(chance: Chance, call: Call, side: str, tier: str) -> None:
    chance.keep(
        Clearance(
            id=chance.uid(),
            call_id=call.id,
            centre_id=call.centre_id,
            side=side,
            tier=tier,
            reason=chance.pick(CLEARED),
            cleared_at=call.started_at + timedelta(minutes=18),
            cleared_by_id=call.counsellor_id,
        )
    )


def support(chance: Chance, call: Call) -> None:
    for question, kind, label, detail in chance.some(SUPPORT, 3):
        far = question == "distance"
        source(
            chance,
            call,
            question=question,
            kind=kind,
            label=label,
            detail=detail,
            gives=[] if far else [chance.pick(("emotional", "transport", "childcare", "money"))],
            is_trigger="yes" if far else "no",
            uses="yes" if far and kind != "place" else chance.pick(("no", "unknown", "not_asked")),
            lives_with=chance.pick(("yes", "no", "not_asked")),
        )


def sponsor_died(chance: Chance, call: Call, when: datetime) -> None:
    source(
        chance,
        call,
        question="on_side",
        kind="sponsor",
        label="sponsor of four years",
        detail="died last week; the funeral was on Friday",
        gives=["emotional"],
        ended="died",
        ended_on=when.date(),
    )


def source(chance: Chance, call: Call, **values: Any) -> None:
    chance.keep(
        SupportSource(
            id=chance.uid(),
            call_id=call.id,
            centre_id=call.centre_id,
            person_id=call.concerned_id,
            written_at=call.started_at + timedelta(minutes=6),
            **values,
        )
    )
