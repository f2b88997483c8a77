"""One listing's page: read by counsellors, changed where it stands by editors."""

from dataclasses import replace

import pytest
from sqlmodel import select

from casework import directory
from db.models import Entry, Location, Meeting, Service, SourceRecord
from imports.listing import Phone
from tests.casework.feeds import FEED, clinic, meeting, reading
from tests.pages.test_markup import HOSTILE, read_as_markup, seen

LISTING = "directory/listing.py"
SECRET = "937-555-0199"
ONE = clinic(
    1,
    phones=[
        Phone(raw="937-555-0100", e164="+19375550100"),
        Phone(raw=SECRET, e164="+19375550199", private=True),
    ],
)


def take(desk, *listings):
    directory.take(desk, FEED, reading([*listings, *(clinic(i) for i in range(2, 9))]), yes=True)


@pytest.fixture
def listed(cast, at):
    desk = at(cast.edda)
    take(desk, ONE, meeting(2), meeting(3))
    of = select(SourceRecord.id, Service.id).join(Service).where(SourceRecord.source_key == "c1")
    return desk.session.exec(of).one()


@pytest.fixture
def page(open_as, listed):
    def open_it(who, **query):
        app = open_as(who)
        for name, value in (query or {"service": listed[1]}).items():
            app.query_params[name] = str(value)
        return app.switch_page(f"pages/{LISTING}").run()

    return open_it


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def words(app):
    return " ".join(
        str(one.value) for kind in ("text", "markdown", "header") for one in app.get(kind)
    ) + " ".join(one.proto.body for one in app.get("html"))


def box(app, label):
    return next(box for box in app.text_input if box.label == label)


def test_an_editor_changes_one_field_where_it_stands(page, cast):
    app = press(page(cast.edda), "Change name")
    box(app, "Name").set_value("Clinic by the River")
    press(app, "Save")
    assert "Saved." in app.success[0].value
    assert app.header[0].value == "Clinic by the River"
    assert "Written here by Edda" in words(app)
    assert "Its source says: Clinic 001" in words(app)
    press(app, "Take back what we wrote")
    assert app.header[0].value == "Clinic 001"


def test_what_is_wrong_is_said_beside_what_was_typed(page, cast):
    app = press(page(cast.edda), "Change telephones")
    box(app, "Number").set_value("call Bob")
    press(app, "Save")
    assert "no telephone number" in app.error[0].value
    assert box(app, "Number").value == "call Bob"
    box(app, "Number").set_value("937-555-0177")
    press(app, "Save")
    assert "937-555-0177" in words(app)
    assert SECRET in words(app)  # the line that was left alone


@pytest.mark.parametrize(
    "button,name", [("Keep ours", "Clinic by the River"), ("Take the source's", "River Clinic")]
)
def test_what_its_source_changed_beneath_is_decided_first(page, cast, at, listed, button, name):
    edda = at(cast.edda)
    directory.edit(edda, record_id=listed[0], field="name", value="Clinic by the River")
    take(edda, replace(ONE, name="River Clinic"))
    app = page(cast.edda)
    asked = next(one.value for one in app.markdown if "The source now says" in one.value)
    assert "River Clinic" in asked
    assert "Edda wrote" in asked
    press(app, button)
    assert app.header[0].value == name
    assert directory.undecided(edda) == []


def test_what_somebody_wrote_meanwhile_is_shown_beside_ones_own(page, cast, at, listed):
    app = press(page(cast.edda), "Change name")
    directory.edit(at(cast.mona), record_id=listed[0], field="name", value="Mona's words")
    box(app, "Name").set_value("Edda's words")
    press(app, "Save")
    assert "It now says: Mona's words. You wrote: Edda's words." in app.warning[0].value
    press(app, "Write mine over it")
    assert app.header[0].value == "Edda's words"


def test_a_way_to_pay_is_taken_away_by_a_press(page, cast, at, listed):
    app = press(page(cast.edda), "Change medication")
    app.get("button_group")[0].set_value(["methadone"])
    press(app, "Save")
    assert "buprenorphine: no longer, written here by Edda" in words(app)
    found = directory.whole(at(cast.edda), service_id=listed[1])
    assert next(a for a in found.axes if a.axis == "medication").stand == {"methadone"}
    press(app, "Take back buprenorphine")
    found = directory.whole(at(cast.edda), service_id=listed[1])
    assert next(a for a in found.axes if a.axis == "medication").stand == {
        "buprenorphine",
        "methadone",
    }


def test_every_form_opens_and_closes_and_unchanged_says_so(page, cast):
    app = page(cast.edda)
    opened = [b.key for b in app.button if str(b.key).startswith("_open_")]
    assert len(opened) > 30
    for key in opened:
        app.button(key=key).click().run()
        assert not app.exception, key
        press(app, "Save")
        assert "nothing was changed" in app.error[0].value, key
        press(app, "Cancel")


def test_a_counsellor_reads_it_and_changes_nothing(page, cast):
    app = page(cast.cleo)
    assert not app.exception
    assert app.header[0].value == "Clinic 001"
    assert "937-555-0100" in words(app)
    assert SECRET not in words(app)
    assert [b.label for b in app.button if "Change" in b.label or "Keep" in b.label] == []


def test_a_group_leads_to_its_meetings_and_no_listing_to_find(page, cast, at):
    group = at(cast.edda).session.exec(select(Meeting.group_id)).first()
    app = page(cast.cleo, group=group)
    assert [b.label for b in app.button if "Quiet Room" in b.label]
    for odd in ({"service": "x"}, {"service": "9" * 30}, {"other": 1}):
        assert "Which listing?" in words(page(cast.cleo, **odd))
    assert page(cast.cleo, service=99999).error


def test_no_word_of_a_source_or_an_editor_is_read_as_markup(page, cast, at, listed):
    desk = at(cast.edda)
    take(
        desk,
        replace(ONE, name=HOSTILE, description=HOSTILE, raw={HOSTILE: HOSTILE, "name1": HOSTILE}),
    )
    for field in ("wait", "name2", "alert"):
        directory.edit(desk, record_id=listed[0], field=field, value=f"{HOSTILE} ours")
    take(desk, replace(ONE, name=HOSTILE, wait=HOSTILE, raw={HOSTILE: HOSTILE, "name1": HOSTILE}))
    app = page(cast.edda)
    assert seen(app)
    assert read_as_markup(app) == set()


def test_yes_plainly_no_and_not_known_are_said_by_a_press(page, cast, at, listed):
    app = press(page(cast.edda), "Change medication")
    yes, no = app.get("button_group")[:2]
    yes.set_value(["buprenorphine"])
    no.set_value(["methadone", "buprenorphine"])
    press(app, "Save")
    assert "pressed in both rows" in app.error[0].value
    app.get("button_group")[1].set_value(["methadone"])
    press(app, "Save")
    assert "no: methadone: yes, written here by Edda" not in words(app)
    assert "no: methadone, written here by Edda" in words(app)
    assert "no: methadone" in words(page(cast.cleo))
    press(app, "Take back no: methadone")
    found = directory.whole(at(cast.edda), service_id=listed[1])
    assert next(a for a in found.axes if a.axis == "medication").stand == {"buprenorphine"}


def harbor(number, **values):
    group = {"group_key": "harbor", "group_name": "Harbor Group", "name": "Harbor Group"}
    return meeting(number, **group, **values)


@pytest.fixture
def one_of_a_group(cast, at, listed, page):
    """The page of a meeting whose group has two others in the same hall."""
    edda = at(cast.edda)
    take(edda, ONE, *(harbor(n) for n in (12, 13, 14)))
    of = select(Meeting.id).join(SourceRecord, SourceRecord.id == Meeting.record_id)
    mine = edda.session.exec(of.where(SourceRecord.source_key == "m12")).one()

    def open_it():
        app = press(page(cast.edda, meeting=mine), "Change address")
        box(app, "Street and number").set_value("22 Hill St")
        return press(app, "Save")

    return open_it


def streets(desk, *keys):
    desk.session.rollback()
    query = select(Location.line1).join(Entry, Entry.location_id == Location.id)
    query = query.join(SourceRecord, SourceRecord.live_entry_id == Entry.id)
    return [desk.session.exec(query.where(SourceRecord.source_key == key)).one() for key in keys]


def test_the_groups_other_meetings_move_too_by_a_press_and_back_by_another(
    one_of_a_group, cast, at
):
    app, edda = one_of_a_group(), at(cast.edda)
    asked = app.get("button_group")[0]
    assert "said the same before: “1 Quay St; Dayton, OH 45402”" in asked.label
    assert asked.options == ["Saturday 7:30 pm", "Sunday 7:30 pm"]
    press(app, "Change these too")
    assert "2 other meetings of this group changed too." in [each.value for each in app.success]
    assert streets(edda, "m12", "m13", "m14") == ["22 Hill St"] * 3
    press(app, "Undo")
    assert app.success[0].value == "Taken back: 2 other meetings as before."
    assert streets(edda, "m12", "m13", "m14") == ["22 Hill St", "1 Quay St", "1 Quay St"]


def test_those_it_is_not_for_are_taken_out_and_no_is_an_answer(one_of_a_group, cast, at):
    app, edda = one_of_a_group(), at(cast.edda)
    asked = app.get("button_group")[0]
    asked.set_value(asked.value[1:])
    press(app, "Change these too")
    assert "1 other meeting of this group changed too." in [each.value for each in app.success]
    assert streets(edda, "m13", "m14") == ["1 Quay St", "22 Hill St"]
    press(app, "Change address")  # another change: the last one is not spoken of any more
    assert not [b for b in app.button if b.label == "Undo"]
    box(app, "Street and number").set_value("24 Hill St")
    press(app, "Save")
    press(app, "No, only the one")
    assert streets(edda, "m12", "m13", "m14") == ["24 Hill St", "1 Quay St", "22 Hill St"]
    assert not app.get("button_group")
