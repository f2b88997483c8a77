"""Does the absence of a code mean no, or that nobody said? Per format and axis, with the reason.

The start an administrator can change per source (formats.md 1). On a `complete` axis absence means
no only on a row that states at least one value of it; a row silent on the axis did not answer.
"""

from collections.abc import Mapping

SURVEY = "an item of the yearly survey that every facility is asked"
POSITIVE = "the source lists only what is there; silence is not a no"

COMPLETE: Mapping[str, Mapping[str, str]] = {
    "findtreatment": {
        "care_type": SURVEY,
        "setting": SURVEY,
        "medication": SURVEY,
        "opioid_policy": SURVEY + "; refusals have codes of their own",
        "detox_substance": SURVEY,
        "payment": SURVEY,
        "age_group": SURVEY,
        "sex": SURVEY,
        "language": "Spanish and sign language are items of the yearly survey",
        "ancillary": SURVEY,
    },
}
PARTIAL: Mapping[str, Mapping[str, str]] = {
    "findtreatment": {
        "company": "a special programme is listed where there is one; without it people are "
        "still welcome",
        "pregnancy": "a safety fact: confirmed by phone when it is not stated",
        "access": POSITIVE,
    },
    "meeting_guide": {
        "open_closed": "types are optional; many groups state neither",
        "company": POSITIVE,
        "access": "groups that are accessible often do not say so",
        "language": "a meeting without a language meets in the feed's own",
        "meeting_format": POSITIVE,
    },
    "bmlt": {
        "open_closed": "many groups state neither, and NA often means something else by closed",
        "company": POSITIVE,
        "access": POSITIVE,
        "language": "formats name languages only now and then",
        "meeting_format": POSITIVE,
    },
    "hsds": {
        "care_type": "terms of a taxonomy say what a service is known for, not all it does",
        "setting": POSITIVE,
        "payment": POSITIVE,
        "language": "often a sentence about interpreters instead",
        "access": POSITIVE,
        "company": POSITIVE,
    },
    "icarol": {"age_group": "only what is stated counts", "payment": POSITIVE},
    "table": {"every axis": "nobody declared what an empty cell means"},
    "local": {"every axis": "as entered"},
    "starter": {"every axis": "a national list says little of each; ask the group or the line"},
}


def declared(format: str) -> list[tuple[str, str, str]]:
    """(axis, "complete" or "partial", reason) for a new source of this format."""
    complete, partial = COMPLETE.get(format, {}), PARTIAL.get(format, {})
    return [
        *((axis, "complete", why) for axis, why in complete.items()),
        *((axis, "partial", why) for axis, why in partial.items()),
    ]
