"""Which ages does a place take, where its own words say so plainly and nothing else about age?"""

import re

OLDEST = 120
UNIT = r"(?:\s*-?\s*(?:years?|yrs?\.?)(?:\s+(?:of\s+age|olds?))?)?"
AGE = rf"(\d{{1,3}}){UNIT}"
WHO = (
    r"(?:(?:must be|open to|for|serves|all|any|individuals?|adults?|persons?|people|men|women|males?"
    r"|females?|teens?|youths?|children|clients|seniors?|older adults|the|minimum|min\.?|age[sd]?|of"
    r"|who are|at least|and|homeless|single|between|from)\b[\s:,-]*)*"
)
OLDER = re.compile(
    rf"{WHO}{AGE}\s*,?\s*(?:\+|(?:and|or|&)\s+(?:older|over|above|up))(?:\s+years?)?", re.I
)
AT_LEAST = re.compile(
    rf"{WHO}(?:minimum age|min\.? age|at least)\s*(?:is|of|:)?\s*(?:age\s+)?{AGE}", re.I
)
BETWEEN = re.compile(rf"{WHO}(?:ages?\s+)?{AGE}\s*(?:-|–|to|and|through)\s*{AGE}", re.I)
YOUNGER = re.compile(rf"{WHO}{AGE}\s*(?:and|or|&)\s+(?:younger|under)", re.I)
UNDER = re.compile(rf"{WHO}under\s+(?:the\s+age\s+of\s+)?{AGE}", re.I)
SHAPES = (OLDER, AT_LEAST, BETWEEN, YOUNGER, UNDER)
# Months, grades and the like are no ages in years; the rest of these words make an age conditional.
OTHERWISE = re.compile(
    r"\b(months?|weeks?|days?|grades?|also|unless|except|priority|prefer\w*|disab\w*|parents?"
    r"|caregivers?|volunteers?|at least one|household|famil\w+|accompanied|consent|or (?:their|with))\b",
    re.I,
)
Ages = tuple[int | None, int | None]


def stated(text: str) -> Ages:
    """Least and greatest age in whole years, (None, None) unless one clause says it in plain words.

    "Ages 18 and older, DC residents" gives 18; a text with a second number, a grade, or a condition
    ("60 or older, disabled, or …") gives nothing: a wrong age would turn somebody away.
    """
    if len(text) > 300 or OTHERWISE.search(text):
        return None, None
    found = [ages for clause in re.split(r"[,;.]\s+|[,;.]$", text) if (ages := _of(clause.strip()))]
    said = [each for each in found[0] if each is not None] if len(found) == 1 else []
    if not said or len(re.findall(r"\d+", text)) != len(said) or max(said) > OLDEST:
        return None, None
    low, high = found[0]
    return (None, None) if low is not None and high is not None and low > high else (low, high)


def _of(clause: str) -> Ages | None:
    for shape in SHAPES:
        found = shape.fullmatch(clause)
        if not found:
            continue
        first = int(found[1])
        if shape is BETWEEN:
            return first, int(found[2])
        if shape is YOUNGER:
            return None, first
        return (None, first - 1) if shape is UNDER else (first, None)
    return None
