"""What a meeting's own notes tell against its times: on the card, in Find, and not made of other words."""

from datetime import date

import pytest
from sqlmodel import select

from casework import directory
from casework.directory import to_know
from db.models import Meeting, Service
from tests.casework.feeds import FEED, clinic, meeting, reading

HOLIDAYS = "No meeting on holidays."
TODAY_CLOSED = "Closed for the day."


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        (f"Ring the bell.\n{HOLIDAYS} Coffee after.", HOLIDAYS),
        (
            "MEETING CANCELLED THRU MARCH 19. After 6:30, ring bell",
            "MEETING CANCELLED THRU MARCH 19.",
        ),
        (
            "Book study. No meeting 2nd Thursday of the month.",
            "No meeting 2nd Thursday of the month.",
        ),
        ("Room 3. Does not meet in August / Park behind", "Does not meet in August"),
        ("We moved to the library. Zoom meeting discontinued.", None),
        ("Closed on Jewish Holidays", "Closed on Jewish Holidays"),
        ("Closed meeting. Bring a chair; a negative test is wanted. No smoking.", ""),
        ("A meeting of friends, no matter who you are.", ""),
        ("We do not meet people half way; we meet them where they are.", ""),
        ("", ""),
    ],
)
def test_the_sentences_against_it_are_said_as_they_are(notes, said):
    assert to_know.against(notes) == (notes if said is None else said)


def test_they_stand_on_the_card_and_in_find(cast, at):
    edda, cleo = at(cast.edda), at(cast.cleo)
    notes = f"Ring the bell. {HOLIDAYS}"
    directory.take(edda, FEED, reading([meeting(1, description=notes), meeting(2)]), yes=True)
    first, second = edda.session.exec(select(Meeting.id).order_by(Meeting.id)).all()
    cards = directory.describe(cleo, [f"m{first}", f"m{second}"])
    assert cards[f"m{first}"].message == HOLIDAYS and cards[f"m{second}"].message == ""
    assert directory.card(cleo, meeting_id=first).message == HOLIDAYS


def test_what_they_say_for_now_comes_first_and_a_place_is_not_read_for_it(cast, at):
    edda, cleo = at(cast.edda), at(cast.cleo)
    rows = [meeting(1, description=HOLIDAYS, alert=TODAY_CLOSED), clinic(1, description=HOLIDAYS)]
    directory.take(edda, FEED, reading(rows), yes=True)
    held, place = (
        edda.session.exec(select(Meeting.id)).one(),
        edda.session.exec(select(Service.id).order_by(-Service.id)).first(),
    )
    cards = directory.describe(cleo, [f"m{held}", f"s{place}"])
    assert cards[f"m{held}"].message == TODAY_CLOSED and cards[f"s{place}"].message == ""


def test_a_message_that_is_over_lends_its_last_day_to_no_other_words(cast, at):
    edda, cleo = at(cast.edda), at(cast.cleo)
    over = meeting(1, description=HOLIDAYS, alert=TODAY_CLOSED, alert_until=date(2020, 1, 1))
    directory.take(edda, FEED, reading([over]), yes=True)
    (card,) = directory.describe(cleo, [f"m{edda.session.exec(select(Meeting.id)).one()}"]).values()
    assert (card.message, card.message_until) == (HOLIDAYS, None)
