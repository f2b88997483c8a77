"""What does an iCarol export say: one wide table of agencies, programmes, sites, and which stand where?"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from imports.codes import taxonomy211
from imports.icarol import cells, listings
from imports.icarol.facts import Facts, facts_of
from imports.icarol.files import Files, files_of
from imports.icarol.levels import AT_SITE, PROGRAM, SITE, Export, Row, number_in
from imports.icarol.places import Coverage, Places
from imports.listing import Listing, Options, Reading
from imports.meeting_times import with_zones
from imports.reading import Ids, Notes, Opened
from imports.tables import BROKEN
from imports.text import key, line

# Staff and what is meant for colleagues only: not taken in, not even beside the listing.
PERSONAL = re.compile(
    r"^(seniorworker|maincontact|lastverifi(edby|cationapproved)|internalnotes|recordowner"
    r"|mailingattention|enteredby|updatedby)"
    r"|^custom.*(name|contact|e?mail|phone|note|internal|staff|director|manager|worker|ssn|birth)",
)
EVERY = 200  # records between two words to the progress bar


@dataclass(slots=True)
class Feed:
    """What holds for all records of one reading; `facts` by the row's number."""

    options: Options
    export: Export
    coverage: Coverage
    facts: dict[int, Facts]
    notes: Notes
    ids: Ids = field(default_factory=Ids)

    def whole(self, row: Row) -> list[Facts]:
        """The row, and for a programme at a site the programme and the site that complete it."""
        rows = [row]
        if row.level == AT_SITE:
            for heading, level in (("ConnectsToProgramNum", PROGRAM), ("ConnectsToSiteNum", SITE)):
                if found := self.export.linked(row, heading, level):
                    rows.append(found)
        return [self.facts[each.number] for each in rows]


def read(source: Opened, options: Options) -> Reading:
    """Every row of the export, with its coverage and taxonomy files where a folder holds them.

    Columns are found by heading, in any order and number (formats.md 6). A programme at a site
    stands at the site's place with the programme's content; agencies, and programmes and sites it
    stands for, are of `record_kind` "part". `code_list` is "211". Raises `Unreadable`.
    """
    notes = Notes()
    files = files_of(source, notes)
    feed = _feed(files, options, notes)
    made = []
    for row in files.rows:
        if row.number in feed.facts:
            made.append((row.number, _listing(row, feed)))
    return Reading(
        with_zones(made, notes),
        notes.problems,
        read=len(files.rows),
        rejected=len(files.rows) - len(made),
        unknown_codes=notes.unknown,
        code_list=taxonomy211.LIST,
    )


def _feed(files: Files, options: Options, notes: Notes) -> Feed:
    sound = [row for row in files.rows if _is_sound(row, notes)]
    export = Export(sound)
    places = Places.of(sound, options.country)
    facts = {}
    for row in sound:
        facts[row.number] = facts_of(row, places, files.codes, notes, options.today)
        if options.progress and row.number % EVERY == 0:
            options.progress(row.number)
    _misused(sound, notes)
    return Feed(options, export, Coverage.of(sound, files.coverage, notes), facts, notes)


def _is_sound(row: Row, notes: Notes) -> bool:
    if not row.name:
        notes.error(row.number, "PublicName", row.id, "no name: record rejected")
    elif why := row.cells.get(BROKEN):
        notes.error(row.number, "row", " | ".join(row.cells.values()), why)
    else:
        return True
    return False


def _misused(rows: Iterable[Row], notes: Notes) -> None:
    misused = [row for row in rows if row("DisabilitiesAccess").lower() in cells.QUARTER_OF_TOWN]
    if misused:
        said = misused[0]("DisabilitiesAccess")
        left = f"{len(misused)} records hold a quarter of the town here; none is access, left out"
        notes.warn(0, "DisabilitiesAccess", said, left)


def _listing(row: Row, feed: Feed) -> Listing:
    whole = feed.whole(row)
    _check_links(row, len(whole), feed)
    codes = listings.first(whole, lambda each: each.codes)
    kind = "part" if feed.export.is_part(row) else taxonomy211.kind_of(codes)
    where = listings.where_of(whole)
    agency = feed.export.agency(row)
    pages = (listings.said(whole, "WebsiteAddress"), agency("WebsiteAddress") if agency else "")
    made = Listing(
        source_id=_identity(row, feed),
        record_kind=kind,
        name=row.name,
        alternate_name=_other_name(row),
        description=listings.said(whole, "AgencyDescription"),
        status=cells.worst(each.status for each in whole),
        organization=_organization(row, agency, feed.notes),
        url=next(filter(None, map(cells.page, pages)), ""),
        email=line(listings.said(whole, "EmailAddressMain")),
        where=where,
        times=listings.times_of(
            whole,
            where,
            "meeting" if kind == "meeting" else "opening",
            feed.options.zone,
            feed.notes,
        ),
        phones=cells.distinct(phone for each in whole for phone in each.phones),
        tags=listings.tags_of(whole, codes),
        costs=listings.first(whole, lambda each: each.costs),
        withheld=any(each.withheld for each in whole if each.row.level != SITE or each.row is row),
        updated_at=whole[0].updated_at,
        verified_on=listings.verified_on(whole),
        external_id=row("UniqueIDPriorSystem"),
        raw=_raw(row),
    )
    return listings.as_group(listings.with_words(made, whole, feed.coverage))


def _organization(row: Row, agency: Row | None, notes: Notes) -> str:
    """The agency's name; that in `ParentAgency` where the agency is not in the file."""
    parent = number_in(row("ParentAgencyNum"))
    if agency is None and parent and parent != row.id:
        action = "no agency of this number in the file; its name is taken from ParentAgency"
        notes.warn(row.number, "ParentAgencyNum", parent, action)
    return agency.name if agency else row("ParentAgency") or row.name


def _check_links(row: Row, found: int, feed: Feed) -> None:
    if not row.level:
        said = row("TaxonomyLevelName")
        feed.notes.warn(row.number, "TaxonomyLevelName", said, "no level we know; a service")
    if row.level == AT_SITE and found < 3:
        links = f"{row('ConnectsToProgramNum')} at {row('ConnectsToSiteNum')}"
        action = "its programme or its site is not in the file; made from what is there"
        feed.notes.warn(row.number, "ConnectsToProgramNum", links, action)
    agency = feed.export.agency(row)
    if agency and feed.facts[row.number].status == "active":
        worse = feed.facts[agency.number].status
        if worse != "active":
            action = (
                f"its agency is “{worse.replace('_', ' ')}”; kept as the record says, please check"
            )
            feed.notes.warn(row.number, "ParentAgencyNum", agency.id, action)
    if not row("PublicName"):
        feed.notes.warn(row.number, "PublicName", "", f"no name; “{row.name}” stands in")


def _identity(row: Row, feed: Feed) -> str:
    wanted = row.id
    if not wanted:
        words = (row.level, row.name, row("PhysicalAddress1"), row("PhysicalPostalCode"))
        wanted = hashlib.sha256("\x1f".join(words).encode("utf-8", "replace")).hexdigest()[:24]
        action = f"no number; made from name and address: {wanted}"
        feed.notes.warn(row.number, "ResourceAgencyNum", "", action)
    return feed.ids.unique(wanted, row.number, "ResourceAgencyNum", feed.notes)


def _other_name(row: Row) -> str:
    names = (row("AlternateName"), row("OfficialName"))
    return next((each for each in names if each and key(each) != key(row.name)), "")


def _raw(row: Row) -> dict[str, str]:
    """The cells that say anything, without staff and internal notes."""
    return {
        heading: value.strip()
        for heading, value in row.cells.items()
        if heading and value.strip() and not PERSONAL.match(heading)
    }
