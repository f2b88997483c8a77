"""What does a meeting's type code say, in the code list of its own fellowship?

Facts of the Meeting Guide specification and of the fellowships' lists; the tables are ours. One
line is `code|labels|axis=value …`; a line without a value is known and has nothing to match by.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from imports.codes import meeting_labels
from imports.codes.bmlt import WORLD
from imports.listing import Tag

CLOSED_FOR_NOW, ONLINE, OPEN, CLOSED = "TC", "ONL", "O", "C"
# Written by plugins and by hand beside every list (formats.md 3).
EVERYWHERE = """
TC|Location Temporarily Closed;Temporarily Closed;Temporary Closure;Temp Closed|
ONL|Online Meeting;Online|
"""
SAME_NEARLY_EVERYWHERE = """
O|Open|open_closed=open
C|Closed|open_closed=closed
W|Women|company=women women_only=yes
M|Men|company=men men_only=yes
NB|Non-Binary|company=non_binary
LGBTQ|LGBTQ+;LGBT;LGBTQIA;LGBTQIA+|company=lgbtq
G|Gay|company=lgbtq
L|Lesbian|company=lgbtq
T|Transgender|company=lgbtq
BI|Bisexual|company=lgbtq
POC|People of Color;Persons of Color;BIPOC|company=poc
SEN|Seniors|company=seniors
NDG|Indigenous|company=native
X|Wheelchair Access;Wheelchair Accessible;Wheelchair|access=wheelchair
XB|Wheelchair-Accessible Bathroom|access=accessible_toilet
BA|Babysitting Available;Child Care Available|access=childcare
CF|Child-Friendly|access=child_friendly
FF|Fragrance Free;No Fragrances|access=fragrance_free
OUT|Outdoor;Outdoor Meeting|access=outdoors
ASL|American Sign Language;Sign Language|language=ase
BE|Newcomer;Newcomers;Beginner;Beginners|meeting_format=beginner
SP|Speaker|meeting_format=speaker
D|Discussion;Topic Discussion;Topic/Discussion|meeting_format=discussion
ST|Step Study;Step Meeting;Step;Steps|meeting_format=step
B|Big Book;Book Study|meeting_format=literature
LIT|Literature;Literature Study|meeting_format=literature
MED|Meditation|meeting_format=meditation
11|11th Step Meditation|meeting_format=meditation
12x12|12 Steps & 12 Traditions|meeting_format=step meeting_format=literature
DD|Dual Diagnosis|meeting_format=co_occurring
SM|Smoking Permitted|smoking
TR|Tradition Study;Tradition;Traditions|meeting_format
CAN|Candlelight|meeting_format
XT|Cross Talk Permitted|meeting_format
H|Birthday;Chips;Chip|meeting_format
"""
LANGUAGES = """
AF Afrikaans af|AM Amharic am|AR Arabic ar|BG Bulgarian bg|DA Danish da|DE German de|EL Greek el
EN English en|FA Persian fa|FI Finnish fi|FR French fr|HE Hebrew he|HI Hindi hi|HR Croatian hr
HU Hungarian hu|IS Icelandic is|ITA Italian it|JA Japanese ja|KA Georgian ka|KOR Korean ko
LT Lithuanian lt|ML Malayalam ml|MT Maltese mt|NE Nepali ne|NL Dutch nl|NO Norwegian no
POL Polish pl|POR Portuguese pt|PUN Punjabi pa|RUS Russian ru|S Spanish es|SK Slovak sk
SL Slovenian sl|SV Swedish sv|TH Thai th|TL Tagalog tl|TUR Turkish tr|UK Ukrainian uk
"""
AA = """
A|Secular;Atheist / Agnostic;Agnostic|outlook=secular
Y|Young People|company=young
N|Native American|company=native
P|Professionals|company=professionals
POA|Proof of Attendance|access=proof_of_attendance
ABSI|As Bill Sees It|meeting_format=literature
DR|Daily Reflections|meeting_format=literature
GR|Grapevine|meeting_format=literature
LS|Living Sober|meeting_format=literature
BRK|Breakfast|meeting_format
DB|Digital Basket|meeting_format
AL|Concurrent with Alateen|meeting_format
AL-AN|Concurrent with Al-Anon|meeting_format
BV-I|Blind / Visually Impaired|access
D-HOH|Deaf / Hard of Hearing|access
LO-I|Loners / Isolationists|company
QSL|Quebec Sign Language|language=fcs
"""
# C is "families and friends only", POA "parents of alcoholics": not what they are in AA.
AL_ANON = """
O|Families Friends and Observers Welcome;Open|open_closed=open
C|Families and Friends Only;Closed|open_closed=closed
Y|Alateen|for_whom=teen_kin
A|Atheist / Agnostic|outlook=secular
POA|Parents of Alcoholics|company=parents
LGBTQIA|LGBTQIA+|company=lgbtq
YA|Young Adults|company=young
AC|Adult Child Focus|company
AA|Concurrent with AA Meeting|meeting_format
AL|Concurrent with Alateen Meeting|meeting_format
S|Spanish|language=es
EN|English|language=en
FR|French|language=fr
"""
OTHERS = """
A|Secular;Atheist / Agnostic|outlook=secular
BB|Book Study|meeting_format=literature
BEG|Beginners;Beginner/Newcomer|meeting_format=beginner
CC|Child Care Available|access=childcare
CCAP|Closed Captions|access
DF|Dog Friendly|access
DR|Daily Reflections|meeting_format=literature
GL|Gay/Lesbian|company=lgbtq
LGBTQI+|LGBTQI+|company=lgbtq
MI|Mindfulness Practice|meeting_format=meditation
WA|Wheelchair Access|access=wheelchair
Y|Young People|company=young
YP|Young People|company=young
S|Spanish|language=es
EN|English|language=en
FR|French|language=fr
"""
# Typing errors seen in feeds, and words of the field `people` (formats.md 3).
MENDED = {"ASBI": "ABSI", "SPN": "S", "YP": "Y", "LGBT": "LGBTQ", "OPEN": "O", "CLOSED": "C"}
TWELVE = "outlook=twelve_step"
KIN = f"{TWELVE} for_whom=kin"
# Code list → name, what every meeting of the fellowship is (domain.md 5.1), and its own codes.
FELLOWSHIPS: Mapping[str, tuple[str, str, str]] = {
    "aa": ("AA", f"{TWELVE} for_whom=self substance_focus=alcohol", AA),
    "al-anon": ("Al-Anon", f"{KIN} substance_focus=alcohol", AL_ANON),
    "nar-anon": ("Nar-Anon", f"{KIN} substance_focus=any_drug", AL_ANON),
    "na": ("NA", f"{TWELVE} for_whom=self substance_focus=any_drug moud_stance=varies", WORLD),
    "ha": ("HA", f"{TWELVE} for_whom=self substance_focus=opioids moud_stance=varies", WORLD),
    "ca": (
        "CA",
        f"{TWELVE} for_whom=self substance_focus=cocaine substance_focus=any_drug moud_stance=varies",
        OTHERS,
    ),
    "cma": ("CMA", f"{TWELVE} for_whom=self substance_focus=stimulants", OTHERS),
    "ma": ("MA", f"{TWELVE} for_whom=self substance_focus=cannabis moud_stance=varies", OTHERS),
    "daa": ("DAA", f"{TWELVE} for_whom=self substance_focus=any_drug", OTHERS),
    "coda": ("CoDA", TWELVE, OTHERS),
    "aca": ("ACA", TWELVE, OTHERS),
    "rd": (
        "Recovery Dharma",
        "outlook=secular for_whom=self substance_focus=any_drug moud_stance=accepts",
        OTHERS,
    ),
    "smart": (
        "SMART Recovery",
        "outlook=secular for_whom=self substance_focus=any_drug moud_stance=accepts",
        OTHERS,
    ),
    "mara": (
        "MARA",
        f"{TWELVE} for_whom=self substance_focus=opioids moud_stance=affirming",
        OTHERS,
    ),
    "generic": ("", "", OTHERS),
}


@dataclass(frozen=True, slots=True)
class CodeList:
    """One fellowship's codes: its name, the tags all its meetings carry, and tags by code."""

    name: str
    fellowship: str
    always: Sequence[Tag]
    codes: Mapping[str, Sequence[Tag]]
    spellings: Mapping[str, str]

    def code_of(self, written: str) -> str | None:
        """The code behind a code in any case, a label, or a known typing error; None if unknown."""
        text = written.strip(" []\"'()")
        if text in self.codes:
            return text
        return self.spellings.get(_spelling(text)) or self._mended(text)

    def _mended(self, text: str) -> str | None:
        code = MENDED.get(text.upper(), "")
        return code if code in self.codes else None


def _spelling(text: str) -> str:
    return re.sub(r"[^\w+]|_", "", unicodedata.normalize("NFC", text).casefold())


def tags_from(text: str, code_list: str, code: str) -> tuple[Tag, ...]:
    """The tags of `axis=value axis=value`; an axis alone is a tag without a value."""
    pairs = (pair.partition("=") for pair in text.split())
    return tuple(Tag(axis, value or None, code_list, code) for axis, _, value in pairs)


@lru_cache
def code_list(name: str) -> CodeList | None:
    """The list called `name` ("aa", "al-anon", "na", …, "generic"), or None for a name unknown."""
    if name not in FELLOWSHIPS:
        return None
    fellowship, always, own = FELLOWSHIPS[name]
    codes: dict[str, tuple[Tag, ...]] = {}
    spellings: dict[str, str] = {}
    entries = [each.split("|") for each in (SAME_NEARLY_EVERYWHERE + own).split("\n") if each]
    if name == "aa":
        words = (each.split() for each in LANGUAGES.strip().replace("\n", "|").split("|"))
        entries += [[code, label, f"language={tag}"] for code, label, tag in words]
    entries += [each.split("|") for each in EVERYWHERE.split("\n") if each]
    for code, labels, meaning in entries:
        codes[code] = tags_from(meaning or "meeting_format", name, code)
        for spelling in (code, *labels.split(";")):
            spellings[_spelling(spelling)] = code
    for code, label in meeting_labels.labels():
        if code in codes:
            spellings.setdefault(_spelling(label), code)
    return CodeList(name, fellowship, tags_from(always, name, ""), codes, spellings)
