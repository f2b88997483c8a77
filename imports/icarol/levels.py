"""Which row of an iCarol export stands for itself, and whose place and content belongs to it?

Agency, Program, Site and ProgramAtSite point at one another by number; real exports lack levels
(formats.md 6).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from imports.text import line, plain

AGENCY, PROGRAM, SITE, AT_SITE = "agency", "program", "site", "programatsite"
LEVELS = {
    AGENCY: AGENCY,
    "organization": AGENCY,
    PROGRAM: PROGRAM,
    "programme": PROGRAM,
    "service": PROGRAM,
    SITE: SITE,
    "location": SITE,
    AT_SITE: AT_SITE,
    "siteprogram": AT_SITE,
}
NOBODY = frozenset({"", "0", "-1"})  # what stands where no number was given


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its place in the file, counted from 1, and its cells by heading in lower case."""

    number: int
    cells: Mapping[str, str]

    def __call__(self, heading: str) -> str:
        """The cell on one line, "" for an empty one and for iCarol's `-1`."""
        text = line(self.cells.get(heading.lower()))
        return "" if text == "-1" else text

    @property
    def id(self) -> str:
        return number_in(self("ResourceAgencyNum"))

    @property
    def level(self) -> str:
        """One of the four, or "" for a level missing or unknown."""
        return LEVELS.get(re.sub(r"[^a-z]", "", self("TaxonomyLevelName").lower()), "")

    @property
    def name(self) -> str:
        names = ("PublicName", "OfficialName", "AlternateName", "ParentAgency")
        return next(filter(None, (self(each) for each in names)), "")


def number_in(text: str) -> str:
    """An id as it is pointed at: `373463.0` of a spreadsheet is 373463, 0 is nobody."""
    found = re.sub(r"\.0+$", "", plain(text))
    return "" if found in NOBODY else found[:200]


@dataclass(slots=True)
class Export:
    """All rows of one export and how they hang together."""

    rows: Sequence[Row]
    by_id: dict[str, Row] = field(default_factory=dict)
    with_sites: set[str] = field(default_factory=set)
    with_programs: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for row in self.rows:
            if row.id:
                self.by_id.setdefault(row.id, row)
            if row.level == AT_SITE:
                self.with_sites.add(number_in(row("ConnectsToProgramNum")))
                self.with_programs.add(number_in(row("ConnectsToSiteNum")))

    def agency(self, row: Row) -> Row | None:
        found = self.by_id.get(number_in(row("ParentAgencyNum")))
        return found if found and found.level == AGENCY and found is not row else None

    def linked(self, row: Row, heading: str, level: str) -> Row | None:
        """The row of this level that a ProgramAtSite points at."""
        found = self.by_id.get(number_in(row(heading)))
        return found if found and found.level == level else None

    def is_part(self, row: Row) -> bool:
        """Kept, but nobody is sent to it by itself: an agency, a programme that stands at sites, a
        site whose programmes are listed. An export of agencies alone has nothing else to send to.
        """
        if row.level == AGENCY:
            return any(each.level != AGENCY for each in self.rows)
        if row.level == PROGRAM:
            return row.id in self.with_sites
        return row.level == SITE and row.id in self.with_programs
