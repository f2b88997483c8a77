"""Which language does a name mean: its BCP 47 code, and nothing where a sentence says more?"""

import re
from collections.abc import Mapping

NAMED = """
en english|es spanish español espanol castellano|fr french français francais|de german deutsch
it italian italiano|pt portuguese português portugues|pl polish polski|ru russian|uk ukrainian
zh chinese mandarin cantonese|ja japanese|ko korean|vi vietnamese|tl tagalog filipino pilipino
ar arabic|fa farsi persian dari|he hebrew|hi hindi hindu|ur urdu|pa punjabi panjabi|bn bengali
gu gujarati|ta tamil|te telugu|ml malayalam|ne nepali|my burmese|km khmer cambodian|lo lao laotian
hmn hmong|th thai|id indonesian|ms malay|tr turkish|el greek|nl dutch|sv swedish|da danish
no norwegian|fi finnish|is icelandic|hu hungarian|cs czech|sk slovak|sl slovenian|hr croatian
sr serbian|bs bosnian|sq albanian|bg bulgarian|ro romanian|lt lithuanian|lv latvian|et estonian
hy armenian|ka georgian|am amharic|ti tigrinya tigrigna|om oromo|so somali|sw swahili|yo yoruba
ig igbo ibo|ha hausa|wo wolof|ak twi|af afrikaans|ht creole haitian haitian-creole kreyol
yi yiddish|ps pashto|ku kurdish|nv navajo|oj ojibwa|ypk yupik|sm samoan|to tongan|haw hawaiian
ase asl american-sign-language sign-language american-sign
"""
CODES: Mapping[str, str] = {
    spelling: code
    for code, *names in (each.split() for each in NAMED.strip().replace("\n", "|").split("|"))
    for name in names
    for spelling in (name, name.replace("-", " "))
}
# ISO 639-2 and -3 where the two letters of BCP 47 do not begin it; "sgn" is any sign language here.
ISO_3 = """
spa es|fra fre fr|deu ger de|por pt|pol pl|rus ru|ukr uk|zho chi cmn yue zh|jpn ja|kor ko|vie vi|tgl fil tl
ara ar|fas per fa|heb he|hin hi|urd ur|pan pa|ben bn|guj gu|tam ta|tel te|nep ne|mya bur my|khm km|lao lo
tha th|tur tr|ell gre el|nld dut nl|swe sv|hun hu|ces cze cs|ron rum ro|hye arm hy|amh am|som so|swa sw
hat ht|yid yi|eng en|ita it|sgn ase|bos bs|sqi alb sq|tir ti|orm om|pus ps|kur ku|nav nv
"""
BY_ISO: Mapping[str, str] = {
    **{code: code for code in CODES.values()},
    **{
        code: words[-1]
        for words in (each.split() for each in ISO_3.strip().replace("\n", "|").split("|"))
        for code in words[:-1]
    },
}
TAGS = frozenset(CODES.values())
SEPARATOR = re.compile(r"[,;/&|\n]|\band\b|\by\b", re.IGNORECASE)
ENDINGS = re.compile(r"(\s+(only|speaking|language|available|spoken|speaker|speakers))+$")
# Words by which a cell takes back or narrows what it seems to list: nothing is read from it then.
NARROWED = re.compile(
    r"\b(no|not|non|none|without|except|unless|limited|some|few|refer\w*|request\w*|depend\w*"
    r"|volunteers?|only if|if|when|but|written|materials?|translat\w*|interpret\w*|arrang\w*"
    r"|by appointment|other|another|directed|learn\w*|class\w*|contract|various|varies)\b",
    re.IGNORECASE,
)


def code_of(name: str) -> str | None:
    """The code of one language by its English or own name; None for any other text."""
    plain = ENDINGS.sub("", " ".join(re.sub(r"[.()]", " ", name).casefold().split()))
    return CODES.get(plain)


def of_iso(code: str) -> str | None:
    """The code of one language by its ISO 639 code, with or without a region; None for others."""
    return BY_ISO.get(re.split("[-_]", code.strip().lower())[0])


def listed(text: str) -> tuple[list[str], list[str]]:
    """The codes of a list of languages, and the pieces of it that are no language we know.

    Separated by commas, semicolons, "and", or blanks where every word is a language. A cell that
    narrows what it lists ("some Spanish", "Spanish speakers are referred …") gives no code at all.
    """
    if NARROWED.search(text):
        return [], [text]
    codes: dict[str, None] = {}
    other: list[str] = []
    for piece in filter(None, (each.strip(" .()") for each in SEPARATOR.split(text))):
        words = piece.split()
        if whole := code_of(piece):
            codes[whole] = None
        elif len(words) > 1 and all(map(code_of, words)):
            codes |= dict.fromkeys(filter(None, map(code_of, words)))
        else:
            other.append(piece)
    return list(codes), other
