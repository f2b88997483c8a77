"""Which invented places does a second invented list have too, so that somebody has to say they are one?

Made of the first list without a dice: what the rest of the demo draws stays as it was.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from imports.listing import Listing

SOURCE = "State licence list (invented)"
TOWN = "desmoines-"  # the scenes of the demo play elsewhere


def twins(listings: Sequence[Listing]) -> Iterator[Listing]:
    """Three clinics and a group as a state writes them down; the last clinic is another programme of its
    house."""
    here = [each for each in listings if each.source_id.startswith(TOWN) and _is_plain(each)]
    clinics = islice((each for each in here if each.record_kind == "treatment"), 4)
    for number, (clinic, written) in enumerate(zip(clinics, WRITTEN, strict=False)):
        yield replace(_of_state(clinic, number), **written(clinic))
    for number, meeting in enumerate(_one_group(here), start=10):
        yield _of_state(meeting, number)


def _is_plain(listing: Listing) -> bool:
    there = listing.where
    return listing.status == "active" and there is not None and bool(there.line1)


def _one_group(here: Iterable[Listing]) -> Iterator[Listing]:
    meetings = [each for each in here if each.record_kind == "meeting"]
    return (each for each in meetings if each.group_key == meetings[0].group_key)


def _of_state(listing: Listing, number: int) -> Listing:
    return replace(
        listing,
        source_id=f"licence-{number:03}",
        organization="",
        description="",
        url="",
        verified_on=None,
        updated_at=None,
        raw={"licence": f"{number:03}", "name": listing.name},
    )


WRITTEN = (
    lambda clinic: {"name": f"{clinic.name}, Inc.", "tags": clinic.tags[:4]},
    lambda clinic: {"name": clinic.name.upper(), "phones": clinic.phones[:1]},
    lambda clinic: {"name": f"{clinic.name} of Iowa", "tags": clinic.tags[:6], "times": ()},
    lambda _: {"name": "Second Floor Youth Programme", "phones": ()},
)
