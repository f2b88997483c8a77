"""Which bundled font shows each character, and what happens when none does?

Text is cut into runs, one font each. A character no bundled font can show (Devanagari and other
scripts that must be shaped, emoji, rare ideographs) is printed as `[?]`, never as an empty box:
`unprintable` lists such characters, the PDF then says so in words, and the HTML twin shows them.
"""

import re
from functools import lru_cache
from html import escape
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from exports.letters.blocks import clean
from exports.letters.right_to_left import visual

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
MARK = "[?]"

# Spaces that a line must not end at: in (510) 555-0100 and in 10 pm.
_UNBROKEN = re.compile(r"(?<=\d\)) (?=\d)|(?<=\d) (?=[ap]m\b)")
_FOLDER = Path(__file__).parent / "fonts"
_HAN_STEP = 0x0C00  # how the ideographs were cut into files (fonts/README.md)

# (first, last, file): where the main font has no glyph.
_OTHERS: tuple[tuple[int, int, str], ...] = (
    (0x0530, 0x058F, "NotoSansArmenian"),
    (0x0590, 0x05FF, "NotoSansHebrew"),
    (0x0600, 0x077F, "NotoSansArabic"),
    (0x08A0, 0x08FF, "NotoSansArabic"),
    (0x0E00, 0x0E7F, "NotoSansThai"),
    (0x0E80, 0x0EFF, "NotoSansLao"),
    (0x10A0, 0x10FF, "NotoSansGeorgian"),
    (0x1100, 0x11FF, "DroidSansFallback-Hangul"),
    (0x1200, 0x139F, "NotoSansEthiopic"),
    (0x13A0, 0x13FF, "NotoSansCherokee"),
    (0x1C90, 0x1CBF, "NotoSansGeorgian"),
    (0x25A0, 0x27BF, "NotoSansSymbols2"),
    (0x2D00, 0x2D2F, "NotoSansGeorgian"),
    (0x2D80, 0x2DDF, "NotoSansEthiopic"),
    (0x3000, 0x312F, "DroidSansFallback-Kana"),
    (0x3130, 0x318F, "DroidSansFallback-Hangul"),
    (0x31F0, 0x31FF, "DroidSansFallback-Kana"),
    (0xAB00, 0xAB2F, "NotoSansEthiopic"),
    (0xAB70, 0xABBF, "NotoSansCherokee"),
    (0xAC00, 0xD7A3, "DroidSansFallback-Hangul"),
    (0xFB13, 0xFB17, "NotoSansArmenian"),
    (0xFB1D, 0xFB4F, "NotoSansHebrew"),
    (0xFB50, 0xFDFF, "NotoSansArabic"),
    (0xFE70, 0xFEFF, "NotoSansArabic"),
    (0xFF00, 0xFFEF, "DroidSansFallback-Kana"),
)


def markup(text: str, *, bold: bool = False) -> str:
    """ReportLab's markup for plain text: every word escaped, each run in a font that has it."""
    base = BOLD if bold else REGULAR
    pieces = []
    whole = _UNBROKEN.sub("\u00a0", visual(clean(text)))
    for font, run in groupby(whole, key=lambda character: font_of(character, base)):
        words = escape("".join(run)) if font else MARK
        pieces.append(words if font in (base, None) else f'<font name="{font}">{words}</font>')
    return "".join(pieces).replace("\n", "<br/>")


def unprintable(text: str) -> str:
    """The characters no bundled font shows, each once, in order of appearance."""
    return "".join(dict.fromkeys(c for c in visual(clean(text)) if font_of(c, REGULAR) is None))


@lru_cache(maxsize=8192)
def font_of(character: str, base: str) -> str | None:
    """The font that has this character, the letter's own first; None when there is none."""
    if character in "\n\u00a0" or _has(base, character):
        return base
    other = _other(ord(character))
    return other if other and _has(other, character) else None


def _other(code: int) -> str | None:
    if 0x4E00 <= code <= 0x9FFF:
        return f"DroidSansFallback-Han{(code - 0x4E00) // _HAN_STEP + 1}"
    return next((name for first, last, name in _OTHERS if first <= code <= last), None)


def _has(font: str, character: str) -> bool:
    return ord(character) in load(font).face.charToGlyph


@lru_cache(maxsize=32)
def load(name: str) -> TTFont:
    """Read a bundled font once per process and make it known to ReportLab."""
    font = TTFont(name, _FOLDER / f"{name}.ttf")
    pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)
    return font
