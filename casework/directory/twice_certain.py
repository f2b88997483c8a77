"""Of which two is it as good as certain that they are one, so that many can be joined in one press?

Two lists say the same name, the same door and, where both state one, the same telephone; or the same
group at the same hours behind the same doors. Anything that speaks against it (another room, telephone,
fellowship, kind or status, an address kept private, two entries of one list) leaves the two to an
editor's own look.
"""

from collections.abc import Mapping, Sequence

from casework.directory.twice_alike import Place, same_phones
from casework.directory.twice_meetings import Meets

# Why → what is the same, in the words of the list; the surest first.
SURE: Mapping[str, str] = {
    "phone": "Same name, same address, same phone",
    "address": "Same name, same address, a phone in one only",
    "meetings": "Same name, same days, times and places",
    "links": "Same name, same days and times, same link to join",
}


def sure_places(one: Place, other: Place) -> str:
    """A key of SURE, or "" where it is not."""
    two_lists = one.source != other.source and not (one.hidden or other.hidden)
    if not (two_lists and (one.kind, one.status) == (other.kind, other.status)):
        return ""
    if not (one.name and one.street and one.zip and one.whole_name == other.whole_name):
        return ""
    if (one.street, one.unit, one.zip) != (other.street, other.unit, other.zip):
        return ""
    if one.phones and other.phones:
        return "phone" if same_phones(one, other) else ""
    return "address"


def sure_meetings(one: Meets, other: Meets) -> str:
    """A key of SURE, or "" where it is not."""
    if one.source == other.source or one.hidden or other.hidden or one.status != other.status:
        return ""
    if not one.times or (one.times, one.name) != (other.times, other.name):
        return ""
    fellowships, rooms = {one.fellowship, other.fellowship}, {one.unit, other.unit}
    if len(fellowships - {""}) > 1 or len(rooms - {""}) > 1:
        return ""
    if one.doors and other.doors and one.doors.isdisjoint(other.doors):
        return ""
    if one.link and other.link and one.link != other.link:
        return ""
    if one.doors & other.doors:
        return "meetings"
    return "links" if one.link and one.link == other.link else ""


def sure_groups(ones: Sequence[Meets], others: Sequence[Meets]) -> str:
    """Of all meetings of both: each is one with one of the other; a key of SURE, or ""."""
    if not ones or len(ones) != len(others):
        return ""
    if len({each.group_name for each in (*ones, *others)}) != 1:
        return ""
    found, met = set(), set()
    for one in ones:
        how = {other.id: sure_meetings(one, other) for other in others}
        alike = [id for id, why in how.items() if why]
        if len(alike) != 1:
            return ""
        met.add(alike[0])
        found.add(how[alike[0]])
    return "" if len(met) != len(others) else ("links" if "links" in found else "meetings")
