"""How does a path or an upload become text that can be read, and when is it refused as a whole?"""

import gzip
import io
import stat
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from imports.listing import Problem, Unreadable

LIMIT = 200 * 1024 * 1024  # bytes, on disk and unpacked
CHUNK = 1024 * 1024
LONGEST_TEXT = 1_000_000  # characters in one cell or value; no listing has the thousandth of it
GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOLDER_MOST = 200
# What a browser or a scanner leaves behind is no text, whatever its name says.
NO_TEXT = {b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture"}
TOO_LONG = (
    "{} holds a text of more than a million characters in one place: no listing has that; "
    "perhaps a quotation mark is not closed."
)
TOO_LARGE = "{} is larger than 200 MB, more than any directory we know; nothing was read."


@dataclass(frozen=True, slots=True)
class File:
    """One file, unpacked: its name without ".gz" and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What stands behind a path: one file, or those of a folder in the order of their names."""

    name: str
    files: Sequence[File]
    folder: bool = False


@dataclass(slots=True)
class Notes:
    """What was odd while reading, and which codes nobody here knows, with their counts."""

    problems: list[Problem] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)

    def warn(self, row: int, what: str, value: object, action: str) -> None:
        """The record was taken, with this much changed or left out."""
        self.problems.append(Problem(row, what, "warning", shown(value), action))

    def error(self, row: int, what: str, value: object, action: str) -> None:
        """The record was rejected."""
        self.problems.append(Problem(row, what, "error", shown(value), action))

    def unknown_code(self, code: str) -> None:
        """One more record with a code nobody here knows (report: `unknown_codes`)."""
        self.unknown[code] = self.unknown.get(code, 0) + 1


@dataclass(slots=True)
class Ids:
    """The ids of one reading; a repeat gets `-1`, `-2` in file order (contracts.md 2)."""

    used: set[str] = field(default_factory=set)
    repeats: dict[str, int] = field(default_factory=dict)

    def unique(self, wanted: str, row: int, what: str, notes: Notes) -> str:
        """`wanted`, or with the first free number behind it and a warning on field `what`."""
        made = wanted
        while made in self.used:
            self.repeats[wanted] = self.repeats.get(wanted, 0) + 1
            made = f"{wanted}-{self.repeats[wanted]}"
        if made != wanted:
            notes.warn(row, what, wanted, f"the id was used before in this file: kept as {made}")
        self.used.add(made)
        return made


def shown(value: object) -> str:
    """A value short enough for a list of problems (200 characters), and fit to be kept in one."""
    text = value if isinstance(value, str) else "" if value is None else repr(value)
    text = text.encode("utf-8", "replace").decode().replace("\x00", "")
    return text if len(text) <= 200 else text[:199] + "…"


def open_source(path: Path) -> Opened:
    """A file, a `.gz` or a folder (its files and those under `data`), at most 200 MB.

    Hidden files and SOURCE.md are no part of it.

    Raises `Unreadable` for what is missing, larger, unreadable or no ordinary file.
    """
    try:
        if not path.is_dir():
            return Opened(path.name, [File(plain_name(path.name), _take(path, LIMIT))])
        inside = [*_inside(path), *_inside(path / "data")]
        if len(inside) > FOLDER_MOST:
            raise Unreadable(
                f"{path.name} holds {len(inside)} files; choose the feed's own folder."
            )
        files, left = [], LIMIT
        for each in inside:
            files.append(File(plain_name(each.name), _take(each, left)))
            left -= len(files[-1].data)
    except (OSError, ValueError) as failure:
        raise Unreadable(f"{path.name or path} cannot be opened: {_reason(failure)}.") from failure
    if not files:
        raise Unreadable(f"The folder {path.name} holds no files.")
    return Opened(path.name, files, folder=True)


def open_bytes(name: str, data: bytes) -> Opened:
    """An upload, unpacked when it is gzip. Raises `Unreadable` above 200 MB."""
    if len(data) > LIMIT:
        raise Unreadable(TOO_LARGE.format(name))
    return Opened(name, [File(plain_name(name), _unpacked(name, data, LIMIT))])


def plain_name(name: str) -> str:
    """The file name without `.gz`."""
    return name[:-3] if name.lower().endswith(".gz") else name


def only_file(source: Opened) -> File:
    """The single file of a format that is never a folder."""
    if source.folder:
        raise Unreadable(f"{source.name} is a folder; this format is one file: choose the file.")
    return source.files[0]


def text_of(file: File, notes: Notes) -> str:
    """The file as text: UTF-8 (a BOM is dropped), UTF-16 with a BOM, else Windows-1252 byte by byte.

    Bytes that are not UTF-8 are taken as Windows-1252 and reported (formats.md 11.1). Raises
    `Unreadable` for an empty file, a picture, a PDF or other binary.
    """
    data = file.data
    if not data.strip(b" \t\r\n\x00"):
        raise Unreadable(f"{file.name} is empty.")
    for magic, kind in NO_TEXT.items():
        if data.startswith(magic):
            raise Unreadable(f"{file.name} is {kind}, not a list of records.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").lstrip("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _as_windows(file, notes)


def _as_windows(file: File, notes: Notes) -> str:
    if file.data.count(b"\x00") > len(file.data) // 50:
        raise Unreadable(f"{file.name} is not text but some program's own file.")
    text = file.data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    odd = {each for each in text if "\udc80" <= each <= "\udcff"}
    count = sum(text.count(each) for each in odd)
    table = {ord(each): _windows(ord(each) - 0xDC00) for each in odd}
    notes.warn(0, "encoding", file.name, f"{count} bytes are not UTF-8; read as Windows-1252")
    return text.translate(table)


def _windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "replace")


def _may_hold_records(path: Path) -> bool:
    return not path.name.startswith(".") and path.suffix.lower() not in {".md", ".txt"}


def _inside(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(each for each in folder.iterdir() if each.is_file() and _may_hold_records(each))


def _take(path: Path, limit: int) -> bytes:
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise Unreadable(f"{path.name} is not a file.")
    if about.st_size > limit:
        raise Unreadable(TOO_LARGE.format(path.name))
    with path.open("rb") as stream:
        return _unpacked(path.name, stream.read(limit + 1), limit)


def _unpacked(name: str, data: bytes, limit: int) -> bytes:
    if not data.startswith(GZIP):
        return data
    parts, size = [], 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            while part := stream.read(CHUNK):
                size += len(part)
                if size > limit:
                    raise Unreadable(TOO_LARGE.format(name))
                parts.append(part)
    except (OSError, EOFError, zlib.error) as failure:
        raise Unreadable(f"{name} is a damaged .gz file; download it again.") from failure
    return b"".join(parts)


def _reason(failure: Exception) -> str:
    if isinstance(failure, FileNotFoundError):
        return "there is no such file"
    if isinstance(failure, PermissionError):
        return "this program may not read it"
    return getattr(failure, "strerror", None) or "the path is not valid"
