"""What are the columns of a spreadsheet likely to be, by their headings and their first cells?

A start for a person to look at and change: what is not plain stays unsaid.
"""

import re
from collections.abc import Mapping, Sequence

from imports.listing import Unreadable
from imports.table.cells import INSIDE
from imports.table.codes import NO, YES, plain_code
from imports.table.fields import HEADINGS, WEEKDAYS
from imports.table.mapping import Choice, Coded, TableMapping, check
from imports.table.sample import Column, Sample
from imports.times import weekday

# Headings of yes-and-no columns (letters and digits only) → what a yes says.
YES_MEANS = """
medicaid acceptsmedicaid takesmedicaid|payment:medicaid
medicare acceptsmedicare takesmedicare|payment:medicare
privateinsurance insurance acceptsinsurance|payment:private
slidingscale slidingfee sliding|payment:sliding
free isfree nocost|payment:free
wheelchair wheelchairaccessible accessible ada handicapaccessible iswheelchair|access:wheelchair
childcare childcareavailable|access:childcare
transportation transportprovided|access:transport
spanish spanishspoken hablaespanol|language:es
women womenonly iswomen femaleonly|women_only:yes company:women
men menonly ismen maleonly|men_only:yes company:men
lgbt lgbtq islgbt islgbtq|company:lgbtq
veterans isveterans|company:veterans
youngpeople isyoung youngpeoples|company:young
newcomers newcomer isnewcomer|company:newcomers
detox offersdetox detoxification withdrawalmanagement|care_type:detox
residential inpatient|setting:residential
outpatient isoutpatient|setting:outpatient
iop intensiveoutpatient|setting:intensive_outpatient
telehealth telemedicine|setting:telehealth
methadone offersmethadone|medication:methadone
buprenorphine suboxone offersbuprenorphine|medication:buprenorphine
naltrexone vivitrol|medication:naltrexone
naloxone narcan|medication:naloxone
acceptsmat matfriendly acceptsmedication|opioid_policy:accepts_medication
pregnantwomen pregnant acceptspregnantwomen|pregnancy:yes
dualdiagnosis cooccurring|care_type:co_occurring
soberliving soberhome recoveryhousing|care_type:recovery_housing
open isopen openmeeting|open_closed:open
closed isclosed closedmeeting|open_closed:closed
"""
# Headings of columns of codes, and what their cells say in common words.
CODE_WORDS = """
targetpopulation population gender sex type types setting settingcode category services service program
programs audience specificaudiences format formats payment insurance paymentaccepted levelofcare
programtype meetingtype typeofservice
"""
CODED = frozenset(CODE_WORDS.split())
CELLS = """
women only|women's|female only|females only|ladies|women_only:yes company:women
men only|men's|male only|males only|men_only:yes company:men
women|female|females|sex:female
men|male|males|sex:male
co-ed|coed|all|mixed|both|everyone|all welcome|
residential|inpatient|res|setting:residential
outpatient|op|non-residential|nonresidential|setting:outpatient
intensive outpatient|iop|setting:intensive_outpatient
detox|detoxification|withdrawal management|care_type:detox
sober living|sober home|recovery residence|halfway house|transitional living|care_type:recovery_housing
dual diagnosis|co-occurring|care_type:co_occurring
mental health|care_type:mental_health
substance abuse|substance use|substance use disorder|sud|care_type:substance_use
youth|adolescent|adolescents|youth/adolescent|teens|age_group:adolescents
adults|adult|age_group:adults
veterans|military|company:veterans
lgbt|lgbtq|lgbtq+|lgbtqia+|company:lgbtq
family and friends|family & friends|for_whom:kin
open|open_closed:open
closed|open_closed:closed
speaker|meeting_format:speaker
discussion|meeting_format:discussion
step|step study|12 step|meeting_format:step
meditation|meeting_format:meditation
beginner|beginners|newcomer|meeting_format:beginner
medicaid|payment:medicaid
medicare|payment:medicare
private insurance|insurance|payment:private
self-pay|self pay|cash|payment:self_pay
sliding scale|sliding fee|payment:sliding
free|no cost|payment:free
"""
STATES_OF = """
active|open|current|licensed|yes|1|active
inactive|closed|expired|revoked|no|0|inactive
temporarily closed|suspended|on hold|temporarily_closed
do not refer|active, but do not refer|do_not_refer
paused|pending|paused
"""
SEVERAL = frozenset({"phone", "intake"})  # each of these columns is one more number
ACCENTS = str.maketrans("áàâãäéêíóôõöúüçñ", "aaaaaeeioooouucn")
PLACE_WORDS = ("licens", "licenc", "facility", "provider", "program", "detox", "beds", "treatment")
# In a list of meetings these are members' own data, kept nowhere (formats.md 3).
PERSONAL = re.compile(
    r"e_?mail|^contact|facilitator|sponsor|venmo|paypal|cash_?app|home_?phone|cell"
)


def _pairs(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in text.strip().splitlines():
        *cells, meaning = entry.split("|")
        found |= dict.fromkeys(cells, meaning)
    return found


YES_TABLE = {
    word: meaning for words, meaning in _pairs(YES_MEANS).items() for word in words.split()
}
CELL_TABLE, STATUS_TABLE = _pairs(CELLS), _pairs(STATES_OF)


def guess(sample: Sample) -> TableMapping:
    """A mapping that passes `check`, or lacks only the name where no column looks like one."""
    columns: dict[str, list[str]] = {}
    tags: list[Coded] = []
    status = None
    for each in sample.columns:
        name = _word(each)
        if coded := _yes_no(each, name) or _codes(each, name):
            tags.append(coded)
        elif name in ("status", "isactive", "active", "licensestatus", "agencystatus"):
            status = _status(each)
        elif (field := _field(each, name)) and (field in SEVERAL or field not in columns):
            columns.setdefault(field, []).append(each.ref)
    if "day" not in columns and (found := next(filter(_holds_days, sample.columns), None)):
        columns["day"] = [found.ref]
    _stand_in(sample, columns)
    kind = _kind(sample.columns, columns)
    if kind == "meeting":
        columns.pop("email", None)
    drop = [each.ref for each in sample.columns if kind == "meeting" and PERSONAL.search(each.ref)]
    return TableMapping(
        kind=kind,
        columns={name: tuple(refs) for name, refs in columns.items() if refs[0] not in drop},
        tags=tuple(tags),
        status=status,
        drop=tuple(drop),
    )


def is_ready(mapping: TableMapping) -> bool:
    """Whether a file could be read by it now."""
    try:
        check(mapping)
    except Unreadable:
        return False
    return True


def _stand_in(sample: Sample, columns: dict[str, list[str]]) -> None:
    """Where no column is called a name: an ID that holds words, the group, the building."""
    if "name" in columns:
        return
    found = sample.column(columns["id"][0]) if "id" in columns else None
    if found and any(re.search(r"[^\W\d_]{3,} ", cell) for cell in found.examples):
        columns["name"] = columns.pop("id")
    for other in ("group", "organization", "place"):
        if other in columns:
            columns.setdefault("name", columns[other])


def _word(column: Column) -> str:
    """A heading as the tables above know it: letters and digits, without accents."""
    heading = column.ref.rpartition(INSIDE)[2].casefold().replace("#", "number")
    return re.sub(r"[\W_]", "", heading.translate(ACCENTS))


def _field(column: Column, name: str) -> str:
    field = HEADINGS.get(name, "")
    if field == "line1" and any(cell.count(",") >= 2 for cell in column.examples):
        return "address"
    if field == "day" and not _holds_days(column):
        return ""
    if field in WEEKDAYS and column.values and set(map(plain_code, column.values)) <= YES | NO:
        return ""  # "Monday: x" says the day but not the time, and needs a person to say so
    return field


def _holds_days(column: Column) -> bool:
    named = sum(count for cell, count in column.values.items() if _is_day(cell))
    return bool(column.filled) and named * 2 > column.filled


def _is_day(cell: str) -> bool:
    first = re.split(r"[,;/&]|\band\b", cell)[0]
    return not first.strip().isdigit() and weekday(first) is not None


def _yes_no(column: Column, name: str) -> Coded | None:
    meaning = YES_TABLE.get(name)
    if not meaning or not column.values:
        return None
    if not {plain_code(cell) for cell in column.values} <= YES | NO:
        return None
    return Coded(column=column.ref, values={"yes": tuple(meaning.split())})


def _codes(column: Column, name: str) -> Coded | None:
    """A column of codes of which at least one is plain; the others wait to be said."""
    if name not in CODED or not column.values:
        return None
    split = "," if any("," in cell for cell in column.values) else ""
    cells = dict.fromkeys(
        part.strip() for cell in column.values for part in (cell.split(split) if split else [cell])
    )
    known = {cell: CELL_TABLE[plain_code(cell)] for cell in cells if plain_code(cell) in CELL_TABLE}
    values = {cell: tuple(meaning.split()) for cell, meaning in known.items()}
    return Coded(column=column.ref, values=values, split=split) if any(values.values()) else None


def _status(column: Column) -> Choice | None:
    known: Mapping[str, str] = {
        cell: STATUS_TABLE[plain_code(cell)]
        for cell in column.values
        if plain_code(cell) in STATUS_TABLE
    }
    return Choice(column=column.ref, values=known) if known else None


def _kind(all: Sequence[Column], columns: Mapping[str, Sequence[str]]) -> str:
    headings = " ".join(each.ref for each in all)
    if "day" in columns or "meeting" in headings:
        return "meeting"
    return "treatment" if any(word in headings for word in PLACE_WORDS) else "service"
