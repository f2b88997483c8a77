"""Is somebody found without being given away, and is all of the record one press away?"""

import pytest
from sqlmodel import select

from casework import calls, flags, letters, people
from db import session
from db.models import AuditEntry, Channel, Consent, Person
from tests.casework import story
from tests.pages.test_follow_ups_screen import press, rows, text

SCREEN = "counsellor/people.py"


@pytest.fixture
def maria(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    letters.issue_for_caller(desk, call_id=made.call, side="caller")
    return made


def choose(app, key, value):
    next(p for p in app.get("button_group") if p.key == key).set_value(value).run()
    return app


def type_in(app, key, words):
    next(i for i in app.text_input if i.key == key).set_value(words).run()
    return app


def record(app, made, part="calls"):
    """The opened record: a fragment that draws alone."""
    app.session_state["_person"] = str(made.person)
    app.session_state["f_part"] = part
    app.run()
    assert not app.exception
    return app


def test_a_name_shows_initials_and_opens_with_a_press(open_as, cast, maria):
    app = choose(open_as(cast.cleo, SCREEN), "f_people_by", "name")
    type_in(app, "_name", "maria lopes")
    assert "M. L.  ·  1 call  ·  likely" in text(app) and "Maria" not in text(app)
    press(app, f"_open_{maria.person}")
    assert "Maria Lopez" in text(app) and "We promised to ring" in text(app)
    assert any(row.act == "OPEN_PERSON" for row in rows(AuditEntry))


def test_a_number_opens_nothing(open_as, cast, maria):
    app = choose(open_as(cast.cleo, SCREEN), "f_people_by", "number")
    type_in(app, "_phone", "937-555-0142")
    assert "has been used before" in text(app) and "Maria" not in text(app)
    type_in(app, "_phone", "12")
    assert "no phone number we can dial" in text(app)


def test_code_and_word_open_the_record(open_as, cast, maria, at):
    code = people.case_code_for(at(cast.cleo), maria.person, "marigold")
    app = open_as(cast.dan, SCREEN)
    type_in(type_in(app, "_code", code), "_word", "rose")
    press(app, "_by_code")
    assert "is not here" in text(app) and "Maria" not in text(app)
    type_in(app, "_word", "marigold")
    press(app, "_by_code")
    assert "Maria Lopez" in text(app)


def test_a_signed_consent_is_recorded_and_taken_back(open_as, cast, maria):
    app = record(open_as(cast.cleo, SCREEN), maria, "papers")
    press(app, "_c_save")
    assert "must be" in text(app) or "must say" in text(app)
    assert rows(Consent) == []
    with session.reading() as opened:
        assert opened.exec(select(Person)).one()


def test_what_happened_says_its_consequence_first(open_as, cast, maria):
    app = record(open_as(cast.cleo, SCREEN), maria, "state")
    next(r for r in app.radio if r.key == f"_p_state_{maria.person}").set_value("died").run()
    assert "Every call-back, referral and letter stops at once" in text(app)
    press(app, "_p_save")
    assert rows(Person)[0].state == "died"


def test_letters_open_through_their_own_door(open_as, cast, maria):
    app = record(open_as(cast.cleo, SCREEN), maria, "papers")
    (link,) = app.get("link_button")
    assert link.proto.url.startswith("/files/letter/")


def openings():
    return [row for row in rows(AuditEntry) if row.act == "OPEN_PERSON"]


def test_an_opening_is_written_once_however_often_it_is_drawn(open_as, cast, maria):
    app = choose(open_as(cast.cleo, SCREEN), "f_people_by", "name")
    type_in(app, "_name", "maria lopes")
    press(app, f"_open_{maria.person}")
    for part in ("referrals", "reach", "papers", "state", "same", "calls"):
        choose(app, "f_part", part)
        assert not app.exception
    app.run()
    assert len(openings()) == 1
    press(app, "_shut")
    press(app, f"_open_{maria.person}")
    assert len(openings()) == 2


def test_safe_hours_are_kept_in_words_and_impossible_ones_stay_in_the_field(open_as, cast, maria):
    app = record(open_as(cast.cleo, SCREEN), maria, "reach")
    (channel,) = rows(Channel)
    type_in(app, f"_w_hours_{channel.id}", "5 to 8")
    press(app, f"_way_keep_{channel.id}")
    assert "Write am or pm" in text(app)
    assert next(i for i in app.text_input if i.key == f"_w_hours_{channel.id}").value == "5 to 8"
    type_in(app, f"_w_hours_{channel.id}", "5 to 8 pm")
    press(app, f"_way_keep_{channel.id}")
    assert "Call only 5 pm to 8 pm." in text(app)
    (kept,) = rows(Channel)
    assert (kept.safe, kept.window_from, kept.window_to) == ("only_window", 1020, 1200)


def test_a_number_nobody_can_dial_stays_in_its_field(open_as, cast, maria):
    app = record(open_as(cast.cleo, SCREEN), maria, "reach")
    key = f"_w_number_new_{maria.person}_1"
    type_in(app, key, "12")
    press(app, "_p_keep")
    assert "no phone number we can dial" in text(app)
    assert next(i for i in app.text_input if i.key == key).value == "12"
    assert len(rows(Channel)) == 1


def test_how_to_approach_them_is_written_for_whoever_comes_next(open_as, cast, maria):
    app = record(open_as(cast.cleo, SCREEN), maria)
    key = f"_approach_{maria.person}"
    next(a for a in app.text_area if a.key == key).set_value("Speak slowly.").run()
    press(app, "_who_keep")
    assert "How to approach: Speak slowly." in text(app)


def test_two_records_of_one_person_are_merged_and_taken_apart(open_as, cast, maria, at):
    desk = at(cast.cleo)
    again = people.known_as(
        desk, calls.begin(desk), "caller", name="Maria Lopes", phone=story.PHONE
    )
    app = record(open_as(cast.cleo, SCREEN), maria, "same")
    assert "likely: the same number and a name that sounds the same" in text(app)
    press(app, f"_merge_{again}")
    assert "2 calls" in text(app) and "Merged with a second record: Maria Lopes" in text(app)
    press(app, f"_unmerge_{again}")
    assert "They are two people again" in text(app)


@pytest.mark.parametrize("who", ["edda", "adam", "audrey"])
def test_other_roles_do_not_see_it(open_as, cast, who):
    app = open_as(getattr(cast, who))
    with pytest.raises(ValueError):
        app.switch_page(f"pages/{SCREEN}")


def test_a_counsellor_asks_for_a_flag_and_reads_what_stands(open_as, cast, maria, at):
    app = record(open_as(cast.cleo, SCREEN), maria, "flags")
    assert "only by case code and word" in text(app)
    key = f"{maria.person}_new_{version_of(maria)}"
    choose(app, f"_flag_kind_{key}", "violent")
    press(app, "_flag_new")
    assert "The reason for the flag is empty" in text(app)
    type_in(app, f"_flag_why_{key}", "He broke the door *again*.")
    press(app, "_flag_new")
    shown = text(app)
    assert "Cleo asks for it" in shown and "He broke the door *again*." in shown
    assert "A supervisor decides" in shown
    assert not [b.key for b in app.button if b.key in {"_flag_set_violent", "_flag_no_violent"}]


def test_a_supervisor_sets_renews_and_ends_a_flag(open_as, cast, maria, at):
    asked = {"kind": "vulnerable", "reason": "Her husband rings.", "version": version_of(maria)}
    people.ask_for_flag(at(cast.cleo), maria.person, **asked)
    app = record(open_as(cast.mona, SCREEN), maria, "flags")
    press(app, "_flag_set_vulnerable")
    shown = text(app)
    assert "The flag stands." in shown
    last = flags.last_day(at(cast.mona), flags.USUAL_SPAN)
    assert f"For you only: vulnerable, until {last}: Her husband rings." in shown
    choose(app, f"_flag_span_{maria.person}_vulnerable_{version_of(maria)}", 365)
    press(app, "_flag_renew_vulnerable")
    assert f"until {flags.last_day(at(cast.mona), 365)}" in text(app)
    press(app, "_flag_end_vulnerable")
    shown = text(app)
    assert "For you only" not in shown and "ended" in shown and "renewed" in shown
    assert people.by_name(at(cast.dan), "Maria Lopez")


def version_of(made):
    with session.reading() as opened:
        return opened.get(Person, made.person).version
