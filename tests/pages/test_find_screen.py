"""Is a place found as one types, read beside its source's words, and reported on from there?"""

import pytest
from sqlmodel import select

from casework import directory, matches
from casework.directory import snapshot
from db import session
from db.models import ListingReport, now
from matching import Kind
from tests.casework.feeds import FEED, clinic, reading

FIND = "counsellor/find.py"


def words(app) -> str:
    shown = [*app.header, *app.text, *app.markdown, *app.info, *app.warning, *app.success]
    tables = [one.value.to_string() for one in app.table]
    return "\n".join([*(one.value for one in (*shown, *app.error)), *tables])


def found(app, text: str):
    app.text_input(key="f_words").set_value(text).run()
    return [one for one in app.button if str(one.key).startswith("_open_")]


@pytest.fixture
def place(cast, at):
    return directory.add_unverified(
        at(cast.cleo), name="Quillmere House", phone="614-555-0188", place="43215"
    )


def test_a_place_from_a_call_is_found_with_its_number_and_says_it_is_unverified(
    cast, place, open_as
):
    app = open_as(cast.cleo, FIND)
    (line,) = found(app, "quillm")
    assert "614-555-0188" in line.label and "not verified yet" in line.label
    assert "Nobody here verified it yet" in words(app) and "Quillmere House" in words(app)


def test_what_they_said_on_the_phone_is_reported_and_stands_on_the_listing(cast, place, open_as):
    app = open_as(cast.cleo, FIND)
    found(app, "quillmere")
    key = f"_told_s{place}"
    app.button(key=f"{key}_waits").click().run()
    app.button(key=f"{key}_weeks_3").click().run()
    assert not app.exception
    assert "Reported." in words(app) and "They told us: waits about 3 weeks" in words(app)
    with session.reading() as opened:
        (heard,) = opened.exec(select(ListingReport)).all()
    assert (heard.service_id, heard.kind, heard.weeks) == (place, "waits", 3)
    app.button(key=f"_untold_{heard.id}").click().run()
    assert "Taken back." in words(app) and "They told us" not in words(app)


def test_an_editor_reads_and_has_nothing_to_report(cast, place, open_as):
    app = open_as(cast.edda, FIND)
    found(app, "quillmere")
    assert "Quillmere House" in words(app)
    assert not [one for one in app.button if str(one.key).startswith("_told_")]
    assert "What did they tell you?" not in words(app)


def test_what_is_not_there_says_so(cast, open_as):
    app = open_as(cast.cleo, FIND)
    assert not found(app, "xyzzy")
    assert "Nothing is listed under these words" in words(app)


def test_a_slip_is_forgiven_and_said(cast, place, open_as):
    app = open_as(cast.cleo, FIND)
    (line,) = found(app, "quilmere hosue")
    assert "Quillmere House" in line.label
    assert "Spelled alike" in [one.value for one in app.caption]


def test_a_zip_nobody_knows_hides_nothing(cast, place, open_as):
    app = open_as(cast.cleo, FIND)
    app.text_input(key="f_near").set_value("99")
    (line,) = found(app, "quillmere")
    assert "Quillmere House" in line.label
    assert "A ZIP has five digits, like 45402. The list is without distance" in words(app)
    app.text_input(key="f_near").set_value("43215")
    (line,) = found(app, "quillmere")
    assert "0 miles" in line.label


def test_lists_that_could_not_be_refreshed_say_since_when(cast, place, open_as, monkeypatch):
    monkeypatch.setattr(snapshot, "stale_since", now)
    app = open_as(cast.cleo, FIND)
    assert "The directory could not be refreshed since" in words(app)


def open_keys(app):
    return [one.label for one in app.button if str(one.key).startswith("_open_")]


def test_the_list_keeps_to_a_kind_and_a_way_in(cast, place, open_as):
    app = open_as(cast.cleo, FIND)
    assert found(app, "quillmere")
    app.multiselect(key="f_kinds").set_value([Kind.MEETING]).run()
    assert open_keys(app) == []
    app.multiselect(key="f_kinds").set_value([]).run()
    assert len(open_keys(app)) == 1
    assert not [each for each in app.selectbox if each.key == "f_from"]  # the editor's


def test_an_editor_finds_what_nobody_verified_without_words(cast, place, open_as):
    app = open_as(cast.edda, FIND)
    app.selectbox(key="f_standing").set_value("unverified").run()
    assert not app.exception
    assert any("Quillmere House" in label for label in open_keys(app))


def test_a_code_finds_what_carries_it(cast, at, open_as):
    directory.take(at(cast.edda), FEED, reading([clinic(1), clinic(2, tags=[])]))
    matches.settle()
    app = open_as(cast.cleo, FIND)
    lines = found(app, "BU")
    assert [line.label for line in lines if "Clinic 001" in line.label]
    assert not [line.label for line in lines if "Clinic 002" in line.label]
    assert "Carry the code BU: buprenorphine" in "\n".join(one.value for one in app.caption)
    found(app, "bu")  # as people type it, it is a word
    assert "Carry the code" not in "\n".join(one.value for one in app.caption)


def test_a_map_of_what_was_found_numbers_the_list(cast, place, open_as):
    app = open_as(cast.cleo, FIND)
    found(app, "quillmere")
    app.toggle(key="f_map").set_value(True).run()
    assert not app.exception
    assert [label for label in open_keys(app) if label.startswith("1. ")]
    assert app.get("vega_lite_chart")
