"""Is everybody rung when the schedule says, only when it is safe, and never given up by silence?"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from casework import calls, follow_ups, people, safety, support
from casework.errors import NotAllowed, NotFound, Refused, Stale
from casework.reach import Rules
from db.models import Attempt, AuditEntry, Channel, FollowUp, now
from tests.casework import story
from tests.casework.ringing import DAY, inside

# -- who is rung ----------------------------------------------------------------------------------


def the_one(desk) -> FollowUp:
    desk.session.rollback()
    (row,) = desk.session.exec(select(FollowUp).where(FollowUp.state == "open")).all()
    return row


def booked(desk, cast, **other):
    made = story.referred(desk, story.known(desk, **other), cast.harbour_house)
    return made, the_one(desk)


def test_anonymous_people_are_not_rung(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.begun(desk), cast.harbour_house)
    assert desk.session.exec(select(FollowUp)).all() == []
    assert follow_ups.of_call(desk, made.call) == []
    with pytest.raises(Refused, match="no safe way"):
        follow_ups.book(desk, call_id=made.call, side="caller", at=now() + DAY, note="to ask")


@pytest.mark.parametrize("safe", ["no", "unknown", "declined", "not_asked", "only_window"])
def test_only_a_yes_is_a_yes(at, cast, safe):
    desk = at(cast.cleo)
    story.referred(desk, story.known(desk, rules=Rules(safe=safe)), cast.harbour_house)
    assert desk.session.exec(select(FollowUp)).all() == []


def test_the_window_named_is_kept(at, cast):
    desk = at(cast.cleo)
    _, row = booked(desk, cast, rules=Rules(safe="only_window", window=(17 * 60, 19 * 60)))
    assert inside(row.due_from, row.zone, (1020, 1140))
    assert row.due_to - row.due_from <= timedelta(hours=2)


def test_danger_comes_before_routine_and_raises_the_cap(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk, overdose="month")
    support.add(desk, call_id=made.call, question="on_side", kind="friend")
    story.referred(desk, made, cast.harbour_house)
    row = the_one(desk)
    assert (row.reason, row.cap, row.tier) == ("tolerance may be lost", 5, "T2")
    assert row.due_from - now() < timedelta(hours=40)


def test_a_waiting_list_brings_the_same_call_back_forward(at, cast):
    desk = at(cast.cleo)
    made, row = booked(desk, cast)
    story.signed(desk, made, cast.harbour_house)
    story.stepped(desk, made.referral, "ready", "sent", "waitlisted")
    after = the_one(desk)
    assert (after.id, after.reason) == (row.id, "still waiting?")


def test_somebody_alone_is_rung_within_two_days(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    row = support.add(desk, call_id=made.call, question="on_side", kind="sponsor")
    support.change(desk, row_id=row, field="ended", value="died")
    story.referred(desk, made, cast.harbour_house)
    assert the_one(desk).reason == "not to be alone with it"


def test_the_mother_is_rung_when_he_cannot_be(at, cast):
    desk = at(cast.cleo)
    made, row = booked(desk, cast, relation="parent")
    assert (row.person_id, row.reason, row.cap) == (made.person, "how is the family?", 2)


def test_under_violence_they_call_us_and_it_is_never_late(at, cast):
    desk = at(cast.cleo)
    first = story.known(desk)
    again = calls.begin(desk)
    people.open_on_call(desk, call_id=again, person_id=first.person)
    row = support.add(desk, call_id=again, question="distance", kind="partner")
    support.change(desk, row_id=row, field="violent", value="yes")
    story.referred(desk, story.Story(again, "caller", first.person), cast.harbour_house)
    due = the_one(desk)
    assert due.they_call_us
    (shown,) = follow_ups.due(desk, at=now() + timedelta(days=30))
    assert (shown.words, shown.late) == ("they call us", False)
    assert follow_ups.contact(desk, due.id).number == ""


def test_under_violence_a_number_named_on_this_call_is_rung(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    safety.answer(desk, call_id=made.call, side="caller", item="danger", answer="yes")
    safety.answer(desk, call_id=made.call, side="caller", item="danger.home", answer="yes")
    story.referred(desk, made, cast.harbour_house)
    assert not the_one(desk).they_call_us


# -- what happens after each try ------------------------------------------------------------------


def attempt(desk, row, result, **other):
    follow_ups.record_attempt(
        desk, row.id, result=result, version=story.version(desk, FollowUp, row.id), **other
    )


def test_not_reached_is_never_done(at, cast):
    desk = at(cast.cleo)
    _, row = booked(desk, cast)
    for _ in range(row.cap - 1):
        attempt(desk, row, "no_answer")
        again = the_one(desk)
        here = ZoneInfo(again.zone)
        assert again.due_from.astimezone(here).date() == (now().astimezone(here) + DAY).date()
    attempt(desk, row, "left_message", note="neutral words")
    assert the_one(desk).state == "open"
    with pytest.raises(Refused, match="used up"):
        attempt(desk, row, "no_answer")
    tries = desk.session.exec(select(Attempt).order_by(Attempt.seq)).all()
    assert [t.seq for t in tries] == [1, 2, 3]
    assert tries[-1].note == "neutral words"


def test_giving_up_takes_all_the_tries_first(at, cast):
    desk = at(cast.cleo)
    _, row = booked(desk, cast)

    def close(outcome):
        seen = story.version(desk, FollowUp, row.id)
        follow_ups.close(desk, follow_up_id=row.id, outcome=outcome, version=seen)

    with pytest.raises(Refused, match="3 tries first"):
        close("not_reached")
    for _ in range(row.cap):
        attempt(desk, row, "no_answer")
    close("not_reached")
    with pytest.raises(Refused, match="done already"):
        close("not_reached")


def test_reached_ends_it_with_what_was_heard_and_books_the_next(at, cast):
    desk = at(cast.cleo)
    _, row = booked(desk, cast, overdose="month")
    with pytest.raises(Refused, match="what you heard"):
        attempt(desk, row, "reached")
    attempt(desk, row, "reached", outcome="waiting")
    later = the_one(desk)
    assert later.id != row.id
    assert later.due_from - now() >= DAY - timedelta(minutes=1)
    old = desk.session.get(FollowUp, row.id)
    assert (old.state, old.outcome) == ("done", "waiting")
    attempt(desk, later, "reached", outcome="well", again=False)
    assert not desk.session.exec(select(FollowUp).where(FollowUp.state == "open")).all()


def test_asked_us_not_to_call_stops_every_call(at, cast):
    desk = at(cast.cleo)
    made, row = booked(desk, cast)
    other = calls.begin(desk)
    people.open_on_call(desk, call_id=other, person_id=made.person)
    follow_ups.book(desk, call_id=other, side="caller", at=now() + DAY, note="to ask")
    attempt(desk, row, "asked_not_to_call")
    rows = desk.session.exec(select(FollowUp)).all()
    assert {(r.state, r.outcome) for r in rows} == {("stopped", "asked_not_to_call")}
    assert {c.safe for c in desk.session.exec(select(Channel)).all()} == {"no"}
    with pytest.raises(Refused, match="no safe way"):
        follow_ups.book(desk, call_id=other, side="caller", at=now() + DAY, note="again")


@pytest.mark.parametrize("result", ["dead_number", "wrong_person"])
def test_a_dead_number_is_not_rung_again(at, cast, result):
    desk = at(cast.cleo)
    made, row = booked(desk, cast)
    people.add_channel(desk, person_id=made.person, value="937 555 0143", rules=story.SAFE)
    attempt(desk, row, result)
    (left,) = people.ways_to(desk, made.person)
    assert the_one(desk).state == "open"
    assert follow_ups.contact(desk, row.id).number == left.value
    attempt(desk, row, result)
    gone = desk.session.get(FollowUp, row.id, populate_existing=True)
    assert (gone.state, gone.outcome) == ("stopped", "no_way_to_reach")


def test_lists_open_on_what_is_late_and_show_no_names(at, cast):
    desk = at(cast.cleo)
    _, row = booked(desk, cast)
    assert follow_ups.due(desk) == []
    later = row.due_to + timedelta(days=2, minutes=1)
    (shown,) = follow_ups.due(desk, at=later)
    assert (shown.words, shown.late, shown.mine, shown.tries) == ("2 days late", True, True, 0)
    assert "Maria" not in str(shown) and "555-0142" not in str(shown)
    assert len(follow_ups.due(at(cast.dan), at=later)) == 1
    assert follow_ups.due(at(cast.dan), at=later, mine=True) == []
    assert follow_ups.due(at(cast.nia), at=later) == []
    with pytest.raises(NotAllowed):
        follow_ups.due(at(cast.edda))


def test_a_number_is_opened_with_what_is_safe_on_it(at, cast):
    desk = at(cast.cleo)
    _, row = booked(desk, cast, rules=Rules(safe="yes", voicemail="no", cover_phrase="the library"))
    found = follow_ups.contact(desk, row.id)
    assert (found.name, found.number) == ("Maria Lopez", "(937) 555-0142")
    assert found.rules == (
        "Safe to call.",
        "No voicemail.",
        "If somebody else answers, say: the library.",
    )


def test_the_hour_where_they_are_is_said_before_the_number_is_dialled(at, cast):
    desk = at(cast.cleo)
    _, row = booked(desk, cast, rules=Rules(safe="only_window", window=(17 * 60, 20 * 60)))
    here = ZoneInfo(row.zone)
    morning, evening = (datetime(2026, 11, 24, hour, tzinfo=here) for hour in (10, 18))
    assert follow_ups.contact(desk, row.id, at=morning).not_now == (
        "Not now: it is 10 am where they are. Safe only 5 pm to 8 pm."
    )
    assert follow_ups.contact(desk, row.id, at=evening).not_now == ""


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("ok_no_name", "“Hello, this is Cleo. Please call me back on 555-0100. Thank you.”"),
        ("ok_identify", "“Hello, this is Cleo from Harbour Line. Please call me back on 555-0100. "
         "Thank you.”"),
        ("no", ""), ("declined", ""), ("unknown", ""), ("not_asked", ""),
    ],
)  # fmt: skip
def test_a_voicemail_is_neutral_or_none(at, cast, rule, words):
    desk = at(cast.cleo)
    _, row = booked(desk, cast, rules=Rules(safe="yes", voicemail=rule))
    assert follow_ups.contact(desk, row.id).voicemail == words


def test_a_number_shown_again_is_no_second_opening(at, cast):
    desk = at(cast.cleo)
    _, row = booked(desk, cast)
    first = follow_ups.contact(desk, row.id)
    follow_ups.contact(desk, row.id, ticket=first.ticket)
    lines = desk.session.exec(select(AuditEntry.subjects)).all()
    assert sum("opened the number" in line for line in lines) == 1


def test_in_whose_hands_a_call_back_is(at, cast):
    desk = at(cast.cleo)
    _, row = booked(desk, cast)
    for actor, error in ((cast.dan, NotAllowed), (cast.nia, NotFound), (cast.edda, NotAllowed)):
        with pytest.raises(error):
            follow_ups.record_attempt(at(actor), row.id, result="no_answer", version=row.version)
        with pytest.raises(error):
            follow_ups.close(at(actor), follow_up_id=row.id, outcome="well", version=row.version)
    with pytest.raises(Stale):
        follow_ups.record_attempt(desk, row.id, result="no_answer", version=row.version + 1)
    attempt(at(cast.mona), row, "no_answer")


def test_whoever_is_on_takes_it_from_the_pool(at, cast):
    desk = at(cast.cleo)
    _, row = booked(desk, cast)
    with pytest.raises(Refused, match="has it already"):
        follow_ups.take(desk, follow_up_id=row.id, version=row.version)
    held = desk.session.get(FollowUp, row.id)
    held.assigned_to_id = None
    desk.session.commit()
    dan = at(cast.dan)
    follow_ups.take(dan, follow_up_id=row.id, version=story.version(dan, FollowUp, row.id))
    attempt(dan, row, "no_answer")


def test_a_promise_in_the_past_or_twice_is_refused(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)

    def book(when):
        return follow_ups.book(
            desk, call_id=made.call, side="caller", at=when, note="about his bed"
        )

    for impossible in (now() - timedelta(hours=1), now() + 400 * DAY):
        with pytest.raises(Refused, match="from now on"):
            book(impossible)
    then = now() + DAY
    first = book(then)
    with pytest.raises(Refused, match="promised already"):
        book(then)
    assert follow_ups.of_call(desk, made.call)[0].startswith("as promised: ")
    assert follow_ups.contact(desk, first).promised == "about his bed"


def test_a_promise_takes_the_place_of_what_was_proposed(at, cast):
    desk = at(cast.cleo)
    made, row = booked(desk, cast)
    before = row.due_from
    promised = follow_ups.book(
        desk, call_id=made.call, side="caller", at=before + 3 * DAY, note="he sees his daughter"
    )
    one = the_one(desk)
    assert (one.id, one.reason) == (promised, "as promised")
    assert one.due_from > before
    assert "daughter" not in str(follow_ups.due(desk, ahead=10 * DAY))
