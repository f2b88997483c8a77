"""What does a counsellor read first of an opened record: one line, the note, and what is promised?"""

from casework import follow_ups
from casework.people import PersonFile
from db.models import now


def glance(file: PersonFile) -> list[str]:
    lines = [file.at_a_glance]
    lines += [f"For you only: {one.line}" for one in file.standing]
    lines += [f"How to approach: {file.approach}"] if file.approach else []
    return lines + promised(file)


def promised(file: PersonFile) -> list[str]:
    at = now()
    return [
        f"They call us: {one.reason}"
        if one.they_call_us
        else f"We promised to ring: {one.reason}, "
        f"{follow_ups.said(one.due_from, one.due_to, one.zone, at=at)}"
        for one in file.promised
    ]


def sent(file: PersonFile) -> list[str]:
    """Where they were sent and still wait, in a line each."""
    return [f"Sent to {one.name}: {one.words}" for one in file.open_referrals[:3]]
