"""The editor sees how each source did; an administrator says what its silence means."""

from datetime import timedelta

import pytest
from sqlmodel import select

from casework import directory
from db.models import AxisCompleteness, Source
from tests.casework.feeds import meetings_file

SOURCES = "directory/sources.py"


@pytest.fixture
def dayton(cast, at, tmp_path):
    desk, path = at(cast.edda), meetings_file(tmp_path, 12)
    path.write_text(path.read_text().replace('"19:30"', '"noonish"', 1))
    feed = {"source": "dayton aa", "zone": "America/New_York"}
    directory.take_in(desk, format="meeting_guide", path=path, feed=feed)
    return desk.session.exec(select(Source.id).where(Source.name == "dayton aa")).one()


def part(app, name):
    app.get("button_group")[0].set_value(name)
    return app.run()


def choose(app, source):
    return app.selectbox(key="f_source").set_value(source).run()


def test_an_editor_sees_the_last_imports_and_what_was_odd(open_as, cast, dayton):
    app = choose(open_as(cast.edda, SOURCES), dayton)
    assert not app.exception
    assert "dayton aa" in app.dataframe[0].value["Source"].tolist()
    assert app.dataframe[1].value["Read"].tolist() == [12]
    assert app.dataframe[2].value["Value"].tolist() == ["noonish"]


def test_an_editor_keeps_how_long_a_missing_listing_counts(open_as, cast, dayton, at):
    app = part(choose(open_as(cast.edda, SOURCES), dayton), "settings")
    key = f"f_kept_{dayton}"
    app.number_input(key=f"{key}_grace").set_value(14)
    app.text_input(key=f"{key}_credit").set_value("Data: Dayton Intergroup")
    next(b for b in app.button if b.label == "Keep").click()
    app.run()
    assert not app.exception
    assert "Kept." in app.success[0].value
    kept = directory.kept(at(cast.edda), dayton)
    assert (kept.grace_days, kept.licence_note) == (14, "Data: Dayton Intergroup")


def test_only_an_administrator_says_what_silence_means(open_as, cast, dayton, at):
    app = part(choose(open_as(cast.edda, SOURCES), dayton), "silence")
    assert "Medication" in app.dataframe[1].value["About"].tolist()
    assert [b.label for b in app.button if b.label == "Keep"] == []
    app = part(choose(open_as(cast.adam, SOURCES), dayton), "silence")
    app.selectbox(key=f"f_axis_{dayton}").set_value("language").run()
    key = f"f_silence_{dayton}_language"
    app.radio(key=f"{key}_absence").set_value("complete")
    app.text_input(key=f"{key}_reason").set_value("the intergroup asks every group")
    next(b for b in app.button if b.label == "Keep").click()
    app.run()
    assert not app.exception
    line = select(AxisCompleteness).where(
        AxisCompleteness.source_id == dayton, AxisCompleteness.axis == "language"
    )
    kept = at(cast.edda).session.exec(line).one()
    assert (kept.absence, kept.reason) == ("complete", "the intergroup asks every group")


def test_of_an_older_import_its_number_is_said_not_that_nothing_was_odd(
    open_as, cast, at, tmp_path, dayton
):
    desk, path = at(cast.edda), tmp_path / "meetings.json"
    feed = {"source": "dayton aa", "zone": "America/New_York"}
    for _ in range(directory.PROBLEM_LISTS):
        directory.take_in(desk, format="meeting_guide", path=path, feed=feed)
    first = _a_day_apart(desk, dayton)
    app = choose(open_as(cast.edda, SOURCES), dayton)
    assert app.dataframe[2].value["Value"].tolist() == ["noonish"]
    app.selectbox(key=f"f_run_{dayton}").set_value(first).run()
    assert not app.exception
    said = [each.value for each in app.markdown]
    assert "One thing was odd. The list is kept for the last 5 imports of each source only." in said


def _a_day_apart(desk, source):
    """As a nightly import is; the oldest."""
    every = directory.runs(desk, source)
    for days, run in enumerate(every):
        run.started_at -= timedelta(days=days)
        desk.session.add(run)
    desk.session.commit()
    return every[-1].id
