"""What does the danger gate ask, what can a yes mean, and which steps come first after it?

Wording is ours (domain.md 2.2, 2.4 to 2.6); published screeners lie in `casework/screeners`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

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
