"""How is Hebrew or Arabic laid out for a printer that only knows left to right?

ReportLab neither joins Arabic letters nor turns lines round. The forms come from Unicode's own
decompositions (blocks FB50–FDFF, FE70–FEFF), so there is no table to keep. Enough for names,
addresses and short sentences of one direction inside an English or Spanish letter; it is not the
whole Unicode bidirectional algorithm.
"""

import re
import unicodedata
from functools import lru_cache

_LETTER = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_INSIDE = "\\s0-9.,'’\"()\\-"
_RUN = re.compile(f"[{_LETTER}](?:[{_LETTER}{_INSIDE}\u200c\u200d]*[{_LETTER}])?")
_UNBROKEN = 40  # a run of up to so many characters stays on one line
_LAM_ALEF = 0xFEF5  # from here on, the four pairs of lam and alef, the only joined pairs used
_MIRROR = str.maketrans("()", ")(")


def visual(text: str) -> str:
    """The text with each right-to-left run joined and in the order the eye meets it."""
    return _RUN.sub(lambda run: _turned(run.group()), text)


def _turned(run: str) -> str:
    glued = re.sub(r"\s", "\u00a0", run) if len(run) <= _UNBROKEN else run
    clusters: list[str] = []
    for character in _joined(glued):
        is_mark = clusters and unicodedata.combining(character)
        if is_mark or (clusters and _both_digits(clusters[-1], character)):
            clusters[-1] += character
        else:
            clusters.append(character)
    return "".join(reversed(clusters)).translate(_MIRROR)


def _both_digits(before: str, character: str) -> bool:
    return before[-1].isdecimal() and character.isdecimal()


def _joined(run: str) -> str:
    """Arabic letters in the form their neighbours ask for; everything else as it was."""
    letters = [character for character in run if not unicodedata.combining(character)]
    shaped: list[str] = []
    at = -1
    skip = False
    for character in run:
        if unicodedata.combining(character):
            shaped.append(character)
            continue
        at += 1
        if skip:
            skip = False
            continue
        after = letters[at + 1 : at + 2]
        pair = character + "".join(after)
        skip = len(pair) == 2 and ("<isolated>", pair) in _forms()
        shaped.append(_form(letters, at, pair if skip else character))
    return "".join(shaped).replace("\u200c", "").replace("\u200d", "")


def _form(letters: list[str], at: int, what: str) -> str:
    before = letters[at - 1] if at else ""
    after = letters[at + len(what)] if at + len(what) < len(letters) else ""
    joins_before = _gives_hand(before) and ("<final>", what) in _forms()
    joins_after = _gives_hand(what) and _takes_hand(after)
    kind = {
        (True, True): "<medial>",
        (True, False): "<final>",
        (False, True): "<initial>",
        (False, False): "<isolated>",
    }[joins_before, joins_after]
    return _forms().get((kind, what), what)


def _gives_hand(letter: str) -> bool:
    """May it join the letter after it?"""
    return letter in ("\u0640", "\u200d") or ("<initial>", letter) in _forms()


def _takes_hand(letter: str) -> bool:
    return letter in ("\u0640", "\u200d") or ("<final>", letter) in _forms()


@lru_cache(maxsize=1)
def _forms() -> dict[tuple[str, str], str]:
    """(kind, letter or lam-alef pair) → presentation form."""
    found: dict[tuple[str, str], str] = {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        kind, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(part, 16)) for part in parts)
        if len(letters) == 1 or code >= _LAM_ALEF:
            found.setdefault((kind, letters), chr(code))
    return found
