"""What does the caller take away on paper?

Places to call, what to bring, what happens first, what to do in danger (domain.md 1.6, 8.1). No
name is needed; no condition, score or service type is named by our words; with `no_logo` the
helpline is not named either, for somebody whose post or bag is looked through.
"""

from dataclasses import dataclass
from datetime import date

from exports.letters import style, twin
from exports.letters.blocks import Block, Box, Document, Heading, Items, Language, Paragraph
from exports.letters.facts import Helpline, Hotline, Option, danger_box, foot, option_box
from exports.letters.words import dated, words_of


@dataclass(frozen=True, kw_only=True)
class CallerHeldLetter:
    """`bring` and `intake` replace the usual sentences; None keeps them, () leaves them out."""

    helpline: Helpline
    written_on: date
    options: tuple[Option, ...]
    number: str = ""
    name: str = ""
    bring: tuple[str, ...] | None = None
    intake: tuple[str, ...] | None = None
    hotlines: tuple[Hotline, ...] = ()
    naloxone: bool = True
    no_logo: bool = False
    language: Language = "en"
    large_print: bool = False


def render(letter: CallerHeldLetter) -> bytes:
    """The letter as PDF; the same facts give the same bytes."""
    return style.to_pdf(document(letter))


def html(letter: CallerHeldLetter) -> str:
    """The equal, accessible page."""
    return twin.to_html(document(letter))


def document(letter: CallerHeldLetter) -> Document:
    words = words_of(letter.language)
    caller = words.caller
    named = caller.heading_named.format(name=letter.name) if letter.name else caller.heading
    return Document(
        title=caller.title,
        heading=named,
        dated=dated(letter.written_on, letter.language),
        language=letter.language,
        large_print=letter.large_print,
        letterhead=() if letter.no_logo else letter.helpline.letterhead(),
        blocks=(
            Paragraph(caller.purpose, "lead"),
            _next(letter),
            *(option_box(option, letter.language) for option in letter.options),
            *_listed(caller.bring_title, _or(letter.bring, caller.bring), "tick"),
            *_listed(caller.intake_title, _or(letter.intake, caller.intake), "bullet"),
            Paragraph(caller.change, "lead"),
            danger_box(letter.hotlines, letter.language, naloxone=letter.naloxone),
        ),
        foot=foot(letter.language, number=letter.number),
        page_words=words.common.page,
    )


def _next(letter: CallerHeldLetter) -> Box:
    words = words_of(letter.language)
    steps = []
    by_phone = [option for option in letter.options if option.phone]
    if by_phone:
        first = next((option for option in by_phone if option.call_first), by_phone[0])
        steps.append(words.caller.step_call.format(name=first.name, phone=first.phone))
        steps.append(words.caller.step_ask)
    if letter.no_logo or not letter.helpline.callback:
        steps.append(words.caller.step_else)
    else:
        steps.append(words.caller.step_else_us.format(callback=letter.helpline.reached_at()))
    return Box(words.common.next_title, (Items(tuple(steps), "step"),))


def _or(given: tuple[str, ...] | None, usual: tuple[str, ...]) -> tuple[str, ...]:
    return usual if given is None else given


def _listed(title: str, texts: tuple[str, ...], kind: str) -> list[Block]:
    if not texts:
        return []
    return [Heading(title), Items(texts, "tick" if kind == "tick" else "bullet")]
