"""The editor takes a directory in; a counsellor finds it."""

import contextlib

import pytest

from casework import directory, matches
from casework.directory import fetching
from casework.errors import NotAllowed, Refused
from imports.table.layouts import layouts
from tests.casework.feeds import BAD, FEED, bad_file, clinic, meetings_file, reading

IMPORTS, FIND = "directory/imports.py", "counsellor/find.py"


def texts(app):
    return [
        each.value for kind in ("markdown", "caption", "text", "success") for each in app.get(kind)
    ]


def press(app, label):
    next(b for b in app.button if b.label == label).click()
    return app.run()


def choose(app, path, *, source="dayton aa", format="meeting_guide"):
    app.selectbox(key="f_format").set_value(format).run()
    app.file_uploader[0].set_value([]).run()
    app.file_uploader[0].upload(path.name, path.read_bytes(), "application/json")
    app.run()
    if any(each.key == "f_source_name" for each in app.text_input):
        app.text_input(key="f_source_name").set_value(source)
    return app.run()


def test_a_dry_run_shows_what_would_change_and_then_it_goes_live(open_as, cast, tmp_path):
    app = open_as(cast.edda, IMPORTS)
    assert not app.exception
    assert "Bring in your first directory" in [each.value for each in app.header]
    choose(app, meetings_file(tmp_path, 12))
    press(app, "Dry run")
    assert any("12 would be new" in text for text in texts(app))
    assert [s.name for s in app.get("success")] == []
    press(app, "Take it in")
    assert not app.exception
    assert "dayton aa is published" in app.success[0].value
    assert app.dataframe[0].value["Source"].tolist() == ["dayton aa"]
    assert "Your helpline is ready" in [each.value for each in app.header]
    assert "Invite colleagues" not in [b.label for b in app.button]  # an editor invites nobody
    press(app, "Bring in another directory")
    assert "Our sources" in [each.value for each in app.header]
    assert app.file_uploader[0].value == []


def test_the_file_of_the_last_time_is_said_to_be_that(open_as, cast, tmp_path):
    same, path = "The same file as last time: nothing changed.", meetings_file(tmp_path, 12)
    app = open_as(cast.edda, IMPORTS)
    for times in range(2):
        choose(app, path)
        press(app, "Dry run")
        assert [each.value for each in app.info if each.value == same] == [same] * times
        press(app, "Take it in")
        assert (same in app.success[0].value) == bool(times)
        if not times:
            press(app, "Bring in another directory")


def test_an_administrator_of_an_empty_helpline_begins_with_a_directory(open_as, cast, tmp_path):
    app = open_as(cast.adam)
    assert app.title[0].value == "Imports"
    choose(app, meetings_file(tmp_path, 12))
    press(app, "Dry run")
    press(app, "Take it in")
    press(app, "Invite colleagues")
    assert not app.exception
    assert app.title[0].value == "Team"
    assert open_as(cast.adam).title[0].value == "Team"


def test_two_files_of_a_format_that_is_one_are_refused_in_words(open_as, cast, tmp_path):
    app = open_as(cast.edda, IMPORTS)
    app.selectbox(key="f_format").set_value("meeting_guide").run()
    data = meetings_file(tmp_path, 3).read_bytes()
    box = app.file_uploader[0]
    box.upload("a.json", data, "application/json")
    box.upload("b.json", data, "application/json")
    app.run()
    app.text_input(key="f_source_name").set_value("x")
    app.run()
    assert "one file" in app.error[0].value


def test_an_icarol_export_comes_with_its_coverage(open_as, cast):
    resources = (
        b"ResourceAgencyNum,PublicName,TaxonomyLevelName,AgencyStatus\n1,Hope,Program,Active\n"
    )
    coverage = b"county,state_province,resource_id\nGarrett,MD,1\n"
    app = open_as(cast.edda, IMPORTS)
    app.selectbox(key="f_format").set_value("icarol").run()
    assert "together" in app.file_uploader[0].label
    app.file_uploader[0].upload("resources.csv", resources, "text/csv")
    app.file_uploader[0].upload("coverage.csv", coverage, "text/csv")
    app.run()
    app.text_input(key="f_source_name").set_value("our own")
    app.run()
    press(app, "Dry run")
    assert not app.exception and any("1 would be new" in text for text in texts(app))


@pytest.mark.parametrize("kind", [kind for kind in BAD if kind != "a gigabyte"])
def test_a_bad_file_gets_one_sentence_and_no_way_on(open_as, cast, at, tmp_path, kind):
    format, path = bad_file(tmp_path, kind)
    app = choose(open_as(cast.edda, IMPORTS), path, format=format)
    press(app, "Dry run")
    assert not app.exception
    assert [each.value[-1:] for each in app.error] == ["."]
    assert not [b for b in app.button if b.label == "Take it in"]
    assert not directory.runs(at(cast.edda))
    choose(app, meetings_file(tmp_path, 12))  # the right file, after that
    press(app, "Dry run")
    assert not app.error
    assert any("12 would be new" in text for text in texts(app))


def test_losing_more_than_a_fifth_asks_for_a_yes(open_as, cast, at, tmp_path):
    path = meetings_file(tmp_path, 12)
    directory.take_in(
        at(cast.edda), format="meeting_guide", path=path, feed={"source": "dayton aa"}
    )
    app = choose(open_as(cast.edda, IMPORTS), meetings_file(tmp_path, 5))
    press(app, "Dry run")
    take = next(b for b in app.button if b.label == "Take it in")
    assert take.disabled
    app.checkbox(key="f_yes").check().run()
    press(app, "Take it in")
    assert "7 no longer in the file" in app.success[0].value


SHEET = "Facility Name,Town,ST,Phone,Open to,Status,License Expiration\n" + "".join(
    f"Clinic {n:02},Dayton,OH,937-555-01{n:02},{'Women Only' if n % 2 else 'Otters'},"
    f"{'Open' if n else 'Shut'},2099-01-01\n"
    for n in range(12)
)


def choose_sheet(app, tmp_path, *, source, text=SHEET):
    path = tmp_path / "clinics.csv"
    path.write_text(text)
    app.selectbox(key="f_format").set_value("table").run()
    app.file_uploader[0].set_value([]).run()
    app.file_uploader[0].upload(path.name, path.read_bytes(), "text/csv")
    app.run()
    if any(each.key == "f_source_name" for each in app.text_input):
        app.text_input(key="f_source_name").set_value(source)
    return app.run()


def says(app, column, cell, said):
    app.selectbox(key="f_column").set_value(column).run()
    app.selectbox(key=f"f_cell_{column}").set_value(cell).run()
    box = next(
        each
        for each in (*app.multiselect, *app.selectbox)
        if each.key and each.key.startswith(f"f_says_{column}_")
    )
    box.set_value(said).run()


def is_now(app, column, meaning):
    app.selectbox(key="f_column").set_value(column).run()
    box = next(each for each in app.selectbox if each.key and each.key.startswith("f_is_"))
    box.set_value(meaning).run()
    assert not app.exception


def test_a_spreadsheet_is_guessed_changed_tried_and_remembered(open_as, cast, at, tmp_path):
    app = choose_sheet(open_as(cast.edda, IMPORTS), tmp_path, source="clinics")
    assert not app.exception
    assert any("We guess by the headings" in each for each in texts(app))
    assert any("Where: Dayton, OH" in each for each in texts(app))
    is_now(app, "open_to", "tags")
    assert any("“open_to: Otters” (nobody here knows it)" in each for each in texts(app))
    says(app, "open_to", "Otters", ["payment:free"])
    is_now(app, "phone", "hotline")
    assert app.selectbox(key="f_row_kind").value == "treatment"
    app.radio(key="f_lapsed").set_value("warn").run()
    assert any("free" in each for each in texts(app))
    is_now(app, "status", "status")
    says(app, "status", "Shut", "inactive")
    press(app, "Dry run")
    assert any("12 would be new" in each for each in texts(app))
    press(app, "Take it in")
    assert not app.exception
    saved = directory.saved_mapping(at(cast.edda), "clinics")
    assert saved["columns"]["hotline"] == ["phone"]
    assert saved["lapsed"] == "warn"
    assert saved["status"]["values"]["Shut"] == "inactive"
    open_to = next(each for each in saved["tags"] if each["column"] == "open_to")
    assert open_to["values"]["Otters"] == ["payment:free"]

    again = open_as(cast.edda, IMPORTS)
    again.selectbox(key="f_format").set_value("table").run()
    again.selectbox(key="f_source_table").set_value("clinics").run()
    choose_sheet(again, tmp_path, source="")
    assert any("was read the last time" in each for each in texts(again))
    press(again, "Dry run")
    assert any("12 unchanged" in each for each in texts(again))


def test_its_mapping_can_be_downloaded_while_it_is_made_and_from_its_source(
    open_as, cast, at, tmp_path, monkeypatch
):
    seen = []
    write = directory.mapping_file
    monkeypatch.setattr(directory, "mapping_file", lambda said: seen.append(said) or write(said))
    app = choose_sheet(open_as(cast.edda, IMPORTS), tmp_path, source="clinics")
    is_now(app, "phone", "hotline")
    assert downloads(app) == ["Download the mapping"]
    press(app, "Dry run")
    press(app, "Take it in")
    made = seen[-1]
    assert made == directory.saved_mapping(at(cast.edda), "clinics")
    source = next(e.id for e in directory.sources(at(cast.edda)) if e.name == "clinics")
    app, count = open_as(cast.edda, "directory/sources.py"), len(seen)
    app.selectbox(key="f_source").set_value(source).run()
    app.get("button_group")[0].set_value("settings")
    app.run()
    assert downloads(app) == ["Download the mapping"]
    assert seen[-1] == made and len(seen) > count


def downloads(app):
    return [e.proto.label for e in app.get("download_button") if "mapping" in e.proto.label]


def test_a_list_we_know_is_read_at_once_and_credited(open_as, cast, at, tmp_path):
    known = next(each for each in layouts() if each.key == "california_dhcs")
    columns = sorted(known.mapping.needed())
    cells = {"facility_name": "River House", "state": "CA", "treatment_capacity": "0"}
    text = f"{','.join(columns)}\n{','.join(cells.get(each, '') for each in columns)}\n"
    app = choose_sheet(open_as(cast.edda, IMPORTS), tmp_path, source="dhcs", text=text)
    assert any(f"A list we know: {known.title[:10]}" in each for each in texts(app))
    assert any("no beds" in each for each in texts(app))
    press(app, "Dry run")
    press(app, "Take it in")
    assert not app.exception
    (line,) = [each for each in directory.sources(at(cast.edda)) if each.name == "dhcs"]
    assert line.licence_note == known.attribution


def test_a_sheet_of_a_source_that_lost_a_column_says_so(open_as, cast, at, tmp_path):
    path = tmp_path / "first.csv"
    path.write_text("Name,Town\nHope,Dayton\n")
    mapping = {"columns": {"name": "name", "city": "town"}}
    said = {"source": "clinics", "mapping": mapping}
    directory.take_in(at(cast.edda), format="table", path=path, feed=said)
    app = open_as(cast.edda, IMPORTS)
    app.selectbox(key="f_format").set_value("table").run()
    app.selectbox(key="f_source_table").set_value("clinics").run()
    choose_sheet(app, tmp_path, source="", text="Name,City\nHope,Dayton\nFaith,Troy\n")
    assert any("had other columns the last time" in each for each in texts(app))
    press(app, "Dry run")
    assert any("1 would be new, 1 would be changed" in each for each in texts(app))


def test_a_sheet_without_a_name_waits_for_one(open_as, cast, tmp_path):
    app = choose_sheet(
        open_as(cast.edda, IMPORTS), tmp_path, source="x", text="Colour,Size\nred,9\nblue,8\n"
    )
    assert "which column is the name" in app.warning[0].value
    assert not [b for b in app.button if b.label == "Dry run"]
    is_now(app, "colour", "name")
    assert not app.warning
    assert [b for b in app.button if b.label == "Dry run"]


def test_a_list_of_another_country_says_so_once(open_as, cast, at, tmp_path):
    text = "Nome,Dia,Hora,Estado\nHope,domingo,19:00,Bahia\nFaith,segunda,20:00,Acre\n"
    app = choose_sheet(open_as(cast.edda, IMPORTS), tmp_path, source="na br", text=text)
    assert any("not a state" in each for each in texts(app))
    app.text_input(key="f_country").set_value("br").run()
    assert any("Where: Bahia" in each for each in texts(app))
    press(app, "Dry run")
    press(app, "Take it in")
    assert directory.saved_mapping(at(cast.edda), "na br")["columns"]["country"] == ["=BR"]


def test_days_in_digits_are_asked_which_is_sunday(open_as, cast, tmp_path):
    text = "Name,Day,Time\nHope,1,19:00\nFaith,2,20:00\n"
    app = choose_sheet(open_as(cast.edda, IMPORTS), tmp_path, source="x", text=text)
    is_now(app, "day", "day")
    app.selectbox(key="f_row_kind").set_value("meeting").run()
    assert not any("Sunday 7:00 pm" in each for each in texts(app))
    app.radio(key="f_sunday").set_value(1).run()
    assert any("When: Sunday 7:00 pm" in each for each in texts(app))


def test_a_page_that_is_no_spreadsheet_is_one_sentence(open_as, cast, tmp_path):
    app = choose_sheet(open_as(cast.edda, IMPORTS), tmp_path, source="x", text="<html></html>")
    assert "web page" in app.error[0].value


def test_a_feed_is_fetched_from_its_address(open_as, cast, at, tmp_path, monkeypatch):
    asked = []

    @contextlib.contextmanager
    def fetched(address, format, **_):
        asked.append((address, format))
        yield meetings_file(tmp_path, 12)

    monkeypatch.setattr(fetching, "fetched", fetched)
    address = "https://feeds.example/meetings?key=secret"
    adam = open_as(cast.adam, IMPORTS)
    adam.selectbox(key="f_format").set_value("meeting_guide").run()
    adam.text_input(key="f_source_name").set_value("dayton aa").run()
    adam.radio(key="f_from_meeting_guide").set_value("address").run()
    adam.text_input(key="f_address_meeting_guide").set_value(address).run()
    press(adam, "Fetch and dry run")
    assert any("12 would be new" in each for each in texts(adam))
    press(adam, "Take it in")
    assert not adam.exception
    assert asked == [(address, "meeting_guide")]

    edda = open_as(cast.edda, IMPORTS)
    edda.selectbox(key="f_format").set_value("meeting_guide").run()
    assert "secret" not in str(texts(edda)) + str([each.options for each in edda.radio])
    assert not [each for each in edda.text_input if each.label == "Address"]
    press(edda, "Fetch again and dry run")
    assert not edda.exception
    assert any("12 unchanged" in each for each in texts(edda))
    assert len(asked) == 2


def test_an_editor_sets_up_no_new_address(open_as, cast):
    app = open_as(cast.edda, IMPORTS)
    app.selectbox(key="f_format").set_value("meeting_guide").run()
    assert not [each for each in app.radio if each.label == "Where is it?"]


def test_a_counsellor_may_not_import(open_as, cast, at):
    with pytest.raises(ValueError, match="navigation page"):  # not even in the menu
        open_as(cast.cleo, IMPORTS)
    with pytest.raises(NotAllowed):
        directory.keep_upload(at(cast.cleo), [("meetings.json", b"[]")])


def test_an_upload_is_kept_under_a_random_name_inside_its_folder(cast, at, tmp_path):
    desk = at(cast.edda)
    kept = directory.keep_upload(
        desk, [("../../etc/passwd", b"x"), ("C:\\a\\GetFormats.json", b"y")]
    )
    folder = directory.upload_path(desk, kept)
    assert folder.parent == (tmp_path / "uploads")
    assert sorted(each.name for each in folder.iterdir()) == ["GetFormats.json", "passwd"]
    directory.drop_upload(desk, kept)
    with pytest.raises(Refused):
        directory.upload_path(desk, kept)


def test_a_place_is_found_as_one_types_and_read(open_as, cast, at):
    directory.take(at(cast.edda), FEED, reading([clinic(1, name="River *House*"), clinic(2)]))
    matches.settle()
    app = open_as(cast.cleo, FIND)
    assert not app.exception
    app.text_input(key="f_words").set_value("clinic").run()
    assert any("937-555-0100" in each for each in texts(app))
    app.text_input(key="f_words").set_value("bupre").run()
    labels = [b.label for b in app.button if b.key and b.key.startswith("_open_")]
    assert len(labels) == 2
    assert any(r"River \*House\*" in label for label in labels)
    next(b for b in app.button if "River" in b.label).click()
    app.run()
    assert not app.exception
    assert any("buprenorphine" in text for text in texts(app))
    app.text_input(key="f_words").set_value("nothing like it").run()
    assert any("Nothing is listed" in text for text in texts(app))
    app.text_input(key="f_near").set_value("99").run()
    assert "five digits" in app.warning[0].value
