"""How alike are two places, and what speaks for it, in words? Points that an editor can follow.

A place is likely listed twice from LIKELY on, which no single fact reaches: a name in a town with
nothing against it, a street with a name, a telephone with a street. What one of them does not state
speaks neither for nor against. Different programmes share a street and often a telephone (546 of
SAMHSA's rows, formats.md 2; a 211 lists ten of one agency at one door): within one survey their names
have to agree in full, behind a door where one survey lists several a telephone says less, and words and
numbers that set programmes apart (men and women, house 1 and 2) count against them everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from casework.directory.twice_words import alike, alike_in_full, door_of, marks, one_street

LIKELY = 60
STREET, STREET_IN_SHORT, STREET_NOT_UNIT, OTHER_STREET = 45, 40, 32, -40
ZIP, TOWN, OTHER_ZIP = 20, 15, -20  # where one of them states no street
PHONE, SHARED_PHONE, OTHER_PHONE = 35, 10, -8  # shared: also where the extensions differ
SITE = 8
NAMES = ((95, 40), (88, 32), (80, 22), (70, 8), (60, 0), (0, -20))  # how alike, points
CROWDED, NAMED = -25, 80  # one survey lists several there; how alike their names are at least
PROGRAMMES = -80  # two programmes of one house: whatever else is the same, not likely
OTHER_PROGRAMME = 60  # how alike at least the programmes of one house are, named by two surveys
REPEATS = "its id stands twice in the file of its source"
SAME_NAME = 88  # within one survey a name that differs more is another programme

GONE = "inactive"  # no longer there, by its source
Door = tuple[str, str, str]  # survey, street, ZIP or town


@dataclass(frozen=True, slots=True)
class Place:
    """A place as it is compared; "" is not stated. `survey`: who asked it (a source, or SU and MH)."""

    id: int
    survey: str
    name: str  # as `name_of` writes it
    programme: str = ""
    street: str = ""
    unit: str = ""
    town: str = ""  # with its state
    zip: str = ""
    phones: frozenset[str] = frozenset()
    extensions: frozenset[tuple[str, str]] = frozenset()  # number, extension
    house: str = ""  # what its source calls the building, where it does
    site: str = ""
    status: str = "active"
    source: int = 0
    kind: str = ""
    hidden: bool = False  # its address is private, or its source keeps it out of public lists
    said: str = ""  # the programme or the name, as its source writes it

    @property
    def whole_name(self) -> str:
        return f"{self.name} {self.programme}".strip()

    @property
    def closed(self) -> bool:
        return self.status == GONE

    @property
    def door(self) -> Door | None:
        """Of this survey; None without a street."""
        near = self.zip or self.town
        return (self.survey, door_of(self.street), near) if self.street and near else None


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the whole directory: telephones of so many places that they say little (a call
    centre's), and doors where one survey lists several."""

    shared: frozenset[str] = frozenset()
    crowded: frozenset[Door] = frozenset()


class Point(NamedTuple):
    """Points for or against, and why."""

    points: int
    words: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """0 to 100, with what speaks for it first and what speaks against it last."""

    points: int
    evidence: tuple[str, ...]
    sure: str = ""  # why nothing at all speaks against it (twice_certain.py)

    @classmethod
    def of(cls, found: list[Point]) -> "Likeness":
        said = sorted((point for point in found if point.words), key=lambda p: (-p.points, p.words))
        total = sum(point.points for point in found)
        return cls(min(100, max(0, total)), tuple(point.words for point in said))

    def and_its_id_repeats(self) -> "Likeness":
        """A record whose id was used before in its file is always proposed (contracts.md 2)."""
        return Likeness(max(LIKELY, self.points), (REPEATS, *self.evidence))


def places(one: Place, other: Place, around: Around = Around()) -> Likeness:
    if one.survey == other.survey and (one.closed or other.closed):
        return Likeness(0, ())  # the same list took it out, or put it in anew
    found = [
        *_where(one, other),
        *_phones(one, other, around.shared),
        *_names(one, other),
        *_several(one, other, around.crowded),
        *_programmes(one, other),
    ]
    if one.site and one.site == other.site:
        found.append(Point(SITE, f"same website {one.site}"))
    return Likeness.of(found)


def _where(one: Place, other: Place) -> Iterator[Point]:
    if one.street and other.street:
        yield _street(one, other)
    elif one.zip and other.zip:
        same = one.zip == other.zip
        words = f"same ZIP {one.zip}" if same else "different ZIPs"
        yield Point(ZIP if same else OTHER_ZIP, f"{words}, a street in one only")
    elif one.town and one.town == other.town:
        yield Point(TOWN, "same town, a street in one only")


def _street(one: Place, other: Place) -> Point:
    near = (one.zip and one.zip == other.zip) or (one.town and one.town == other.town)
    if not near or not one_street(one.street, other.street):
        return Point(OTHER_STREET, "different streets")
    where = "same street, ZIP" if one.zip == other.zip else "same street and town"
    if one.unit and other.unit and one.unit != other.unit:
        return Point(STREET_NOT_UNIT, f"{where}; different rooms")
    if one.street != other.street:
        return Point(STREET_IN_SHORT, f"{where}, said in full in one only")
    return Point(STREET, where)


def _phones(one: Place, other: Place, shared: frozenset[str]) -> Iterator[Point]:
    both = one.phones & other.phones
    own = both - shared
    if straight := own & same_phones(one, other):
        yield Point(PHONE, f"same phone {said(min(straight))}")
    elif own:
        yield Point(SHARED_PHONE, f"same phone {said(min(own))}, different extensions")
    elif both:
        yield Point(SHARED_PHONE, f"same phone {said(min(both))}, which many places have")
    elif one.phones and other.phones:
        yield Point(OTHER_PHONE, "different phones")


def same_phones(one: Place, other: Place) -> frozenset[str]:
    """Numbers of both, but for those that end at different desks."""
    both = one.phones & other.phones
    return frozenset(number for number in both if not _other_extension(number, one, other))


def _other_extension(number: str, one: Place, other: Place) -> bool:
    mine, theirs = (
        {extension for of, extension in place.extensions if of == number} for place in (one, other)
    )
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def said(number: str) -> str:
    if number.startswith("+1") and len(number) == len("+19375550100"):
        return f"{number[2:5]}-{number[5:8]}-{number[8:]}"
    return number


def _names(one: Place, other: Place) -> Iterator[Point]:
    if not (one.whole_name and other.whole_name):
        return
    how = alike_names(one, other)
    points = next(points for least, points in NAMES if how >= least)
    yield Point(points, f"names {how} % alike" if how < 100 else "same name")


def alike_names(one: Place, other: Place) -> int:
    """At one door a programme may stand in the name of one and beside the name of the other. Without
    a door in common the whole names have to agree: an agency's houses share its name."""
    if not (one.street and other.street and one_street(one.street, other.street)):
        return alike_in_full(*sorted((one.whole_name, other.whole_name)))
    pairs = ((one.name, other.name), (one.whole_name, other.whole_name))
    crossed = ((one.whole_name, other.name), (one.name, other.whole_name))
    return max(alike(*sorted(pair)) for pair in (*pairs, *crossed))


def _several(one: Place, other: Place, crowded: frozenset[Door]) -> Iterator[Point]:
    here = not crowded.isdisjoint({one.door, other.door})
    if here and one.whole_name and other.whole_name and alike_names(one, other) < NAMED:
        yield Point(CROWDED, "several are listed at this door")


def _programmes(one: Place, other: Place) -> Iterator[Point]:
    if why := _apart(one, other):
        yield Point(PROGRAMMES, f"different programmes at one address: {why}")


def listed_apart(one: Place, other: Place) -> bool:
    """One survey lists both, and means two."""
    return one.survey == other.survey and one.id != other.id and bool(_apart(one, other))


def _apart(one: Place, other: Place) -> str:
    """What tells two programmes of one house apart; "" where nothing does."""
    mine, theirs = marks(one.whole_name), marks(other.whole_name)
    if mine - theirs and theirs - mine:
        return _both(one, other)
    if one.survey != other.survey:
        named = one.programme and other.programme
        differ = alike(*sorted((one.programme, other.programme))) < OTHER_PROGRAMME
        return _both(one, other) if named and differ else ""
    rooms = one.unit and other.unit and one.unit != other.unit  # whoever lists both means two
    same = one.programme == other.programme and mine == theirs and _one_name(one, other)
    return "" if same and not rooms else _both(one, other)


def _one_name(one: Place, other: Place) -> bool:
    """In full: a name that is part of a longer one is the agency, and that its programme."""
    names = alike_in_full(*sorted((one.name, other.name))) >= SAME_NAME or one.name == other.name
    houses = one.house and other.house
    return names and not (houses and alike_in_full(*sorted((one.house, other.house))) < SAME_NAME)


def _both(one: Place, other: Place) -> str:
    return " and ".join(sorted((f"“{one.said}”", f"“{other.said}”")))
