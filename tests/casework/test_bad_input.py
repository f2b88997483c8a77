"""Does whatever is typed, pasted or dialled end as kept or as refused in a sentence, never as an error?"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from casework import (
    calls,
    consents,
    directory,
    drafts,
    facts,
    follow_ups,
    letters,
    needs,
    offers,
    people,
    places,
    referrals,
    reports,
    safety,
    team,
)
from casework.errors import CaseworkError, Refused
from db import session
from db.models import FollowUp, Person, Referral, now
from tests.casework import story

LONG = "He said it again and again. " * 715  # 20,000 characters
TEXTS = {
    "long": LONG,
    "one long word": "w" * 20_000,
    "spaces": "a" + " " * 20_000 + "!",
    "commas": "a," * 10_000,
    "digits": "9" * 20_000,
    "emoji": "👩‍👩‍👧 " * 2_500,
    "right to left": "שלום, الخط الساخن " * 50,
    "turned round": "\u202egnp.exe\u202c \u2066x\u2069",
    "control": "a\x01\x02\x1b[31mred\x7f\x85\u2028b",
    "zero": "a\x00b",
    "lines": "one\r\ntwo\n\n\nthree\rfour",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "markdown": "![x](https://evil.example/x.png) **b** $x$ :red[y]",
    "sql": "'; DROP TABLE person; --",
    "percent": "%_%\\%",
    "marks alone": "́̈̂",
    "format": "{0} {name} %s %(x)d",
    "blank": " \t\n ",
    "nothing": "",
    "other digits": "٤٥٤٠٢ ４５４０２ ²",
}


@pytest.fixture
def made(at, cast) -> story.Story:
    desk = at(cast.cleo)
    return story.referred(desk, story.known(desk, zip="45402"), cast.harbour_house)


def ends_well(act: Callable[[], Any]) -> Any:
    """What the act gave back, or the sentence it refused with."""
    try:
        return act()
    except CaseworkError as refused:
        words = str(refused)
        assert 0 < len(words) < 300, "a sentence, not the paste"
        assert words[-1] in ".?"
        return refused


ACTS: dict[str, Callable[[Any, story.Story, str], Any]] = {
    "a name": lambda d, m, t: people.known_as(d, m.call, "caller", name=t),
    "a phone": lambda d, m, t: people.known_as(d, m.call, "caller", phone=t),
    "a channel": lambda d, m, t: people.add_channel(d, person_id=m.person, value=t),
    "an address": lambda d, m, t: people.add_channel(d, person_id=m.person, value=t, kind="post"),
    "who answers": lambda d, m, t: people.known_as(
        d, m.call, "caller", phone=story.PHONE, rules=people.Rules(safe="yes", cover_phrase=t)
    ),
    "a word": lambda d, m, t: people.case_code_for(d, m.person, t),
    "code and word": lambda d, _, t: people.by_code(d, t, t),
    "a name to find": lambda d, _, t: people.by_name(d, t),
    "a number to find": lambda d, _, t: people.number_used_before(d, t),
    "a call's number": lambda d, _, t: calls.by_number(d, t),
    "how it ended": lambda d, m, t: calls.close(d, call_id=m.call, outcome=t, version=1),
    "why it is over": lambda d, m, t: safety.clear(
        d, call_id=m.call, side="caller", tier="T1", reason=t
    ),
    "why opened again": lambda d, m, t: referrals.reopen(
        d, m.referral, version=story.version(d, Referral, m.referral), reason=t
    ),
    "a note on a step": lambda d, m, t: referrals.step(
        d,
        m.referral,
        "ready",
        version=story.version(d, Referral, m.referral),
        heard=referrals.Heard(note=t),
    ),
    "a step nobody knows": lambda d, m, t: referrals.step(d, m.referral, t, version=1),
    "what the call-back is for": lambda d, m, t: follow_ups.book(
        d, call_id=m.call, side="caller", at=now() + timedelta(hours=1), note=t
    ),
    "a note on a try": lambda d, _, t: follow_ups.record_attempt(
        d, booked(d), result="no_answer", note=t, version=story.version(d, FollowUp, booked(d))
    ),
    "a consent": lambda d, m, t: consents.record(
        d,
        person_id=m.person,
        form=story.form(1, patient_name=t, recipient=t, purpose=t, discloser=t, expires_event=t),
    ),
    "places to find": lambda d, _, t: directory.search(d, t, place="45402"),
    "near where": lambda d, _, t: directory.search(d, "clinic", place=t),
    "a place from the call": lambda d, _, t: directory.add_unverified(
        d, name=t, phone=t, place="45402", address=t, note=t
    ),
    "where that place is": lambda d, _, t: directory.add_unverified(d, name="Harbour", place=t),
    "a ZIP": lambda _d, _m, t: places.of_zip(t),
    "a town": lambda _d, _m, t: places.of_town(t),
    "signing in": lambda _d, _m, t: team.sign_in(t, t),
    "a letter in that language": lambda d, m, t: letters.issue_for_caller(
        d, call_id=m.call, side="caller", kind=t
    ),
}  # fmt: skip


def booked(desk) -> Any:
    return desk.session.exec(select(FollowUp.id)).first()


@pytest.mark.parametrize("what", ACTS)
def test_every_text_is_kept_or_refused_in_a_sentence(at, cast, made, what):
    for name, words in TEXTS.items():
        desk = at(cast.cleo)
        try:
            ends_well(lambda desk=desk, words=words: ACTS[what](desk, made, words))
        except Exception as problem:
            raise AssertionError(f"{name}: {type(problem).__name__}") from problem
        finally:
            desk.session.rollback()


def fields_of(of: str) -> list[str]:
    from casework import fields

    asked = fields.CALL_FIELDS if of == "call" else fields.SIDE_FIELDS
    return [f"{of}.{name}" for name, question in asked.items() if not question.choices]


# What is sealed lies the same on both engines.
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "path",
    [
        *(*fields_of("call"), *fields_of("caller")),
        *("caller.away.0000000a.where", "caller.away.0000000a.listing"),
        "caller.tried.0000000b.listing",
    ],
)
def test_what_is_typed_on_the_desk_comes_back_letter_by_letter_and_breaks_no_list(
    at, cast, made, path
):
    """The lists and the tier are made of it at once, whatever it is."""
    desk = at(cast.cleo)
    for name, words in TEXTS.items():
        drafts.choose(desk, call_id=made.call, field=path, value=words)
        known = facts.known(desk, made.call)
        assert known[path].value == words, name
        here = calls.on_desk(desk, made.call)
        offers.lists(desk, here, known)
        offers.emergency(here, desk, known)
        needs.where(known, "caller")
    letters.issue_for_caller(desk, call_id=made.call, side="caller")


@pytest.mark.parametrize("age", ["-3", "0", "17", "18", "119", "120", "999", "17.5", "seventeen"])
def test_an_age_that_can_be_none_is_kept_and_counts_as_not_known(at, cast, made, age):
    desk = at(cast.cleo)
    drafts.choose(desk, call_id=made.call, field="caller.age", value=age)
    known = facts.known(desk, made.call)
    assert known["caller.age"].value == age
    young = any(t.words == "under 18" for t in safety.assess({}, known, "caller", set()).triggers)
    assert young == (age in {"0", "17"})


def test_what_is_too_long_for_one_field_is_refused_and_the_old_text_stays(at, cast, made):
    desk, field = at(cast.cleo), "call.happening"
    drafts.choose(desk, call_id=made.call, field=field, value=LONG)
    with pytest.raises(Refused, match="longer than"):
        drafts.choose(desk, call_id=made.call, field=field, value=LONG * 3)
    assert facts.known(desk, made.call)[field].value == LONG


FAR = [date.min, date(1900, 1, 1), date(2999, 12, 31), date.max]
MOMENTS = [
    datetime(1, 1, 1, tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
    now() - timedelta(days=9),
]


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("state", ["in_custody", "in_hospital", "moved", "died"])
def test_no_day_breaks_what_happened_to_somebody(at, cast, made, day, state):
    for days in ({"since": day}, {"until": day}, {"since": day, "until": day}):
        desk = at(cast.mona)
        version = story.version(desk, Person, made.person)
        ends_well(
            lambda d=desk, v=version, days=days: people.set_state(
                d, made.person, state=state, version=v, **days
            )
        )
        desk.session.rollback()


def test_nobody_died_tomorrow(at, cast, made):
    desk = at(cast.cleo)
    tomorrow = now().date() + timedelta(days=2)
    with pytest.raises(Refused, match="not come yet"):
        version = story.version(desk, Person, made.person)
        people.set_state(desk, made.person, state="died", version=version, since=tomorrow)
    desk.session.rollback()
    assert desk.session.get(Person, made.person).state == "none"


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_moment_breaks_an_appointment_or_a_promise(at, cast, made, moment):
    desk = at(cast.cleo)
    version = story.version(desk, Referral, made.referral)
    ends_well(lambda: referrals.step(desk, made.referral, "ready", version=version))
    for to in ("sent", "accepted", "scheduled"):
        version = story.version(desk, Referral, made.referral)
        heard = referrals.Heard(appointment_at=moment)
        ends_well(
            lambda to=to, v=version, h=heard: referrals.step(
                desk, made.referral, to, version=v, heard=h
            )
        )
        desk.session.rollback()
    ends_well(
        lambda: follow_ups.book(desk, call_id=made.call, side="caller", at=moment, note="to ask")
    )
    desk.session.rollback()
    ends_well(lambda: calls.begin(desk, started_at=moment))
    desk.session.rollback()


@pytest.mark.parametrize("day", FAR)
def test_no_day_breaks_a_consent_or_a_report(at, cast, made, day):
    for days in ({"signed_on": day}, {"expires_on": day}):
        desk = at(cast.cleo)
        ends_well(
            lambda d=desk, days=days: consents.record(
                d, person_id=made.person, form=story.form(cast.harbour_house, **days)
            )
        )
        desk.session.rollback()
    desk = at(cast.mona)
    for since, until in ((day, day), (day, now().date()), (now().date(), day)):
        chosen = reports.Chosen(since, until)
        for read in (reports.volumes, reports.funnel, reports.unmet_needs):
            ends_well(lambda r=read, c=chosen: r(desk, c))


def test_nothing_is_half_written_when_an_act_is_refused(at, cast, made):
    """A name that would do and a number that will not: neither is kept."""
    desk = at(cast.cleo)
    with pytest.raises(Refused):
        people.known_as(desk, made.call, "caller", name="Ann Other", phone="12")
    with session.reading() as opened:
        assert opened.get(Person, made.person).name == "Maria Lopez"
