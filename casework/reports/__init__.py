"""What do the calls add up to: volumes, how far referrals came, and which needs went unmet?"""

from casework.reports.export import BOOK, SMALL, TABLES, Table, export, tables
from casework.reports.funnel import EXITS, STAGES, Funnel, funnel, referred_calls
from casework.reports.lists import CallLine
from casework.reports.period import Chosen, choices
from casework.reports.unmet import KINDS, Needs, Unmet, unmet_calls, unmet_needs
from casework.reports.volumes import WEEKDAYS, Volumes, calls_of, volumes
from casework.reports.went import ENDS, GOT_IN, Line, Went, went, went_calls

__all__ = [
    "BOOK",
    "ENDS",
    "EXITS",
    "GOT_IN",
    "KINDS",
    "SMALL",
    "STAGES",
    "TABLES",
    "WEEKDAYS",
    "CallLine",
    "Chosen",
    "Funnel",
    "Line",
    "Needs",
    "Table",
    "Unmet",
    "Volumes",
    "Went",
    "calls_of",
    "choices",
    "export",
    "funnel",
    "referred_calls",
    "tables",
    "unmet_calls",
    "unmet_needs",
    "volumes",
    "went",
    "went_calls",
]
