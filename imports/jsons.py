"""What does a JSON feed hold, and which sentence says why it holds nothing for us?"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from imports.listing import Unreadable
from imports.reading import LONGEST_TEXT, OLD_OFFICE, TOO_LONG, ZIP, File, Notes, text_of

UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
ESCAPED = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
NAMES = {
    "findtreatment": "a FindTreatment file",
    "meeting_guide": "a Meeting Guide feed",
    "bmlt": "a BMLT answer",
    "hsds": "an HSDS file",
}
# The keys by which a record of each format is known, whatever the file is called.
SHAPES: Mapping[str, frozenset[str]] = {
    "bmlt": frozenset({"id_bigint", "weekday_tinyint", "meeting_name"}),
    "findtreatment": frozenset({"typefacility", "type_facility", "name1", "frid"}),
    "meeting_guide": frozenset({"slug", "day", "types", "conference_url"}),
    "hsds": frozenset({"organization_id", "service_at_locations", "organization"}),
}


def json_of(file: File, notes: Notes) -> Any:
    """The parsed file. Raises `Unreadable`: empty, a web page, broken off, or text after the end.

    NUL and unpaired surrogates, which no database keeps, become U+FFFD with one problem.
    """
    if file.data.startswith((ZIP, OLD_OFFICE)):
        raise Unreadable(f"{file.name} is a workbook, not a JSON feed.")
    text = text_of(file, notes)
    if text.lstrip()[:1] == "<":
        raise Unreadable(f"{file.name} is a web page, not a feed; download the feed itself again.")
    try:
        found = json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as failure:
        raise Unreadable(_why(file.name, text, failure)) from failure
    except (RecursionError, ValueError) as failure:
        raise Unreadable(f"{file.name} cannot be read as JSON: it is not a feed.") from failure
    if len(text) > LONGEST_TEXT and _too_long(found):
        raise Unreadable(TOO_LONG.format(file.name))
    if ESCAPED.search(text) or UNKEEPABLE.search(text):
        found = _keepable(found, file.name, notes)
    return found


def _too_long(found: Any) -> bool:
    if isinstance(found, str):
        return len(found) > LONGEST_TEXT
    if isinstance(found, dict):
        return any(map(_too_long, found.values())) or any(map(_too_long, found))
    return isinstance(found, list) and any(map(_too_long, found))


def begins(file: File) -> bytes:
    """The first characters in lower case, without a byte order mark and whatever the encoding."""
    head = file.data[:500]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()


def _why(name: str, text: str, failure: json.JSONDecodeError) -> str:
    if not text.lstrip().startswith(("[", "{", '"')):
        return f"{name} is not JSON: it begins with “{' '.join(text[:80].split())[:20]}”."
    if failure.msg == "Extra data":
        return (
            f"{name} has text after the end of its data (line {failure.lineno}); nothing was read."
        )
    if failure.pos >= len(text.rstrip()) - 1 or failure.msg.startswith("Unterminated string"):
        return f"{name} breaks off (line {failure.lineno}): the download is not complete."
    return f"{name} is not valid JSON (line {failure.lineno}, column {failure.colno})."


def _keepable(found: Any, name: str, notes: Notes) -> Any:
    paired = re.compile("[\ud800-\udbff][\udc00-\udfff]")
    changed = 0

    def walk(value: Any) -> Any:
        nonlocal changed
        if isinstance(value, str) and UNKEEPABLE.search(value):
            changed += 1
            joined = paired.sub(
                lambda m: m[0].encode("utf-16", "surrogatepass").decode("utf-16"), value
            )
            return UNKEEPABLE.sub("\ufffd", joined)
        if isinstance(value, dict):
            return {walk(key): walk(each) for key, each in value.items()}
        return [walk(each) for each in value] if isinstance(value, list) else value

    found = walk(found)
    if changed:
        notes.warn(
            0, "encoding", name, f"{changed} texts held characters nothing can keep; replaced"
        )
    return found


def shape(records: Sequence[Any]) -> str:
    """Which format a list of records has, by the keys of its first ones; "" when none fits."""
    keys: set[str] = set()
    for record in records[:20]:
        if isinstance(record, dict):
            keys |= {str(key).lower() for key in record}
    best = max(SHAPES, key=lambda each: len(keys & SHAPES[each]))
    return best if keys & SHAPES[best] else ""


def refuse_other(name: str, records: Sequence[Any], wanted: str) -> None:
    """Raises `Unreadable` for an empty list or a list that is plainly another format."""
    if not records:
        raise Unreadable(f"{name} holds no record: its list is empty.")
    found = shape(records)
    if found == wanted:
        return
    if found:
        raise Unreadable(
            f"{name} looks like {NAMES[found]}, not {NAMES[wanted]}; choose that format instead."
        )
    raise Unreadable(f"{name} holds none of the fields of {NAMES[wanted]}.")


def record_list(found: Any, *keys: str) -> list[Any] | None:
    """The array itself, or the first array under one of `keys` of an object; None when neither."""
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        for key in keys:
            if isinstance(found.get(key), list):
                return list(found[key])
    return None
