"""How does a foreign directory become ours: dry first, then staged, then published at one moment?"""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlmodel import select

from casework.access import Act
from casework.desk import Desk
from casework.directory import same_again, sweeping
from casework.directory.comparing import Difference, compare, refuse_if_too_much_goes
from casework.directory.feed import (
    LOCAL,
    TABLE,
    Feed,
    made_source,
    options_of,
    sha256_of,
    stem,
    with_standing,
)
from casework.directory.finishing import finish, unfinished
from casework.directory.lease import lease
from casework.directory.publishing import publish
from casework.directory.result import Report
from casework.directory.staging import Staging
from casework.errors import Refused
from db.models import ImportRun, Source
from imports import formats
from imports.listing import Reading, Unreadable
from imports.places import zones
from imports.reading import open_source
from matching.words import Kind


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
    said = {"source": stem(path), "file": path.name, **said}
    if "mapping" in said and format != TABLE:
        raise Refused(
            f"A mapping says what the columns of a spreadsheet are; {format} knows its own."
        )
    wanted = with_standing(desk, Feed(format=format, **said))
    options = options_of(wanted, progress)
    try:
        opened = open_source(path)
        wanted = replace(wanted, sha256=sha256_of(path))  # after its size and kind were looked at
        mark = same_again.mark(format, opened, options)
        if again := _again(desk, wanted, mark, dry_run=dry_run):
            return again
        reading = formats.read_opened(format, opened, options)
    except Unreadable as reason:
        raise Refused(str(reason)) from reason
    if reading.code_list and not options.code_list:  # as the source has it from now on
        mark = same_again.mark(format, opened, replace(options, code_list=reading.code_list))
    del opened  # as large as the file
    work = _Taking(desk, wanted, reading, progress=progress, mark=mark)
    return work.dry() if dry_run else work.take(yes=yes)


def _again(desk: Desk, feed: Feed, mark: str, *, dry_run: bool) -> Report | None:
    """The file of the last time once more, unread; None where it is not."""
    if not same_again.came_last(desk, feed.source, mark):
        return None
    with nullcontext() if dry_run else lease():
        last = same_again.last_time(desk, feed.source, mark)
        if last is None:
            return None
        work = _Taking(desk, feed, last.reading, mark=mark, last=last.found)
        if dry_run:
            return work.dry()
        work.go(yes=False)
    return work.finish()


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
    work = _Taking(desk, with_standing(desk, feed), reading, kinds or {}, progress)
    return work.dry() if dry_run else work.take(yes=yes)


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
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    progress: Callable[[int], None] | None = None
    mark: str = ""  # of what was read and how
    last: Difference | None = None  # found by the last run, whose file this is again
    after_another: bool = False  # which was not finished
    run_id: int | None = None

    def dry(self) -> Report:
        self.check(yes=True)
        return self.report(dry_run=True)

    def take(self, *, yes: bool) -> Report:
        with lease():
            self.go(yes=yes)
        return self.finish()

    def go(self, *, yes: bool) -> None:
        """Under the lease, which the caller holds."""
        sweeping.failed_runs(self.desk)
        self.after_another = bool(self.mark) and unfinished(self.desk, self.feed.source)
        self.check(yes=yes)
        self.write()

    def finish(self) -> Report:
        if self.run_id is not None:
            wrote, all_over = bool(self.found.to_write), self.after_another
            finish(self.desk, self.run_id, self.mark, wrote=wrote, all_over=all_over)
        return self.report(dry_run=False)

    @cached_property
    def source(self) -> Source | None:
        named = select(Source).where(Source.name == self.feed.source)
        return self.desk.session.exec(named).first()

    @cached_property
    def found(self) -> Difference:
        if self.last is not None:
            return self.last
        source_id = self.source.id if self.source else None
        made = compare(self.desk, self.reading.listings, source_id)
        self.desk.session.rollback()  # the question is over; no snapshot is held while we write
        return made

    def check(self, *, yes: bool) -> None:
        feed, source = self.feed, self.source
        if self.reading.read == self.reading.rejected:
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
        sweeping.old_versions(self.desk, source_id, thoroughly=self.after_another)
        sweeping.old_problems(self.desk, source_id)

    def _begin(self) -> tuple[int, int]:
        """The run, and the source at its first run; audited as the start."""
        desk, feed = self.desk, self.feed
        with desk.changing(Act.IMPORT_DIRECTORY):
            source = made_source(desk, feed, self.reading.code_list or feed.code_list)
            run = ImportRun(
                source_id=source.id,
                file_name=feed.file,
                sha256=feed.sha256,
                unknown_codes=dict(self.reading.unknown_codes),
                problems=len(self.reading.problems),
                started_by_id=desk.actor.id,
                **self._counts(),
            )
            desk.keep(Act.IMPORT_DIRECTORY, source, run)
            self.run_id = run.id
            return source.id, run.id

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
            same_file=self.last is not None,
            **self._counts(),
        )
