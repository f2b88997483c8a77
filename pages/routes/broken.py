"""What is kept of an error nobody foresaw: a number to ask by and its place in the code, never its words?

The words of an exception may be a caller's, and a server's log is read by many.
"""

import logging
import secrets
import traceback
from pathlib import Path

log = logging.getLogger("peerline")


def noted(problem: Exception) -> str:
    """The number under which it stands in the log."""
    number = secrets.token_hex(4)
    places = traceback.extract_tb(problem.__traceback__)[-6:]
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(places))
    log.error("reference %s: %s at %s", number, type(problem).__name__, where)
    return number
