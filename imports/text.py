"""What does a cell say once tags, entities, control characters and broken accents are taken out?"""

import html
import re
from datetime import UTC, datetime
from typing import Any

TAG = re.compile(r"<(/?[a-zA-Z][^<>]{0,500}|!--.{0,2000}?--)>", re.DOTALL)
BREAK = re.compile(r"<(br|/p|/div|/li)\b[^<>]{0,200}>", re.IGNORECASE)
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
LONE = re.compile("[\ud800-\udfff]")
# Nothing in here: the text is already fit to show, which is the usual case.
SUSPECT = re.compile(
    "[<&\\\\\x00-\x1f\x7f-\x9f\u200b-\u206f\ufeff\ud800-\udfff\xc2\xc3\xe2├Γ]|GÇ|  "
)
# UTF-8 read as CP437 or as Windows-1252: only sequences nobody writes on purpose.
MOJIBAKE = {
    "GÇÖ": "’", "GÇÿ": "‘", "GÇ£": "“", "GÇ¥": "”", "GÇô": "–", "GÇö": "—", "GÇæ": "-",
    "GÇª": "…", "GÇó": "•", "GÇï": "",
    "ΓÇÖ": "’", "ΓÇÿ": "‘", "ΓÇ£": "“", "ΓÇ¥": "”", "ΓÇô": "–", "ΓÇö": "—", "ΓÇæ": "-",
    "ΓÇª": "…", "ΓÇó": "•", "ΓÇï": "",
    "├⌐": "é", "├▒": "ñ", "├í": "á", "├│": "ó", "├║": "ú", "├¡": "í",
    "â€™": "’", "â€˜": "‘", "â€œ": "“", "â€\x9d": "”", "â€“": "–", "â€”": "—", "â€¦": "…",
    "Ã©": "é", "Ã¡": "á", "Ã±": "ñ", "Ã³": "ó", "Ãº": "ú", "Ã¨": "è", "Ã¼": "ü", "Ã¶": "ö",
    "Â\xa0": " ", "Â®": "®", "Â°": "°",
}  # fmt: skip
BROKEN = re.compile("|".join(map(re.escape, MOJIBAKE)))
C1 = re.compile("[\x80-\x9f]")
STAMPS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y",
    "%Y-%m-%d",
    "%m/%d/%y %H:%M",
    "%m/%d/%y",
)


def clean(value: Any) -> str:
    """The value as one trimmed text for display; "" for None and for lists and mappings.

    Removes HTML tags, entities, control characters and doubled blanks; `\\n` written out becomes a
    line end; C1 characters and well-known broken accents become what they were (formats.md 11.1,
    11.11). Keeps line ends. Anything else stands as it came; the raw value is kept by the reader.
    """
    if not isinstance(value, str):
        return plain(value)
    if not SUSPECT.search(value):
        return value.strip()
    text = repaired(value.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"(?:\\r)?\\n", "\n", text) if "\\" in text else text
    text = html.unescape(TAG.sub("", BREAK.sub("\n", text)))
    text = LONE.sub("\ufffd", HIDDEN.sub("", text))
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def line(value: Any) -> str:
    """As `clean`, on one line."""
    text = clean(value)
    return " ".join(text.split()) if "\n" in text or "\t" in text else text


def plain(value: Any) -> str:
    """A number as text (`12.0` is `12`); "" for everything that is neither text nor number."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)[:100] if isinstance(value, float) or abs(value) < 10**100 else ""


def repaired(value: str) -> str:
    """C1 characters read as the Windows-1252 they were, and the broken accents of `MOJIBAKE`."""
    value = BROKEN.sub(lambda found: MOJIBAKE[found[0]], value)
    return C1.sub(lambda found: found[0].encode("latin-1").decode("cp1252", "ignore"), value)


def was_broken(value: Any) -> bool:
    """Whether `clean` had to mend the encoding of this value."""
    return isinstance(value, str) and bool(C1.search(value) or BROKEN.search(value))


def key(*values: str) -> str:
    """Values for comparing: lower case, letters and digits with single dashes between."""
    return re.sub(r"[^\w]+|_", "-", " ".join(values).casefold()).strip("-")


def web_address(value: Any) -> str:
    """A web address that can be opened, or "": `http://` alone is none, `www.` gets its scheme."""
    text = plain(value)
    if re.fullmatch(r"(?i)https?:/*", text) or " " in text or len(text) > 2000:
        return ""
    if re.match(r"(?i)www\.", text):
        text = "https://" + text
    return text if re.match(r"(?i)https?://[^/\s]+\.[^/\s]", text) else ""


def stamp(value: Any) -> datetime | None:
    """When a record was last changed, in UTC (feeds state UTC); None when it cannot be read."""
    text = plain(value).removesuffix("Z")
    for form in STAMPS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
