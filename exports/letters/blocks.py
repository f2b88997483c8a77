"""What can a letter be made of, whatever it is printed on?

A letter is one `Document`; `style` prints it as PDF and `twin` as HTML, both from the same blocks,
so the two cannot say different things. All text here is plain: no markup is ever obeyed.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "es"]

# Kept although "format" characters: they change how Persian and Indic names are written.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Paragraph:
    """`lead` is the sentence a hurried reader sees first."""

    text: str
    look: Literal["plain", "lead"] = "plain"


@dataclass(frozen=True)
class Facts:
    """Label and text, in the order given; rows without text are left out."""

    rows: tuple[tuple[str, str], ...]

    def given(self) -> list[tuple[str, str]]:
        return [(label, text) for label, text in self.rows if clean(text)]


@dataclass(frozen=True)
class Items:
    """A list: bullets, numbered steps, or squares to tick with a pen."""

    texts: tuple[str, ...]
    kind: Literal["bullet", "step", "tick"] = "bullet"

    def given(self) -> list[str]:
        return [text for text in self.texts if clean(text)]


@dataclass(frozen=True)
class Box:
    """A frame: heavy for what to do next, light for one option among others."""

    title: str
    inside: tuple["Paragraph | Facts | Items", ...]
    heavy: bool = True


@dataclass(frozen=True)
class Notice:
    """The law's words, at the foot of the last page, never below 8 pt (look.md 6)."""

    title: str
    texts: tuple[str, ...]
    language: Language
    english: tuple[str, ...] = ()

    def spoken(self) -> list[tuple[str, Language]]:
        """Each text with its language: `english` names those that stay English in any letter."""
        return [(text, "en" if text in self.english else self.language) for text in self.texts]


Block = Heading | Paragraph | Facts | Items | Box | Notice


@dataclass(frozen=True, kw_only=True)
class Document:
    """One letter. `title` names the file's metadata, so it never names a person."""

    title: str
    heading: str
    dated: str
    language: Language
    large_print: bool
    letterhead: tuple[str, ...]
    blocks: tuple[Block, ...]
    foot: tuple[str, ...]
    page_words: str


def clean(text: str) -> str:
    """The text as it may be printed: composed, no control characters, no hidden direction marks."""
    lined = text.replace("\r\n", "\n")
    for newline in "\r\v\f\x85\u2028\u2029":
        lined = lined.replace(newline, "\n")
    kept = "".join(_printable(character) for character in lined)
    composed = unicodedata.normalize("NFC", kept)
    lines = (" ".join(line.split()) for line in composed.split("\n"))
    return "\n".join(line for line in lines if line)


def _printable(character: str) -> str:
    if character in "\n" or character in _JOINERS:
        return character
    if character == "\t":
        return " "
    return "" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn") else character
