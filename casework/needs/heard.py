"""Which answers reach the lists, and why do the others not (domain.md 4.3, "Deciding facts")?

Every question that can be asked on a call stands either among what `wanted` reads or here, with the
reason. A test holds the two together.
"""

from collections.abc import Mapping

from casework.fields import CALL_FIELDS, LINE_FIELDS, SIDE_FIELDS

_GATE = "sets the tier, and the tier orders and hides lists"
_REACH = "how they may be reached, not what they want"
_OWN_WORDS = "their own words: read by people only"

NOT_HEARD: Mapping[str, str] = {
    **dict.fromkeys(("safe", "happening", "notes", "abusive", "last_use", "last_dose"), _OWN_WORDS),
    **dict.fromkeys(("callback", "phone", "ring", "hours", "voicemail", "texts"), _REACH),
    **dict.fromkeys(("may_answer", "cover", "name", "steps_done"), _REACH),
    **dict.fromkeys(("seizure_ever", "overdose", "break", "left", "reachable", "route"), _GATE),
    "provenance": "who said it; what was said counts the same",
    "daily": "does not say which substance; withdrawal care matches what is named",
    "alone": "a risk for the counsellor's words; no place is better or worse for it",
    "diagnosed": "for the letter; nobody is sorted by a diagnosis",
    "clinic": "goes on a letter; who keeps their clinic looks for none",
    "take_homes": _OWN_WORDS,
    "tried": "the part of it that is picked from the directory counts",
    "accompany": "someone goes along to any group; offered at Refer",
}


def heard(path: str) -> bool:
    """Does this answer shape a list?"""
    area, _, rest = path.partition(".")
    name = rest.rpartition(".")[2]
    asked = (
        *CALL_FIELDS,
        *SIDE_FIELDS,
        *LINE_FIELDS["away"],
        *LINE_FIELDS["tried"],
    )
    if area == "support":
        return name in {"where", "miles"}
    return name in asked and name not in NOT_HEARD
