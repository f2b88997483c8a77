"""What does a format of a BMLT server say: by its world id, else by its English key or name?

Facts of the BMLT and of NA's own lists; the tables are ours. One line is `id|labels|axis=value …`.
"""

import re
from collections.abc import Mapping

from imports.listing import Tag

LIST = "bmlt"
VIRTUAL, HYBRID, CLOSED_FOR_NOW = "VM", "HYBR", "TC"
ALWAYS = (
    Tag("outlook", "twelve_step", LIST, ""),
    Tag("for_whom", "self", LIST, ""),
    Tag("substance_focus", "any_drug", LIST, ""),
    Tag("moud_stance", "varies", LIST, ""),
)
# NA means "closed" as addicts only, which is what open_closed says.
WORLD = """
OPEN|Open|open_closed=open
CLOSED|Closed|open_closed=closed
BEG|Beginners;Beginner/Newcomer|meeting_format=beginner
BT|Basic Text|meeting_format=literature
CAN|Candlelight|meeting_format
CPT|12 Concepts;Concepts|meeting_format
CW|Children Welcome|access=child_friendly
DISC|Discussion/Participation|meeting_format=discussion
GL|Gay/Lesbian|company=lgbtq
IP|IP Study;Informational Pamphlet|meeting_format=literature
IW|It Works Study|meeting_format=literature
JFT|Just For Today Study|meeting_format=literature
LC|Living Clean|meeting_format=literature
LIT|Literature Study|meeting_format=literature
M|Men|company=men men_only=yes
MED|Meditation|meeting_format=meditation
NS|Non-Smoking|smoking
QA|Questions & Answers|meeting_format
RA|Restricted Access;Restricted Attendance|access
SMOK|Smoking|smoking
SPAD|Spiritual Principle a Day|meeting_format=literature
SPK|Speaker|meeting_format=speaker
STEP|Step|meeting_format=step
SWG|Step Working Guide Study|meeting_format=step
TOP|Topic|meeting_format=discussion
TRAD|Tradition|meeting_format
VAR|Format Varies|meeting_format
W|Women|company=women women_only=yes
WCHR|Wheelchair|access=wheelchair
Y|Young People|company=young
TC|Temporarily Closed|meeting_format
VM|Virtual Meeting|meeting_format
HYBR|Hybrid|meeting_format
"""
# Formats without a world id, by what servers call them, and the well-known English keys.
NAMED = """
asl signlanguage americansignlanguage|language=ase
agnostic atheistagnostic secular|outlook=secular
nochildren|access
childrenundersupervision|access=child_friendly
idrequired idrequiredtoenter|access
nosmoking|smoking
onlinemeeting online web|meeting_format
bilingual|language
closedholidays illness pitch roundrobin surveillancecameras timer openended fiveanddime|meeting_format
"""
KEYS: Mapping[str, str] = {
    "B": "BEG", "BT": "BT", "C": "CLOSED", "CL": "CAN", "CW": "CW", "D": "DISC", "GL": "GL",
    "IP": "IP", "IW": "IW", "JT": "JFT", "JFT": "JFT", "M": "M", "O": "OPEN", "RF": "VAR",
    "SD": "SPK", "So": "SPK", "SG": "SWG", "St": "STEP", "To": "TOP", "Tr": "TRAD", "TW": "TRAD",
    "W": "W", "WC": "WCHR", "YP": "Y", "BK": "LIT", "AB": "QA", "ME": "MED", "RA": "RA", "QA": "QA",
    "CP": "CPT", "LC": "LC", "NS": "NS", "VM": "VM", "HY": "HYBR", "TC": "TC", "SPAD": "SPAD",
    "VO": "VAR",
}  # fmt: skip
OTHER_KEYS: Mapping[str, str] = {
    "SL": "asl", "Ag": "agnostic", "NC": "nochildren", "CS": "childrenundersupervision",
    "WEB": "onlinemeeting", "ID": "idrequired", "BL": "bilingual", "CH": "closedholidays",
    "IL": "illness", "Pi": "pitch", "Rr": "roundrobin", "SC": "surveillancecameras", "Ti": "timer",
    "OE": "openended", "FD": "fiveanddime",
}  # fmt: skip
LANGUAGE_KEYS: Mapping[str, str] = {
    "ES": "Español", "ENG": "English", "FIN": "Finnish", "PER": "Persian", "L/R": "Lithuanian/Russian",
    "FR": "French", "PL": "Polish", "POR": "Portuguese",
}  # fmt: skip
LANGUAGES: Mapping[str, str] = {
    "espanol": "es", "español": "es", "spanish": "es", "english": "en", "finnish": "fi",
    "persian": "fa", "farsi": "fa", "lithuanian": "lt", "russian": "ru", "french": "fr",
    "français": "fr", "polish": "pl", "portuguese": "pt", "german": "de", "italian": "it",
    "arabic": "ar", "hebrew": "he", "japanese": "ja", "korean": "ko", "swedish": "sv",
    "danish": "da", "norwegian": "no", "ukrainian": "uk", "hindi": "hi", "punjabi": "pa",
}  # fmt: skip


def _tags(meaning: str, code: str) -> tuple[Tag, ...]:
    pairs = (pair.partition("=") for pair in meaning.split())
    return tuple(Tag(axis, value or None, LIST, code) for axis, _, value in pairs)


TAGS: Mapping[str, tuple[Tag, ...]] = {
    code: _tags(meaning, code)
    for code, _, meaning in (each.split("|") for each in WORLD.strip().splitlines())
}
MEANINGS: Mapping[str, str] = {
    name: meaning
    for names, meaning in (each.split("|") for each in NAMED.strip().splitlines())
    for name in names.split()
}


def tags_of(world: str, key: str, name: str) -> tuple[Tag, ...] | None:
    """The tags of one format, or None when neither its world id, name nor key is known here.

    `LANG` does not say which language: the name does. Without a world id the name rules, then the
    well-known English key.
    """
    code = world or key
    if world == "LANG" or (not world and key in LANGUAGE_KEYS):
        return _languages(name or LANGUAGE_KEYS.get(key, key), key)
    if world in TAGS:
        return TAGS[world]
    plain = re.sub(r"[^a-z]", "", name.lower())
    if not name:
        if key in KEYS:
            return tuple(Tag(t.axis, t.value, LIST, code) for t in TAGS[KEYS[key]])
        plain = OTHER_KEYS.get(key, "")
    return _tags(MEANINGS[plain], code) if plain in MEANINGS else None


def world_id(world: str, key: str, name: str) -> str:
    """The world id, or the one the English key stands for where nothing else is known."""
    return world or ("" if name else KEYS.get(key, ""))


def _languages(name: str, key: str) -> tuple[Tag, ...]:
    found = [
        LANGUAGES[word] for word in re.findall(r"[^\W\d_]+", name.lower()) if word in LANGUAGES
    ]
    return tuple(Tag("language", each, LIST, key) for each in found) or (
        Tag("language", None, LIST, key),
    )
