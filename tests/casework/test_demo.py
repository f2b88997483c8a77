"""Is the demo invented through and through, the same for the same seed, and never beside real work?"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher
from sqlmodel import select

import manage
from casework import demo, people, safety
from casework import directory as places
from casework.calls import NO_CALL
from casework.demo import directory
from casework.demo.chance import Chance
from casework.desk import Actor, Desk
from casework.directory.learned import measured
from casework.directory.outcomes import heard
from casework.errors import Refused
from casework.fields import STAGES
from db import session
from db.models import (
    STEPS,
    Account,
    Attempt,
    AuditEntry,
    Call,
    Centre,
    Channel,
    Consent,
    Disclosure,
    EmergencyDisclosure,
    Entry,
    FollowUp,
    GateAnswer,
    Letter,
    ListingReport,
    Meeting,
    Need,
    Person,
    Referral,
    ReferralStep,
    ScreeningAnswer,
    Service,
    Shown,
    Summons,
    SupportSource,
    now,
)
from db.secrets import sealed
from matching.words import AXES, Kind
from tests.casework.making import call
from tests.conftest import ENGINES, forget, use

FICTION = re.compile(r"^\+1[2-9]\d\d55501\d\d$")
TODAY = date(2026, 11, 24)


# -- what is invented, without a database ---------------------------------------------------------


@pytest.fixture(scope="module")
def invented():
    return directory.invent(7, TODAY)


def stated(listing, axis):
    return {tag.value for tag in listing.tags if tag.axis == axis}


def count(invented, axis, value):
    return sum(value in stated(one, axis) for one in invented.listings)


def test_the_directory_has_the_size_of_a_real_one(invented):
    kinds = Counter(one.record_kind for one in invented.listings)
    assert 280 <= kinds["treatment"] + kinds["service"] <= 320
    assert 1100 <= kinds["meeting"] <= 1300
    assert len({one.source_id for one in invented.listings}) == len(invented.listings)


def test_every_phone_is_from_the_range_reserved_for_fiction(invented):
    phones = [phone for one in invented.listings for phone in one.phones]
    assert phones and all(FICTION.match(phone.e164) for phone in phones)
    assert all("555-01" in phone.raw for phone in phones)


def test_every_tag_is_a_word_of_matching(invented):
    for one in invented.listings:
        for tag in one.tags:
            assert tag.code_list == "demo"
            assert not AXES[tag.axis] or tag.value in AXES[tag.axis]


AWKWARD = [
    ("women_only", "yes"),
    ("men_only", "yes"),
    ("language", "es"),
    ("language", "ase"),
    ("moud_stance", "affirming"),
    ("moud_stance", "abstinence_only"),
    ("moud_stance", "varies"),
    ("opioid_policy", "no_medication"),
    ("opioid_policy", "accepts_medication"),
    ("for_whom", "kin"),
    ("for_whom", "bereaved"),
    ("for_whom", "teen_kin"),
    ("approach", "craft"),
    ("open_closed", "closed"),
    ("access", "wheelchair"),
    ("care_type", "recovery_housing"),
    ("detox_substance", "benzodiazepine"),
    ("pregnancy", "yes"),
]


@pytest.mark.parametrize(("axis", "value"), AWKWARD)
def test_the_awkward_kinds_are_there(invented, axis, value):
    assert count(invented, axis, value)


def test_the_awkward_shapes_are_there(invented):
    listings = invented.listings
    assert {one.attendance for one in listings} >= {"in_person", "online", "hybrid"}
    assert {one.status for one in listings} >= {"active", "temporarily_closed", "do_not_refer"}
    assert any(one.where and one.where.lat is None for one in listings)
    assert any(one.where and one.where.confidential for one in listings)
    assert any(one.verified_on < TODAY - timedelta(days=365) for one in listings)
    times = [time for one in listings for time in one.times]
    assert {time.nth for time in times} >= {1, 2, 3, -1, None}
    assert any("3rd week" in time.text for time in times)
    assert any(time.crosses_midnight and time.kind == "meeting" for time in times)
    assert {time.kind for time in times} == {"meeting", "opening", "intake"}
    clinics = [one for one in listings if one.record_kind == "treatment"]
    assert any(not stated(one, "opioid_policy") for one in clinics)  # not stated
    assert any(not one.times for one in clinics)


def test_the_kinds_no_feed_has_are_there(invented):
    assert set(invented.kinds.values()) == set(Kind) - {Kind.TREATMENT, Kind.MEETING}


def test_fellowships_keep_their_own_names(invented):
    names = {one.fellowship for one in invented.listings}
    wanted = {"Narcotics Anonymous", "SMART Recovery", "Recovery Dharma", "Women for Sobriety"}
    assert wanted | {"Medication-Assisted Recovery Anonymous", "Nar-Anon Family Groups"} <= names


def test_the_same_seed_makes_the_same_directory(invented):
    assert directory.invent(7, TODAY).listings == invented.listings
    assert directory.invent(8, TODAY).listings != invented.listings


# -- loaded ---------------------------------------------------------------------------------------


@pytest.fixture
def small(monkeypatch):
    """A fifth of the directory: these tests are about people and calls."""
    whole = directory.invent

    def fifth(seed, today):
        made = whole(seed, today)
        return replace(made, listings=made.listings[::5])

    monkeypatch.setattr(directory, "invent", fifth)


@pytest.fixture(scope="module", params=ENGINES)
def helpline(request, tmp_path_factory) -> Iterator[demo.Loaded]:
    """The whole demo, once for each engine, for those who only look at it."""
    home = tmp_path_factory.mktemp("demo")
    url = f"sqlite:///{home / 'peerline.db'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        server.create("demo")
        url = server.url("demo")
    with pytest.MonkeyPatch.context() as patch:
        use(patch, url, home)
        yield demo.load()
        forget()


def all_of(opened, kind):
    return opened.exec(select(kind)).all()


def test_a_loaded_demo_holds_every_state_of_the_work(helpline):
    assert not helpline.already
    assert helpline.counts["people"] == 60 and helpline.counts["calls"] == 200
    with session.reading() as opened:
        calls = all_of(opened, Call)
        assert {one.state for one in calls} == {"open", "closed", "void"}
        assert {one.caller_tier for one in calls} | {one.concerned_tier for one in calls} == {
            *("T0", "T1", "T2", "T3", "not_cleared"),
        }
        assert sum(one.caller_id is None for one in calls) > 100  # anonymous is the normal case
        assert max(one.started_at for one in calls) < now()
        assert min(one.started_at for one in calls) > now() - timedelta(days=92)
        assert {step.status for step in all_of(opened, ReferralStep)} == set(STEPS)
        needs = all_of(opened, Need)
        assert {one.outcome for one in needs} == {"met", "partly", "unmet", "unknown"}
        assert len({one.unmet_reason for one in needs if one.unmet_reason}) > 8
        assert {one.state for one in all_of(opened, FollowUp)} == {"open", "done", "stopped"}
        for kind in (Shown, Consent, Attempt, GateAnswer, Person):
            assert all_of(opened, kind)
        sponsors = [s for s in all_of(opened, SupportSource) if s.kind == "sponsor"]
        assert [s.ended for s in sponsors] == ["died"]
        assert all(FICTION.match(one.value) for one in all_of(opened, Channel))


def test_follow_ups_are_late_due_today_and_tomorrow(helpline):
    with session.reading() as opened:
        due = [one for one in all_of(opened, FollowUp) if one.state == "open"]
    today = [
        one
        for one in due
        if one.due_to > now()
        and one.due_to.astimezone(ZoneInfo(one.zone)).date()
        == datetime.now(ZoneInfo(one.zone)).date()
    ]
    assert len([one for one in due if one.due_to < now()]) >= 3
    assert len(today) >= 3
    assert any(timedelta(hours=6) < one.due_to - now() < timedelta(days=2) for one in due)
    assert any(one.assigned_to_id is None for one in due)


def test_every_answer_of_the_gate_and_of_a_channel_occurs(helpline):
    with session.reading() as opened:
        gates = all_of(opened, GateAnswer)
        assert {one.answer for one in gates} == {"yes", "no", "unknown", "declined", "not_asked"}
        assert {one.item for one in gates if "." not in one.item} == set(safety.GATE)
        channels = all_of(opened, Channel)
        assert {one.safe for one in channels} == {"yes", "only_window"}
        assert {one.voicemail for one in channels} == {"no", "ok_no_name", "ok_identify"}
        assert {one.texts for one in channels} == {"yes", "no", "not_asked"}
        assert any(one.cover_phrase for one in channels)
        tried = {one.result for one in all_of(opened, Attempt)}
        assert tried >= {"reached", "left_message", "no_answer", "wrong_person", "dead_number"}
        calls = all_of(opened, Call)
        assert {one.call_class for one in calls} >= {"substantive", "silent", *NO_CALL}
        assert {one.stage for one in calls} == {*STAGES, "not_asked"}


def test_the_hardest_nights_are_there(helpline):
    """Somebody came, a screener was answered, an ambulance was told, two records were one."""
    with session.reading() as opened:
        asked = all_of(opened, Summons)
        assert any(one.answered_by_id for one in asked) and all(one.ended_at for one in asked)
        screened = all_of(opened, ScreeningAnswer)
        assert {one.side for one in screened} == {"caller"}  # never by proxy
        assert {one.item for one in screened} == {1, 2, 3, 4, 5}
        (told,) = all_of(opened, EmergencyDisclosure)
        assert (
            told.to_medical
            and told.told == "where they are, what happened, substances and last use"
        )
        ledger = {one.basis for one in all_of(opened, Disclosure)}
        assert ledger >= {"emergency", "consent"}
        assert {one.kind for one in all_of(opened, Letter)} == {
            "caller_held",
            "relative",
            "provider",
        }
        merged = [one for one in all_of(opened, Person) if one.merged_into_id]
        kept = [opened.get(Person, one.merged_into_id) for one in merged]
        assert len(merged) == 1 and merged[0].name.split()[0] == kept[0].name.split()[0]
        told_of = {one.kind for one in all_of(opened, ListingReport)}
        assert told_of == {"full", "waits", "wrong_number", "closed", "no_medicaid", "kind"}
        assert [one.name for one in all_of(opened, Entry) if one.unverified] == [
            "Upland Street Kitchen"
        ]


def test_of_some_places_it_is_known_that_most_got_in_lately(helpline):
    with session.reading() as opened:
        known = heard(opened, now().date())
        usual = measured(opened, known)
        said = {
            usual.estimate(where, cell, known[where].tally).got_in
            for where, cell in usual.cells.items()
        }
    assert None in said and any(one and one > 500 for one in said)


def test_somebody_may_be_there_twice_and_is_proposed(helpline):
    with session.reading() as opened:
        mona = Actor.of(opened.exec(select(Account).where(Account.login == "mona")).one())
        ours = [p.id for p in all_of(opened, Person) if p.centre_id == mona.centre_id and p.name]
        proposed = [people.alike(Desk(mona, opened), one) for one in ours]
    assert any(proposed)
    assert {one.why for found in proposed for one in found} >= {"a name that sounds the same"}


def test_flags_are_there_in_every_state_a_supervisor_looks_at(helpline):
    with session.reading() as opened:
        desk = Desk(actor_of(opened, "mona"), opened)
        assert [one.why for one in people.flagged(desk)] == ["asked", "over", "ends", ""]


def test_no_reason_shown_is_a_code(helpline):
    with session.reading() as opened:
        reasons = {reason for one in all_of(opened, Shown) for reason in one.reasons}
    assert reasons and all(not r[0].islower() and r.endswith(".") and "_" not in r for r in reasons)


def test_people_of_a_centre_stay_in_it(helpline):
    with session.reading() as opened:
        home = {a.id: a.centre_id for a in all_of(opened, Account)}
        people = {p.id: p.centre_id for p in all_of(opened, Person)}
        for one in all_of(opened, Call):
            assert home[one.counsellor_id] == one.centre_id
            assert {people[p] for p in (one.caller_id, one.concerned_id) if p} <= {one.centre_id}
        for one in all_of(opened, Referral):
            assert home[one.counsellor_id] == one.centre_id


def test_it_comes_in_by_the_door_of_real_imports(helpline):
    with session.reading() as opened:
        kinds = Counter(one.kind for one in all_of(opened, Service))
        assert kinds["treatment"] > 200 and kinds["warm_line"] == 4
        assert len(all_of(opened, Meeting)) > 1100
        assert {one.status for one in all_of(opened, Entry)} >= {"active", "temporarily_closed"}
        acts = {entry.act for entry in all_of(opened, AuditEntry)}
        assert {"LOAD_DEMO", "IMPORT_DIRECTORY"} <= acts


def test_staff_can_sign_in_with_the_word_demo(helpline):
    assert [one.login for one in helpline.staff] == [
        *("cleo", "dan", "mona", "nia", "edda", "adam", "audrey")
    ]
    with session.reading() as opened:
        for kept in {one.password_hash for one in all_of(opened, Account)}:
            assert PasswordHasher().verify(kept, "demo")


def contents(rows):
    """Rows without ciphertext, with what it holds."""
    found = []
    for row in rows:
        kind = type(row)
        plain = [n for n in dir(kind) if isinstance(getattr(kind, n), sealed)]
        columns = [n for n in kind.model_fields if not n.endswith("_sealed")]
        found.append((kind.__name__, {n: getattr(row, n) for n in (*columns, *plain)}))
    return found


def test_the_same_seed_makes_the_same_people_and_calls(helpline):
    moment = now()
    invented = directory.invent(5, moment.date())
    with session.reading() as opened:
        desk = Desk.of_system(opened, "demo")

        def made(seed):
            return contents(demo.rows(desk, Chance(seed, moment), 40, invented))

        assert made(5) == made(5)
        assert made(5) != made(6)


# -- never beside real work -----------------------------------------------------------------------


def test_loaded_twice_it_does_nothing(database, small, capsys):
    demo.load(calls=20)
    again = demo.load(calls=50)
    assert again.already and again.counts["calls"] == 20
    assert manage.main(["demo"]) == 0
    said = capsys.readouterr().out
    assert "stands already" in said and "demo --national" in said
    with session.reading() as opened:
        desk = Desk(actor_of(opened, "edda"), opened)
        assert places.national_stands(desk).entries == 0  # never by itself
        lacks = [places.NUMBER in lack.what for lack in places.lacking(desk)]
        assert lacks.count(True) == 1  # a gap to be seen, and towns without it
    assert manage.main(["demo", "--national"]) == 0
    with session.reading() as opened:
        stands = places.national_stands(Desk(actor_of(opened, "edda"), opened))
    assert stands.entries > 30 and stands.ticked == 0


def actor_of(opened, login):
    return Actor.of(opened.exec(select(Account).where(Account.login == login)).one())


def test_it_refuses_where_a_real_helpline_works(cast, capsys):
    call(cast.cleo, "AAA-1")
    with pytest.raises(Refused, match="Harbour Line"):
        demo.load(calls=5)
    assert manage.main(["demo", "--calls", "5"]) == 1
    assert "does not load" in capsys.readouterr().err
    with session.reading() as opened:
        assert len(all_of(opened, Call)) == 1 and not all_of(opened, Person)


def test_it_refuses_where_calls_stand_without_a_helpline(database):
    with session.reading() as opened:
        session.start_writing(opened)
        home = Centre(name="North", zone="America/New_York")
        opened.add(home)
        opened.flush()
        someone = Account(login="x", name="X", role="counsellor", centre_id=home.id)
        opened.add(someone)
        opened.flush()
        fields = {"counsellor_id": someone.id, "logged_by_id": someone.id, "centre_id": home.id}
        opened.add(Call(number="A", **fields))
        opened.commit()
    with pytest.raises(Refused, match="Real calls"):
        demo.load(calls=5)
