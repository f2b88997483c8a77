"""How urgent is it, for each person apart, and what comes first?

`words` holds the gate's questions and the steps, `tiers` the fixed rules, `reading` what was answered
on a call, `acts` the answering, the screener and the clearing.
"""

from casework.safety.acts import BY_PROXY, answer, clear, screen, settle
from casework.safety.reading import (
    Gate,
    assessed,
    at_the_gate,
    cleared,
    gate,
    raised_at,
    result,
    screened,
)
from casework.safety.tiers import FACTS, SETS_TIER, Assessment, Trigger, Urgent, assess
from casework.safety.words import ANSWERS, GATE, SIDES, STEPS, Item, Sign

__all__ = [
    "ANSWERS",
    "BY_PROXY",
    "FACTS",
    "GATE",
    "SETS_TIER",
    "SIDES",
    "STEPS",
    "Assessment",
    "Gate",
    "Item",
    "Sign",
    "Trigger",
    "Urgent",
    "answer",
    "assess",
    "assessed",
    "at_the_gate",
    "clear",
    "cleared",
    "gate",
    "raised_at",
    "result",
    "screen",
    "screened",
    "settle",
]
