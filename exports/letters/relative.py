"""What does a relative or friend take away on paper?

Help for the addressee only: support, limits, naloxone, small steps for this week (domain.md 1.6,
8.1). There is no field about anyone else, so the letter cannot say whether somebody contacted us.
"""

from dataclasses import dataclass
from datetime import date

from exports.letters import style, twin
from exports.letters.blocks import Block, Box, Document, Heading, Items, Language, Paragraph
from exports.letters.facts import Helpline, Hotline, Option, danger_box, foot, option_box
from exports.letters.words import dated, words_of


@dataclass(frozen=True, kw_only=True)
class RelativeLetter:
    """`week`, `support` and `boundaries` replace the usual sentences; None keeps them.

    `naloxone_where` says where to get it near the addressee; `naloxone=False` leaves out the word.
    """

    helpline: Helpline
    written_on: date
    number: str = ""
    name: str = ""
    groups: tuple[Option, ...] = ()
    week: tuple[str, ...] | None = None
    support: tuple[str, ...] | None = None
    boundaries: tuple[str, ...] | None = None
    naloxone_where: str = ""
    hotlines: tuple[Hotline, ...] = ()
    naloxone: bool = True
    no_logo: bool = False
    language: Language = "en"
    large_print: bool = False


def render(letter: RelativeLetter) -> bytes:
    """The letter as PDF; the same facts give the same bytes."""
    return style.to_pdf(document(letter))


def html(letter: RelativeLetter) -> str:
    """The equal, accessible page."""
    return twin.to_html(document(letter))


def document(letter: RelativeLetter) -> Document:
    words = words_of(letter.language)
    relative = words.relative
    named = relative.heading_named.format(name=letter.name) if letter.name else relative.heading
    return Document(
        title=relative.title,
        heading=named,
        dated=dated(letter.written_on, letter.language),
        language=letter.language,
        large_print=letter.large_print,
        letterhead=() if letter.no_logo else letter.helpline.letterhead(),
        blocks=(
            Paragraph(relative.purpose, "lead"),
            _next(letter),
            *_body(letter),
            danger_box(letter.hotlines, letter.language, naloxone=letter.naloxone),
            Paragraph(relative.cannot_say),
        ),
        foot=foot(letter.language, number=letter.number),
        page_words=words.common.page,
    )


def _next(letter: RelativeLetter) -> Box:
    """What to do next; the step about groups only when there is one on the page."""
    words = words_of(letter.language)
    tick, group, tell = words.relative.steps
    steps = (tick, group, tell) if letter.groups else (tick, tell)
    return Box(words.common.next_title, (Items(steps, "step"),))


def _body(letter: RelativeLetter) -> list[Block]:
    words = words_of(letter.language).relative
    week = words.week if letter.week is None else letter.week
    week += (words.week_naloxone,) * letter.naloxone
    support = words.support if letter.support is None else letter.support
    limits = words.boundaries if letter.boundaries is None else letter.boundaries
    body: list[Block] = [Heading(words.week_title), Items(week, "tick")] if week else []
    if letter.naloxone and letter.naloxone_where:
        body.append(Paragraph(words.naloxone_where.format(where=letter.naloxone_where)))
    body += [Heading(words.support_title), Items(support)] if support else []
    body += [Heading(words.boundaries_title), Items(limits)] if limits else []
    body += [Heading(words.groups_title)] if letter.groups else []
    return body + [option_box(group, letter.language) for group in letter.groups]
