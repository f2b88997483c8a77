"""Which languages does a cell name, and when does it only speak about languages?"""

import re
from collections.abc import Sequence

from imports.text import key

# Name and spellings after the code we match by (BCP 47); facts of ISO 639.
NAMES = """
en eng english ingles inglés|es spa spanish espanol español castilian|ht hat creole haitian-creole
ht haitian kreyol|fr fra fre french|pt por portuguese|ru rus russian|he heb hebrew|ar ara arabic
it ita italian|el ell gre greek|yi yid yiddish|zh zho chi chinese mandarin cantonese taiwanese
de deu ger german|ja jpn japanese|ko kor korean|vi vie vietnamese|tl tgl tagalog filipino|hi hin hindi
pl pol polish|fa fas per farsi persian|hmn hmong|ase american-sign-language sign-language asl sgn
ur urd urdu|bn ben bengali|pa pan punjabi|gu guj gujarati|so som somali|am amh amharic
uk ukr ukrainian|ro ron rum romanian|nl nld dut dutch|sv swe swedish|no nor norwegian|da dan danish
fi fin finnish|is isl ice icelandic|th tha thai|tr tur turkish|km khm khmer|lo lao|my mya burmese
ne nep nepali|sw swa swahili|ta tam tamil|te tel telugu|hu hun hungarian|cs ces cze czech|sk slk slovak
bg bul bulgarian|sr srp serbian|hr hrv croatian|bs bos bosnian|sq sqi albanian|hy hye armenian
lt lit lithuanian|lv lav latvian|ti tir tigrinya|om orm oromo|yo yor yoruba|ps pus pashto|ku kur kurdish
nv nav navajo|oj oji ojibwa ojibwe|chr cherokee|ypk yupik|cy cym wel welsh|ga gle irish|gd gla gaelic
bfi british-sign-language bsl
"""
CODES = {
    spelling: words.split()[0]
    for words in NAMES.strip().replace("\n", "|").split("|")
    for spelling in words.split()
}
SHORT = 3  # letters; so short only in a column of codes
JOINED = re.compile(r"\s*(?:[,;/&+.\n]|\band\b)\s*", re.IGNORECASE)


def code_of(text: str) -> str:
    """The code of one language by its name; "" for anything else ("No" is no Norwegian).

    A Creole is taken for Haitian, as it is in every directory seen.
    """
    name = key(text)
    return CODES.get(name, "") if len(name) > SHORT else ""


def of_code(text: str) -> str:
    """The code of a language by its ISO code, of two or three letters, with or without a region."""
    return CODES.get(key(re.sub(r"[-_]\w+$", "", text)), "")


def codes_in(text: str) -> Sequence[str]:
    """The languages of a cell that names nothing else; none for a sentence about languages."""
    if whole := code_of(text):
        return (whole,)
    parts = [each for each in JOINED.split(text.strip(" .*")) if each]
    codes = [code_of(each) for each in parts]
    return tuple(dict.fromkeys(codes)) if codes and all(codes) else ()
