"""What do a programme and its site say together of the one place that somebody is sent to?"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from imports import ages
from imports.codes import taxonomy211
from imports.icarol.facts import Facts
from imports.icarol.levels import PROGRAM, SITE
from imports.icarol.places import Coverage
from imports.listing import Listing, Tag, Time, Where
from imports.meeting_times import zone_of
from imports.reading import Notes
from imports.text import key

Found = TypeVar("Found")


def with_words(listing: Listing, whole: Sequence[Facts], coverage: Coverage) -> Listing:
    """With what is said in words: whom it takes, how one gets in, where it serves, what is new."""
    eligibility = said(whole, "Eligibility")
    low, high = ages.stated(" ".join(eligibility.split()))
    area = (said(whole, "CoverageAreaText"), said(whole, "CoverageArea"))
    served = first(whole, lambda each: coverage.states(each.row.id))
    text, until = first(whole, lambda each: each.alert if each.alert[0] else ()) or ("", None)
    counties = next(filter(None, (coverage.text(each.row.id) for each in whole)), "")
    capacity = (said(whole, "ServiceCapacity"), said(whole, "CapacityType"))
    return replace(
        listing,
        eligibility="" if eligibility.lower() in {"none", "n/a"} else eligibility,
        min_age=low,
        max_age=high,
        application=said(whole, "ApplicationProcess"),
        documents=said(whole, "DocumentsRequired"),
        wait=said(whole, "NormalWaitTime"),
        capacity=", ".join(filter(None, capacity)),
        service_area="; ".join(filter(None, (next(filter(None, area), ""), counties))),
        served_states=served,
        alert=text,
        alert_until=until,
    )


def as_group(listing: Listing) -> Listing:
    """A support group has a stable group: by its name and street (formats.md 1)."""
    if listing.record_kind != "meeting":
        return listing
    street = listing.where.line1 if listing.where else ""
    return replace(
        listing,
        group_key=f"{key(listing.name)[:120]}@{key(street)[:79]}",
        group_name=listing.name,
        attendance="in_person" if street else "",
    )


def said(whole: Iterable[Facts], heading: str) -> str:
    """What the row itself says, else its programme, else its site."""
    return next(filter(None, (each(heading) for each in whole)), "")


def first(whole: Iterable[Facts], of: Callable[[Facts], Found]) -> Found:
    found = [of(each) for each in whole]
    return next(filter(None, found), found[0])


def where_of(whole: Sequence[Facts]) -> Where | None:
    """Its own address, else the site's: a programme at a site is not where the programme sits."""
    at = next((each for each in whole if each.where and each.row.level != PROGRAM), None)
    if whole[0].where:
        at = whole[0]
    if at is None or at.where is None:
        return None
    name = at.row.name if at.row.level == SITE and at is not whole[0] else ""
    same = not name or key(name) == key(at.where.line1)
    return at.where if same else replace(at.where, name=name)


def times_of(
    whole: Sequence[Facts], where: Where | None, kind: str, default: str, notes: Notes
) -> list[Time]:
    """Those of the first that says anything of its hours, and the words beside them."""
    open_ = next((each for each in whole if each.hours.times or each.hours_text), None)
    if open_ is None:
        return []
    zone = zone_of("", where, default, whole[0].row.number, notes)
    times = [replace(each, zone=zone, kind=kind) for each in open_.hours.times]
    if open_.hours_text:
        words = open_.hours_text[:2000]
        times.append(Time(weekday=None, start=None, minutes=None, zone=zone, text=words, kind=kind))
    return times


def tags_of(whole: Sequence[Facts], codes: Sequence[str]) -> list[Tag]:
    buildings = [each for each in whole if each.row.level != PROGRAM] or whole
    found = (
        *(tag for code in codes for tag in taxonomy211.tags_of(code)),
        *first(whole, lambda each: each.languages),
        *first(buildings, lambda each: each.access),
        *first(whole, lambda each: each.whom),
        *first(whole, lambda each: each.paying),
    )
    return list(dict.fromkeys(found))


def verified_on(whole: Sequence[Facts]) -> date | None:
    found = next((each.verified_on for each in whole if each.verified_on), None)
    return found.date() if found else None
