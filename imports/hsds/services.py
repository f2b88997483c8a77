"""How does a service of an HSDS package become a listing, with everything that hangs on it?"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from imports.addresses import truth
from imports.hsds import conditions, ours, phones
from imports.hsds.counted import Counted
from imports.hsds.hours import Hours
from imports.hsds.package import Package, Row
from imports.hsds.places import Place, Places
from imports.hsds.raw import raw_of
from imports.hsds.tags import Tags
from imports.listing import Listing, Options
from imports.places import country_code
from imports.reading import Ids
from imports.text import clean, line, stamp, was_broken, web_address

STATUS = {
    "": "active", "active": "active", "inactive": "inactive", "defunct": "inactive",
    "closed": "inactive", "temporarily closed": "temporarily_closed",
    "temporarily_closed": "temporarily_closed", "paused": "paused", "suspended": "paused",
    "do not refer": "do_not_refer", "do_not_refer": "do_not_refer",
}  # fmt: skip
MARKER = re.compile(r"\s*###[A-Z]{2,5}##+\s*")  # left behind by one 211's own system
EVERY = 500  # records between two words to the progress bar
TEXTS = ("name", "alternate_name", "description", "application_process", "alert", "fees")


def listings(package: Package, options: Options, counted: Counted) -> list[Listing]:
    """One listing for each service with a name, in file order."""
    _unattached(package, counted)
    maker = _Maker(
        package,
        options,
        counted,
        Places(package, country_code(options.country), counted),
        Hours(package, options.zone, counted),
        Tags(package, counted),
        Ids(),
    )
    found = []
    for count, row in enumerate(package.rows("service"), start=1):
        if made := maker.made(row):
            found.append(made)
        if options.progress and count % EVERY == 0:
            options.progress(count)
    return found


def _unattached(package: Package, counted: Counted) -> None:
    """Rows that name no service can be joined to none (all of Miami's eligibility)."""
    for row in package.rows("eligibility"):
        if not row.id("service_id"):
            text = row.text("eligibility_description", "eligibility")
            counted.notes.warn(
                row.number, row.field("service_id"), text, "names no service; left out"
            )
    for table in ("schedule", "phone", "attribute", "service_attribute"):
        for row in package.rows(table):
            if not any(row.id(column) for column in LINKS):
                said = "names nothing it belongs to; left out"
                counted.often(row.number, row.field("service_id"), said)


LINKS = (
    *("service_id", "location_id", "service_at_location_id", "organization_id", "contact_id"),
    *("link_id",),
)


@dataclass(frozen=True, slots=True)
class _Maker:
    package: Package
    options: Options
    counted: Counted
    places: Places
    hours: Hours
    tags: Tags
    ids: Ids

    def made(self, row: Row) -> Listing | None:
        name = _shown(row, "name")
        if not name:
            self.counted.notes.error(row.number, "name", row.id(), "no name: record rejected")
            return None
        self._look_at(row)
        said = ours.fields_of(self.package, "listing", row)
        organization = self._organization(row)
        places = self.places.of(row)
        tags = self.tags.of(row, places)
        wheres = list(dict.fromkeys(place.where for place in places))
        low, high = conditions.ages(self.package, row, self.counted)
        costs = conditions.costs(self.package, row)
        # A directory of ours says how one pays itself.
        free = () if "source_id" in said else conditions.free(costs)
        areas = conditions.areas(self.package, row)
        id, kind = self._id(row, said), tags.kind or "service"
        found = Listing(
            source_id=id,
            record_kind=kind,
            name=name,
            group_key=id if kind == "meeting" else "",
            group_name=name if kind == "meeting" else "",
            description=self._description(row),
            status=self._status(row),
            organization=organization,
            url=self._url(row),
            where=wheres[0] if wheres else None,
            also_at=wheres[1:],
            times=self.hours.of(row, places),
            phones=phones.of(self.package, row, places, self._country(wheres), self.counted),
            tags=[*tags.tags, *(t for t in free if t not in tags.tags)],
            attendance=_attendance(places),
            min_age=low,
            max_age=high,
            eligibility=conditions.eligibility(self.package, row),
            alternate_name=_shown(row, "alternate_name"),
            email=said.get("email", row.text("email"))[:200],
            application=clean(row.get("application_process")),
            documents=conditions.documents(self.package, row),
            wait=row.text("wait_time"),
            capacity=conditions.capacity(self.package, row),
            service_area="; ".join(areas),
            served_states=conditions.states(areas),
            alert=clean(row.get("alert")),
            costs=costs,
            updated_at=_moment(row.get("last_modified")),
            verified_on=_day(row.text("assured_date")),
            raw=raw_of(self.package, row, places),
        )
        return _with_ours(found, said)

    def _id(self, row: Row, said: dict[str, str]) -> str:
        wanted = said.get("source_id") or row.id()
        if not wanted or wanted.startswith("#"):
            words = (row.text("name"), row.id("organization_id"), row.text("url"))
            wanted = hashlib.sha256("\x1f".join(words).encode("utf-8", "replace")).hexdigest()[:24]
            self.counted.notes.warn(row.number, "id", "", f"no id; made from its name: {wanted}")
        return self.ids.unique(wanted, row.number, "id", self.counted.notes)

    def _look_at(self, row: Row) -> None:
        for column in TEXTS:
            value = row.get(column)
            if was_broken(value):
                said = "broken characters mended for display"
                self.counted.notes.warn(row.number, column, value, said)
            if isinstance(value, str) and "\\n" in value:
                self.counted.often(
                    row.number, column, "line ends written as \\n; mended for display"
                )
            if isinstance(value, str) and MARKER.search(value):
                said = "markers such as ###MON### taken out for display"
                self.counted.often(row.number, column, said)

    def _organization(self, row: Row) -> str:
        id = row.id("organization_id")
        if not id or not self.package.rows("organization"):
            return ""
        found = self.package.one("organization", id)
        if found is None:
            self.counted.notes.warn(
                row.number, "organization_id", id, "no such organization in the package"
            )
            return ""
        return line(found.get("name"))

    def _status(self, row: Row) -> str:
        written = row.text("status")
        if not written:
            self.counted.often(row.number, "status", "no status stated; taken as active")
        known = STATUS.get(written.casefold())
        if known is None:
            self.counted.notes.warn(
                row.number, "status", written, "not a status we know; paused until looked at"
            )
        return known or "paused"

    def _country(self, wheres: Sequence[Any]) -> str:
        return wheres[0].country if wheres else country_code(self.options.country)

    def _url(self, row: Row) -> str:
        more = (each.get("url") for each in self.package.by("website", "service_id", row.id()))
        urls = (web_address(each) for each in (row.get("url"), *more))
        return next(filter(None, urls), "")

    def _description(self, row: Row) -> str:
        interpreting = row.text("interpretation_services")
        said = f"Interpreting: {interpreting}" if interpreting else ""
        return "\n\n".join(filter(None, (_shown(row, "description"), said)))


def _shown(row: Row, column: str) -> str:
    """A text without the markers of somebody's system; a name on one line."""
    value = row.get(column)
    value = MARKER.sub("\n", value) if isinstance(value, str) and "###" in value else value
    return clean(value) if column == "description" else line(value)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(line(value))
    except ValueError:
        return stamp(value)
    try:
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError:
        return None


def _attendance(places: Sequence[Place]) -> str:
    virtual = {place.where.virtual for place in places}
    return "online" if virtual == {True} else "hybrid" if len(virtual) == 2 else ""


def _with_ours(found: Listing, said: dict[str, str]) -> Listing:
    """What a directory of ours said of it by the taxonomy "Peerline"."""
    if not said:
        return found
    taken: dict[str, Any] = {
        name: value
        for name, value in said.items()
        if name
        not in {
            "source_id",
            "served_states",
            "complete",
            "alert_until",
            "withheld",
            "status",
            "unverified",
        }
    }
    if said.get("status") in STATUS.values():
        taken["status"] = said["status"]
    if "served_states" in said:
        taken["served_states"] = [each for each in said["served_states"].split(",") if each]
    if "complete" in said:
        taken["complete"] = frozenset(each for each in said["complete"].split(",") if each)
    if "alert_until" in said:
        taken["alert_until"] = _day(said["alert_until"])
    if "withheld" in said:
        taken["withheld"] = bool(truth(said["withheld"]))
    if "unverified" in said:
        taken["unverified"] = bool(truth(said["unverified"]))
    return replace(found, **taken)
