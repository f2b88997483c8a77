"""What neutral text may be copied to a caller's phone?

Names, phones and times of at most three places in under 160 characters (product.md 1.13): no
helpline, and no word that says what it is about, since others may read the screen.
"""

import re
from collections.abc import Sequence

from exports.letters.blocks import clean
from exports.letters.facts import Option

MOST = 159
_NAME = 24
_PLACES = 3

# Words of names that would tell a bystander what the message is about; the rest is kept.
_TELLING = re.compile(
    r"\b(addict\w*|adicci\w*|adict\w*|alcohol\w*|alcohól\w*|anon\w*|anón\w*|bupren\w*|chemical\w*|"
    r"dependenc\w*|desintox\w*|detox\w*|drog\w*|drug\w*|heroin\w*|intoxicat\w*|intervention\w*|"
    r"maint[ae]nance|mat|medication[- ]assisted|meth\w*|metadon\w*|moud|naloxon\w*|narcan|narcotic\w*|"
    r"narcótic\w*|opi[oá]\w*|opiate\w*|overdose\w*|otp|recover\w*|recuperaci\w*|rehab\w*|relapse\w*|"
    r"sober\w*|sobri\w*|substance\w*|suboxone|sud|12[- ]step\w*|twelve[- ]step\w*|treatment\w*|"
    r"tratamiento\w*|use disorder\w*|withdrawal\w*|abus\w*|aa|na|ca|ha|al-?anon|nar-?anon)\b",
    re.IGNORECASE,
)
# What may be left over of a name and says nothing.
_EMPTY = re.compile(
    r"(a|and|at|center|centers|centre|clinic|de|del|for|groups?|house|of|on|programs?|programme|"
    r"services?|the|y|centro|clínica|grupos?|programas?|servicios|la|el)"
)


def card_text(options: Sequence[Option]) -> str:
    """At most 159 characters. Times go first, then names are cut, then the last place; a phone
    number is never cut: one that has no room is left out whole."""
    places = [_Place(option) for option in options[:_PLACES]]
    for keep in range(len(places), 0, -1):
        shown = places[:keep]
        for timed in range(keep, -1, -1):
            text = _line(shown, timed=timed, longest=_NAME * 2)
            if len(text) <= MOST:
                return text
        text = _line(shown, timed=0, longest=_NAME)
        if len(text) <= MOST:
            return text
    return ""


class _Place:
    """One option as short, neutral words."""

    def __init__(self, option: Option) -> None:
        self.name = neutral(option.name)
        self.phone = " ".join(clean(option.phone).split())
        self.where = "" if self.phone else neutral(option.address)
        self.times = neutral(option.times)

    def said(self, *, times: bool, longest: int) -> str:
        name = self.name if len(self.name) <= longest else self.name[: longest - 1].rstrip() + "…"
        parts = (name, self.phone, self.where if times else "", self.times if times else "")
        return " ".join(part for part in parts if part)


def _line(places: Sequence[_Place], *, timed: int, longest: int) -> str:
    """The first `timed` places with their times, the others without."""
    said = (place.said(times=at < timed, longest=longest) for at, place in enumerate(places))
    return "; ".join(part for part in said if part)


def neutral(text: str) -> str:
    """The text without telling words; nothing when only empty words are left."""
    kept = _TELLING.sub(" ", " ".join(clean(text).split()))
    kept = re.sub(r"\(\s*\)|\s+(?=[,.;])", "", kept)
    kept = re.sub(r"\s+", " ", kept).strip(" -–,&/;.'’")
    said = [word for word in re.findall(r"\w+", kept.lower()) if not _EMPTY.fullmatch(word)]
    return kept if said else ""
