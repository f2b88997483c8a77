"""What can be asked on a call, and how is the path of a question read?"""

from casework.fields import times
from casework.fields.paths import (
    SIDE_STEP,
    Line,
    line_of,
    question,
    said,
    step_name,
    support_row,
    under_age,
    years,
)
from casework.fields.questions import (
    CALL_FIELDS,
    LINE_FIELDS,
    SIDE_FIELDS,
    SUPPORT_FIELDS,
    Question,
)
from casework.fields.words import LANGUAGES, OPIOIDS, RELATIONS, SEDATIVES, STAGES, SUBSTANCES

__all__ = [
    "CALL_FIELDS",
    "LANGUAGES",
    "LINE_FIELDS",
    "OPIOIDS",
    "RELATIONS",
    "SEDATIVES",
    "SIDE_FIELDS",
    "SIDE_STEP",
    "STAGES",
    "SUBSTANCES",
    "SUPPORT_FIELDS",
    "Line",
    "Question",
    "line_of",
    "question",
    "said",
    "step_name",
    "support_row",
    "times",
    "under_age",
    "years",
]
