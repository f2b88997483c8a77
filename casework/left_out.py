"""What did a list leave out and why, in words: "Left out: 12 not in Spanish, 3 closed to relatives"?"""

from collections.abc import Iterable, Mapping

from casework.fields import LANGUAGES
from matching.asked import FURTHEST
from matching.words import AXES, ForWhom, Wanted

LARGEST = 3  # reasons said; the rest are few
RULES: Mapping[str, str] = {
    "status": "closed or paused",
    "danger_first": "until the danger is over",
    "role": "for somebody else",
    "closed_meetings": "only for those whose problem it is",
    "only_if_asked": "for company nobody asked for",
    "addiction_care": "that treat no addiction",
    "exclusive": "that take only certain clients",
    "age": "for another age",
    "age_group": "for another age",
    "keeps_medication": "that do not support medication",
    "opioid_treatment": "that do not treat opioid use",
    "alcohol_treatment": "that do not treat alcohol use",
    "withdrawal": "without that withdrawal care",
    "pregnancy": "that do not take pregnant women",
    "serves_state": "that serve other states",
    "format": "not in that way",
    "distance": "too far",
    "stay_away": "too near what to keep away from",
    "times": "at other times",
    "language": "in another language",
}
CLOSED_TO = {ForWhom.SELF: "the person", ForWhom.KIN: "relatives", ForWhom.BEREAVED: "the bereaved"}
OTHER = "for another reason"


def said(left_out: Mapping[str, int], wanted: Wanted) -> str:
    """The largest reasons, largest first; "" when nothing was left out."""
    counts: dict[str, int] = {}
    for rule, number in left_out.items():
        words = _words(rule, wanted)
        counts[words] = counts.get(words, 0) + number
    largest = sorted((kv for kv in counts.items() if kv[1]), key=lambda kv: (-kv[1], kv[0]))
    parts = [f"{number:,} {words}" for words, number in largest[:LARGEST]]
    return f"Left out: {', '.join(parts)}." if parts else ""


def _words(rule: str, wanted: Wanted) -> str:
    if rule == "closed_meetings" and wanted.for_whom is not ForWhom.SELF:
        return f"closed to {CLOSED_TO[wanted.for_whom]}"
    if rule == "role" and wanted.kinds:
        return "of another kind"
    if rule == "distance":
        miles = min(wanted.within_miles, FURTHEST.get(wanted.travel, wanted.within_miles))
        return f"more than {miles:g} miles away"
    values = wanted.must.get("payment" if rule == "cost" else rule, frozenset())
    if rule == "language" and values:
        return f"not in {_either(LANGUAGES.get(one, 'that language') for one in values)}"
    if rule == "cost" and values:
        return f"that take no {_either(AXES['payment'].get(one, one) for one in values)}"
    if rule == "outlook":
        return "of another outlook"
    if rule in AXES and values and rule not in RULES:
        return f"without {_either(AXES[rule].get(one, one) for one in values)}"
    return RULES.get(rule, OTHER)


def _either(words: Iterable[str]) -> str:
    return " or ".join(sorted(words))
