"""How urgent is it, for each person apart, and what comes first?

Fixed rules of domain.md 2.2: the highest trigger wins, an unanswered gate item is "not cleared", and
only a person, with a reason, ends an emergency.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, func, select

from casework import facts as known_facts
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.facts import Facts, value
from casework.fields import OPIOIDS
from db.models import Call, Clearance, GateAnswer

SIDES = ("caller", "concerned")
ANSWERS = ("yes", "no", "unknown", "declined", "not_asked")


@dataclass(frozen=True)
class Sign:
    """What a "yes" can mean, the tier it sets and the steps that come first."""

    words: str
    tier: str
    steps: str


@dataclass(frozen=True)
class Item:
    """One plain question of the gate; a bare yes counts as its gravest reading until narrowed."""

    ask: str
    ask_about: str
    bare: Sign
    signs: Mapping[str, Sign]


GATE: dict[str, Item] = {
    "medical": Item(
        "Is anything wrong with your body right now: trouble breathing, chest pain, a seizure?",
        "Is something wrong right now: will not wake, breathing badly, blue lips, a seizure?",
        Sign("something is wrong right now", "T0", "overdose"),
        {
            "overdose_now": Sign(
                "overdose: will not wake, slow breath, blue lips", "T0", "overdose"
            ),
            "seizure": Sign("a seizure in the last two days", "T0", "withdrawal_911"),
            "chest_pain": Sign("chest pain or overheating", "T0", "medical_911"),
            "reversed": Sign("brought back from an overdose in the last day", "T1", "reversed"),
        },
    ),
    "withdrawal": Item(
        "Have you stopped or cut down alcohol or sedatives in the last days? Shaking, seeing things?",
        "Have they stopped or cut down alcohol or sedatives? Shaking, seeing things?",
        Sign("stopped alcohol or sedatives", "T1", "withdrawal"),
        {
            "confused": Sign("confused, feverish or seeing things", "T0", "withdrawal_911"),
            "shaking": Sign("shaking, sweating, vomiting", "T1", "withdrawal"),
            "past_seizure": Sign(
                "had seizures or saw things when stopping before", "T1", "withdrawal"
            ),
        },
    ),
    "suicide": Item(
        "Are you having thoughts of killing yourself?",
        "Have they said or done anything about killing themselves?",
        Sign("thoughts of suicide", "T1", "suicide"),
        {
            "attempt": Sign("an attempt is under way", "T0", "attempt"),
            "means": Sign("has the means in hand", "T0", "attempt"),
            "thoughts_now": Sign("thinking of it right now", "T1", "suicide"),
            "thoughts_lately": Sign("thought of it lately, not now", "T2", "suicide_lately"),
        },
    ),
    "danger": Item(
        "Is anyone in danger where you are: violence, a child?",
        "Is anyone in danger where they are: violence, a child? Can they be reached?",
        Sign("someone is in danger", "T0", "violence"),
        {
            "violence_now": Sign("violence or a weapon right now", "T0", "violence"),
            "child": Sign("a child is in danger", "T1", "child"),
            "home": Sign("home is not safe", "T1", "home"),
            "unreachable": Sign("cannot be reached, uses opioids", "T1", "unreachable"),
        },
    ),
}

# What comes first depends on the trigger, not only on the tier (domain.md 2.2, 2.4–2.6).
STEPS: dict[str, tuple[str, ...]] = {
    "overdose": (
        "Call 911 there, phone on speaker. We stay on.",
        "Shout their name, rub the breastbone hard.",
        "Give naloxone now. It does no harm if it is something else.",
        "Rescue breaths: one every five seconds.",
        "No response in 2–3 minutes: a second dose.",
        "Breathing but asleep: roll them on their side. Stay: it wears off in 30–90 minutes.",
    ),
    "medical_911": ("Call 911 now. We stay on.", "Sit or lie down, somebody with them, door open."),
    "withdrawal_911": (
        "Call 911 now. This can kill, and a hospital can stop it.",
        "Somebody stays with them. Away from stairs and water.",
        "A seizure: nothing in the mouth, on their side, time it.",
        "We stay on until someone is there.",
    ),
    "withdrawal": (
        "Emergency department now, not driving.",
        "Who can go along, or come? We stay on until someone is with them.",
        "Do not stop alcohol or sedatives alone. Do not take a dose we name: a doctor decides.",
        "Getting confused, hot, or seeing things: 911.",
    ),
    "attempt": (
        "Stay on. Say: I am glad you told me.",
        "Call 911 there, or connect 988 while we stay on.",
        "Is anyone with you? Can they take the means out of reach?",
        "Keep talking until help is in the room.",
    ),
    "suicide": (
        "Stay on. Ask the screening questions.",
        "Offer 988 and stay on while it connects.",
        "Who can be with you tonight? What could be put out of reach?",
        "Tell the supervisor on duty now.",
    ),
    "suicide_lately": (
        "Ask the screening questions.",
        "Give 988. A safety plan before the call ends.",
    ),
    "violence": (
        "Are you able to leave the line quickly? You can hang up at any time.",
        "911 is your decision. Shall I call with you?",
        "Is there a door, a neighbour, a public place?",
        "National Domestic Violence Hotline 800-799-7233.",
    ),
    "child": (
        "Is the child safe this minute? If not: 911.",
        "You report, today, yourself; the supervisor is told, not asked.",
        "Tell them what you must report before they say more.",
    ),
    "home": (
        "Somewhere safe to sleep tonight first.",
        "Shelter and 800-799-7233.",
        "Then the rest.",
    ),
    "unreachable": (
        "Who is near them and has naloxone?",
        "Ask the police there for a welfare check while we stay on.",
        "Or ask 911: “transfer me to 911 in their county”.",
        "When were they last heard from? Write it down.",
    ),
    "reversed": (
        "Somebody stays with them tonight; naloxone can wear off.",
        "Naloxone at hand, more than one dose. Not using alone.",
        "Medication can start today, also by phone.",
    ),
    "dose": (
        "The clinic now: guest dosing today.",
        "Pregnant: never stop suddenly. Prenatal care knows what to do.",
        "Clinic closed: emergency department.",
    ),
}


@dataclass(frozen=True)
class Trigger:
    words: str
    tier: str
    steps: str = ""


@dataclass(frozen=True)
class Assessment:
    """`tier` T0–T3 or not_cleared; `unanswered` names gate items without a yes or a no."""

    tier: str
    triggers: tuple[Trigger, ...]
    unanswered: tuple[str, ...]

    @property
    def steps(self) -> tuple[str, ...]:
        urgent = [t.steps for t in self.triggers if t.tier == self.tier and t.steps]
        return STEPS[urgent[0]] if urgent else ()


Answers = Mapping[str, str]


def assess(answers: Answers, facts: Facts, side: str, cleared: Iterable[str] = ()) -> Assessment:
    """The tier of one person by fixed rules. `cleared`: tiers a person ended, with a reason."""
    triggers = sorted((*_from_gate(answers), *_from_facts(facts, side)), key=lambda t: t.tier)
    standing = tuple(t for t in triggers if t.tier not in set(cleared))
    unanswered = tuple(item for item in GATE if answers.get(item) not in {"yes", "no"})
    if standing:
        return Assessment(standing[0].tier, standing, unanswered)
    return Assessment("not_cleared" if unanswered else "T3", (), unanswered)


def _from_gate(answers: Answers) -> Iterable[Trigger]:
    for name, item in GATE.items():
        signs = [s for key, s in item.signs.items() if answers.get(f"{name}.{key}") == "yes"]
        if answers.get(name) == "yes" and not signs:
            signs = [item.bare]
        for sign in signs:
            yield Trigger(sign.words, sign.tier, sign.steps)


Said = Callable[[str], str]

# Beside the gate, these facts set a tier (domain.md 2.2): the test, and what it means.
FACTS: tuple[tuple[Callable[[Said], bool], Trigger], ...] = (
    (lambda s: s("overdose") == "day", Trigger("overdose in the last day", "T1", "reversed")),
    (
        lambda s: s("reachable") == "no" and bool(set(s("substances").split(",")) & OPIOIDS),
        Trigger("cannot be reached, uses opioids", "T1", "unreachable"),
    ),
    (
        lambda s: s("pregnant") == "yes" and s("dose") in {"at_risk", "missed", "out"},
        Trigger("pregnant, and a dose is missed or about to be", "T1", "dose"),
    ),
    (lambda s: s("pregnant") == "yes", Trigger("pregnant", "T2")),
    (lambda s: s("route") == "injection", Trigger("injects", "T2")),
    (lambda s: s("overdose") == "month", Trigger("overdose in the last month", "T2")),
    (
        lambda s: s("left") in {"jail", "detox", "hospital"},
        Trigger("came out in the last 30 days", "T2"),
    ),
    (
        lambda s: s("break") == "yes",
        Trigger("using again after weeks without: tolerance is lost", "T2"),
    ),
    (lambda s: s("dose") in {"missed", "out"}, Trigger("out of medication", "T2")),
    (lambda s: s("age").isdecimal() and int(s("age")) < 18, Trigger("under 18", "T2")),
)


SETS_TIER = frozenset(
    {"overdose", "reachable", "substances", "pregnant", "dose", "route", "left", "break", "age"}
)


def _from_facts(facts: Facts, side: str) -> Iterable[Trigger]:
    def said(name: str) -> str:
        return value(facts, f"{side}.{name}") or ""

    return (trigger for test, trigger in FACTS if test(said))


# -- acts and reads ---------------------------------------------------------------------------


def gate(desk: Desk, call_id: UUID) -> dict[str, dict[str, str]]:
    """Side → item or item.sign → newest answer."""
    rows = desk.session.exec(
        select(GateAnswer)
        .where(GateAnswer.call_id == call_id, desk.sees(GateAnswer.centre_id))
        .order_by(col(GateAnswer.version))
    ).all()
    found: dict[str, dict[str, str]] = {side: {} for side in SIDES}
    for row in rows:
        found[row.side][row.item] = row.answer
    return found


def cleared(desk: Desk, call_id: UUID) -> dict[str, set[str]]:
    """Side → tiers a person ended, unless a yes came after."""
    ended = desk.session.exec(
        select(Clearance).where(Clearance.call_id == call_id, desk.sees(Clearance.centre_id))
    ).all()
    found: dict[str, set[str]] = {side: set() for side in SIDES}
    if not ended:
        return found
    yeses = desk.session.exec(
        select(GateAnswer.side, func.max(GateAnswer.written_at))
        .where(GateAnswer.call_id == call_id, GateAnswer.answer == "yes")
        .group_by(GateAnswer.side)
    ).all()
    last_yes = dict(yeses)
    for row in ended:
        if row.side not in last_yes or row.cleared_at > last_yes[row.side]:
            found[row.side].add(row.tier)
    return found


def answer(desk: Desk, *, call_id: UUID, side: str, item: str, answer: str) -> None:
    """Record one answer of the gate; a yes after a clearing opens the emergency again."""
    name, _, sign = item.partition(".")
    known = name in GATE and (not sign or sign in GATE[name].signs)
    if side not in SIDES or answer not in ANSWERS or not known:
        raise Refused("The gate does not have that question.")
    with desk.jotting():
        call = known_facts.writable(desk, call_id)
        last = desk.session.exec(
            select(GateAnswer)
            .where(GateAnswer.call_id == call_id, GateAnswer.side == side, GateAnswer.item == item)
            .order_by(col(GateAnswer.version).desc())
            .limit(1)
        ).first()
        if last and last.answer == answer:
            return
        desk.session.add(
            GateAnswer(
                call_id=call_id,
                centre_id=call.centre_id,
                side=side,
                item=item,
                answer=answer,
                version=(last.version if last else 0) + 1,
                written_by_id=desk.me,
            )
        )
        desk.session.flush()
        settle(desk, call)


def clear(desk: Desk, *, call_id: UUID, side: str, tier: str, reason: str) -> None:
    """A person ends an emergency, with the reason; nothing else does (domain.md 4.3)."""
    if tier not in {"T0", "T1"} or side not in SIDES:
        raise Refused("Only an emergency can be cleared.")
    if len(reason.strip()) < 3:
        raise Refused("Say in a few words why it is over.")
    with desk.changing(Act.LOG_CALL):
        call = known_facts.writable(desk, call_id)
        made = Clearance(
            call_id=call_id,
            centre_id=call.centre_id,
            side=side,
            tier=tier,
            reason=reason.strip(),
            cleared_by_id=desk.me,
        )
        desk.session.add(made)
        desk.session.flush()
        settle(desk, call)
        desk.keep(Act.LOG_CALL, made)


def settle(desk: Desk, call: Call) -> None:
    """Write each person's tier onto the call, for lists and reports (inside a transaction)."""
    answers, facts, done = (
        gate(desk, call.id),
        known_facts.known(desk, call.id),
        cleared(desk, call.id),
    )
    for side in SIDES:
        tier = assess(answers[side], facts, side, done[side]).tier
        setattr(call, f"{side}_tier", tier)
    desk.session.add(call)
