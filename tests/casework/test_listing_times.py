"""How is a time of the directory said on a listing's page?"""

from datetime import time

import pytest

from casework.directory.listing import time_said
from db.models import Schedule


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"weekday": 3, "start": time(19, 30), "minutes": 60}, "meets Wednesday 7:30 pm, 60 min"),
        ({"weekday": 5, "start": time(19, 30), "nth": -1}, "meets last Friday 7:30 pm"),
        (
            {"kind": "opening", "weekday": 1, "start": time(9), "minutes": 480},
            "open Monday 9:00 am to 5:00 pm",
        ),
        (
            {"kind": "opening", "weekday": 1, "start": time(22), "minutes": 480},
            "open Monday 10:00 pm to 6:00 am",
        ),
        (
            {"kind": "opening", "weekday": 0, "start": time(0), "minutes": 1440},
            "open Sunday all day",
        ),
        ({"kind": "intake", "weekday": 2, "start": time(8)}, "intake Tuesday 8:00 am"),
        ({}, "by appointment"),
    ],
)
def test_a_time_is_said_as_it_would_be_read_aloud(stated, said):
    assert time_said(Schedule(**{"kind": "meeting", **stated})) == said
