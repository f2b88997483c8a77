"""Which facts and blocks do several letters share?"""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.letters.blocks import Box, Facts, Items, Language
from exports.letters.words import words_of


@dataclass(frozen=True, kw_only=True)
class Helpline:
    """Who writes: the letterhead. `callback` is the number to ring, `hours` in words."""

    name: str
    address: str = ""
    callback: str = ""
    hours: str = ""

    def reached_at(self) -> str:
        return ", ".join(part for part in (self.callback, self.hours) if part)

    def letterhead(self) -> tuple[str, ...]:
        line = " · ".join(part for part in (self.address, self.reached_at()) if part)
        return (self.name, line) if line else (self.name,)


@dataclass(frozen=True, kw_only=True)
class Hotline:
    """A line to call, from the helpline's own list; 911 and 988 stand in every letter already."""

    name: str
    number: str
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Option:
    """A place or group to call. `why` and `times` are ready sentences in the letter's language;
    `unverified`: nobody at the helpline asked it yet, and the letter says so."""

    name: str
    phone: str = ""
    address: str = ""
    times: str = ""
    cost: str = ""
    why: str = ""
    call_first: bool = False
    unverified: bool = False
    message: str = ""  # how to get in for now, in the place's own words


def option_box(option: Option, language: Language) -> Box:
    """One place in a light frame; empty facts are left out."""
    words = words_of(language).common
    rows = (
        (words.address, option.address),
        (words.times, option.times),
        (words.cost, option.cost),
        (words.why, option.why),
        (words.message, option.message),
        (words.note, words.unverified if option.unverified else ""),
    )
    called = words.call_first.format(name=option.name) if option.call_first else option.name
    title = " · ".join(part for part in (called, option.phone) if part)
    return Box(title, (Facts(rows),), heavy=False)


def danger_box(hotlines: Sequence[Hotline], language: Language, *, naloxone: bool) -> Box:
    """911, 988 and naloxone in the letters' own words, then the helpline's other lines."""
    words = words_of(language).common
    lines = [words.danger_911]
    lines += [words.danger_naloxone] * naloxone
    lines.append(words.danger_988)
    for hotline in hotlines:
        line = words.hotline_about if hotline.about else words.hotline
        lines.append(line.format(name=hotline.name, number=hotline.number, about=hotline.about))
    return Box(words.danger_title, (Items(tuple(lines)),))


def foot(language: Language, *, number: str, reply_code: str = "") -> tuple[str, ...]:
    """What stands bottom right on each page."""
    words = words_of(language).common
    numbered = (words.number.format(number=number),) if number else ()
    coded = (words.reply_code.format(code=reply_code),) if reply_code else ()
    return numbered + coded
