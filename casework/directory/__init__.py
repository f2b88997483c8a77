"""Which places do we know, how do they come in, and what do we hear about them?"""

from casework.directory.cards import Card, describe
from casework.directory.fetching import fetched, is_address
from casework.directory.finding import FoundCard, Looked, look, search
from casework.directory.history import SourceLine, nothing_came_in, problems, runs, sources
from casework.directory.listing import Listed, TagSaid, card
from casework.directory.local import HEARD, LONGEST_WAIT, add_unverified, report, told
from casework.directory.named import Picked, looked_up, picked
from casework.directory.result import Report, as_csv, check_report_path
from casework.directory.taking import Feed, sweep, take, take_in
from casework.directory.uploads import drop_upload, keep_upload, upload_path

__all__ = [
    "HEARD",
    "LONGEST_WAIT",
    "Card",
    "Feed",
    "FoundCard",
    "Listed",
    "Looked",
    "Picked",
    "Report",
    "SourceLine",
    "TagSaid",
    "add_unverified",
    "as_csv",
    "card",
    "check_report_path",
    "describe",
    "drop_upload",
    "fetched",
    "is_address",
    "keep_upload",
    "look",
    "looked_up",
    "nothing_came_in",
    "picked",
    "problems",
    "report",
    "runs",
    "search",
    "sources",
    "sweep",
    "take",
    "take_in",
    "told",
    "upload_path",
]
