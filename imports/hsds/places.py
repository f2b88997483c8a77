"""Where is an HSDS service given: which of its places may be gone to, and which are kept private?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from imports.addresses import placed, truth
from imports.hsds import ours
from imports.hsds.counted import Counted
from imports.hsds.package import Package, Row
from imports.listing import Where
from imports.places import (
    coordinates,
    country_code,
    country_of_code,
    mended_zip,
    state_code,
    zip_in_state,
    zip_place,
)
from imports.text import clean

KEPT_PRIVATE = frozenset({"private", "confidential", "secret", "hidden", "undisclosed"})
POSTAL, VIRTUAL = "postal", "virtual"
PRECISIONS = frozenset({"point", "street", "zip", "city", "none"})


@dataclass(frozen=True, slots=True)
class Place:
    """A location of a service, how the service stands there, and where that is."""

    location: Row
    link: Row | None  # its service_at_location
    where: Where


class Places:
    """The locations of a package, each worked out once however many services are given there."""

    def __init__(self, package: Package, country: str, counted: Counted) -> None:
        self.package = package
        self._country = country
        self._counted = counted
        self._made: dict[str, Where] = {}
        self._joined = bool(package.rows("service_at_location"))

    def of(self, service: Row) -> list[Place]:
        """In file order, without a place met twice; a location that is absent is reported."""
        found: dict[str, Place] = {}
        for location, link in self._locations(service):
            where = self._where(location, service)
            if where is not None:
                found.setdefault(location.id(), Place(location, link, where))
        return list(found.values())

    def _locations(self, service: Row) -> Sequence[tuple[Row, Row | None]]:
        package, id = self.package, service.id()
        found: list[tuple[Row, Row | None]] = []
        for link in package.by("service_at_location", "service_id", id):
            location = package.one("location", link.id("location_id"))
            if location is not None:
                found.append((location, link))
            else:
                self._counted.notes.warn(
                    link.number, link.field("location_id"), link.id("location_id"),
                    "no such location in the package; left out",
                )  # fmt: skip
        own = [(each, None) for each in package.by("location", "service_id", id)]
        if self._joined or own or found:
            return [*found, *own]
        # Packages without that table join through the organization (formats.md 5, Illinois).
        of = service.id("organization_id")
        return [(each, None) for each in package.by("location", "organization_id", of)]

    def _where(self, location: Row, service: Row) -> Where | None:
        id = location.id()
        if id not in self._made:
            self._made[id] = self._made_of(location, service)
        where = self._made[id]
        said = where.line1 or where.city or where.postal_code or where.lat is not None
        said = said or bool(ours.fields_of(self.package, "place", location))
        return where if said or where.virtual or where.confidential else None

    def _made_of(self, location: Row, service: Row) -> Where:
        address, public = self._address(location)
        kind = location.text("location_type").lower()
        where = Where(
            name=location.text("name"),
            directions=_directions(location, service),
            transport=clean(location.get("transportation")),
            virtual=kind == VIRTUAL,
            confidential=kind in KEPT_PRIVATE,
            country=self._country,
        )
        if address is not None:
            where = self._with_address(where, self._stated(address, location), public=public)
        elif not where.virtual:
            self._counted.notes.warn(
                location.number, location.field("id"), location.id(), "no address; kept without"
            )
        return self._with_ours(self._on_earth(where, location, postal_only=not public), location)

    def _address(self, location: Row) -> tuple[Row | None, bool]:
        """The address to go to, and whether it is one: else the postal one stands for the town."""
        package, id = self.package, location.id()
        rows = package.by("address", "location_id", id)
        kind = location.text("location_type").lower()
        for each in rows:
            if kind != POSTAL and each.text("address_type").lower() not in (POSTAL, VIRTUAL):
                return each, True
        postal = [*rows, *package.by("postal_address", "location_id", id)]
        return (postal[0], False) if postal else (None, True)

    def _stated(self, address: Row, location: Row) -> Row:
        """Without the columns that a directory of ours only fills because the schemas want them."""
        unstated = ours.fields_of(self.package, "place", location).get("unstated", "").split(",")
        cells = {name: value for name, value in address.items() if name not in unstated}
        return Row(cells, address.number, address.table)

    def _with_address(self, where: Where, address: Row, *, public: bool) -> Where:
        country = country_code(address.text("country"), self._country)
        written = address.text("postal_code")
        country = country_of_code(written, country)
        state = state_code(address.text("state_province"), country)
        postal_code, mended = mended_zip(written, state, country)
        if mended:
            self._counted.notes.warn(address.number, address.field("postal_code"), written, mended)
        self._look_at(address)
        private = address.text("address_type").lower() in KEPT_PRIVATE
        shown = public or private
        return replace(
            where,
            line1=address.text("address_1") if shown else "",
            line2=address.text("address_2") if shown else "",
            city=address.text("city"),
            county=address.text("region"),
            state=state,
            postal_code=postal_code,
            country=country,
            confidential=where.confidential or private,
        )

    def _look_at(self, address: Row) -> None:
        notes = self._counted.notes
        if not address.text("address_1"):
            notes.warn(
                address.number, address.field("address_1"), "", "no street; the town is kept"
            )
        state = address.get("state_province")
        if isinstance(state, str) and state != state.strip():
            self._counted.often(address.number, address.field("state_province"), "blanks cut off")
        if not address.text("country"):
            said = f"no country stated; taken as {self._country}"
            self._counted.often(address.number, address.field("country"), said)

    def _on_earth(self, where: Where, location: Row, *, postal_only: bool) -> Where:
        """Its own point; of a postal address or one without a point the middle of its ZIP."""
        notes = self._counted.notes
        own = {} if postal_only else location
        field = location.field("latitude")
        found = placed(where, own, None, location.number, notes, field=field)
        stated = coordinates(own.get("latitude"), own.get("longitude"))[0] is not None
        if not where.virtual and not postal_only and not stated:
            self._counted.notes.warn(
                location.number, location.field("latitude"), location.get("latitude"),
                "no coordinates; the middle of its ZIP is used" if found.lat is not None
                else "no coordinates and no ZIP: it has no place on the map",
            )  # fmt: skip
        code = where.postal_code
        if zip_place(code) and not zip_in_state(code, where.state):
            self._counted.notes.warn(
                location.number, "postal_code", code, f"not a ZIP of {where.state}; not used"
            )
        return found

    def _with_ours(self, where: Where, location: Row) -> Where:
        said = ours.fields_of(self.package, "place", location)
        if not said:
            return where
        precision = said.get("precision", "")
        if precision == "none":
            where = replace(where, lat=None, lon=None)
        return replace(
            where,
            county=said.get("county", where.county),
            precision=precision if precision in PRECISIONS else where.precision,
            precision_source=said.get("precision_source", where.precision_source),
            confidential=where.confidential or bool(truth(said.get("confidential"))),
            virtual=where.virtual or bool(truth(said.get("virtual"))),
        )


def _directions(location: Row, service: Row) -> str:
    """What the location says of itself; many feeds only repeat the service's words."""
    own = location.get("description")
    return "" if own == service.get("description") else clean(own)
