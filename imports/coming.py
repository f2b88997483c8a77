"""Which records say they were checked or changed on a day that has not been yet?

Such a slip ("2062" for "2026") would keep a listing fresh for years, and out of every list to ask anew.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from imports.listing import Listing, Options, Problem, Reading

SLACK = timedelta(days=1)  # a zone east of ours


def without_days_to_come(reading: Reading, name: str, options: Options) -> Reading:
    """The reading without those days, and one problem that counts them."""
    latest = (options.today or datetime.now(UTC).date()) + SLACK
    listings = [_past(each, latest) for each in reading.listings]
    count = sum(one is not other for one, other in zip(listings, reading.listings, strict=True))
    if not count:
        return reading
    said = f"{count} records were checked or changed on a day to come, they say; the day left out"
    problems = [*reading.problems, Problem(0, "updated", "warning", name, said)]
    return replace(reading, listings=listings, problems=problems)


def _past(listing: Listing, latest: date) -> Listing:
    checked, changed = listing.verified_on, listing.updated_at
    if checked and checked > latest:
        listing = replace(listing, verified_on=None)
    if changed and changed.date() > latest:
        listing = replace(listing, updated_at=None)
    return listing
