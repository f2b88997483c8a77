"""How does a letter look on paper?

US Letter, black on white for fax, 12 pt (large print 18), the next step in a heavy frame, the law
at the foot in 8.5 pt or more (look.md 6, domain.md 8.3). The same document gives the same bytes.
ReportLab writes no tagged PDF, so the accessible form is the HTML twin.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer
from reportlab.platypus import Paragraph as Words

from exports.letters import glyphs
from exports.letters.blocks import (
    Block,
    Box,
    Document,
    Facts,
    Heading,
    Items,
    Notice,
    Paragraph,
)
from exports.letters.flow import Beside, Framed, Rule, ToFoot
from exports.letters.texts import texts_of
from exports.letters.words import words_of

_SIDE, _TOP, _BOTTOM = 56.0, 42.0, 34.0
_MARKS = {"bullet": "•", "tick": "☐"}


@dataclass(frozen=True)
class Sizes:
    """Type sizes and distances in points; `law` is the federal notice, 8 or more."""

    text: float
    lead: float
    heading: float
    title: float
    law: float
    law_lead: float
    gap: float
    padding: float
    label: float


NORMAL = Sizes(
    text=12, lead=15.2, heading=13, title=19, law=8.5, law_lead=10.2, gap=6, padding=8, label=112
)
TIGHT = Sizes(
    text=12, lead=14, heading=12.5, title=17, law=8, law_lead=9.3, gap=3.5, padding=5, label=112
)
LARGE = Sizes(
    text=18, lead=24.5, heading=20, title=27, law=12, law_lead=15.6, gap=9, padding=12, label=150
)


def to_pdf(document: Document) -> bytes:
    """The letter as PDF. Takes any text: what has no glyph is marked and said (glyphs.MARK).

    A letter a little longer than a page is set tighter, never smaller than 12 pt; one that still
    does not fit, or is in large print, takes the pages it needs and numbers them.
    """
    for sizes in (LARGE,) if document.large_print else (NORMAL, TIGHT):
        data, pages = _print(document, sizes, pages=1)
        if pages == 1:
            return data
    usual = LARGE if document.large_print else NORMAL
    pages = _print(document, usual, pages=2)[1]
    return _print(document, usual, pages=pages)[0]


def unprintable(document: Document) -> str:
    """The characters the PDF can only show as `[?]`, each once; the HTML twin shows them."""
    return glyphs.unprintable("\n".join(texts_of(document)))


def _print(document: Document, sizes: Sizes, *, pages: int) -> tuple[bytes, int]:
    out = BytesIO()
    width, height = LETTER
    foot = sizes.lead + 6
    frame = Frame(
        _SIDE, _BOTTOM + foot, width - 2 * _SIDE, height - _TOP - _BOTTOM - foot,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    paper = BaseDocTemplate(
        out, pagesize=LETTER, invariant=1, title=document.title, lang=_lang(document),
        author="", subject="", creator="Peerline", displayDocTitle=True,
    )  # fmt: skip

    def end(canvas: Canvas, at: BaseDocTemplate) -> None:
        _draw_foot(canvas, document, sizes, f"{at.page} / {pages}" if pages > 1 else "")

    paper.addPageTemplates(PageTemplate(frames=[frame], onPageEnd=end))
    paper.build(_story(document, sizes))
    return out.getvalue(), paper.page


def _lang(document: Document) -> str:
    return {"en": "en-US", "es": "es-US"}[document.language]


def _draw_foot(canvas: Canvas, document: Document, sizes: Sizes, page: str) -> None:
    """Number and reply code bottom right; the page bottom left when there is more than one."""
    width, _ = LETTER
    line = _BOTTOM + sizes.lead - 6
    canvas.setLineWidth(0.5)
    canvas.line(_SIDE, line + 5, width - _SIDE, line + 5)
    look = _look(sizes)
    right = _words(" · ".join(document.foot), _look(sizes, bold=True, alignment=2), bold=True)
    left = _words(f"{document.page_words} {page}" if page else "", look)
    for words, share in ((left, 0.3), (right, 0.7)):
        room = (width - 2 * _SIDE) * share
        _, tall = words.wrap(room, 3 * sizes.lead)
        words.drawOn(canvas, _SIDE if words is left else width - _SIDE - room, line + 3 - tall)


def _story(document: Document, sizes: Sizes) -> list[Flowable]:
    story: list[Flowable] = []
    if document.letterhead:
        name, *rest = document.letterhead
        story.append(_words(name, _look(sizes, bold=True), bold=True))
        story += [_words(line, _look(sizes)) for line in rest]
        story += [Spacer(1, 3), Rule(), Spacer(1, sizes.gap)]
    title = _look(sizes, bold=True, fontSize=sizes.title, leading=sizes.title * 1.25)
    story.append(_words(document.heading, title, bold=True))
    story += [_words(document.dated, _look(sizes)), Spacer(1, sizes.gap)]
    for block in document.blocks:
        if not isinstance(block, Notice):
            story += _flowables(block, sizes)
    if unprintable(document):
        said = words_of(document.language).common.unprintable.format(mark=glyphs.MARK)
        story.append(_words(said, _look(sizes)))
    while isinstance(story[-1], Spacer):
        story.pop()  # or a full page would be followed by an empty one
    laws = [block for block in document.blocks if isinstance(block, Notice)]
    return story + [ToFoot([line for law in laws for line in _law(law, sizes)])] * bool(laws)


def _flowables(block: Block, sizes: Sizes) -> list[Flowable]:
    gap = Spacer(1, sizes.gap)
    match block:
        case Heading(text):
            size: dict[str, Any] = {"fontSize": sizes.heading, "leading": sizes.lead + 2}
            look = _look(sizes, bold=True, keepWithNext=1, **size)
            return [gap, _words(text, look, bold=True)]
        case Paragraph(text, kind):
            bold = kind == "lead"
            return [_words(text, _look(sizes, bold=bold), bold=bold), gap]
        case Facts():
            rows = block.given()
            return [_fact(label, text, sizes) for label, text in rows] + ([gap] if rows else [])
        case Items(kind=kind):
            texts = block.given()
            return [_item(at, text, kind, sizes) for at, text in enumerate(texts, 1)] + [gap]
        case Box():
            return [_framed(block, sizes), Spacer(1, sizes.gap + 2)]
        case Notice():
            return _law(block, sizes)


def _fact(label: str, text: str, sizes: Sizes) -> Beside:
    return Beside(_words(label, _look(sizes)), _words(text, _look(sizes)), indent=sizes.label)


def _item(at: int, text: str, kind: str, sizes: Sizes) -> Beside:
    mark = _MARKS.get(kind, f"{at}.")
    look = _look(sizes)
    return Beside(_words(mark, look), _words(text, look), indent=sizes.text * 1.6)


def _framed(box: Box, sizes: Sizes) -> Framed:
    inside: list[Flowable] = []
    if box.title:
        size: dict[str, Any] = {"fontSize": sizes.heading, "leading": sizes.lead + 2}
        inside.append(_words(box.title, _look(sizes, bold=True, **size), bold=True))
    for block in box.inside:
        inside += _flowables(block, sizes)
    while inside and isinstance(inside[-1], Spacer):
        inside.pop()
    return Framed(inside, heavy=box.heavy, padding=sizes.padding)


def _law(notice: Notice, sizes: Sizes) -> list[Flowable]:
    small: dict[str, Any] = {"fontSize": sizes.law, "leading": sizes.law_lead}
    lines: list[Flowable] = [Rule(), Spacer(1, 4)]
    if notice.title:
        lines.append(_words(notice.title, _look(sizes, bold=True, **small), bold=True))
    for text in notice.texts:
        lines += [_words(text, _look(sizes, **small)), Spacer(1, 1.5)]
    return lines


def _look(sizes: Sizes, *, bold: bool = False, **changes: Any) -> ParagraphStyle:
    font = glyphs.load(glyphs.BOLD if bold else glyphs.REGULAR).fontName
    basic = {"fontSize": sizes.text, "leading": sizes.lead, "allowWidows": 1, "allowOrphans": 1}
    return ParagraphStyle("words", fontName=font, **{**basic, **changes})


def _words(text: str, look: ParagraphStyle, *, bold: bool = False) -> Words:
    return Words(glyphs.markup(text, bold=bold), look)
