"""Which places do we know, how do they come in, and what do we hear about them?"""

from casework.directory.areas import (
    TABLE,
    Area,
    AreaTable,
    Lack,
    area_table,
    lacking,
    serve,
    serve_no_longer,
    served_areas,
)
from casework.directory.cards import Card, describe
from casework.directory.dialling import (
    Dial,
    Dialling,
    dial,
    drop_number,
    enter_number,
    numbers,
    rang_number,
)
from casework.directory.entering import ABOUT, ENTERED, HOW, PAYS, WHOM, Typed, enter
from casework.directory.fetching import fetched, is_address
from casework.directory.finding import FoundCard, Looked, look, search
from casework.directory.history import SourceLine, nothing_came_in, problems, runs, sources
from casework.directory.known_already import Alike, known_already
from casework.directory.listing import Listed, TagSaid, card
from casework.directory.local import add_unverified
from casework.directory.named import Picked, looked_up, picked
from casework.directory.result import Report, as_csv, check_report_path
from casework.directory.starting import (
    NATIONAL,
    Loaded,
    Unchecked,
    checked_here,
    load_national,
    national_stands,
    unchecked,
)
from casework.directory.taking import Feed, sweep, take, take_in
from casework.directory.told import (
    HEARD,
    LONGEST_WAIT,
    UNDO_FOR,
    WEEKS,
    Told,
    report,
    said,
    take_back,
    told,
)
from casework.directory.uploads import drop_upload, keep_upload, upload_path

__all__ = [
    "ABOUT",
    "ENTERED",
    "HEARD",
    "HOW",
    "LONGEST_WAIT",
    "NATIONAL",
    "PAYS",
    "TABLE",
    "UNDO_FOR",
    "WEEKS",
    "WHOM",
    "Alike",
    "Area",
    "AreaTable",
    "Card",
    "Dial",
    "Dialling",
    "Feed",
    "FoundCard",
    "Lack",
    "Listed",
    "Loaded",
    "Looked",
    "Picked",
    "Report",
    "SourceLine",
    "TagSaid",
    "Told",
    "Typed",
    "Unchecked",
    "add_unverified",
    "area_table",
    "as_csv",
    "card",
    "check_report_path",
    "checked_here",
    "describe",
    "dial",
    "drop_number",
    "drop_upload",
    "enter",
    "enter_number",
    "fetched",
    "is_address",
    "keep_upload",
    "known_already",
    "lacking",
    "load_national",
    "look",
    "looked_up",
    "national_stands",
    "nothing_came_in",
    "numbers",
    "picked",
    "problems",
    "rang_number",
    "report",
    "runs",
    "said",
    "search",
    "serve",
    "serve_no_longer",
    "served_areas",
    "sources",
    "sweep",
    "take",
    "take_back",
    "take_in",
    "told",
    "unchecked",
    "upload_path",
]
