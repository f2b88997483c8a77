"""What would a file change? Its listings against what we know of their source."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from casework.desk import Desk
from casework.directory import fingerprint
from casework.errors import Refused
from db.models import SourceRecord
from imports.listing import Listing

A_FIFTH = 5


@dataclass(frozen=True)
class Known:
    """What stands of one record: never live (`live` False) counts as not known yet."""

    record_id: int
    content_hash: str
    live: bool
    present: bool


@dataclass(frozen=True)
class Difference:
    """Listings by what they are to us; `hashes` by source id, `gone` counts all not in the file."""

    new: Sequence[Listing]
    changed: Sequence[Listing]
    back: Sequence[Listing]  # unchanged, but missing until now; counted as changed
    unchanged: int
    missing: int
    newly_missing: int
    present: int
    hashes: dict[str, str]
    known: dict[str, Known]

    @property
    def takes_too_much(self) -> bool:
        """More than a fifth of what the source lists now would go missing (contracts.md 2)."""
        return self.newly_missing * A_FIFTH > self.present

    @property
    def to_write(self) -> list[Listing]:
        return [*self.new, *self.changed]


def known_of(desk: Desk, source_id: int | None) -> dict[str, Known]:
    """Source key → what we have. One query; a source of 17,500 records takes 0.1 s."""
    if source_id is None:
        return {}
    columns = select(  # type: ignore[call-overload]
        col(SourceRecord.source_key),
        col(SourceRecord.id),
        col(SourceRecord.content_hash),
        col(SourceRecord.live_entry_id),
        col(SourceRecord.state),
    )
    rows = desk.session.execute(columns.where(SourceRecord.source_id == source_id)).all()
    return {
        key: Known(id, content, live is not None, state == "present")
        for key, id, content, live, state in rows
    }


def compare(desk: Desk, listings: Sequence[Listing], source_id: int | None) -> Difference:
    known = known_of(desk, source_id)
    new: list[Listing] = []
    changed: list[Listing] = []
    back: list[Listing] = []
    hashes = {listing.source_id: fingerprint.of(listing) for listing in listings}
    for listing in listings:
        have = known.get(listing.source_id)
        if have is None or not have.live:
            new.append(listing)
        elif have.content_hash != hashes[listing.source_id]:
            changed.append(listing)
        elif not have.present:
            back.append(listing)
    gone = [have for key, have in known.items() if have.live and key not in hashes]
    return Difference(
        new,
        changed,
        back,
        unchanged=len(listings) - len(new) - len(changed) - len(back),
        missing=len(gone),
        newly_missing=sum(have.present for have in gone),
        present=sum(have.live and have.present for have in known.values()),
        hashes=hashes,
        known=known,
    )


def refuse_if_too_much_goes(found: Difference, source: str) -> None:
    if found.takes_too_much:
        raise Refused(
            f"This file would take away {found.newly_missing:,} of the {found.present:,} listings "
            f"of {source}. If that is right, say yes to it (--yes); nothing was written."
        )
