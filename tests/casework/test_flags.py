"""Does a flag hide and warn through its last day, and no longer; and who may say what of it?"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from casework import calls, days, flags, follow_ups, people
from casework.errors import NotAllowed, NotFound, Refused, Stale
from casework.flags import SPANS
from casework.people import flagging
from db.models import AuditEntry, Helpline, Person, PersonFlag, now
from tests.casework import story

NEW_YORK = ZoneInfo("America/New_York")
FIRST, LAST = datetime(2024, 1, 1), datetime(2030, 12, 31)  # noqa: DTZ001
WHY = "her husband rings in her name"


@pytest.fixture
def maria(at, cast):
    return story.known(at(cast.cleo)).person


@pytest.fixture
def seen(at, cast, maria):
    """The version the screen saw last."""
    return lambda: story.version(at(cast.cleo), Person, maria)


@pytest.fixture
def clock(monkeypatch):
    """Set it to a moment; every module that tells the day or the time of a flag follows."""

    def to(moment):
        for module in (days, flagging):
            monkeypatch.setattr(module, "now", lambda: moment)

    return to


def found(desk):
    """By name, by number, in the list of the centre, and as a likely duplicate."""
    return (
        bool(people.by_name(desk, "Maria Lopez")),
        people.number_used_before(desk, story.PHONE),
        bool(people.of_centre(desk)),
    )


def opened(desk, person):
    return people.open_person(desk, person)


def at_wall(day: date, hour: time, zone=NEW_YORK) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)


# -- set, and over by itself ----------------------------------------------------------------------


def test_a_flag_is_set_with_its_reason_until_a_day(at, cast, maria, seen):
    mona = at(cast.mona)
    people.flag(mona, maria, kind="vulnerable", reason=f" {WHY}\n", span=91, version=seen())
    (one,) = opened(at(cast.dan), maria).standing
    last = days.today(mona) + timedelta(days=91)
    assert (one.kind, one.reason, one.until, one.set_by) == ("vulnerable", WHY, last, "Mona")
    assert one.line == f"vulnerable, until {flags.day_of(last)}: {WHY}"
    assert found(at(cast.cleo)) == (False, False, False)


def test_what_is_said_of_a_flag_is_sealed_and_not_in_the_trail(at, cast, maria, seen):
    mona = at(cast.mona)
    people.ask_for_flag(at(cast.cleo), maria, kind="violent", reason="he hit her", version=seen())
    people.flag(mona, maria, kind="violent", reason="he hit Ann", span=30, version=seen())
    people.renew_flag(mona, maria, kind="violent", span=30, version=seen())
    people.end_flag(mona, maria, kind="violent", version=seen())
    people.ask_for_flag(at(cast.cleo), maria, kind="vulnerable", reason="Ann", version=seen())
    people.turn_down_flag(mona, maria, kind="vulnerable", version=seen())
    for row in mona.session.exec(select(PersonFlag)):
        assert b"Ann" not in row.reason_sealed
    trail = mona.session.exec(
        select(AuditEntry).where(AuditEntry.act.in_(["FLAG_PERSON", "ASK_FOR_FLAG"]))
    ).all()
    assert len(trail) == 6
    assert {entry.actor_id for entry in trail} == {cast.cleo.id, cast.mona.id}
    said = " ".join(entry.subjects for entry in trail)
    assert said.count(f"Person {maria}") == 6
    assert not [word for word in ("Ann", "hit", "vulnerable", "violent", "Maria") if word in said]


@pytest.mark.parametrize("kind", flags.KINDS)
def test_it_stands_through_its_last_day_at_the_helpline(at, cast, maria, seen, clock, kind):
    mona, cleo = at(cast.mona), at(cast.cleo)
    clock(at_wall(date(2026, 10, 10), time(23, 59)))  # 11 October already in UTC
    people.flag(mona, maria, kind=kind, reason=WHY, span=30, version=seen())
    clock(at_wall(date(2026, 11, 9), time(23, 59, 59)))  # the clocks went back in between
    assert [one.until for one in opened(cleo, maria).standing] == [date(2026, 11, 9)]
    assert found(cleo) == (False, False, False)
    clock(at_wall(date(2026, 11, 10), time(0)))
    assert opened(cleo, maria).standing == ()
    assert found(cleo) == (True, True, True)
    (past,) = opened(cleo, maria).flags
    assert (past.state, past.reason, past.until) == ("over", WHY, date(2026, 11, 9))


@pytest.mark.parametrize(
    ("zone", "stands"), [("Pacific/Honolulu", True), ("America/New_York", True), ("UTC", False)]
)
def test_the_day_is_the_helplines_own_whatever_the_centres_zone(
    at, cast, maria, seen, clock, zone, stands
):
    mona = at(cast.mona)
    clock(datetime(2026, 11, 1, 18, tzinfo=UTC))  # the same day in all three
    people.flag(mona, maria, kind="violent", reason=WHY, span=30, version=seen())
    with mona.session.no_autoflush:
        mona.session.get(Helpline, 1).zone = zone
        mona.session.commit()
    clock(datetime(2026, 12, 2, 4, 59, tzinfo=UTC))
    assert bool(opened(at(cast.cleo), maria).standing) is stands
    assert found(at(cast.cleo))[0] is not stands


@given(
    zone=st.sampled_from(["America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"]),
    span=st.sampled_from(sorted(SPANS)),
    at=st.datetimes(timezones=st.just(UTC), min_value=FIRST, max_value=LAST),
    later=st.integers(-2 * 86_400, 2 * 86_400),
)
def test_a_flag_stands_exactly_while_its_last_day_is_not_over(zone, span, at, later):
    here = ZoneInfo(zone)
    first = at.astimezone(here).date()
    last = first + timedelta(days=span)
    row = PersonFlag(kind="violent", set_at=at, until=last)
    over = datetime.combine(last + timedelta(days=1), time(0), here).astimezone(UTC)
    then = over + timedelta(seconds=later)
    assert flags.stands(row, then.astimezone(here).date()) is (then < over)
    assert last <= first + timedelta(days=365)


# -- renewed, ended -------------------------------------------------------------------------------


def test_renewed_it_counts_from_today_and_the_old_one_stays_in_the_history(
    at, cast, maria, seen, clock
):
    mona = at(cast.mona)
    clock(at_wall(date(2026, 3, 1), time(12)))
    people.flag(mona, maria, kind="vulnerable", reason=WHY, span=30, version=seen())
    clock(at_wall(date(2026, 3, 20), time(12)))
    people.renew_flag(mona, maria, kind="vulnerable", span=91, version=seen())
    now_stands, before = opened(mona, maria).flags
    assert (now_stands.state, now_stands.reason) == ("stands", WHY)
    assert now_stands.until == date(2026, 6, 19)
    assert (before.state, before.until, before.ended_by) == ("renewed", date(2026, 3, 31), "Mona")
    clock(at_wall(date(2026, 3, 21), time(12)))
    people.renew_flag(mona, maria, kind="vulnerable", span=30, version=seen(), reason="moved out")
    assert [one.reason for one in opened(mona, maria).flags] == ["moved out", WHY, WHY]


def test_ended_early_it_is_over_at_once_and_stays_in_the_history(at, cast, maria, seen):
    mona = at(cast.mona)
    story.flagged(mona, maria, "violent")
    story.flagged(mona, maria, "vulnerable")
    people.end_flag(mona, maria, kind="violent", version=seen())
    assert [one.kind for one in opened(mona, maria).standing] == ["vulnerable"]
    assert found(at(cast.cleo)) == (False, False, False)
    people.end_flag(mona, maria, kind="vulnerable", version=seen())
    assert found(at(cast.cleo)) == (True, True, True)
    assert {one.state for one in opened(mona, maria).flags} == {"early"}


def test_what_is_over_is_set_anew_and_not_renewed(at, cast, maria, seen, clock):
    mona = at(cast.mona)
    story.flagged(mona, maria)
    clock(now() + timedelta(days=32))
    for again in (people.end_flag, lambda *a, **b: people.renew_flag(*a, span=30, **b)):
        with pytest.raises(Refused, match="any more"):
            again(mona, maria, kind="vulnerable", version=seen())
    people.flag(mona, maria, kind="vulnerable", reason=WHY, span=365, version=seen())
    assert [one.state for one in opened(mona, maria).flags] == ["stands", "over"]


def test_twice_is_refused_and_stale_changes_nothing(at, cast, maria, seen):
    mona = at(cast.mona)
    say = {"kind": "violent", "reason": WHY, "span": 30}
    people.flag(mona, maria, **say, version=seen())
    with pytest.raises(Refused, match="stands already"):
        people.flag(mona, maria, **say, version=seen())
    with pytest.raises(Stale):
        people.renew_flag(mona, maria, kind="violent", span=30, version=1)
    with pytest.raises(Stale):
        people.end_flag(mona, maria, kind="violent", version=1)
    people.end_flag(mona, maria, kind="violent", version=seen())
    with pytest.raises(Refused, match="any more"):
        people.end_flag(mona, maria, kind="violent", version=seen())
    assert len(mona.session.exec(select(PersonFlag)).all()) == 1


@pytest.mark.parametrize(
    "act", ["flag", "renew_flag", "end_flag", "ask_for_flag", "turn_down_flag"]
)
@pytest.mark.parametrize("who", ["edda", "adam", "audrey"])
def test_who_takes_no_calls_says_nothing_of_flags(at, cast, maria, act, who):
    said = {"reason": WHY} if act in {"flag", "ask_for_flag"} else {}
    span = {"span": 30} if act in {"flag", "renew_flag"} else {}
    with pytest.raises(NotAllowed):
        getattr(people, act)(
            at(getattr(cast, who)), maria, kind="violent", version=1, **said, **span
        )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reason": " \n"}, "empty"),
        ({"reason": "x" * 301}, "too long"),
        ({"kind": "rude"}, "which flag"),
        ({"span": 366}, "a year at most"),
        ({"span": 0}, "until when"),
    ],
)
def test_no_flag_without_a_reason_and_a_day(at, cast, maria, seen, wrong, words):
    given = {"kind": "violent", "reason": WHY, "span": 30, **wrong}
    with pytest.raises(Refused, match=words):
        people.flag(at(cast.mona), maria, **given, version=seen())
    assert found(at(cast.cleo)) == (True, True, True)


# -- who may --------------------------------------------------------------------------------------


def test_any_counsellor_of_the_centre_asks_and_a_supervisor_decides(at, cast, maria, seen):
    say = {"kind": "vulnerable", "reason": WHY}
    with pytest.raises(NotAllowed):
        people.flag(at(cast.cleo), maria, **say, span=30, version=seen())
    with pytest.raises(NotFound):
        people.ask_for_flag(at(cast.nia), maria, **say, version=seen())
    people.ask_for_flag(at(cast.dan), maria, **say, version=seen())
    with pytest.raises(Refused, match="asked for already"):
        people.ask_for_flag(at(cast.cleo), maria, **say, version=seen())
    assert found(at(cast.cleo)) == (True, True, True)
    for act in (people.turn_down_flag, people.end_flag):
        with pytest.raises(NotAllowed):
            act(at(cast.cleo), maria, kind="vulnerable", version=seen())
    mona = at(cast.mona)
    people.flag(mona, maria, **say, span=30, version=seen())
    (one,) = opened(mona, maria).flags
    assert (one.state, one.asked_by, one.set_by) == ("stands", "Dan", "Mona")
    with pytest.raises(Refused, match="stands already"):
        people.ask_for_flag(at(cast.cleo), maria, **say, version=seen())


def test_what_is_turned_down_is_not_set_and_may_be_asked_for_again(at, cast, maria, seen):
    mona, cleo = at(cast.mona), at(cast.cleo)
    people.ask_for_flag(cleo, maria, kind="violent", reason=WHY, version=seen())
    people.turn_down_flag(mona, maria, kind="violent", version=seen())
    assert opened(cleo, maria).standing == () and people.flagged(mona) == []
    with pytest.raises(Refused, match="Nobody asks"):
        people.turn_down_flag(mona, maria, kind="violent", version=seen())
    people.ask_for_flag(cleo, maria, kind="violent", reason=WHY, version=seen())
    assert [one.state for one in opened(cleo, maria).flags] == ["asked", "not_set"]


# -- brought up for review ------------------------------------------------------------------------


def test_a_flag_comes_up_for_review_before_it_ends_and_a_while_after(at, cast, maria, seen, clock):
    mona, start = at(cast.mona), at_wall(date(2026, 6, 1), time(9))
    clock(start)
    people.flag(mona, maria, kind="violent", reason=WHY, span=91, version=seen())

    def why(day):
        clock(start + timedelta(days=day))
        return [one.why for one in people.flagged(mona)]

    assert [why(day) for day in (0, 76, 77, 91, 92, 105, 106)] == [
        [""], [""], ["ends"], ["ends"], ["over"], ["over"], [],
    ]  # fmt: skip


def test_the_list_is_the_supervisors_masked_and_without_reasons(at, cast, maria, seen):
    mona = at(cast.mona)
    people.ask_for_flag(at(cast.cleo), maria, kind="violent", reason=WHY, version=seen())
    story.flagged(mona, maria, "vulnerable", span=365)
    asked, stands = people.flagged(mona)
    assert (asked.why, stands.why) == ("asked", "")
    assert asked.words == "M. L.  ·  has been violent  ·  asked for, not set yet"
    assert stands.words.startswith("M. L.  ·  vulnerable  ·  until ")
    assert WHY not in repr(people.flagged(mona)) and "Maria" not in repr(people.flagged(mona))
    assert len(people.flagged(at(cast.netta))) == 2
    for who in ("cleo", "nia", "edda", "adam", "audrey"):
        with pytest.raises(NotAllowed):
            people.flagged(at(getattr(cast, who)))


def test_a_renewed_flag_is_looked_at_no_more_and_its_old_end_does_not_come_up(
    at, cast, maria, seen, clock
):
    mona, start = at(cast.mona), at_wall(date(2026, 6, 1), time(9))
    clock(start)
    people.flag(mona, maria, kind="violent", reason=WHY, span=30, version=seen())
    clock(start + timedelta(days=31))
    assert [one.why for one in people.flagged(mona)] == ["over"]
    people.flag(mona, maria, kind="violent", reason=WHY, span=182, version=seen())
    assert [one.why for one in people.flagged(mona)] == [""]


def test_a_flag_of_before_is_looked_at_until_somebody_says_why(at, cast, maria, seen):
    mona = at(cast.mona)
    old = {"person_id": maria, "centre_id": cast.north, "kind": "violent", "set_at": now()}
    mona.session.add(PersonFlag(**old, until=days.today(mona) + timedelta(days=90)))
    mona.session.commit()
    assert [one.why for one in people.flagged(mona)] == ["carried"]
    assert flags.NO_REASON in opened(mona, maria).standing[0].line
    with pytest.raises(Refused, match="Nobody wrote down why"):
        people.renew_flag(mona, maria, kind="violent", span=182, version=seen())
    people.renew_flag(mona, maria, kind="violent", span=182, version=seen(), reason=WHY)
    assert [one.why for one in people.flagged(mona)] == [""]


# -- merged, and where else it warns --------------------------------------------------------------


def test_what_is_flagged_while_merged_stays_flagged_on_both_taken_apart(at, cast, maria, seen):
    mona, cleo = at(cast.mona), at(cast.cleo)
    again = people.known_as(cleo, calls.begin(cleo), "caller", name="Mariah Lopes")
    people.merge(cleo, kept_id=maria, other_id=again)
    story.flagged(mona, maria)
    assert len(opened(mona, maria).flags) == len(people.flagged(mona)) == 1
    people.unmerge(cleo, other_id=again)
    assert people.by_name(cleo, "Mariah Lopes") == []
    assert [len(opened(mona, one).standing) for one in (maria, again)] == [1, 1]
    people.end_flag(mona, again, kind="vulnerable", version=story.version(mona, Person, again))
    assert [len(opened(mona, one).standing) for one in (maria, again)] == [1, 0]


def test_a_flag_of_one_record_holds_for_both_while_merged(at, cast, maria):
    mona, cleo = at(cast.mona), at(cast.cleo)
    again = people.known_as(cleo, calls.begin(cleo), "caller", name="Bo")
    story.flagged(mona, again, span=30)
    story.flagged(mona, maria, span=91)
    people.merge(cleo, kept_id=maria, other_id=again)
    (one,) = opened(mona, maria).standing
    assert one.until == days.today(mona) + timedelta(days=91)
    assert people.by_name(at(cast.cleo), "Bo") == []
    seen = story.version(mona, Person, maria)
    people.end_flag(mona, maria, kind="vulnerable", version=seen)
    assert opened(mona, maria).standing == ()
    assert people.by_name(at(cast.cleo), "Bo")


def test_whoever_rings_back_reads_the_flag_while_it_stands(at, cast, clock):
    cleo, mona = at(cast.cleo), at(cast.mona)
    made = story.referred(cleo, story.known(cleo), cast.harbour_house)
    story.flagged(mona, made.person, "violent")
    (due,) = follow_ups.due(cleo, ahead=timedelta(days=60))
    (line,) = follow_ups.contact(cleo, due.id).flags
    assert line.startswith("has been violent, until ") and line.endswith("her husband rings")
    clock(now() + timedelta(days=32))
    assert follow_ups.contact(cleo, due.id).flags == ()


def test_what_is_asked_for_and_stands_already_on_the_other_record_is_not_asked_twice(
    at, cast, maria, seen
):
    mona, cleo = at(cast.mona), at(cast.cleo)
    again = people.known_as(cleo, calls.begin(cleo), "caller", name="Bo")
    people.ask_for_flag(cleo, again, kind="vulnerable", reason=WHY, version=1)
    story.flagged(mona, maria, span=365)
    people.merge(mona, kept_id=maria, other_id=again)
    assert [one.why for one in people.flagged(mona)] == [""]
    people.end_flag(mona, maria, kind="vulnerable", version=seen())
    assert [(one.why, one.person_id) for one in people.flagged(mona)] == [("asked", maria)]
    people.flag(mona, maria, kind="vulnerable", reason=WHY, span=30, version=seen())
    assert len(people.flagged(mona)) == 1
    assert {one.state for one in opened(mona, maria).flags} == {"stands", "early"}
