"""Are people found without being given away, and does what happens to them reach everything?"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from casework import calls, drafts, people
from casework.errors import NotAllowed, NotFound, Refused, Stale
from casework.people.sounding import likeness, sound, words_of
from casework.reach import Rules
from db.models import AuditEntry, Call, Channel, FollowUp, Person, Referral, now
from tests.casework import story


def test_becoming_known_is_a_step_of_its_own_in_the_trail(at, cast):
    desk = at(cast.cleo)
    made = story.begun(desk, zip="45402")
    person = people.known_as(desk, made.call, "caller", name="Zoë", phone="937 555 0142")
    row = desk.session.get(Person, person)
    assert (row.name, row.zone) == ("Zoë", "America/New_York")
    assert people.ways_to(desk, person)[0].value == "(937) 555-0142"
    call = desk.session.get(Call, made.call)
    assert call.caller_id == call.concerned_id == person
    trail = desk.session.exec(select(AuditEntry.subjects)).all()
    assert any("became known as" in line and "Zoë" not in line for line in trail)


def test_a_relative_and_the_person_concerned_are_two_people(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk, relation="parent")
    son = people.on_call(desk, call_id=made.call, side="concerned")
    assert son != made.person
    assert people.on_call(desk, call_id=made.call, side="concerned") == son


def test_what_was_made_before_belongs_to_them_then(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.begun(desk), cast.harbour_house)
    assert desk.session.get(Referral, made.referral).person_id is None
    person = people.known_as(desk, made.call, "caller", name="Ann")
    assert desk.session.get(Referral, made.referral).person_id == person


@pytest.mark.parametrize("said", ["12", "call me", "", "555-0142", "+1 937 555 0142 ext 4"])
def test_a_number_nobody_can_dial_is_refused_in_words(at, cast, said):
    with pytest.raises(Refused):
        people.e164(said)


def test_a_number_is_kept_once_however_it_is_typed(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    people.add_channel(desk, person_id=made.person, value="+1 937.555.0142", rules=Rules(safe="no"))
    (way,) = people.ways_to(desk, made.person)
    assert (way.rules.safe, way.usable) == ("no", False)
    assert way.words[0] == "Do not call this number."


def test_a_number_dropped_twice_is_refused(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    (way,) = people.ways_to(desk, made.person)
    people.drop_channel(desk, channel_id=way.id)
    with pytest.raises(Refused, match="already"):
        people.drop_channel(desk, channel_id=way.id)
    assert people.ways_to(desk, made.person) == []


def test_code_and_word_open_and_nothing_else_does(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    code = people.case_code_for(desk, made.person, "Marigold")
    assert people.by_code(at(cast.dan), code.lower().replace("-", " "), " marigöld ") == made.person
    answers = set()
    for actor, tried in (
        (cast.cleo, (code, "rose")),
        (cast.cleo, ("AAA-AAA", "Marigold")),
        (cast.nia, (code, "Marigold")),
    ):
        with pytest.raises(NotFound) as refused:
            people.by_code(at(actor), *tried)
        answers.add(str(refused.value))
    assert len(answers) == 1


def test_a_word_of_one_letter_is_no_word(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    with pytest.raises(Refused, match="three letters"):
        people.case_code_for(desk, made.person, "a")


def test_a_number_says_only_that_it_was_used(at, cast):
    desk = at(cast.cleo)
    assert people.number_used_before(desk, story.PHONE) is False
    story.known(desk)
    assert people.number_used_before(desk, "+19375550142") is True
    assert people.number_used_before(at(cast.nia), story.PHONE) is False


@pytest.mark.parametrize("flag", ["vulnerable", "violent"])
def test_flagged_people_never_surface(at, cast, flag):
    desk = at(cast.cleo)
    made = story.known(desk)
    assert people.by_name(desk, "Maria")
    story.flagged(at(cast.mona), made.person, flag)
    desk = at(cast.cleo)
    assert not people.by_name(desk, "Maria Lopez")
    assert people.number_used_before(desk, story.PHONE) is False
    assert people.of_centre(desk) == []


@pytest.mark.parametrize("said", ["maria", "Lopes", "Lopez, María", "Mariah Lópes"])
def test_a_name_is_found_by_ear_and_shown_masked(at, cast, said):
    desk = at(cast.cleo)
    story.known(desk)
    (found,) = people.by_name(at(cast.dan), said)
    assert (found.label, found.calls) == ("M. L.", 1)
    assert people.by_name(at(cast.nia), said) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "Zoe"), ("O'Neil", "ONeil"), ("Smith", "Smtih"), ("Stephen", "Steven"),
        ("Sean", "Shawn"), ("Muñoz", "Munos"), ("Wright", "Rite"), ("Geoffrey", "Jeffrey"),
        ("Łukasz", "Lukas"), ("Đặng", "Dang"),
    ],
)  # fmt: skip
def test_names_that_sound_alike_share_a_key(one, other):
    assert [sound(w) for w in words_of(one)] == [sound(w) for w in words_of(other)]
    assert likeness(one, other) >= 0.4


@given(st.text(max_size=40))
def test_any_text_has_a_sound(text):
    assert all(sound(word) for word in words_of(text))
    assert 0.0 <= likeness(text, text) <= 1.0


def test_the_nearest_name_comes_first(at, cast):
    desk = at(cast.cleo)
    for name in ("Jan", "Joan", "John"):
        people.known_as(desk, calls.begin(desk), "caller", name=name)
    found = people.by_name(desk, "John")
    assert found[0].how_sure == "likely"
    assert desk.session.get(Person, found[0].id).name == "John"


def test_opening_shows_all_of_it_and_is_written_down(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    dan = at(cast.dan)
    file = people.open_person(dan, made.person)
    assert (file.name, len(file.calls), len(file.open_referrals)) == ("Maria Lopez", 1, 1)
    assert file.promised
    assert "1 call  ·  1 open referral" in file.at_a_glance
    last = dan.session.exec(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (last.act, last.actor_id) == ("OPEN_PERSON", cast.dan.id)
    with pytest.raises(NotFound):
        people.open_person(at(cast.nia), made.person)


def test_who_comes_back_stands_on_the_new_call(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    again = calls.begin(desk)
    file = people.open_on_call(desk, call_id=again, person_id=made.person)
    assert len(file.calls) == 2
    other = people.known_as(desk, calls.begin(desk), "caller", name="Bo")
    with pytest.raises(Refused, match="Somebody else stands"):
        people.open_on_call(desk, call_id=again, person_id=other)


def test_a_death_stops_everything_in_one_act(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    story.dies(desk, made.person)
    (due,) = desk.session.exec(select(FollowUp)).all()
    assert (due.state, due.outcome) == ("stopped", "died")
    assert people.open_person(desk, made.person).open_referrals == ()
    with pytest.raises(Refused, match="already"):
        story.dies(desk, made.person)
    with pytest.raises(Refused, match="supervisor"):
        back = story.version(desk, Person, made.person)
        people.set_state(desk, made.person, state="none", version=back)


def test_after_a_death_the_relative_is_rung_about_the_loss(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk, relation="parent"), cast.harbour_house)
    son = people.on_call(desk, call_id=made.call, side="concerned")
    story.dies(desk, son)
    rows = desk.session.exec(select(FollowUp).where(FollowUp.person_id == made.person)).all()
    assert sorted((r.state, r.reason) for r in rows) == [
        ("open", "after a loss"),
        ("stopped", "how is the family?"),
    ]


def test_custody_plans_contact_around_release(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    out = now().date() + timedelta(days=20)
    seen = story.version(desk, Person, made.person)
    people.set_state(desk, made.person, state="in_custody", version=seen, until=out)
    (left,) = desk.session.exec(select(FollowUp).where(FollowUp.state == "open")).all()
    assert "tolerance" in left.reason
    assert timedelta(hours=20) < left.due_from - now() - timedelta(days=19) < timedelta(days=3)


def test_nobody_comes_out_before_they_went_in(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    with pytest.raises(Refused, match="before"):
        people.set_state(
            desk, made.person, state="in_hospital", version=1,
            since=date(2026, 2, 2), until=date(2026, 2, 1),
        )  # fmt: skip


def test_a_colleague_without_a_call_with_them_changes_nothing(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    dan, nia = at(cast.dan), at(cast.nia)
    acts = [
        lambda d: people.case_code_for(d, made.person, "marigold"),
        lambda d: people.add_channel(d, person_id=made.person, value="937 555 0199"),
        lambda d: people.set_state(d, made.person, state="moved", version=1),
        lambda d: people.known_as(d, made.call, "caller", name="Eve"),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act(dan)
        with pytest.raises(NotFound):
            act(nia)
        with pytest.raises(NotAllowed):
            act(at(cast.edda))


def test_a_live_call_with_the_person_opens_the_door(at, cast):
    made = story.known(at(cast.cleo))
    dan = at(cast.dan)
    people.open_on_call(dan, call_id=calls.begin(dan), person_id=made.person)
    assert people.case_code_for(dan, made.person, "marigold")


# -- what was said on the call about reaching them ------------------------------------------------


def said(desk, made, **answers):
    for name, value in answers.items():
        drafts.choose(desk, call_id=made.call, field=f"caller.{name}", value=value)


def test_what_was_said_on_the_call_becomes_the_rules_of_the_number(at, cast):
    desk = at(cast.cleo)
    made = story.begun(desk, zip="45402")
    said(desk, made, name="Zoë", phone="937 555 0142", ring="only_window", hours="5 to 8 pm")
    said(
        desk, made, voicemail="ok_no_name", texts="no", may_answer="her sister", cover="the library"
    )
    person = people.keep_said(desk, made.call, "caller")
    (way,) = people.ways_to(desk, person)
    assert way.words == (
        "Call only 5 pm to 8 pm.",
        "Voicemail without our name.",
        "May answer: her sister.",
        "If somebody else answers, say: the library.",
        "No texts.",
    )
    (channel,) = desk.session.exec(select(Channel)).all()
    assert channel.named_on_call_id == made.call


@pytest.mark.parametrize("answer", ["unknown", "declined", "not_asked"])
def test_not_known_would_not_say_and_not_asked_stay_three_answers(at, cast, answer):
    desk = at(cast.cleo)
    made = story.begun(desk)
    said(desk, made, phone="937 555 0142")
    for name in ("ring", "voicemail", "texts"):
        drafts.choose(desk, call_id=made.call, field=f"caller.{name}", value=None, answer=answer)
    (way,) = people.ways_to(desk, people.keep_said(desk, made.call, "caller"))
    assert (way.rules.safe, way.rules.voicemail, way.rules.texts) == (answer,) * 3
    assert not way.usable


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"phone": "12"}, "no phone number"),
        ({"phone": story.PHONE, "hours": "5 to 8"}, "am or pm"),
        ({"phone": story.PHONE, "ring": "only_window"}, "Write the safe hours"),
        ({"phone": story.PHONE, "hours": "5 to 5:10 pm"}, "half an hour"),
        ({}, "A name or a number"),
    ],
)
def test_impossible_numbers_and_hours_keep_nothing(at, cast, wrong, words):
    desk = at(cast.cleo)
    made = story.begun(desk)
    said(desk, made, **wrong)
    with pytest.raises(Refused, match=words):
        people.keep_said(desk, made.call, "caller")
    assert desk.session.exec(select(Person)).all() == []


def test_booked_call_backs_move_into_the_hours_that_are_safe_now(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    (way,) = people.ways_to(desk, made.person)

    def booked():
        desk.session.rollback()
        return desk.session.exec(select(FollowUp)).one()

    evening = Rules(safe="only_window", window=(17 * 60, 20 * 60))
    people.change_rules(desk, channel_id=way.id, rules=evening)
    row = booked()
    there = [m.astimezone(ZoneInfo(row.zone)) for m in (row.due_from, row.due_to)]
    assert (there[0].hour, there[1].hour) == (17, 20)
    people.change_rules(desk, channel_id=way.id, rules=Rules(safe="declined"))
    assert booked().they_call_us
    people.change_rules(desk, channel_id=way.id, rules=story.SAFE)
    assert not booked().they_call_us
    people.drop_channel(desk, channel_id=way.id)
    assert booked().they_call_us
    with pytest.raises(Refused, match="out of use already"):
        people.change_rules(desk, channel_id=way.id, rules=story.SAFE)


# -- opening and notes ----------------------------------------------------------------------------


def test_a_ticket_draws_again_and_opens_nothing_else(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    other = people.known_as(desk, calls.begin(desk), "caller", name="Bo")

    def openings():
        rows = desk.session.exec(select(AuditEntry).where(AuditEntry.act == "OPEN_PERSON")).all()
        return len(rows)

    file = people.open_person(desk, made.person)
    assert people.open_person(desk, made.person, ticket=file.ticket).name == "Maria Lopez"
    assert openings() == 1
    people.open_person(at(cast.dan), made.person, ticket=file.ticket)
    people.open_person(desk, other, ticket=file.ticket)
    people.open_person(desk, made.person, ticket="1." + "0" * 32)
    assert openings() == 4


def test_how_to_approach_them_is_sealed_and_kept_by_whoever_took_a_call(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    people.note(desk, made.person, approach="Speak slowly.", name="Maria Lopez", version=1)
    assert "Speak slowly." in people.open_person(at(cast.dan), made.person).approach
    for actor, error in ((cast.dan, NotAllowed), (cast.nia, NotFound)):
        with pytest.raises(error):
            people.note(at(actor), made.person, approach="x", name="", version=2)
    with pytest.raises(Stale):
        people.note(desk, made.person, approach="x", name="", version=1)
