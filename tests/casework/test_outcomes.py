"""What became of people teaches the lists: what is counted, of whom, and when it is there."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from casework import calls, directory, facts, offers, referrals
from casework import outcomes as what_became
from casework.directory import learned, outcomes, snapshot
from casework.directory.outcomes import Where
from casework.errors import NotAllowed, NotFound, Refused
from db import session
from db.models import (
    AuditEntry,
    DirectoryChange,
    Meeting,
    Referral,
    ReferralStep,
    Service,
    SupportGroup,
    now,
)
from matching.words import Kind, List
from tests.casework import making
from tests.casework.feeds import DAYTON, FEED, clinic, meeting, reading
from tests.casework.story import begun, known, referred, signed, stepped, version

DAY = timedelta(days=1)


def referral(cast, place, *steps, who=None, ago=30, group=None):
    """Steps are statuses, or (status, reason); a day apart, the last one `ago` days ago."""
    call = making.call(who or cast.cleo, f"C{now().timestamp()}", now() - timedelta(days=ago + 9))
    need = making.need(call)
    made = Referral(
        centre_id=call.centre_id, call_id=call.id, need_id=need.id, side="caller",
        counsellor_id=call.counsellor_id, kind="referral", service_id=place, group_id=group,
    )  # fmt: skip
    told = [step if isinstance(step, tuple) else (step, "") for step in steps]
    last = now() - timedelta(days=ago)
    rows = [
        ReferralStep(
            referral_id=made.id, centre_id=call.centre_id, seq=seq, status=status, reason=reason,
            by_id=call.counsellor_id, at=last - DAY * (len(told) - seq),
        )
        for seq, (status, reason) in enumerate(told, 1)
    ]  # fmt: skip
    making.save(made, *rows)
    return made


def heard(where=None, **options):
    with session.reading() as opened:
        found = outcomes.heard(opened, now().date(), **options)
    return found.get(where, learned.NOTHING) if where else found


def counted(cast):
    found = heard(Where("s", cast.harbour_house))
    return found.got_in, found.counted


WENT = ("offered", "ready", "sent", "attended")


@pytest.mark.parametrize(
    ("steps", "got_in"),
    [
        (WENT, True),
        ((*WENT, "engaged", "completed"), True),
        ((*WENT, "lost"), True),
        ((*WENT, ("cancelled", "changed_mind")), True),
        (("offered", "ready", "sent", ("rejected", "no_bed")), False),
        (("offered", "ready", "sent", ("rejected", "other")), False),
        (("offered", "ready", "sent", "waitlisted", ("cancelled", "waitlist")), False),
        ((*WENT, ("cancelled", "unwelcome")), False),
        (("offered", "ready", "sent", ("rejected", "no_bed"), ("sent", "reopened")), None),
        (("offered", "ready", "sent"), None),
        (("offered", "ready", "sent", "accepted"), None),
        (("offered", "ready", "sent", "scheduled", "no_show"), None),
        (("offered", "ready", "sent", "lost"), None),
        (("offered", "declined"), None),
        (("offered", "given"), None),
        (("offered", "ready", ("cancelled", "no_bed")), None),  # they were never sent
        (("offered", "ready", "sent", ("cancelled", "died")), None),
        (("offered", "ready", "sent", ("cancelled", "transport")), None),
        (("offered", "ready", "sent", ("cancelled", "other")), None),
        (("offered", "ready", "sent", ("rejected", "changed_mind")), None),
    ],
)
def test_what_counts_as_getting_in_and_what_is_left_out(cast, steps, got_in):
    referral(cast, cast.harbour_house, *steps)
    expected = (0, 0) if got_in is None else (int(got_in), 1)
    assert counted(cast) == expected


def test_outcomes_of_all_centres_count_and_old_ones_fade_and_go(cast):
    referral(cast, cast.harbour_house, *WENT, ago=0)
    referral(cast, cast.harbour_house, *WENT, who=cast.nia, ago=180)
    referral(cast, cast.harbour_house, *WENT, ago=800)
    found = heard(Where("s", cast.harbour_house))
    assert (found.got_in, found.counted) == (2, 2)
    assert found.tally.known == 1.5
    assert found.before_today.known == 0.5


def test_a_twin_counts_as_the_place_it_is_the_same_as(cast, at):
    directory.take(at(cast.edda), FEED, reading([clinic(1)]))
    with session.reading() as opened:
        session.start_writing(opened)
        twin = opened.exec(select(Service).where(Service.id != cast.harbour_house)).one()
        twin.same_as_id, of_twin = cast.harbour_house, twin.id
        opened.commit()
    referral(cast, of_twin, *WENT)
    referral(cast, cast.harbour_house, *WENT)
    here = Where("s", cast.harbour_house)
    assert set(heard()) == {here}
    assert heard(here).counted == heard(here, only={here}).counted == 2


def settled():
    return {each.name: each for each in snapshot.settle().offers.values()}


def taught(cast, at, rates, *, tags=()):
    """Clinics with so many who got in of so many, in days gone by."""
    doors = [replace(DAYTON, lat=DAYTON.lat + i / 100) for i in range(1, len(rates) + 1)]
    clinics = [clinic(i, where=door) for i, door in enumerate(doors, 1)]
    directory.take(at(cast.edda), FEED, reading(clinics))
    with session.reading() as opened:
        ids = opened.exec(
            select(Service.id).where(Service.id != cast.harbour_house).order_by(col(Service.id))
        ).all()
    no = ("offered", "ready", "sent", ("rejected", "no_bed"))
    for place, (got_in, of) in zip(ids, rates, strict=True):
        for each in range(of):
            referral(cast, place, *(WENT if each < got_in else no))
    return list(ids)


def test_places_where_people_got_in_stand_above_the_usual_and_others_below(cast, at):
    taught(cast, at, [(12, 12), (2, 12), (10, 12), (0, 0), (2, 2)])
    found = settled()
    good, poor, usual, unheard, few = (found[f"Clinic 00{i}"] for i in range(1, 6))
    assert good.quality > usual.quality > poor.quality
    assert good.quality > 500 > poor.quality
    assert (unheard.quality, unheard.got_in) == (500, None)
    assert (few.quality, few.got_in) == (500, None)
    assert good.got_in >= 600
    assert poor.got_in <= 500
    assert unheard.how_soon is None


def test_with_too_little_to_compare_with_nothing_is_weighed(cast, at):
    taught(cast, at, [(8, 8), (5, 8)])
    found = settled()
    assert found["Clinic 001"].quality == found["Clinic 002"].quality == 500
    assert found["Clinic 001"].got_in >= 600


def test_how_soon_is_what_the_last_months_showed_and_unknown_below_five(cast, at):
    (place,) = taught(cast, at, [(4, 4)])
    assert settled()["Clinic 001"].how_soon is None
    referral(cast, place, *WENT)
    snapshot.warm()
    with session.reading() as opened:
        session.start_writing(opened)
        opened.add(DirectoryChange(service_id=place))
        opened.commit()
    assert settled()["Clinic 001"].how_soon == 24  # a day from sent to there


def test_an_appointment_tells_when_they_were_there_better_than_who_heard_of_it(cast):
    made = referral(cast, cast.harbour_house, "offered", "sent", "scheduled", "attended", ago=1)
    with session.reading() as opened:
        session.start_writing(opened)
        steps = opened.exec(select(ReferralStep).where(ReferralStep.referral_id == made.id)).all()
        sent, booked = (next(s for s in steps if s.status == x) for x in ("sent", "scheduled"))
        booked.appointment_at = sent.at + timedelta(hours=30)
        opened.commit()
    assert heard(Where("s", cast.harbour_house)).waits == [30.0]


def test_a_referral_sent_is_in_the_index_at_once_and_fades(cast, at):
    cleo = at(cast.cleo)
    made = referred(cleo, known(cleo, zip="45402"), cast.harbour_house)
    signed(cleo, made, cast.harbour_house)
    held = snapshot.settle()
    assert settled()["Harbour House"].load == 0
    referrals.send(cleo, made.referral, version=version(cleo, Referral, made.referral))
    assert settled()["Harbour House"].load == 1000
    assert held.offers[f"s{cast.harbour_house}"].load == 0  # the old one stays as it was
    with session.reading() as opened:
        here = Where("s", cast.harbour_house)
        later = outcomes.on_the_way(opened, now() + DAY)[here]
        assert later == pytest.approx(0.3679, abs=0.001)
        assert outcomes.on_the_way(opened, now() + 8 * DAY) == {}


def test_each_telling_step_is_read_again_by_every_process(cast, at):
    cleo = at(cast.cleo)
    made = referred(cleo, known(cleo, zip="45402"), cast.harbour_house)
    signed(cleo, made, cast.harbour_house)

    def changes():
        with session.reading() as opened:
            return len(opened.exec(select(DirectoryChange.seq)).all())

    before = changes()
    stepped(cleo, made.referral, "ready")
    assert changes() == before
    stepped(cleo, made.referral, "sent", "received", "accepted", "attended")
    assert changes() == before + 3


def test_a_group_is_counted_and_all_its_meetings_are_read_again(cast, at):
    directory.take(at(cast.edda), FEED, reading([meeting(2), meeting(3)]))
    with session.reading() as opened:
        group = opened.exec(select(SupportGroup.id)).one()
        meetings = opened.exec(select(Meeting.id)).all()
    for _ in range(6):
        referral(cast, None, *WENT, group=group)
    with session.reading() as opened:
        due = learned.due_again(opened, now())
    assert due == {f"m{id}" for id in meetings}
    assert heard(Where("g", group)).counted == 6
    offers = [each for each in snapshot.settle().offers.values() if each.group]
    assert {offer.group for offer in offers} == {f"g{group}"}
    assert len({offer.quality for offer in offers}) == 1


def test_what_time_alone_changes_is_due_by_the_hour_and_by_the_day(cast):
    noon = datetime(2026, 11, 24, 12, 20, tzinfo=UTC)
    made = referral(cast, cast.harbour_house, *WENT, ago=0)
    with session.reading() as opened:
        session.start_writing(opened)
        steps = opened.exec(select(ReferralStep).where(ReferralStep.referral_id == made.id)).all()
        for number, step in enumerate(steps):
            step.at = noon - timedelta(hours=9 - number)
        opened.commit()
        key = {f"s{cast.harbour_house}"}
        an_hour = timedelta(hours=1)
        assert learned.due_again(opened, noon) == key
        assert learned.due_again(opened, noon + an_hour / 3, noon) == set()
        assert learned.due_again(opened, noon + an_hour, noon) == key  # its load fades
        later = noon + 8 * DAY
        assert learned.due_again(opened, later + an_hour, later) == set()
        assert learned.due_again(opened, later + DAY, later) == key  # its outcome fades


def test_cells_are_made_of_what_places_give_never_of_who_was_sent():
    tags = {"setting": {"outpatient", "residential_short"}, "payment": {"private", "medicaid"}}
    assert learned.cell_of(Kind.TREATMENT, tags) == (List.TREATMENT, "residential", "for all")
    assert learned.cell_of(Kind.TREATMENT, {"payment": {"self_pay"}})[1:] == ("", "private")
    assert learned.cell_of(Kind.MEETING, tags) == (List.PEERS, "", "")


def test_no_statement_reads_anything_of_a_person(cast, at):
    taught(cast, at, [(1, 1)])
    said = []

    def note(_connection, _cursor, statement, *_):
        said.append(statement)

    event.listen(session.engine(), "before_cursor_execute", note)
    try:
        with session.reading() as opened:
            learned.Learned(opened, now())
            learned.Learned(opened, now(), {Where("s", cast.harbour_house)})
            learned.due_again(opened, now())
    finally:
        event.remove(session.engine(), "before_cursor_execute", note)
    columns = set(re.findall(r"referral(?:_step)?\.(\w+)", " ".join(said)))
    assert columns == {
        *("id", "referral_id", "service_id", "group_id", "status", "reason", "at", "seq"),
        "appointment_at",
    }
    tables = set(re.findall(r"(?:FROM|JOIN) (\w+)", " ".join(said)))
    assert not tables & {"person", "call", "need", "fact", "account", "consent"}


def test_the_number_behind_the_words_is_told_when_asked(cast, at):
    place, few, _ = taught(cast, at, [(14, 18), (3, 4), (9, 12)])
    cleo = at(cast.cleo)
    snapshot.settle()
    told = what_became.behind(cleo, f"s{place}")
    assert told.startswith("Of 18 people we sent there and know of, 14 got in.")
    rate, low, high = map(int, re.findall(r"Estimate (\d+) %, .*?(\d+) to (\d+) %", told)[0])
    assert low < rate < high
    assert what_became.behind(cleo, f"s{few}") == what_became.NOT_YET
    with pytest.raises(NotFound):
        what_became.behind(cleo, "s99999")
    with pytest.raises(NotAllowed):
        what_became.behind(at(cast.edda), f"s{place}")


def test_another_centre_reads_the_same_counts_and_nobody_from_them(cast, at):
    (place,) = taught(cast, at, [(5, 6)])
    snapshot.settle()
    ours = what_became.behind(at(cast.cleo), f"s{place}")
    assert what_became.behind(at(cast.nia), f"s{place}") == ours


def test_the_clinical_lead_switches_outcomes_off_and_it_stands_in_the_trail(cast, at):
    mona = at(cast.mona)
    assert what_became.weighed(mona)
    what_became.weigh(mona, False)
    assert not what_became.weighed(at(cast.cleo))
    entry = mona.session.exec(select(AuditEntry).where(AuditEntry.act == "WEIGH_OUTCOMES")).one()
    assert (entry.actor_id, entry.subjects) == (cast.mona.id, "outcomes do not count in the lists")
    with pytest.raises(Refused, match="already"):
        what_became.weigh(at(cast.adam), False)
    what_became.weigh(at(cast.adam), True)
    assert what_became.weighed(at(cast.mona))


@pytest.mark.parametrize("who", ["cleo", "dan", "nia", "edda", "audrey"])
def test_nobody_else_switches_outcomes_off(cast, at, who):
    with pytest.raises(NotAllowed):
        what_became.weigh(at(getattr(cast, who)), False)
    assert what_became.weighed(at(cast.mona))


def test_a_load_fades_in_the_index_by_the_hour_with_nothing_written(cast, at, monkeypatch):
    making.referral(making.call(cast.cleo, "ONE"), cast.harbour_house, "offered", "sent")
    key = f"s{cast.harbour_house}"
    noon = now().replace(hour=12) + DAY
    monkeypatch.setattr(snapshot, "now", lambda: noon)
    before = snapshot.warm().offers[key].load
    monkeypatch.setattr(snapshot, "build", lambda: pytest.fail("rebuilt"))
    assert snapshot.fresh().offers[key].load == before > 0
    monkeypatch.setattr(snapshot, "now", lambda: noon + timedelta(hours=1))
    assert 0 < snapshot.fresh().offers[key].load < before


def test_a_new_day_weighs_all_outcomes_anew_in_the_background(cast, at, monkeypatch):
    referral(cast, cast.harbour_house, *WENT, ago=0)
    key = f"s{cast.harbour_house}"
    before = snapshot.warm()
    monkeypatch.setattr(snapshot, "now", lambda: before.at + DAY)
    after = snapshot.settle()
    assert after.at == before.at + DAY
    assert after.offers[key].load < before.offers[key].load


def test_words_and_weight_go_when_the_clinical_lead_says_so(cast, at):
    taught(cast, at, [(12, 12), (2, 12), (10, 12), (0, 0)])
    cleo = at(cast.cleo)
    made = begun(cleo, zip="45402")
    snapshot.settle()

    def shown():
        desk = at(cast.cleo)
        call, known_ = calls.on_desk(desk, made.call), facts.known(desk, made.call)
        (treatment,) = (s for s in offers.lists(desk, call, known_) if s.kind is List.TREATMENT)
        return {one.card.name: one.match for one in treatment.offers}

    told = shown()
    assert "Most people we sent there lately got in." in told["Clinic 001"].reasons
    assert "We don't know yet how it goes there." in told["Clinic 004"].unknowns
    assert told["Clinic 001"].parts["quality"] > told["Clinic 004"].parts["quality"]
    what_became.weigh(at(cast.mona), False)
    for match in shown().values():
        assert "quality" not in {one.rule for one in match.because}
        assert "quality" not in match.parts
