"""Which areas does the invented helpline serve, and which numbers reach their emergency centres?"""

from casework import directory
from casework.demo.places import METROS
from casework.desk import Desk

RUNG = 2  # of the first towns the number was entered; the last shows what is missing


def areas(desk: Desk) -> None:
    """A county for each town, by whoever keeps the directory; numbers of the range for fiction."""
    for count, metro in enumerate(METROS.values()):
        area = directory.serve(desk, metro.state, metro.spots[0].county)
        if count < len(METROS) - 1:
            directory.enter_number(
                desk,
                state=area.state,
                county=area.county,
                name=f"{metro.spots[0].county} dispatch (invented)",
                phone=f"{metro.area_codes[0]}-555-0199",
                rung=count < RUNG,
            )
