"""Do the figures of the reports agree with what is counted by hand, and open their lists?"""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from casework import reports
from casework.errors import NotAllowed, Refused
from casework.reports import Chosen
from db.models import AuditEntry, Call, Need
from tests.casework.making import call, need, referral, save

SINCE, UNTIL = date(2026, 10, 28), date(2026, 11, 10)  # the clocks go back in between
ALL = Chosen(SINCE, UNTIL)
ZONES = {"north": ZoneInfo("America/New_York"), "south": ZoneInfo("America/Chicago")}


@pytest.fixture
def many(cast):
    """60 calls around the period, some outside it, some no calls at all."""
    rng = random.Random(3)
    made = []
    for index in range(60):
        who = (cast.cleo, cast.dan, cast.nia)[index % 3]
        started = datetime(2026, 10, 26, tzinfo=UTC) + timedelta(minutes=rng.randrange(18 * 1440))
        void = index % 11 == 5
        made.append(
            Call(
                number=f"M{index:02}-AAAA",
                centre_id=who.centre_id,
                counsellor_id=who.id,
                logged_by_id=who.id,
                started_at=started,
                state="void" if void else "closed",
                call_class="hang_up" if void else "substantive",
            )
        )
    save(*made)
    return made


def local(cast, one: Call) -> datetime:
    return one.started_at.astimezone(ZONES["north" if one.centre_id == cast.north else "south"])


def inside(cast, calls, *, centre=None, who=None):
    return [
        one
        for one in calls
        if one.state != "void"
        and SINCE <= local(cast, one).date() <= UNTIL
        and centre in (None, one.centre_id)
        and who in (None, one.counsellor_id)
    ]


def test_calls_by_day_and_hour_agree_with_a_count_by_hand(cast, at, many):
    found = reports.volumes(at(cast.netta), ALL)
    ours = inside(cast, many)
    days = Counter(local(cast, one).date() for one in ours)
    hours = Counter((local(cast, one).isoweekday() % 7, local(cast, one).hour) for one in ours)
    assert {day: n for day, n in found.by_day.items() if n} == days
    assert found.by_hour == hours
    assert found.total == len(ours)
    assert len(found.by_day) == 14  # days without a call stand there as 0


def test_no_calls_are_counted_apart(cast, at, many):
    found = reports.volumes(at(cast.netta), ALL)
    void = [
        one for one in many if one.state == "void" and SINCE <= local(cast, one).date() <= UNTIL
    ]
    assert found.no_call == len(void) > 0


def test_filters_by_centre_and_counsellor(cast, at, many):
    netta = at(cast.netta)
    by_centre = reports.volumes(netta, replace(ALL, centre_id=cast.south))
    assert by_centre.total == len(inside(cast, many, centre=cast.south))
    by_dan = reports.volumes(netta, replace(ALL, counsellor_id=cast.dan.id))
    assert by_dan.total == len(inside(cast, many, who=cast.dan.id))


def test_a_supervisor_counts_her_own_centre_only(cast, at, many):
    ours = len(inside(cast, many, centre=cast.north))
    assert reports.volumes(at(cast.mona), ALL).total == ours
    assert reports.volumes(at(cast.mona), replace(ALL, centre_id=cast.south)).total == 0


def test_a_day_and_an_hour_open_their_calls(cast, at, many):
    desk = at(cast.netta)
    found = reports.volumes(desk, ALL)
    day = max(found.by_day, key=lambda d: found.by_day[d])
    assert {line.number for line in reports.calls_of(desk, ALL, day=day)} == {
        one.number for one in inside(cast, many) if local(cast, one).date() == day
    }
    weekday, hour = max(found.by_hour, key=lambda k: found.by_hour[k])
    listed = reports.calls_of(desk, ALL, weekday=weekday, hour=hour)
    assert len(listed) == found.by_hour[weekday, hour]
    assert {line.started_at.hour for line in listed} == {hour}
    assert len(reports.calls_of(desk, ALL)) == found.total


PATHS = [
    ("draft",),
    ("offered", "declined"),
    ("offered", "ready", "sent"),
    ("offered", "ready", "sent", "rejected"),
    ("offered", "ready", "sent", "scheduled"),
    ("offered", "ready", "sent", "scheduled", "no_show"),
    ("offered", "ready", "sent", "scheduled", "no_show", "lost"),
    ("offered", "ready", "sent", "attended"),
    ("offered", "ready", "sent", "accepted", "attended", "engaged"),
    ("offered", "ready", "sent", "attended", "engaged", "completed"),
]


@pytest.fixture
def referred(cast):
    for index, path in enumerate(PATHS * 2):
        who = cast.cleo if index < len(PATHS) else cast.nia
        one = call(who, f"R{index:02}-AAAA", datetime(2026, 11, 3, 15, index, tzinfo=UTC))
        referral(one, cast.harbour_house, *path)
    told = call(cast.cleo, "INF-AAAA", datetime(2026, 11, 4, 15, tzinfo=UTC))
    referral(told, cast.harbour_house, "offered", "given", kind="information")
    early = call(cast.cleo, "OLD-AAAA", datetime(2026, 9, 4, 15, tzinfo=UTC))
    referral(early, cast.harbour_house, "offered", "ready", "sent")


def test_the_funnel_counts_how_far_each_referral_came(cast, at, referred):
    found = reports.funnel(at(cast.netta), ALL)
    assert found.stages == {"made": 20, "sent": 16, "accepted": 12, "attended": 6, "engaged": 4}
    assert found.exits == {"declined": 2, "rejected": 2, "no_show": 2, "lost": 2, "cancelled": 0}
    assert found.information == 1


def test_the_funnel_of_one_centre_or_colleague(cast, at, referred):
    assert reports.funnel(at(cast.mona), ALL).stages["made"] == 10
    netta = at(cast.netta)
    assert reports.funnel(netta, replace(ALL, counsellor_id=cast.nia.id)).stages["engaged"] == 2


def test_each_step_of_the_funnel_opens_its_calls(cast, at, referred):
    desk = at(cast.netta)
    found = reports.funnel(desk, ALL)
    for stage, count in found.stages.items():
        assert len(reports.referred_calls(desk, ALL, stage=stage)) == count
    for ended, count in found.exits.items():
        assert len(reports.referred_calls(desk, ALL, ended=ended)) == count


@pytest.fixture
def needy(cast):
    made: list[Need] = []
    for index in range(40):
        who = cast.cleo if index % 4 else cast.nia
        one = call(who, f"N{index:02}-AAAA", datetime(2026, 11, 1 + index % 9, 17, tzinfo=UTC))
        unmet = index % 3 != 0
        made.append(
            need(
                one,
                ("treatment", "peers")[index % 2],
                area=("454", "430", "503")[index % 3],
                outcome="unmet" if unmet else "met",
                unmet_reason=("no_bed", "cost", "too_far", "language")[index % 4]
                if unmet
                else None,
            )
        )
    return made


def test_unmet_needs_agree_with_a_count_by_hand(cast, at, needy):
    found = reports.unmet_needs(at(cast.netta), ALL)
    unmet = [one for one in needy if one.outcome == "unmet"]
    assert (found.heard, found.total) == (40, len(unmet))
    for name, column in (("area", "area"), ("kind", "kind"), ("reason", "unmet_reason")):
        assert found.by(name) == Counter(getattr(one, column) for one in unmet)
    assert [row.count for row in found.unmet] == sorted(
        (row.count for row in found.unmet), reverse=True
    )


def test_an_unmet_figure_opens_its_calls(cast, at, needy):
    desk = at(cast.netta)
    for row in reports.unmet_needs(desk, ALL).unmet:
        listed = reports.unmet_calls(desk, ALL, area=row.area, kind=row.kind, reason=row.reason)
        assert len(listed) == row.count
    assert len(reports.unmet_calls(at(cast.mona), ALL)) == len(
        [n for n in needy if n.outcome == "unmet" and n.centre_id == cast.north]
    )


@pytest.mark.parametrize("who", ["cleo", "nia", "edda", "adam", "audrey"])
def test_only_supervisors_see_reports(cast, at, who):
    desk = at(getattr(cast, who))
    for ask in (reports.volumes, reports.funnel, reports.unmet_needs):
        with pytest.raises(NotAllowed):
            ask(desk, ALL)
    with pytest.raises(NotAllowed):
        reports.export(desk, ALL, kind="xlsx")


def test_a_period_that_runs_backwards_or_too_long_is_refused(cast, at):
    desk = at(cast.mona)
    with pytest.raises(Refused):
        reports.volumes(desk, Chosen(UNTIL, SINCE))
    with pytest.raises(Refused):
        reports.volumes(desk, Chosen(date(2020, 1, 1), UNTIL))


def test_the_last_days_end_today(cast, at):
    chosen = Chosen.last_days(at(cast.mona), 30)
    assert len(chosen.days) == 30
    assert chosen.until == datetime.now(ZONES["north"]).date()


def test_outside_no_small_count_is_told_and_small_places_stand_together(cast, at, needy, referred):
    outside = reports.tables(at(cast.netta), ALL, outside=True)
    for table in outside.values():
        counts = [row[-1] for row in table.rows]
        assert all(n == reports.SMALL or n == 0 or n >= 11 for n in counts)
    inside_house = reports.tables(at(cast.netta), ALL)
    small = {
        area for area, n in reports.unmet_needs(at(cast.netta), ALL).by("area").items() if n < 11
    }
    told = {"Newark OH area (430)", "Des Moines IA area (503)"}
    assert {row[0] for row in inside_house["unmet needs"].rows} == told
    assert small.isdisjoint(row[0] for row in outside["unmet needs"].rows)
    assert ("made", 20) in outside["referrals"].rows
    assert ("stayed or finished", reports.SMALL) in outside["referrals"].rows


def test_a_file_holds_the_figures_and_leaves_a_line_in_the_trail(cast, at, needy):
    desk = at(cast.mona)
    csv = reports.export(desk, ALL, kind="csv", table="unmet needs").decode("utf-8-sig")
    assert csv.splitlines()[0] == "place,need,reason,needs"
    assert len(csv.splitlines()) == 1 + len(reports.unmet_needs(desk, ALL).unmet)
    assert reports.export(desk, ALL, kind="xlsx")[:2] == b"PK"
    trail = desk.session.exec(select(AuditEntry).where(AuditEntry.act == "EXPORT_REPORTS")).all()
    assert len(trail) == 2 and trail[0].actor_id == cast.mona.id
    with pytest.raises(Refused):
        reports.export(desk, ALL, kind="pdf")


def test_no_names_leave_in_any_table(cast, at, many, needy, referred):
    text = str(reports.tables(at(cast.netta), ALL))
    assert not any(name in text for name in ("Cleo", "Dan", "Nia"))


def test_where_people_were_sent_agrees_with_a_count_by_hand_and_opens_its_calls(cast, at, many):
    ours = inside(cast, many, centre=cast.north)
    ends = [("attended",), ("attended", "completed"), ("rejected",), ()]
    for index, one in enumerate(ours):
        referral(one, cast.harbour_house, "offered", "ready", "sent", *ends[index % 4])
    referral(inside(cast, many, centre=cast.south)[0], cast.harbour_house, "offered", "sent")
    of_peers = need(ours[0], "peers")
    referral(ours[0], cast.harbour_house, "offered", "ready", of_need=of_peers)  # nobody was sent
    mona = at(cast.mona)
    found = reports.went(mona, ALL)
    (house,) = found.places
    assert (house.name, house.sent, found.sent) == ("Harbour House", len(ours), len(ours))
    known = [ends[i % 4] for i in range(len(ours)) if ends[i % 4]]
    no = sum(end == ("rejected",) for end in known)
    assert house.known == len(known)
    assert list(house.ends.values()) == [len(known) - no, no, len(ours) - len(known)]
    assert [(one.name, one.sent) for one in found.kinds] == [
        ("care of no stated level, payment not stated", len(ours))
    ]
    assert found.explored == 0  # enough is known of it by now
    turned = reports.went_calls(mona, ALL, where=house.where, end="turned_away")
    assert {line.id for line in turned} == {ours[i].id for i in range(2, len(ours), 4)}
    assert len(reports.went_calls(mona, ALL)) == len(ours)
    assert reports.went(at(cast.netta), ALL).sent == len(ours) + 1


def test_how_it_went_leaves_as_a_table_and_outside_no_place_with_few_is_named(cast, at, many):
    ours = inside(cast, many, centre=cast.north)
    for index, one in enumerate(ours):
        referral(one, cast.harbour_house, "offered", "ready", "sent", *["attended"][: index % 3])
    csv = reports.export(at(cast.mona), ALL, kind="csv", table="how it went").decode("utf-8-sig")
    there = sum(index % 3 > 0 for index in range(len(ours)))
    assert csv.splitlines() == [
        "place,outcome,referrals",
        f"Harbour House,got in,{there}",
        f'Harbour House,"not known, or theirs to choose",{len(ours) - there}',
    ]
    assert len(ours) >= 11
    (whole, *_) = reports.tables(at(cast.mona), ALL, outside=True)["how it went"].rows
    assert whole[0] == "Harbour House"
    few = replace(ALL, since=ALL.until)
    made = reports.went(at(cast.mona), few).sent
    assert made < 11
    rows = reports.tables(at(cast.mona), few, outside=True)["how it went"].rows
    assert {(row[0], row[-1]) for row in rows} <= {("other places", reports.SMALL)}


def test_how_it_went_is_never_told_by_colleague(cast, at, many):
    for one in inside(cast, many, centre=cast.north):
        referral(one, cast.harbour_house, "offered", "ready", "sent")
    of_cleo = replace(ALL, counsellor_id=cast.cleo.id)
    everybody = reports.went(at(cast.mona), ALL)
    assert reports.went(at(cast.mona), of_cleo) == everybody
    calls = reports.went_calls(at(cast.mona), of_cleo)
    assert {line.counsellor for line in calls} == {"Cleo", "Dan"}
    assert everybody.explored == everybody.sent


def test_who_sees_no_reports_sees_not_how_it_went(cast, at):
    with pytest.raises(NotAllowed):
        reports.went(at(cast.cleo), ALL)
