"""Which places and groups are friendly to medication, which are against it, and which give it?"""

from matching.asked import FRIENDLY_STANCE, Asked
from matching.marks import Array
from matching.view import View

GIVES = frozenset({"methadone", "buprenorphine", "otp"})


def friendly(asked: Asked, see: View) -> Array:
    """Marks: a group that welcomes who is on it; a place that accepts or gives it."""
    if asked.peers:
        return see.has("moud_stance", FRIENDLY_STANCE)
    return see.has("opioid_policy", {"accepts_medication"}) | see.has("medication", GIVES)


def against(asked: Asked, see: View) -> Array:
    """Marks: never first for whom medication matters (domain.md 2.2, 5.3 rule 3)."""
    if not asked.medication_matters:
        return see.nothing()
    if asked.peers:
        return see.has("moud_stance", {"abstinence_only"})
    return see.has("opioid_policy", {"no_medication"})
