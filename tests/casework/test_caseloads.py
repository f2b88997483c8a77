"""Who carries how much, what is late, and who may move it?"""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import event
from sqlmodel import select

from casework import caseloads
from casework.errors import NotAllowed, NotFound, Refused, Stale
from db import session
from db.models import Account, AuditEntry, FollowUp, Referral
from tests.casework.making import call, follow_up, referral


@pytest.fixture
def busy(cast):
    """Cleo: two open referrals (T1, T3), one closed, one late follow-up; Dan: one; Nia: one."""
    first = call(cast.cleo, "AAA-1", caller_tier="T1")
    second = call(cast.cleo, "AAA-2", caller_tier="T3")
    third = call(cast.dan, "AAA-3", caller_tier="not_cleared")
    far = call(cast.nia, "AAA-4", caller_tier="T2")
    made = {
        "urgent": referral(first, cast.harbour_house, "offered", "ready", "sent"),
        "calm": referral(second, cast.harbour_house, "offered"),
        "dans": referral(third, cast.harbour_house, "offered", "ready"),
        "far": referral(far, cast.harbour_house, "offered"),
    }
    done = call(cast.cleo, "AAA-5")
    made["closed"] = referral(done, cast.harbour_house, "offered", "declined")
    made["late"] = follow_up(first, hours=-3, about=made["urgent"], tier="T1")
    made["tomorrow"] = follow_up(second, hours=24, about=made["calm"], tier="T3")
    made["they call"] = follow_up(second, hours=-9, they_call_us=True)
    made["pool"] = follow_up(third, hours=-1, assigned_to_id=None, tier="T2")
    return made


def by_name(loads):
    return {load.counsellor: load for load in loads}


def test_a_caseload_counts_open_work_and_what_is_late(cast, at, busy):
    cleo = by_name(caseloads.by_counsellor(at(cast.mona)))["Cleo"]
    assert (cleo.referrals, cleo.follow_ups, cleo.overdue) == (2, 3, 1)
    assert cleo.tiers["T1"] == 1 and cleo.tiers["T3"] == 1


def test_the_weight_is_tiers_plus_what_is_late(cast, at, busy):
    loads = by_name(caseloads.by_counsellor(at(cast.mona)))
    w = caseloads.WEIGHTS
    assert loads["Cleo"].weight == w["T1"] + w["T3"] + w["T1"]
    assert loads["Dan"].weight == w["not_cleared"]
    assert loads[caseloads.POOL].overdue == 1


def test_the_heaviest_stands_first_and_colleagues_without_work_are_there(cast, at, busy):
    loads = caseloads.by_counsellor(at(cast.mona))
    assert [x.weight for x in loads] == sorted((x.weight for x in loads), reverse=True)
    assert by_name(loads)["Mona"].idle


def test_unknown_is_never_routine(cast, at, busy):
    listed = caseloads.work(at(cast.mona), kind="referral")
    assert [one.tier for one in listed] == ["T1", "not_cleared", "T3"]


def test_a_figure_opens_its_list(cast, at, busy):
    desk = at(cast.mona)
    for load in caseloads.by_counsellor(desk):
        who = {"counsellor_id": load.counsellor_id, "pool": load.counsellor_id is None}
        assert len(caseloads.work(desk, kind="referral", **who)) == load.referrals
        assert len(caseloads.work(desk, kind="follow_up", **who)) == load.follow_ups
        late = caseloads.work(desk, kind="follow_up", overdue=True, **who)
        assert len(late) == load.overdue


def test_a_tier_narrows_the_list_to_its_figure(cast, at, busy):
    desk = at(cast.mona)
    cleo = by_name(caseloads.by_counsellor(desk))["Cleo"]
    for tier, count in cleo.tiers.items():
        listed = caseloads.work(
            desk, kind="referral", counsellor_id=cleo.counsellor_id, tiers=[tier]
        )
        assert len(listed) == count and {one.tier for one in listed} <= {tier}


def test_what_is_late_and_dangerous_is_counted_apart_and_stands_first(cast, at, busy):
    loads = by_name(caseloads.by_counsellor(at(cast.mona)))
    assert loads["Cleo"].urgent == 1 and loads[caseloads.POOL].urgent == 0
    late = caseloads.work(at(cast.mona), kind="follow_up", overdue=True)
    assert [one.tier for one in late] == ["T1", "T2"]
    assert late[0].call_id == busy["late"].call_id


def test_the_caseload_leaves_as_a_workbook_and_as_tables_without_a_callers_word(cast, at, busy):
    desk = at(cast.mona)
    book = load_workbook(BytesIO(caseloads.export(desk, kind="xlsx")))
    assert book.sheetnames == list(caseloads.SHEETS)
    for name in caseloads.SHEETS:
        rows = caseloads.export(desk, kind="csv", sheet=name).decode("utf-8-sig").splitlines()
        assert len(rows) == book[name].max_row > 1
    assert "AAA-1" in {row[0].value for row in book["open referrals"].rows}
    assert "AAA-4" not in {row[0].value for row in book["open referrals"].rows}  # Nia's
    kinds = {row[2].value for row in book["open follow-ups"].iter_rows(min_row=2)}
    assert kinds == {"follow-up"}  # why we ring may be anybody's words
    with session.reading() as opened:
        acts = [one.act for one in opened.exec(select(AuditEntry))]
    assert acts.count("EXPORT_REPORTS") == 1 + len(caseloads.SHEETS)
    with pytest.raises(Refused):
        caseloads.export(desk, kind="csv", sheet="people")
    with pytest.raises(NotAllowed):
        caseloads.export(at(cast.cleo), kind="xlsx")


def test_they_call_us_is_never_late(cast, at, busy):
    late = caseloads.work(at(cast.mona), kind="follow_up", overdue=True)
    assert busy["they call"].id not in {one.id for one in late}


def test_a_supervisor_sees_her_centre_and_one_of_the_network_all(cast, at, busy):
    ours = caseloads.work(at(cast.mona), kind="referral")
    assert {one.centre for one in ours} == {"North"}
    everywhere = caseloads.by_centre(at(cast.netta))
    assert [one.centre for one in everywhere] == ["North", "South"]
    assert sum(one.referrals for one in everywhere) == 4
    assert [x.referrals for x in caseloads.by_centre(at(cast.mona))] == [3]


def test_each_list_takes_two_statements_at_most(cast, at, busy):
    desk = at(cast.mona)
    counted: list[str] = []

    def count(_c, _cursor, statement, *_rest):
        if statement.lstrip().startswith("SELECT"):
            counted.append(statement)

    event.listen(session.engine(), "before_cursor_execute", count)
    try:
        caseloads.by_counsellor(desk)
        assert len(counted) <= 2
        counted.clear()
        caseloads.work(desk, kind="referral")
        caseloads.work(desk, kind="follow_up")
        assert len(counted) == 2
    finally:
        event.remove(session.engine(), "before_cursor_execute", count)


@pytest.mark.parametrize("who", ["cleo", "edda", "adam", "audrey"])
def test_only_supervisors_see_caseloads(cast, at, who):
    desk = at(getattr(cast, who))
    with pytest.raises(NotAllowed):
        caseloads.by_counsellor(desk)
    with pytest.raises(NotAllowed):
        caseloads.work(desk, kind="referral")


# -- moving ---------------------------------------------------------------------------------------


def seen(*rows):
    return {row.id: row.version for row in rows}


def test_a_supervisor_moves_one_or_many_and_it_is_audited(cast, at, busy):
    moved = caseloads.reassign(
        at(cast.mona), to=cast.dan.id, referrals=seen(busy["urgent"], busy["calm"])
    )
    assert moved.count == 4  # and the two open follow-ups that belong to them
    desk = at(cast.mona)
    assert desk.session.get(Referral, busy["urgent"].id).counsellor_id == cast.dan.id
    assert desk.session.get(FollowUp, busy["late"].id).assigned_to_id == cast.dan.id
    trail = desk.session.exec(select(AuditEntry).where(AuditEntry.act == "REASSIGN")).all()
    assert [(entry.actor_id, entry.count) for entry in trail] == [(cast.mona.id, 4)]


def test_what_lies_in_the_pool_can_be_given_to_somebody(cast, at, busy):
    caseloads.reassign(at(cast.mona), to=cast.cleo.id, follow_ups=seen(busy["pool"]))
    assert at(cast.mona).session.get(FollowUp, busy["pool"].id).assigned_to_id == cast.cleo.id


def test_undo_gives_everything_back(cast, at, busy):
    desk = at(cast.mona)
    moved = caseloads.reassign(desk, to=cast.dan.id, referrals=seen(busy["urgent"]))
    caseloads.give_back(at(cast.mona), moved)
    again = at(cast.mona).session
    assert again.get(Referral, busy["urgent"].id).counsellor_id == cast.cleo.id
    assert again.get(FollowUp, busy["late"].id).assigned_to_id == cast.cleo.id
    with pytest.raises(Stale):
        caseloads.give_back(at(cast.mona), moved)


def test_a_counsellor_may_not_move_work(cast, at, busy):
    for who in (cast.cleo, cast.dan, cast.nia, cast.adam):
        with pytest.raises(NotAllowed):
            caseloads.reassign(at(who), to=cast.dan.id, referrals=seen(busy["calm"]))


def test_another_centres_supervisor_finds_nothing(cast, at, busy):
    sol = replace(cast.mona, id=cast.nia.id, name="Sol", centre_id=cast.south)
    with pytest.raises(NotFound):
        caseloads.reassign(at(sol), to=cast.nia.id, referrals=seen(busy["calm"]))
    with pytest.raises(NotFound):
        caseloads.reassign(at(cast.mona), to=cast.nia.id, referrals=seen(busy["calm"]))


def test_twice_is_refused(cast, at, busy):
    wanted = seen(busy["calm"])
    caseloads.reassign(at(cast.mona), to=cast.dan.id, referrals=wanted)
    with pytest.raises(Refused):
        caseloads.reassign(at(cast.mona), to=cast.dan.id, referrals=wanted)
    newer = {busy["calm"].id: busy["calm"].version + 1}
    with pytest.raises(Refused, match="Dan has this already"):
        caseloads.reassign(at(cast.mona), to=cast.dan.id, referrals=newer)


def test_closed_work_stays_where_it_is(cast, at, busy):
    with pytest.raises(Refused, match="closed"):
        caseloads.reassign(
            at(cast.mona), to=cast.dan.id, referrals=seen(busy["closed"], busy["calm"])
        )
    assert at(cast.mona).session.get(Referral, busy["calm"].id).counsellor_id == cast.cleo.id


def test_nobody_gets_work_who_cannot_do_or_see_it(cast, at, busy):
    with pytest.raises(Refused, match="does not take calls"):
        caseloads.reassign(at(cast.mona), to=cast.edda.id, referrals=seen(busy["calm"]))
    with pytest.raises(Refused, match="another centre"):
        caseloads.reassign(at(cast.netta), to=cast.nia.id, referrals=seen(busy["calm"]))


def test_work_can_be_given_to_those_who_take_calls_here(cast, at):
    names = [name for _, name, _ in caseloads.takers(at(cast.mona))]
    assert names == ["Cleo", "Dan", "Mona", "Netta"]


def test_the_work_of_somebody_who_left_is_still_there(cast, at, busy):
    desk = at(cast.mona)
    session.start_writing(desk.session)
    desk.session.get(Account, cast.dan.id).active = False
    desk.session.commit()
    assert "Dan (left or moved)" in by_name(caseloads.by_counsellor(at(cast.mona)))
