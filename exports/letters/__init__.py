"""Which letters are there, and how is each one made?

kind = KINDS["caller_held"]
letter = kind.facts(helpline=…, …)      # every fact it may state
kind.render(letter)                     # PDF bytes
kind.html(letter)                       # the equal accessible page
unprintable(letter)                     # characters the PDF shows as "[?]"; usually ""
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from exports.letters import caller_held, provider, relative, style
from exports.letters.blocks import Document
from exports.letters.caller_held import CallerHeldLetter
from exports.letters.facts import Helpline, Hotline, Option
from exports.letters.provider import Addressee, Consent, ProviderLetter
from exports.letters.relative import RelativeLetter
from exports.letters.words import words_of

__all__ = [
    "KINDS",
    "Addressee",
    "CallerHeldLetter",
    "Consent",
    "Helpline",
    "Hotline",
    "Kind",
    "Letter",
    "Option",
    "ProviderLetter",
    "RelativeLetter",
    "file_name",
    "kind_of",
    "template_version",
    "unprintable",
]

Letter = ProviderLetter | CallerHeldLetter | RelativeLetter


@dataclass(frozen=True)
class Kind:
    """One kind of letter: the type of its facts and what is made of them."""

    facts: type
    render: Callable[[Any], bytes]
    html: Callable[[Any], str]
    document: Callable[[Any], Document]


KINDS: Mapping[str, Kind] = {
    "provider": Kind(ProviderLetter, provider.render, provider.html, provider.document),
    "caller_held": Kind(
        CallerHeldLetter, caller_held.render, caller_held.html, caller_held.document
    ),
    "relative": Kind(RelativeLetter, relative.render, relative.html, relative.document),
}


def kind_of(letter: Letter) -> str:
    """The kind whose facts these are. Raises KeyError for anything else."""
    return {kind.facts: name for name, kind in KINDS.items()}[type(letter)]


def unprintable(letter: Letter) -> str:
    """The characters no bundled font shows: the PDF has `[?]` there and says so."""
    return style.unprintable(KINDS[kind_of(letter)].document(letter))


def template_version(letter: Letter) -> str:
    """Which words were used, to be kept with the letter: `provider en-1`."""
    return f"{kind_of(letter)} {words_of(letter.language).version}"


def file_name(letter: Letter, ending: str = "pdf") -> str:
    """A name that tells no topic and no person (domain.md 8.3): the number, or `page`."""
    number = re.sub(r"[^A-Za-z0-9-]+", "-", letter.number).strip("-")
    return f"{number or 'page'}.{ending}"
