"""When may a file go unread? Only where its reader, its bytes and what was said are the same."""

import ast
import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from imports import coming, formats, same
from imports.listing import Listing, Options, Reading
from imports.reading import File, Opened

HERE = Path(same.__file__).parent
OPENED = Opened("feed.json", [File("feed.json", b"[]")])
SAID = Options(today=date(2027, 1, 20))
OTHER = {
    "zone": "America/Chicago",
    "code_list": "na",
    "language": "es",
    "country": "CA",
    "mapping": {"kind": "service"},
}


def modules():
    return [(path, ast.parse(path.read_text())) for path in HERE.rglob("*.py")]


def test_the_same_makes_the_same_mark_whoever_looks_on():
    again = Opened("elsewhere.json", [File("feed.json", b"[]")])
    watched = replace(SAID, progress=print)
    assert same.mark("bmlt", OPENED, SAID) == same.mark("bmlt", again, watched)


@pytest.mark.parametrize("name", [f.name for f in fields(Options) if f.name not in same.NOT_SAID])
def test_everything_one_can_say_beside_a_file_makes_another_mark(name):
    other = replace(SAID, **{name: OTHER[name]})
    assert same.mark("bmlt", OPENED, SAID) != same.mark("bmlt", OPENED, other)


@pytest.mark.parametrize(
    "other",
    [
        Opened("feed.json", [File("feed.json", b"[ ]")]),
        Opened("feed.json", [File("feed.csv", b"[]")]),
        Opened("feed.json", [File("feed.json", b"[]")], folder=True),
        Opened("feed.json", [File("feed.json", b"[]"), File("b.json", b"")]),
        Opened("feed.json", []),
    ],
)
def test_other_bytes_or_names_make_another_mark(other):
    assert same.mark("bmlt", OPENED, SAID) != same.mark("bmlt", other, SAID)


def test_the_format_and_its_reader_are_part_of_it(monkeypatch):
    before = same.mark("bmlt", OPENED, SAID)
    assert same.mark("hsds", OPENED, SAID) != before
    monkeypatch.setattr(same, "reader", lambda: "a newer one")
    assert same.mark("bmlt", OPENED, SAID) != before


@pytest.mark.parametrize("format", formats.FORMATS)
def test_the_day_counts_where_a_reader_looks_at_the_calendar(format):
    later = replace(SAID, today=date(2027, 1, 21))
    differ = same.mark(format, OPENED, SAID) != same.mark(format, OPENED, later)
    assert differ == (format in same.DATED)


def test_no_other_format_looks_at_the_calendar():
    """A reader that begins to has to be named in DATED, or an old reading would stand too long."""
    asking = {
        path.relative_to(HERE).parts[0].removesuffix(".py")
        for path, tree in modules()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"})
        or (isinstance(node, ast.Name) and node.id in {"today", "time_ns"})
    }
    assert asking - {"same", "listing", "coming"} == same.DATED


def test_the_calendar_of_every_format_only_leaves_a_day_out():
    """So that an old reading which stands may seem too old, never too fresh, and differs in nothing else."""
    said = [
        Listing(source_id="a", record_kind="service", name="A", verified_on=date(2027, 2, day))
        for day in (1, 9)
    ]
    reading = Reading(said, [], read=2, rejected=0)
    before, after = (
        coming.without_days_to_come(reading, "a.csv", Options(today=date(2027, month, 5))).listings
        for month in (1, 3)
    )
    assert list(after) == said
    assert before == [replace(each, verified_on=None) for each in said]


def test_readers_use_nothing_that_is_not_part_of_the_mark():
    """The standard library is, by Python's version; of our own rooms only the words of `matching`."""
    roots = {
        name
        for _, tree in modules()
        for node in ast.walk(tree)
        for name in _imported(node)
        if name.split(".")[0] not in sys.stdlib_module_names | {"imports"}
    }
    assert roots == {*same.LIBRARIES, "matching", "matching.words"}
    words = ast.parse(Path(sys.modules["matching.words"].__file__).read_text())
    used = {name for node in ast.walk(words) for name in _imported(node)}
    assert all(name.split(".")[0] in sys.stdlib_module_names for name in used)


def _imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def test_every_file_of_the_package_is_part_of_it(tmp_path, monkeypatch):
    package = tmp_path / "imports"
    (package / "codes" / "__pycache__").mkdir(parents=True)
    (package / "same.py").write_text("one")
    monkeypatch.setattr(same, "__file__", str(package / "same.py"))
    seen = {same.reader.__wrapped__()}
    for name in ("same.py", "codes/new.py", "codes/list.json"):
        (package / name).write_text("another")
        seen.add(same.reader.__wrapped__())
    assert len(seen) == 4
    (package / "codes" / "__pycache__" / "new.pyc").write_text("compiled")
    assert same.reader.__wrapped__() in seen
    monkeypatch.setattr(same, "version", lambda _: "9.9")
    assert same.reader.__wrapped__() not in seen


GUIDE = b'[{"slug": "1", "name": "Quiet", "day": 1, "time": "19:30", "types": ["O", "POA", "ZZ"]}]'
BMLT = b'[{"id_bigint": "1", "meeting_name": "Quiet", "weekday_tinyint": "2", "formats": "O,ZZ"}]'
SAMHSA = b"name1,city,state,zip,service_code_info\nQuay,Dayton,OH,45402,SA DT BU ZZ\n"


@pytest.mark.parametrize(
    ("format", "name", "data"),
    [
        ("meeting_guide", "feed.json", GUIDE),
        ("bmlt", "GetSearchResults.json", BMLT),
        ("findtreatment", "list.csv", SAMHSA),
    ],
)
def test_a_code_list_the_reader_found_by_itself_reads_the_same_when_it_is_said(format, name, data):
    """The second reading of a source is told the code list the first one found."""
    found = formats.read_bytes(format, name, data, SAID)
    assert found.code_list
    assert formats.read_bytes(format, name, data, replace(SAID, code_list=found.code_list)) == found
