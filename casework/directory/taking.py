"""How does a foreign directory become ours: dry first, then staged, then published at one moment?"""

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlmodel import select

from casework.access import Act
from casework.desk import Desk
from casework.directory import axes, sweeping, twice_finding
from casework.directory.comparing import Difference, compare, refuse_if_too_much_goes
from casework.directory.lease import lease
from casework.directory.publishing import publish
from casework.directory.result import Report
from casework.directory.staging import Staging
from casework.errors import Refused
from db.models import AxisCompleteness, ImportRun, Source
from imports import formats
from imports.listing import Options, Reading, Unreadable
from imports.places import zones
from matching.words import Kind

log = logging.getLogger("peerline")
LOCAL = "local"  # the source of what is entered here
TABLE = "table"  # the format whose columns a person names


@dataclass(frozen=True, kw_only=True)
class Feed:
    """Whose listings these are and what the person importing says beside the file."""

    format: str
    source: str
    file: str
    sha256: str = ""
    zone: str = ""
    code_list: str = ""
    language: str = ""
    country: str = "US"
    licence_note: str = ""
    mapping: Mapping[str, Any] | None = None  # of format "table", as JSON keeps it
    address: str = ""  # where it was fetched


def take_in(
    desk: Desk,
    *,
    format: str,
    path: Path,
    feed: Mapping[str, Any] | None = None,
    dry_run: bool = False,
    yes: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Read one file (or folder) of a format and take its listings in (contracts.md 2).

    `feed` may hold source, file (the name to show), zone, code_list, language, country,
    licence_note, mapping (of format "table", kept with the source) and address; the source's own
    standing settings fill what is left out, and the file's name stands for a missing source.
    `progress` hears how many listings were read, then written.

    Raises NotAllowed without the act; Refused, with nothing written, when the file cannot be read
    as this format, holds no record, would lose more than a fifth of its source's listings without
    `yes`, or another import is running. A run that fails or is killed leaves nothing visible.
    """
    desk.require(Act.IMPORT_DIRECTORY)
    said = {name: text for name, text in (feed or {}).items() if text}
    said = {"source": _stem(path), "file": path.name, **said}
    if "mapping" in said and format != TABLE:
        raise Refused(
            f"A mapping says what the columns of a spreadsheet are; {format} knows its own."
        )
    wanted = _with_standing(desk, Feed(format=format, **said))
    options = Options(
        zone=wanted.zone,
        code_list=wanted.code_list,
        language=wanted.language,
        country=wanted.country,
        mapping=wanted.mapping,
        progress=progress,
    )
    try:
        reading = formats.read(format, path, options)
    except Unreadable as reason:
        raise Refused(str(reason)) from reason
    wanted = replace(wanted, sha256=_sha256(path))  # after its size and kind were looked at
    return take(desk, wanted, reading, dry_run=dry_run, yes=yes, progress=progress)


def take(
    desk: Desk,
    feed: Feed,
    reading: Reading,
    *,
    kinds: Mapping[str, Kind] | None = None,
    dry_run: bool = False,
    yes: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Listings already read, by the same door; `kinds` (by source id) names what no feed states.

    Raises as `take_in`.
    """
    desk.require(Act.IMPORT_DIRECTORY)
    work = _Taking(desk, _with_standing(desk, feed), reading, kinds or {}, progress)
    if dry_run:
        work.check(yes=True)
        return work.report(dry_run=True)
    with lease():
        sweeping.failed_runs(desk)
        work.check(yes=yes)
        work.write()
    _look_for_the_same(desk, work.run_id)
    return work.report(dry_run=False)


def _look_for_the_same(desk: Desk, run_id: int | None) -> None:
    """What came in is in, whether or not it could be compared."""
    try:
        twice_finding.look_for_twice(desk, run_id=run_id)
    except Exception:
        desk.session.rollback()
        log.exception("the same place twice could not be looked for")


def sweep(desk: Desk) -> int:
    """Take out what dead imports left; how many there were. Refused while one is alive."""
    desk.require(Act.IMPORT_DIRECTORY)
    with lease():
        return sweeping.failed_runs(desk)


@dataclass
class _Taking:
    desk: Desk
    feed: Feed
    reading: Reading
    kinds: Mapping[str, Kind]
    progress: Callable[[int], None] | None
    run_id: int | None = None

    @cached_property
    def source(self) -> Source | None:
        named = select(Source).where(Source.name == self.feed.source)
        return self.desk.session.exec(named).first()

    @cached_property
    def found(self) -> Difference:
        source_id = self.source.id if self.source else None
        made = compare(self.desk, self.reading.listings, source_id)
        self.desk.session.rollback()  # the question is over; no snapshot is held while we write
        return made

    def check(self, *, yes: bool) -> None:
        feed, source = self.feed, self.source
        if not self.reading.listings:
            raise Refused(f"{feed.file} holds no record we can take; nothing was written.")
        if LOCAL in {feed.source, feed.format} or (source and source.format == LOCAL):
            raise Refused("That name is kept for what is entered here. Choose another source name.")
        if source is not None and source.format != feed.format:
            raise Refused(f"{source.name} comes as {source.format}. Choose another source name.")
        if feed.zone and feed.zone not in zones():
            raise Refused(f"There is no time zone {feed.zone}. One is America/New_York.")
        found = self.found  # read now: inside the writing transaction it would end it
        if not yes:
            refuse_if_too_much_goes(found, feed.source)

    def write(self) -> None:
        source_id, run_id = self._begin()
        staging = Staging(self.desk, source_id, run_id, self.found, self.kinds, self.progress)
        try:
            staging.stage(self.reading.problems)
            publish(self.desk, run_id, self.found, staging.records)
        except BaseException:
            self.desk.session.rollback()
            sweeping.failed_runs(self.desk)
            raise
        sweeping.old_versions(self.desk, source_id)

    def _begin(self) -> tuple[int, int]:
        """The run, and the source at its first run; audited as the start."""
        desk, feed = self.desk, self.feed
        with desk.changing(Act.IMPORT_DIRECTORY):
            source = self._source()
            run = ImportRun(
                source_id=source.id,
                file_name=feed.file,
                sha256=feed.sha256,
                unknown_codes=dict(self.reading.unknown_codes),
                started_by_id=desk.actor.id,
                **self._counts(),
            )
            desk.keep(Act.IMPORT_DIRECTORY, source, run)
            self.run_id = run.id
            return source.id, run.id

    def _source(self) -> Source:
        desk, feed = self.desk, self.feed
        named = select(Source).where(Source.name == feed.source)
        source = desk.session.exec(named).first()
        if source is None:
            source = Source(name=feed.source, format=feed.format)
            desk.session.add(source)
            desk.session.flush()
            for axis, absence, reason in axes.declared(feed.format):
                desk.session.add(
                    AxisCompleteness(source_id=source.id, axis=axis, absence=absence, reason=reason)
                )
        source.zone, source.language = feed.zone, feed.language
        source.code_list = self.reading.code_list or feed.code_list
        source.country = feed.country
        source.licence_note = feed.licence_note or source.licence_note
        source.address = feed.address or source.address
        source.mapping = dict(feed.mapping) if feed.mapping else None
        return source

    def _counts(self) -> dict[str, Any]:
        found = self.found
        return {
            "read": self.reading.read,
            "rejected": self.reading.rejected,
            "new": len(found.new),
            "changed": len(found.changed) + len(found.back),
            "unchanged": found.unchanged,
            "missing": found.missing,
        }

    def report(self, *, dry_run: bool) -> Report:
        return Report(
            format=self.feed.format,
            source=self.feed.source,
            file=self.feed.file,
            sha256=self.feed.sha256,
            dry_run=dry_run,
            problems=self.reading.problems,
            unknown_codes=self.reading.unknown_codes,
            run_id=self.run_id,
            needs_yes=self.found.takes_too_much,
            **self._counts(),
        )


def _with_standing(desk: Desk, feed: Feed) -> Feed:
    """What was left out is as it was at the source's last import; a new address is set up by an
    administrator."""
    source = desk.session.exec(select(Source).where(Source.name == feed.source)).first()
    desk.session.rollback()
    if feed.address and (source is None or source.address != feed.address):
        desk.require(Act.MANAGE_HELPLINE)
    if source is None or source.format != feed.format:
        return feed
    return replace(
        feed,
        zone=feed.zone or source.zone,
        code_list=feed.code_list or source.code_list,
        language=feed.language or source.language,
        mapping=feed.mapping or source.mapping,
    )


def _stem(path: Path) -> str:
    return path.name.split(".", 1)[0] or path.name


def _sha256(path: Path) -> str:
    """Of the bytes as they are; of a folder, of its files in the order of their names."""
    made = hashlib.sha256()
    try:
        files = sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
        for each in files:
            with each.open("rb") as stream:
                while part := stream.read(1 << 20):
                    made.update(part)
    except OSError:
        return ""  # the importer says in words what is wrong with it
    return made.hexdigest()
