"""What is needed, by whom, where; which lists that makes; and whether it was met?"""

from casework.needs.acts import UNMET, hear, need_for, unmet
from casework.needs.said import not_applied, where, where_missing
from casework.needs.shown import Wants, lists_for
from casework.needs.wanted import wanted

__all__ = [
    "UNMET",
    "Wants",
    "hear",
    "lists_for",
    "need_for",
    "not_applied",
    "unmet",
    "wanted",
    "where",
    "where_missing",
]
