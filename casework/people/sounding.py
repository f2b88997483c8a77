"""How does a name sound, so that Zoë, Zoe and Zoey are found together (product.md 1.7)?"""

import re
import unicodedata
from difflib import SequenceMatcher

from db.secrets import fingerprint

PRINT = 12  # hex digits a word: enough to find by, and decrypting decides
# What NFKD leaves whole.
WHOLE = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "t", "æ": "e", "œ": "e", "ı": "i"}
)
SILENT = ((r"^(kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"ph", "f"), (r"gh(?=t|$)", ""))
# Letters that are taken for one another when a name is spelled by ear.
CLASSES = {
    letter: group
    for group, letters in {
        "1": "bfpv",
        "2": "cgjkqsxz",
        "3": "dt",
        "4": "l",
        "5": "mn",
        "6": "r",
    }.items()
    for letter in letters
}
VOWELS, BREATH = frozenset("aeiou"), frozenset("hwy")


def words_of(name: str) -> list[str]:
    """The words of a name without case, accents and apostrophes; any script."""
    flat = unicodedata.normalize("NFKD", name.casefold().translate(WHOLE))
    bare = "".join(c for c in flat if not unicodedata.combining(c) and c not in "'’`ʼ")
    return re.findall(r"[^\W\d_]+", bare)


def sound(word: str) -> str:
    """The consonants of a word by how they sound; a word of another script stays as it is."""
    if not word.isascii():
        return word
    for pattern, becomes in SILENT:
        word = re.sub(pattern, becomes, word)
    key, last = "", ""
    for letter in word:
        group = CLASSES.get(letter, "")
        if group and group != last:
            key += group
        last = last if letter in BREATH else group
    return ("A" if word[:1] in VOWELS else "") + key or "A"


def prints(name: str) -> list[str]:
    """One keyed hash for each word of the name."""
    return sorted({fingerprint(sound(word), "name")[:PRINT] for word in words_of(name)})


def name_key(name: str) -> str | None:
    """What is kept beside an encrypted name to find it by, in whatever order its words are said."""
    return " ".join(prints(name)) or None


def likeness(said: str, name: str) -> float:
    """0 to 1: how near the name is to what was said, word by word, in any order."""
    theirs = words_of(name)
    if not theirs or not words_of(said):
        return 0.0
    best = [max(_ratio(word, other) for other in theirs) for word in words_of(said)]
    return sum(best) / len(best)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
