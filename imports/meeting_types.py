"""Which tags do a meeting's types give, in whichever way the feed writes them?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from imports.codes.meeting_guide import CLOSED, OPEN, CodeList
from imports.listing import Tag
from imports.reading import Notes
from imports.text import plain

SEPARATOR = re.compile(r"[,;|\n]")


@dataclass(frozen=True, slots=True)
class Types:
    """The codes of one meeting in their list's spelling, and the tags of them."""

    written: frozenset[str]
    tags: Sequence[Tag]
    code_list: str

    def tags_with_language(self, language: str) -> list[Tag]:
        """All tags; a meeting that states no language is held in the feed's (`language`, if any)."""
        spoken = any(tag.axis == "language" and tag.value != "ase" for tag in self.tags)
        default = [Tag("language", language, self.code_list, "")] if language and not spoken else []
        return [*self.tags, *default]


def read(record: Mapping[str, Any], row: int, codes: CodeList, notes: Notes) -> Types:
    """The types of a record with those of the field `people` (Northwest Texas writes W, M, SPN there).

    A list, a comma list, `"[open]"`, labels, any case and known typing errors are understood. An
    unknown code becomes a tag without a value and is counted. Open and closed at once is closed.
    """
    found: dict[str, str] = {}
    tags: list[Tag] = []
    for written in (*_pieces(record.get("types")), *_pieces(record.get("people"))):
        code = codes.code_of(written)
        if code is None:
            notes.unknown_code(written)
            tags.append(Tag("", None, codes.name, written))
        elif code not in found:
            found[code] = written
            if written.upper() == "ASBI":
                notes.warn(row, "types", written, f"a typing error; read as {code}")
    both = OPEN in found and CLOSED in found
    if both:
        notes.warn(row, "types", "O, C", "open and closed at once; taken as closed")
    for code, written in found.items():
        dropped = both and code == OPEN
        for tag in codes.codes[code]:
            tags.append(Tag(tag.axis, None if dropped else tag.value, codes.name, written))
    return Types(frozenset(found), _with_fellowship(tags, codes), codes.name)


def _with_fellowship(tags: list[Tag], codes: CodeList) -> list[Tag]:
    """What holds for the whole fellowship, unless the meeting is for teenagers: then for them."""
    for_teens = any(tag.value == "teen_kin" for tag in tags)
    always = [tag for tag in codes.always if not (for_teens and tag.axis == "for_whom")]
    return [*tags, *always]


def _pieces(value: Any) -> list[str]:
    """Codes as written, without brackets and quotes; numbers and texts in lists count, all else not."""
    if isinstance(value, list):
        texts = [plain(each) for each in value[:100]]
    else:
        texts = SEPARATOR.split(plain(value)[:2000])
    stripped = (text.strip(" []\"'()") for text in texts)
    return list(dict.fromkeys(text[:80] for text in stripped if text))
