"""What is an HSDS service for: its terms, languages, access and payments in our axes?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from imports.codes import hsds as terms
from imports.codes import languages, taxonomy211
from imports.codes.hsds import PAYMENTS
from imports.hsds import ours
from imports.hsds.counted import Counted
from imports.hsds.package import Package, Row
from imports.hsds.places import Place
from imports.listing import Tag
from imports.text import clean, key, line

LIST = "hsds"
# Which kind a service is that carries several.
KINDS = (
    *("treatment", "mobile_crisis", "emergency_department", "syringe_service", "shelter"),
    *("recovery_centre", "warm_line", "coach", "family_peer", "meeting", "service"),
)
ACCESS = (
    ("wheelchair", re.compile(r"wheel-?\s?chair|handicap(ped)?\W+access|disabled\W+access|\bADA\b", re.I)),
    ("accessible_toilet", re.compile(r"(access\w+|disabled)\W+(toilet|rest-?room|bathroom|wc\b)", re.I)),
    ("large_print", re.compile(r"large\W+print", re.I)),
)  # fmt: skip
# Words beside an access need that may turn it round; then it is kept as words alone.
DENIED = re.compile(
    r"\b(no|not|non|without|limited|lacks?|partial\w*|un\w*access\w*|inaccess\w*|call|ask)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Said:
    """The kind a service is by its terms ("" where none says), and its tags in order."""

    kind: str
    tags: Sequence[Tag]


@dataclass(frozen=True, slots=True)
class Tags:
    package: Package
    counted: Counted

    def of(self, service: Row, places: Sequence[Place]) -> Said:
        kinds: set[str] = set()
        found: list[Tag] = []
        for kind, tags in self._terms(service, places):
            kinds.add(kind)
            found += tags
        found += self._languages(service, places)
        found += self._access(places)
        found += self._payments(service)
        kind = next((each for each in KINDS if each in kinds), "")
        return Said(kind, list(dict.fromkeys(found)))

    def _terms(self, service: Row, places: Sequence[Place]) -> list[tuple[str, Sequence[Tag]]]:
        package, id = self.package, service.id()
        at = [p.link.id() for p in places if p.link is not None]
        rows = [
            *package.by("attribute", "link_id", id),
            *package.every("attribute", "link_id", at),
            *package.by("service_attribute", "service_id", id),
        ]
        seen: set[tuple[str, str]] = set()
        found = []
        for row in rows:
            term_id = row.id("taxonomy_term_id") or row.id("taxonomy_id")
            mark = (term_id, row.text("value"))
            if mark in seen:
                said = "the same term stands on one service more than once; kept once"
                self.counted.often(row.number, row.table, said)
                continue
            seen.add(mark)
            found.append(self._term(row, term_id))
        return found

    def _term(self, row: Row, term_id: str) -> tuple[str, Sequence[Tag]]:
        term = self.package.one("taxonomy_term", term_id)
        code = term.text("code") or term.id() if term is not None else term_id
        taxonomy = ours.taxonomy_of(self.package, term)
        if ours.is_ours(taxonomy):
            tag = ours.tag_of(code, line(row.get("value")))
            return "", [tag] if tag else []
        for each in (code, term_id):
            if _is_211(each, taxonomy):
                (one,) = taxonomy211.codes_in(each)[:1]
                return taxonomy211.kind_of([one]), taxonomy211.tags_of(one)
        name = term.text("name") if term is not None else ""
        code_list = key(taxonomy)[:40] or LIST
        known = terms.said_by(name, code_list, code or name)
        if known is not None:
            return known
        self.counted.notes.unknown_code(f"{name or code}"[:100])
        return "", [Tag("", None, code_list, (code or name)[:200])]

    def _languages(self, service: Row, places: Sequence[Place]) -> list[Tag]:
        where = [p.location.id() for p in places]
        rows = {
            id(row): row
            for row in (
                *self.package.by("language", "service_id", service.id()),
                *self.package.every("language", "location_id", where),
            )
        }
        return [tag for row in rows.values() for tag in self._spoken(row)]

    def _spoken(self, row: Row) -> list[Tag]:
        text = clean(row.get("name")) or clean(row.get("language"))
        written = (row.text("code") or line(text))[:200]
        known = languages.of_iso(row.text("code"))
        if known and languages.code_of(text) in (None, known):
            return [Tag("language", known, LIST, written)]
        codes, other = languages.listed(text or written)
        found = [Tag("language", code, LIST, written) for code in codes]
        if other:
            column = "language" if row.text("language") else "name" if text else "code"
            self.counted.notes.warn(
                row.number,
                row.field(column),
                text,
                "more than the name of a language; kept as words",
            )
            found.append(Tag("language", None, LIST, written))
        return found  # nothing where the UK profile lost both name and code

    def _access(self, places: Sequence[Place]) -> list[Tag]:
        """A yes only where each place to go to says it; else the words alone."""
        doors = [p for p in places if not p.where.virtual]
        said = [self._access_of(place) for place in doors]
        everywhere = set.intersection(*(values for values, _ in said)) if said else set()
        found = [Tag("access", value, LIST, value) for value in sorted(everywhere)]
        words = dict.fromkeys(text for values, texts in said for text in texts)
        unsaid = [text for text in words if not everywhere or not _access_in(text) <= everywhere]
        return [*found, *(Tag("access", None, LIST, text[:200]) for text in unsaid)]

    def _access_of(self, place: Place) -> tuple[set[str], list[str]]:
        rows = self.package.by("accessibility", "location_id", place.location.id())
        texts = [
            text
            for row in rows
            for text in (row.text("description", "accessibility"), row.text("details"))
            if text
        ]
        return {value for text in texts for value in _access_in(text)}, texts

    def _payments(self, service: Row) -> list[Tag]:
        rows = self.package.by("payment", "service_id", service.id())
        found = []
        for row in rows:
            for part in re.split(r"[;,]", row.text("payment", "payment_accepted", "name")):
                if written := part.strip():
                    value = PAYMENTS.get(key(written))
                    found.append(Tag("payment", value, LIST, written[:200]))
                    if value is None:
                        self.counted.notes.unknown_code(written[:100])
        return found


def _is_211(code: str, taxonomy: str) -> bool:
    """Two capitals alone are a code of many lists."""
    whole = " * ".join(each.strip() for each in code.split("*"))
    told = "-" in code or re.search(r"(?i)211|airs", taxonomy)
    return bool(told) and taxonomy211.is_code(whole)


def _access_in(text: str) -> set[str]:
    if DENIED.search(text):
        return set()
    return {value for value, words in ACCESS if words.search(text)}
