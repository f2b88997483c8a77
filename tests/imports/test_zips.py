"""Which zips are opened, and which sentence refuses the rest?"""

import io
import zipfile

import pytest

from imports import zips
from imports.listing import Unreadable
from imports.reading import File
from imports.zips import unpacked
from tests.imports.packages import MODERN, package, zipped
from tests.imports.test_reading import refused


def opened(data):
    return unpacked(File("p.zip", data), ".csv", ".json")


def test_only_members_of_the_kinds_asked_for_are_unpacked():
    found = opened(zipped({"b/x.CSV": b"1", "a.json": b"2", "read.me": b"3"}))
    assert [(f.name, f.data) for f in found.files] == [("a.json", b"2"), ("b/x.CSV", b"1")]


def test_a_zip_that_unpacks_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(zips, "LIMIT", 1 << 20)
    with pytest.raises(Unreadable, match="larger than 200 MB"):
        opened(zipped({"services.csv": bytes(2 << 20)}))


def test_a_zip_that_lies_about_its_sizes_is_refused(monkeypatch):
    monkeypatch.setattr(zips, "LIMIT", 1 << 20)
    data = zipped({"services.csv": bytes(2 << 20)})
    lying = data.replace((2 << 20).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(Unreadable):
        opened(lying)


def test_too_many_members_and_nested_archives_are_refused(monkeypatch):
    with pytest.raises(Unreadable, match="another archive"):
        opened(zipped({"services.csv": b"1", "more.zip": b"2"}))
    monkeypatch.setattr(zips, "MEMBERS_MOST", 2)
    with pytest.raises(Unreadable, match="holds 3 files"):
        opened(zipped({f"{n}.csv": b"1" for n in range(3)}))


def test_what_a_mac_leaves_in_a_zip_does_no_harm():
    found = opened(zipped({"services.csv": b"1", "__MACOSX/._more.zip": b"2"}))
    assert [f.name for f in found.files] == ["services.csv"]


@pytest.mark.parametrize("cut", [4, 30, 200, -30])
def test_a_damaged_zip_is_refused(cut):
    assert "damaged zip" in refused("hsds", "p.zip", package(MODERN)[:cut])


def test_a_member_that_was_changed_is_refused():
    data = bytearray(package({"services": [{"id": "s1", "name": "A" * 500}]}))
    place = data.index(b"services.csv") + 20
    data[place] ^= 0xFF
    refused("hsds", "p.zip", bytes(data))


def test_a_locked_zip_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("services.csv", b"id,name\n1,A\n")
    data = bytearray(stream.getvalue())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert "locked" in refused("hsds", "p.zip", bytes(data))


def test_a_zip_without_a_table_is_refused():
    assert "holds no .csv" in refused("hsds", "p.zip", zipped({"a.txt": b"1"}))


@pytest.mark.parametrize("error", [IndexError, KeyError, OverflowError, MemoryError, EOFError])
def test_whatever_a_damaged_zip_does_to_its_reader_is_one_sentence(monkeypatch, error):
    def fails(*_):
        raise error("inside")

    monkeypatch.setattr(zipfile.ZipFile, "infolist", fails)
    assert "damaged zip" in refused("hsds", "p.zip", package(MODERN))
