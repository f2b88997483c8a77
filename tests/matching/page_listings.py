"""What does a line of the invented directory say of itself, and when is it open?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

from matching import Offered, Report, Slot, Status
from tests.matching.page_words import (
    DAYS,
    EVERY,
    NTH,
    WORDS,
    Unread,
    day,
    hour,
    merged,
    moment,
    parts,
    shaped,
    tags,
    word,
)

CHECKED = date(2026, 11, 1)
CLOCKS = {
    "New York": "America/New_York",
    "Los Angeles": "America/Los_Angeles",
}
HOW_SOON = {"walk in today": 0, "within 24 hours": 24, "within 48 hours": 48, "in 10 days": 240}
_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
STATES = frozenset(_STATES.split())


def with_times(offer: Offered, when: str, zone: str) -> Offered:
    times, *clock = when.split(", by the clock of ")
    zone = word(CLOCKS, clock[0]) if clock else zone
    offer = replace(offer, confirmed_on=CHECKED)
    for part in parts(times, ";"):
        if part in HOW_SOON:
            offer = replace(offer, how_soon=HOW_SOON[part])
        elif part != "not stated":
            offer = replace(offer, slots=[*offer.slots, *slots(part, zone)])
    return offer


def slots(part: str, zone: str) -> list[Slot]:
    if part == "open day and night":
        return [Slot(day, time(0), 1440, zone) for day in range(7)]
    clock = r"\d+:\d\d [ap]m"
    open_ = shaped(rf"open (.+?) ({clock})–({clock})", part) if "–" in part else None
    if open_:
        start, end = hour(open_[2]), hour(open_[3])
        minutes = ((end.hour - start.hour) * 60 + end.minute - start.minute) % 1440
        return [Slot(day, start, minutes, zone) for day in word(DAYS, open_[1])]
    found = shaped(rf"(?:({'|'.join(NTH)}) )?(.+?) ({clock})", part)
    nth = NTH[found[1]] if found[1] else None
    return [Slot(day, hour(found[3]), 60, zone, nth) for day in word(DAYS, found[2])]


def saying(offer: Offered, part: str, zone: str) -> Offered:
    if part in WORDS:
        return replace(offer, tags=merged(offer.tags, tags(part)))
    if part in EVERY:
        return replace(offer, complete=offer.complete | {EVERY[part]})
    if part in SIMPLE:
        return replace(offer, **SIMPLE[part])
    for opening, read in OPENINGS.items():
        if part.startswith(f"{opening} "):
            return read(offer, part.removeprefix(f"{opening} "), zone)
    raise Unread(f"not understood: {part}")


def serves(offer: Offered, rest: str, zone: str) -> Offered:
    states = STATES if rest == "every state" else frozenset(rest.split())
    if not states <= STATES:
        raise Unread(f"no such state: {rest}")
    return replace(offer, served_states=states)


def only_ages(offer: Offered, rest: str, zone: str) -> Offered:
    found = shaped(r"(\d+) (?:to (\d+)|and older)", rest)
    return replace(offer, ages=(int(found[1]), int(found[2]) if found[2] else None))


def told_wait(offer: Offered, rest: str, zone: str) -> Offered:
    found = shaped(r"(\d+) weeks on (.+)", rest)
    report = Report("waits", moment(found[2], zone), int(found[1]))
    return replace(offer, reports=[*offer.reports, report])


def told(kind: str) -> Callable[[Offered, str, str], Offered]:
    def read(offer: Offered, rest: str, zone: str) -> Offered:
        return replace(offer, reports=[*offer.reports, Report(kind, moment(rest, zone))])

    return read


SIMPLE: dict[str, dict] = {
    **{status.value.replace("_", " "): {"status": status} for status in Status},
    "not verified": {"unverified": True},
    "went well for most lately": {"quality": 800},
    "went badly for most lately": {"quality": 200},
    "very busy": {"load": 1000},
}
OPENINGS: dict[str, Callable[[Offered, str, str], Offered]] = {
    "serves": serves,
    "same group as": lambda offer, rest, _: replace(offer, group=rest),
    "only ages": only_ages,
    "last checked": lambda offer, rest, _: replace(offer, confirmed_on=day(rest)),
    "told a wait of": told_wait,
    "told full on": told("full"),
    "told it takes nobody on": told("not_taking"),
    "told a wrong number on": told("wrong_number"),
    "told closed on": told("closed"),
    "told it takes no Medicaid on": told("no_medicaid"),
    "was kind on": told("kind"),
}
