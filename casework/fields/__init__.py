"""What can be asked on a call, and how is the path of a question read?"""

from casework.fields.paths import SIDE_STEP, question, said, support_row, under_age, years
from casework.fields.questions import CALL_FIELDS, SIDE_FIELDS, SUPPORT_FIELDS, Question
from casework.fields.words import OPIOIDS, RELATIONS, SEDATIVES, STAGES, SUBSTANCES

__all__ = [
    "CALL_FIELDS",
    "OPIOIDS",
    "RELATIONS",
    "SEDATIVES",
    "SIDE_FIELDS",
    "SIDE_STEP",
    "STAGES",
    "SUBSTANCES",
    "SUPPORT_FIELDS",
    "Question",
    "question",
    "said",
    "support_row",
    "under_age",
    "years",
]
