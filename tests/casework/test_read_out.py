"""Is what is read out, copied and printed right on the day it is read, by the clock of who goes?"""

import io
from datetime import time

import pytest
from pypdf import PdfReader
from sqlmodel import select

from casework import directory, letters, needs, read_out, referrals
from db.models import Meeting
from imports.listing import Time
from matching.words import List
from tests.casework import story
from tests.casework.feeds import FEED, meeting, reading

WEDNESDAYS = Time(weekday=3, start=time(19, 30), minutes=60, zone="America/New_York")
CHICAGO, DAYTON = "60601", "45402"


@pytest.fixture
def group(at, cast):
    """Quiet Room 1, Wednesdays 7:30 pm by the clock of New York, also online."""
    directory.take(at(cast.edda), FEED, reading([meeting(3, times=[WEDNESDAYS])]))
    return at(cast.edda).session.exec(select(Meeting)).one()


def sent(desk, group, zip_code):
    made = story.begun(desk, zip=zip_code)
    need = needs.hear(desk, call_id=made.call, side="caller", kind=List.PEERS)
    referrals.make(
        desk,
        call_id=made.call,
        need_id=need,
        side="caller",
        group_id=group.group_id,
        meeting_id=group.id,
    )
    return made.call


@pytest.mark.parametrize(("zip_code", "hour"), [(DAYTON, "7:30 pm"), (CHICAGO, "6:30 pm")])
def test_a_meeting_has_its_weekday_and_the_hour_where_they_are(at, cast, group, zip_code, hour):
    desk = at(cast.cleo)
    call = sent(desk, group, zip_code)
    (one,) = read_out.on_list(desk, call)
    assert read_out.text_to_copy([one]).endswith(f"Wed {hour}")
    letters.issue_for_caller(desk, call_id=call, side="caller")
    ((_, letter_id),) = letters.of_call(desk, call)
    printed = PdfReader(io.BytesIO(letters.fetch(desk, letter_id).pdf)).pages[0].extract_text()
    assert f"Wednesday {hour} (" in printed
    assert "tomorrow" not in printed
    assert "tonight" not in printed


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (["Meets tonight 7:30 pm, in 2 h.", "About 2 miles away.", "Gives out naloxone."],
         "Gives out naloxone."),
        (["Meets tonight 7:30 pm, in 2 h.", "1 mile away."], "1 mile away."),
        (["Open now.", "For family and friends."], "For family and friends."),
        (["Meets tonight 7:30 pm, in 2 h."], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_one_reason_is_said_and_it_is_the_one_that_tells_something(reasons, said):
    assert read_out.one_reason(reasons) == said
