"""Whose listings does a file bring, and what is said beside it?"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlmodel import select

from casework.access import Act
from casework.desk import Desk
from casework.directory import axes
from db.models import AxisCompleteness, Source, now
from imports.listing import Options

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


def with_standing(desk: Desk, feed: Feed) -> Feed:
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


def options_of(feed: Feed, progress: Callable[[int], None] | None) -> Options:
    return Options(
        zone=feed.zone,
        code_list=feed.code_list,
        language=feed.language,
        country=feed.country,
        mapping=feed.mapping,
        today=now().date(),
        progress=progress,
    )


def made_source(desk: Desk, feed: Feed, code_list: str) -> Source:
    """The source with what was said of it now, made at its first run; in the caller's transaction."""
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
    source.code_list, source.country = code_list, feed.country
    source.licence_note = feed.licence_note or source.licence_note
    source.address = feed.address or source.address
    source.mapping = dict(feed.mapping) if feed.mapping else None
    return source


def stem(path: Path) -> str:
    return path.name.split(".", 1)[0] or path.name


def sha256_of(path: Path) -> str:
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
