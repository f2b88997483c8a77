"""Which places do we know, how do they come in, and what do we hear about them?"""

from casework.directory.report import Report, as_csv
from casework.directory.taking import Feed, sweep, take, take_in

__all__ = ["Feed", "Report", "as_csv", "sweep", "take", "take_in"]
