"""What is needed, by whom, where; which lists that makes; and whether it was met?"""

from casework.needs import lines
from casework.needs.acts import UNMET, hear, need_for, unmet
from casework.needs.beside import Beside, beside, violence
from casework.needs.heard import heard
from casework.needs.lines import Named
from casework.needs.said import where, where_missing
from casework.needs.shown import Wants, lists_for
from casework.needs.wanted import wanted

__all__ = [
    "UNMET",
    "Beside",
    "Named",
    "Wants",
    "beside",
    "hear",
    "heard",
    "lines",
    "lists_for",
    "need_for",
    "unmet",
    "violence",
    "wanted",
    "where",
    "where_missing",
]
