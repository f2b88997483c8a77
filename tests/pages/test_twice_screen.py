"""Same place twice: two side by side, three presses, and a way back."""

import re

import pytest

from casework import directory, matches
from tests.casework.feeds import clinic
from tests.casework.test_twice import SAMHSA, pairs, take, two_clinics, two_groups
from tests.casework.test_twice_many import two_lists

TWICE = "directory/twice.py"


def words(app):
    kinds = ("markdown", "text", "success", "info", "subheader", "error", "header")
    return "\n".join(str(each.value) for kind in kinds for each in app.get(kind))


def press(app, label):
    next(one for one in app.button if one.label.startswith(label)).click()
    app.run()
    assert not app.exception
    return app


def table(app):
    return app.table[0].value.set_index("About")


@pytest.fixture
def pair(cast, at):
    made = two_clinics(at, cast, name="Clinic 001 of Ohio")
    matches.settle()
    return made


def test_two_stand_side_by_side_with_the_evidence_in_words(cast, pair, open_as):
    app = open_as(cast.edda, TWICE)
    said = words(app)
    assert "Is this one place, listed twice?" in said
    assert re.search(r"\(\d+ of 100\)", said) and "same street, ZIP" in said
    rows = table(app)
    assert rows.loc["Name: **differs**", "That one"] == "Clinic 001 **of** **Ohio**"
    assert rows.loc["Address", "This one"] == "1 Quay St, Dayton OH"


@pytest.mark.parametrize(("label", "kept"), [("this", "first_id"), ("that", "second_id")])
def test_one_press_keeps_one_and_one_more_takes_it_back(cast, at, pair, open_as, label, kept):
    app = press(open_as(cast.edda, TWICE), f"One place: keep {label} one")
    assert "is listed once" in words(app) and "Nothing waits" in words(app)
    assert pairs("service", "merged")[0].kept_id == getattr(pair, kept)
    press(app, "Undo")
    assert "Taken back" in words(app) and "Is this one place" in words(app)


def test_two_different_places_are_told_and_asked_no_more(cast, pair, open_as):
    app = press(open_as(cast.edda, TWICE), "Two different places")
    assert "Nothing waits" in words(app)
    press(app, "Look again")
    assert "0 new pairs found" in words(app) and "Nothing waits" in words(app)


def test_what_was_decided_is_listed_with_a_way_back(cast, at, pair, open_as):
    directory.merge(at(cast.edda), pair.id, keep_id=pair.first_id)
    app = open_as(cast.edda, TWICE)
    app.button_group(key="f_twice").set_value("decided").run()
    assert "is listed once, for Clinic 001 of Ohio too" in words(app)
    press(app, "Undo")
    assert pairs("service", "undone")


def test_a_pair_is_put_aside_for_later(cast, pair, open_as):
    app = press(open_as(cast.edda, TWICE), "Later")
    assert "1 pair put aside" in words(app)
    press(app, "Show them again")
    assert "Is this one place" in words(app)


def test_the_list_is_of_one_source_when_asked(cast, at, pair, open_as):
    far = clinic(7, source_id="far", name="Far Off", phones=[])
    take(at, cast, SAMHSA, clinic(1), far)
    app = open_as(cast.edda, TWICE)
    assert [name.split(" (")[0] for name in app.selectbox(key="f_twice_source").options] == [
        "All sources",
        "samhsa",
        "state list",
    ]
    options = app.selectbox(key="f_twice_source").options
    app.selectbox(key="f_twice_source").set_value(_id_of(at, cast, "state list")).run()
    assert len(options) == 3 and "Is this one place" in words(app)


def _id_of(at, cast, source):
    waiting = directory.likely_twice(at(cast.edda))
    return next(id for id, (name, _) in waiting.sources.items() if name == source)


def test_groups_are_asked_about_as_groups(cast, at, open_as):
    two_groups(at, cast)
    app = open_as(cast.edda, TWICE)
    assert "Is this one group, listed twice?" in words(app)
    assert "Sunday 7:30 pm" in table(app).loc["Meetings", "This one"]


def test_names_are_words_not_markup(cast, at, open_as):
    two_clinics(at, cast, name="Clinic 001 *bold* [link](x)")
    app = open_as(cast.edda, TWICE)
    assert "\\*bold\\*" in table(app).loc["Name: **differs**", "That one"]


def test_what_is_as_good_as_certain_stands_in_a_list_by_what_is_the_same(cast, at, open_as):
    two_lists(at, cast)
    app = press(open_as(cast.edda, TWICE), "4 of these are as good as certain")
    assert "These look the same in every way we can tell" in words(app)
    assert app.radio[0].options == ["Same name, same address, same phone: 4 pairs"]
    assert app.radio[1].options == [
        "the one that was here first",
        "the one of samhsa",
        "the one of state list",
    ]


def test_many_that_were_joined_are_told_as_one_and_taken_back(cast, at, open_as):
    two_lists(at, cast)
    ids = [id for each in directory.likely_twice(at(cast.edda)).sure for id in each.ids]
    directory.merge_all(at(cast.edda), ids)
    app = open_as(cast.edda, TWICE)
    app.button_group(key="f_twice").set_value("decided").run()
    assert "**4 pairs** joined in one press" in words(app)
    app.toggle[0].set_value(True).run()
    app.selectbox[0].set_value(ids[0]).run()
    press(app, "Undo this one")
    assert "**3 pairs** joined in one press" in words(app)
    press(app, "Undo all of it")
    assert "Taken back: 3 pairs as before." in words(app)
    assert pairs("service", "merged") == []


def test_where_none_is_certain_it_says_what_would_be(cast, pair, open_as):
    app = open_as(cast.edda, TWICE)
    app.button_group(key="f_twice").set_value("sure").run()
    assert "None wait." in words(app)
