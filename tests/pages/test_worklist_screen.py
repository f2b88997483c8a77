"""The editor's list: reports settled, places asked, and how fresh the lists are."""

from datetime import timedelta

import pytest
from sqlmodel import select

from casework import directory, matches
from db import session
from db.models import (
    Entry,
    ListingEdit,
    ListingReport,
    Service,
    SourceRecord,
    Verification,
    now,
)
from db.settings import ROOT
from tests.casework.feeds import FEED, clinic, meeting, reading
from tests.casework.test_twice_many import two_lists

WORKLIST, VERIFY = "directory/worklist.py", "directory/verify.py"


def words(app):
    kinds = ("markdown", "text", "success", "info", "warning", "header", "error")
    return "\n".join(str(each.value) for kind in kinds for each in app.get(kind))


def labels(app):
    return [one.label for one in app.button]


def press(app, label):
    next(one for one in app.button if one.label.startswith(label)).click()
    app.run()
    assert not app.exception
    return app


def script_of(open_as, actor, name):
    """The press goes there by itself; AppTest would run the list again at the next press."""
    app = press(open_as(actor, WORKLIST), f"**{name}**")
    return app.switch_page(str(ROOT / "pages" / VERIFY)).run()


def part(app, name):
    return app.button_group(key="f_waits").set_value(name).run()


def rows(table):
    with session.reading() as opened:
        return opened.exec(select(table).order_by(table.id)).all()


@pytest.fixture
def listed(cast, at):
    old = now().date() - timedelta(days=400)
    feed = [clinic(1, verified_on=old), clinic(2, verified_on=now().date()), meeting(0)]
    directory.take(at(cast.edda), FEED, reading(feed))
    matches.settle()


def test_a_report_is_settled_in_one_press_and_opened_again_in_one(cast, at, listed, open_as):
    directory.report(at(cast.cleo), service_id=cast.harbour_house, kind="wrong_number")
    app = open_as(cast.edda, WORKLIST)
    assert "wrong number, said a moment ago" in words(app) and "Harbour House" in words(app)
    press(app, "Not so any more")
    assert "Settled." in words(app) and "Nothing waits." in words(app)
    assert rows(ListingReport)[0].settled_as == "not so any more"
    press(app, "Undo")
    assert "It stands open again." in words(app) and rows(ListingReport)[0].settled_at is None


def test_a_kind_word_is_noted(cast, at, listed, open_as):
    directory.report(at(cast.cleo), service_id=cast.harbour_house, kind="kind")
    app = open_as(cast.mona, WORKLIST)
    assert "Noted" in labels(app) and "Not so any more" not in labels(app)
    press(app, "Noted")
    assert rows(ListingReport)[0].settled_as == "noted"


def test_a_place_is_asked_by_its_script_and_stamped(cast, listed, open_as):
    app = open_as(cast.edda, WORKLIST)
    assert "3 places to ask" in words(app)
    press(app, "**Clinic 001**")
    assert "Hello, I am Edda from Harbour Line" in words(app)
    assert "Do you take Medicaid?" in words(app) and "We have: 937-555-0100" in words(app)
    press(app, "All of it is right now")
    (stamp,) = rows(Verification)
    assert (stamp.outcome, stamp.how, stamp.by_id) == ("confirmed", "phone", cast.edda.id)
    assert "Clinic 001: verified from today." in words(app) and "2 places to ask" in words(app)
    press(app, "Undo")
    assert rows(Verification) == [] and "As if nobody had asked." in words(app)


def entry(service):
    with session.reading() as opened:
        record = opened.get_one(SourceRecord, opened.get_one(Service, service).record_id)
        return opened.get_one(Entry, record.live_entry_id)


def test_a_report_that_is_true_pauses_the_listing_until_undone(cast, at, listed, open_as):
    directory.report(at(cast.cleo), service_id=cast.harbour_house, kind="closed")
    app = press(open_as(cast.edda, WORKLIST), "True: pause the listing")
    assert entry(cast.harbour_house).status == "paused"
    assert rows(ListingReport)[0].settled_as == "true: the listing was paused"
    press(app, "Undo")
    assert entry(cast.harbour_house).status == "active"
    assert rows(ListingReport)[0].settled_at is None


def test_what_they_answer_is_written_at_once_and_makes_it_put_right(cast, listed, open_as):
    app = script_of(open_as, cast.edda, "Clinic 001")
    app.button_group(key="_answer_tag.payment").set_value("yes").run()
    assert "We had: not stated" in words(app) and "Now: yes" in words(app)
    app.button_group(key="_answer_tag.pregnancy").set_value("no").run()
    app.button_group(key="_answer_tag.pregnancy").set_value(None).run()
    app.button_group(key="_answer_phones").set_value("it is different").run()
    app.text_input(key="_answer_text_phones").set_value("937-555-0142").run()
    assert "Now: 937-555-0142" in words(app)
    press(app, "All of it is right now")
    assert "Clinic 001: put right, and verified from today." in words(app)
    assert rows(Verification)[0].outcome == "corrected"
    seen = rows(ListingEdit)
    assert sorted(one.field for one in seen) == ["phones", "tag.payment.medicaid"]


def test_a_number_that_is_none_is_refused_in_words(cast, listed, open_as):
    app = script_of(open_as, cast.edda, "Clinic 001")
    app.button_group(key="_answer_phones").set_value("it is different").run()
    app.text_input(key="_answer_text_phones").set_value("ask for Jo").run()
    assert "no telephone number" in words(app) or "a number nobody has" in words(app)
    assert rows(ListingEdit) == []


def test_what_is_gone_is_off_the_lists_until_undone(cast, listed, open_as):
    app = script_of(open_as, cast.edda, "Harbour House")
    press(app, "They are gone")
    assert entry(cast.harbour_house).status == "inactive" and "2 places to ask" in words(app)
    press(app, "Undo")
    assert entry(cast.harbour_house).status == "active" and rows(Verification) == []


def test_a_group_is_asked_whether_it_meets_still(cast, listed, open_as):
    app = press(open_as(cast.edda, WORKLIST), "**Quiet Room 0**")
    assert "Does the group still meet then?" in words(app)
    assert "We have: meets Sunday 7:30 pm, 60 min" in words(app)
    press(app, "Nobody reached")
    assert rows(Verification)[0].outcome == "not_reached"
    assert "1 more was not reached lately and comes back in three days." in words(app)


def test_what_came_from_a_call_waits_until_it_was_asked(cast, at, listed, open_as):
    directory.add_unverified(at(cast.cleo), name="Hope Kitchen", phone="937-555-0142")
    app = open_as(cast.edda, WORKLIST)
    press(app, "**Hope Kitchen**")
    press(app, "All of it is right now")
    assert "Hope Kitchen" not in words(part(app, "added")).partition("verified from today")[2]


def test_the_share_of_fresh_listings_opens_the_places_behind_it(cast, listed, open_as):
    app = part(open_as(cast.mona, WORKLIST), "fresh")
    assert "25% of 4 listings were checked in time" in words(app)
    app.selectbox[0].set_value("dayton/treatment").run()
    press(app, "**Clinic 001**")
    assert "Clinic 001" in words(app) and "still the right number" in words(app)


def test_without_a_place_the_script_says_where_to_begin(cast, listed, open_as):
    app = open_as(cast.edda, VERIFY)
    assert "Press a place on “To look after”" in words(app)
    app.query_params["place"] = "s999"
    assert "That listing is not here." in words(app.run())
    app.query_params["place"] = "<b>"
    assert "That place is not here." in words(app.run())


@pytest.mark.parametrize("screen", [WORKLIST, VERIFY])
def test_who_does_not_answer_for_the_directory_has_no_such_screen(cast, open_as, screen):
    for who in (cast.cleo, cast.adam):
        with pytest.raises(ValueError, match="page"):
            open_as(who, screen)


def test_a_new_helpline_begins_with_its_first_directory(cast, open_as):
    assert "Bring in your first directory" in words(open_as(cast.edda))


def test_where_a_source_changed_beneath_an_edit_the_editor_chooses(cast, at, open_as):
    directory.take(at(cast.edda), FEED, reading([clinic(1, name="River House")]))
    record = (
        at(cast.edda)
        .session.exec(select(SourceRecord.id).where(SourceRecord.source_key == "c1"))
        .one()
    )
    directory.edit(at(cast.edda), record_id=record, field="name", value="Our House")
    directory.take(at(cast.edda), FEED, reading([clinic(1, name="New House")]))
    app = open_as(cast.edda, WORKLIST)
    assert "Written here: Our House" in words(app) and "New House" in words(app)
    press(app, "Take theirs")
    assert "Name of Our House: New House." in words(app)
    assert directory.undecided(at(cast.edda)) == []


def test_pairs_that_look_like_one_place_lead_to_their_screen(cast, at, open_as):
    directory.take(at(cast.edda), FEED, reading([clinic(1), clinic(2, name="Clinic 001")]))
    directory.look_for_twice(at(cast.edda))
    app = part(open_as(cast.edda, WORKLIST), "twice")
    assert "1 pair of listings look like one place." in words(app)
    press(app, "Decide")


def test_hundreds_that_are_as_good_as_certain_are_said_to_be_one_press(cast, at, open_as):
    two_lists(at, cast)
    app = part(open_as(cast.edda, WORKLIST), "twice")
    assert "4 of them are as good as certain" in words(app)
