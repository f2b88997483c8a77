"""What may be printed, for whom, on what basis; and what was?"""

from casework.letters.gate import Refusal, Way, sheet_kind, why_no_sheet, why_not
from casework.letters.issue import Issued, Look, issue, issue_for_caller
from casework.letters.shelf import Fetched, fetch, of_call

__all__ = [
    "Fetched",
    "Issued",
    "Look",
    "Refusal",
    "Way",
    "fetch",
    "issue",
    "issue_for_caller",
    "of_call",
    "sheet_kind",
    "why_no_sheet",
    "why_not",
]
