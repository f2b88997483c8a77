"""When in the week can somebody come, in quick words and in single parts of a day?"""

from collections.abc import Iterable, Mapping

Cell = tuple[int, int]  # weekday 0 Sunday, part of day 0 night: the words of matching

DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
PARTS = ("early hours", "morning", "afternoon", "evening")
HOURS = ("12–6 am", "6 am–12", "12–6 pm", "6 pm–12")

QUICK: Mapping[str, frozenset[Cell]] = {
    "weekday_day": frozenset((day, part) for day in range(1, 6) for part in (1, 2)),
    "weekday_evening": frozenset((day, 3) for day in range(1, 6)),
    "saturday": frozenset((6, part) for part in range(4)),
    "sunday": frozenset((0, part) for part in range(4)),
}
SINGLE: Mapping[str, Cell] = {
    f"{day[:3].lower()}_{part.replace(' ', '_')}": (number, of_day)
    for number, day in enumerate(DAYS)
    for of_day, part in enumerate(PARTS)
}
PARTS_OF_THE_WEEK: Mapping[str, str] = {
    "weekday_day": "weekdays",
    "weekday_evening": "weekday evenings",
    "saturday": "Saturdays",
    "sunday": "Sundays",
    **{code: f"{DAYS[day]} {PARTS[part]}" for code, (day, part) in SINGLE.items()},
}


def cells(codes: Iterable[str]) -> frozenset[Cell]:
    """The parts of the week behind the codes of an answer."""
    found: set[Cell] = set()
    for code in codes:
        found |= QUICK.get(code, frozenset())
        if code in SINGLE:
            found.add(SINGLE[code])
    return frozenset(found)


def codes(chosen: Iterable[Cell]) -> list[str]:
    """The shortest answer that says it: quick words first, single parts for what is left."""
    left = set(chosen)
    quick = [code for code, whole in QUICK.items() if whole <= left]
    said = cells(quick)
    return [*quick, *(code for code, cell in SINGLE.items() if cell in left - said)]
