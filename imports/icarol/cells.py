"""What do single cells of an iCarol export say: flags, states, dates, phones, fees, places?"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from imports.codes import languages
from imports.icarol.levels import Row
from imports.listing import Phone, Tag
from imports.phones import phones
from imports.reading import Notes
from imports.text import clean, web_address

LIST = "icarol"
STATUSES = {
    "active": "active",
    "inactive": "inactive",
    "active but do not refer": "do_not_refer",
    "do not refer": "do_not_refer",
}
# From the best to the worst: a programme at a site is no better than the programme or the site.
WORSE = ("active", "paused", "do_not_refer", "inactive")
YES, NO = frozenset({"yes", "true", "1", "y"}), frozenset({"", "no", "false", "0", "n"})
DATES = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S",
    "%m/%d/%y %H:%M", "%m/%d/%y", "%m/%d/%Y %H:%M", "%m/%d/%Y", "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p",
)  # fmt: skip
NEVER = re.compile(r"1900-0?1-0?1\b.*|0?1/0?1/(?:19)?00\b.*")
NUMBERED = [(f"Phone{n}Number", f"Phone{n}") for n in range(1, 6)]
NAMED_LINES = (
    ("PhoneTollFree", "tollfree"),
    ("PhoneNumberHotline", "hotline"),
    ("PhoneNumberBusinessLine", "main"),
    ("PhoneNumberOutOfArea", "tollfree"),
    ("PhoneNumberAfterHours", "after_hours"),
    ("PhoneTTY", "tty"),
    ("PhoneFax", "fax"),
)
KINDS = (
    ("fax", re.compile(r"\bfax\b", re.I)),
    ("tty", re.compile(r"\b(tty|tdd|ttd)\b", re.I)),
    ("after_hours", re.compile(r"\bafter[ -]?hours\b", re.I)),
    ("hotline", re.compile(r"\b(hot ?line|crisis|help ?line)\b", re.I)),
    ("intake", re.compile(r"\b(intake|admissions?)\b", re.I)),
    ("tollfree", re.compile(r"\btoll[ -]?free\b", re.I)),
)
PLAIN_LABEL = re.compile(
    r"(main|office|phone|telephone|fax|tty)?(\s*/?\s*(tdd|number|line))*", re.I
)
# Whom to ask for is staff, whose names are not taken in (formats.md 6).
ASK_FOR = re.compile(r"[\s,;(]*\b(?:ask for|contact|attn)\b.*", re.I)
FREE = re.compile(
    r"(no (fees?|charge|cost)|free( of charge)?|none)\.?(\s*\([^)]*\bdonations?\b[^)]*\))?", re.I
)
SLIDING = re.compile(r"sliding (fee )?scale\b.*|sliding fees?\b.*", re.I)
PAYS = {
    "medicaid": "medicaid", "medicare": "medicare", "private insurance": "private",
    "insurance": "private", "sliding scale": "sliding", "sliding fee scale": "sliding",
    "cash": "self_pay", "self pay": "self_pay", "self-pay": "self_pay",
    "tricare": "military", "military insurance": "military", "free": "free", "no fee": "free",
}  # fmt: skip
WHEELCHAIR = re.compile(
    r"(yes,? )?((fully )?(wheel ?chair|handicap(ped)?|ada)[ -](access(ible|ibility)?|compliant)"
    r"( (building|facility|office))?)\.?",
    re.I,
)
QUARTER_OF_TOWN = frozenset({"nw", "ne", "sw", "se"})  # Washington's misuse of DisabilitiesAccess
FLAGS = (
    ("EligibilityAdult", "age_group", "adults"),
    ("EligibilityChild", "age_group", "children"),
    ("EligibilityTeen", "age_group", "adolescents"),
    ("EligibilityFemale", "sex", "female"),
    ("EligibilityMale", "sex", "male"),
)
BARE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,10}(?:/\S*)?", re.I)
Costs = list[tuple[str, str]]


def flag(row: Row, heading: str, notes: Notes, *, careful: bool) -> bool:
    """Yes or no; `careful` is what stands for a cell that says neither (with a problem)."""
    said = row(heading)
    if said.lower() in YES or said.lower() in NO:
        return said.lower() in YES
    notes.warn(row.number, heading, said, f"neither yes nor no; taken as {_word(careful)}")
    return careful


def page(text: str) -> str:
    """A web address; `hope.example.org` without a scheme is one as well."""
    return web_address(text) or (web_address(f"http://{text}") if BARE.fullmatch(text) else "")


def _word(yes: bool) -> str:
    return "yes" if yes else "no"


def status(row: Row, notes: Notes) -> str:
    """One of our statuses; blank is active with a problem, a word unknown is held back as paused."""
    said = row("AgencyStatus")
    found = STATUSES.get(" ".join(re.sub(r"[^a-z]", " ", said.lower()).split()))
    if found:
        return found
    if not said:
        notes.warn(row.number, "AgencyStatus", "", "no status; taken as active")
        return "active"
    notes.warn(row.number, "AgencyStatus", said, "no status we know; held back until looked at")
    return "paused"


def worst(statuses: Iterable[str]) -> str:
    return max(statuses, key=WORSE.index)


def moment(row: Row, heading: str, notes: Notes) -> datetime | None:
    """A date in any of its writings, midnight UTC where no time is given; 1900-01-01 is none."""
    said = row(heading)
    if not said or NEVER.fullmatch(said):
        return None
    for form in DATES:
        try:
            return datetime.strptime(said, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    notes.warn(row.number, heading, said, "not a date; left out")
    return None


def past(row: Row, heading: str, today: date | None, notes: Notes) -> datetime | None:
    """As `moment`, for what has happened: a date still to come is a slip and left out."""
    found = moment(row, heading, notes)
    if found and found.date() > (today or datetime.now(UTC).date()) + timedelta(days=1):
        notes.warn(row.number, heading, row(heading), "still to come; left out")
        return None
    return found


def alert(row: Row, notes: Notes) -> tuple[str, date | None]:
    """The passing message with the day it begins, and the last day it holds."""
    text = clean(row.cells.get("temporarymessage"))
    if not text:
        return "", None
    begins = moment(row, "TemporaryMessageAppears", notes)
    ends = moment(row, "TemporaryMessageExpires", notes)
    if begins and ends and ends < begins:
        said = row("TemporaryMessageExpires")
        notes.warn(row.number, "TemporaryMessageExpires", said, "ends before it begins; left out")
        ends = None
    since = f"From {begins:%B} {begins.day}, {begins.year}: " if begins else ""
    return since + text, ends.date() if ends else None


def phone_lines(row: Row, notes: Notes, country: str) -> list[Phone]:
    """All numbers of a row in their order; private ones say so, a number said twice stands once."""
    found: list[Phone] = []
    for column, stem in NUMBERED:
        label = ASK_FOR.sub("", row(f"{stem}Name") or row(f"{stem}Description")).strip(" ,;(")
        words = f"{row(f'{stem}Type')} {label} {row(f'{stem}Description')}"
        kind = next((kind for kind, said in KINDS if said.search(words)), "main")
        private = flag(row, f"{stem}IsPrivate", notes, careful=True)
        found += _numbers(row, column, notes, country, kind, label, private)
    for column, kind in NAMED_LINES:
        label = ASK_FOR.sub("", row(f"{column}Description"))
        private = flag(row, f"{column}IsPrivate", notes, careful=True)
        found += _numbers(row, column, notes, country, kind, label, private)
    return distinct(found)


def _numbers(
    row: Row, column: str, notes: Notes, country: str, kind: str, label: str, private: bool
) -> list[Phone]:
    said = ASK_FOR.sub("", row(column))
    if not said:
        return []
    if len(re.findall(r"[0-9A-Z]", said)) < 3:
        notes.warn(row.number, column, said, "no number; left out")
        return []
    note = "" if PLAIN_LABEL.fullmatch(label) else label[:120]
    made = phones(said, kind=kind, country=country, note=note)
    if any(not each.e164 and len(re.sub(r"\D", "", each.raw)) > 3 for each in made):
        notes.warn(row.number, column, said, "not a number that can be dialled; kept as written")
    return [replace(each, private=private) for each in made]


def distinct(found: Iterable[Phone]) -> list[Phone]:
    """Each number once; one that is private anywhere is private."""
    kept: dict[tuple[str, str], Phone] = {}
    for each in found:
        key = (each.e164 or each.raw, each.extension)
        before = kept.setdefault(key, each)
        if each.private and not before.private:
            kept[key] = replace(before, private=True)
    return list(kept.values())


def costs(row: Row) -> tuple[Costs, list[Tag]]:
    """Fees as worded, as free or sliding where that is all they say, and what PaymentMethods lists."""
    text = row("FeeStructureSource")
    kinds: dict[str, str] = {}
    if FREE.fullmatch(text):
        kinds["free"] = text
    elif any(SLIDING.fullmatch(part.strip()) for part in re.split(r"[;,]", text)):
        kinds["sliding"] = text
    elif text:
        kinds["other"] = text
    tags = [Tag("payment", kind, LIST, text[:80]) for kind in kinds if kind != "other"]
    for method in filter(None, (each.strip() for each in re.split(r"[;,]", row("PaymentMethods")))):
        kind = PAYS.get(method.lower().strip("."))
        kinds.setdefault(kind or "other", method)
        tags.append(Tag("payment", kind, LIST, method[:80]))
    return list(kinds.items()), tags


def spoken(row: Row) -> list[Tag]:
    """The languages of both columns; words that name none are kept without a value."""
    codes: dict[str, None] = {}
    other: dict[str, None] = {}
    for heading in ("LanguagesOffered", "LanguagesOfferedList"):
        known, unknown = languages.listed(row(heading)) if row(heading) else ([], [])
        codes |= dict.fromkeys(known)
        other |= dict.fromkeys(unknown)
    return [
        *(Tag("language", each, LIST, each) for each in codes),
        *(Tag("language", None, LIST, each[:80]) for each in other),
    ]


def access(row: Row) -> list[Tag]:
    """Wheelchairs where the cell says so and nothing else; a quarter of the town is no access."""
    said = row("DisabilitiesAccess")
    if not said or said.lower() in QUARTER_OF_TOWN:
        return []
    value = "wheelchair" if WHEELCHAIR.fullmatch(said) else None
    return [Tag("access", value, LIST, said[:80])]


def whom(row: Row, notes: Notes) -> list[Tag]:
    """Ages and sexes that are ticked; an unticked box is not stated."""
    return [
        Tag(axis, value, LIST, heading)
        for heading, axis, value in FLAGS
        if flag(row, heading, notes, careful=False)
    ]
