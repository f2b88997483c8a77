"""What feeds lack is entered on one screen, line by line; what nobody verified is ticked there."""

import pytest

from casework import directory, matches
from casework.directory import Area
from matching.words import Kind

ENTER, IMPORTS = "directory/enter.py", "directory/imports.py"
QUAY = Area("OH", "Montgomery County")


@pytest.fixture
def part(open_as, cast):
    """One part of the screen, as Edda or whoever sees it."""

    def start(name, actor=None):
        app = open_as(actor or cast.edda, ENTER)
        app.button_group(key="f_enter").set_value(name).run()
        assert not app.exception
        return app

    return start


def fill(app, **typed):
    for label, value in typed.items():
        next(one for one in app.text_input if one.label == label).set_value(value)
    return app


def press(app, label):
    next(b for b in app.button if b.label == label).click()
    app.run()
    assert not app.exception
    return app


def said(app):
    kinds = ("success", "error", "warning", "text", "markdown")
    return "\n".join(str(one.value) for kind in kinds for one in app.get(kind))


def test_a_place_is_entered_in_one_go_and_the_fields_are_fresh(part, at, cast):
    app = fill(part("place"), Name="Evening Line", Phone="937-555-0142", Hours="daily 5-10 pm")
    app.button_group(key="f_place_0_checked").set_value("phone").run()
    press(app, "Add it")
    assert "Evening Line is on the lists." in said(app)
    assert all(not one.value for one in app.text_input)
    matches.settle()
    (found,) = directory.search(at(cast.cleo), "evening line")
    assert (found.phone, found.unverified) == ("937-555-0142", False)


def test_who_types_a_place_that_is_listed_is_told_at_once(part, at, cast):
    directory.enter(
        at(cast.edda),
        directory.Typed(kind=Kind.WARM_LINE, name="Evening Line", phone="937-555-0142"),
    )
    matches.settle()
    app = fill(part("place"), Name="Evning Line").run()
    assert "Listed already: Evening Line" in said(app)
    app = fill(app, Name="Another", Phone="(937) 555 0142", Hours="when they like").run()
    assert "the same telephone" in said(app)
    assert "will not know when it is open" in said(app)


def test_what_is_missing_is_refused_and_nothing_typed_is_lost(part):
    app = press(fill(part("place"), Name="Evening Line"), "Add it")
    assert "Say its phone number" in said(app)
    assert app.text_input[0].value == "Evening Line"


def test_an_area_shows_its_gaps_and_the_next_one_is_chosen_already(part, at, cast):
    directory.serve(at(cast.adam), *QUAY)
    app = part("area", cast.adam)
    assert "Missing here: number of its emergency centre · emergency department" in said(app)
    fill(app, **{"Name": "Quay dispatch", "Ten-digit number": "937-555-0142"})
    press(app, "Add")
    assert app.dataframe[0].value["Emergency centre"].tolist() == ["937-555-0142"]
    assert app.dataframe[0].value["Shelter"].tolist() == ["none yet"]
    fill(app, Name="General Hospital", Phone="937-555-0100")
    press(app, "Add")
    table = directory.area_table(at(cast.adam), QUAY)
    assert table.places == {Kind.EMERGENCY_DEPARTMENT: ["General Hospital"]}
    press(app, "Rang Quay dispatch today, it is right")
    assert "rung and right on" in said(app)
    press(app, "Take Quay dispatch out")
    assert "number of its emergency centre" in said(app)


def test_the_first_area_is_asked_for(part, at, cast):
    app = part("area")
    assert "Which counties or states do your callers live in?" in said(app)
    app.selectbox(key="f_state").set_value("OH").run()
    app.selectbox(key="f_county").set_value("Montgomery County").run()
    press(app, "Add this area")
    assert directory.served_areas(at(cast.edda)) == [QUAY]
    press(app, "Take this area out of the table")
    assert directory.served_areas(at(cast.edda)) == []


def test_the_national_list_is_loaded_by_a_press_and_ticked_one_by_one(part, at, cast):
    app = press(part("national"), "Load national lines and fellowships")
    assert "0 of" in said(app)
    before = directory.national_stands(at(cast.edda))
    press(app, "It is right")
    assert directory.national_stands(at(cast.edda)).ticked == 1
    rest = next(b for b in app.button if b.label.startswith("I checked all"))
    press(app, rest.label)
    assert directory.national_stands(at(cast.edda)).ticked > 5
    assert before.ticked == 0


def test_a_supervisor_ticks_but_does_not_load(part, at, cast):
    app = part("national", cast.mona)
    assert "An editor or administrator can load" in said(app)
    directory.load_national(at(cast.edda))
    press(part("national", cast.mona), "It is right")
    assert directory.national_stands(at(cast.mona)).ticked == 1


def test_the_start_of_the_directory_offers_it_until_it_is_loaded(open_as, cast):
    app = open_as(cast.adam)
    assert app.title[0].value == "Imports"
    press(app, "Load national lines and fellowships")
    assert "Load national lines and fellowships" not in [b.label for b in app.button]
    assert app.dataframe[0].value["Source"].tolist() == ["national starter"]
    assert "Bring in your first directory" in [each.value for each in app.header]
    assert open_as(cast.adam).title[0].value == "Imports"  # a first directory is still wanted
