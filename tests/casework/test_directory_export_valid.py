"""Is what leaves valid by the published schemas of HSDS, and by its own descriptor?"""

import csv
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from frictionless import Package, system
from jsonschema import Draft202012Validator, FormatChecker

from imports.listing import Phone, Time
from tests.casework.feeds import clinic, meeting
from tests.casework.leaving import ONLINE, SECOND, SECRET_DOOR, TOWN, sent, take

OPEN = Time(weekday=1, start=time(9), minutes=480, zone="America/New_York", kind="opening")


@pytest.fixture
def schemas(data_folder):
    """The published schemas of HSDS 3.0, by their path in the package."""
    with zipfile.ZipFile(data_folder / "hsds-3.0-schema" / "hsds-schema.zip") as package:
        yield lambda name: json.loads(package.read(name))


def wide(desk):
    take(
        desk,
        clinic(1, where=TOWN, also_at=[SECOND], times=[OPEN], min_age=18, url="https://a.example.org",
               email="a@example.org", costs=[("free", "")], service_area="Ohio", documents="an ID",
               verified_on=date(2026, 4, 2), updated_at=datetime(2026, 3, 1, tzinfo=UTC),
               phones=[Phone(raw="937-555-0100", e164="+19375550100", extension="12", language="es"),
                       Phone(raw="937-555-0101", extension="x9")]),
        clinic(2, where=SECRET_DOOR, status="paused", organization=""),
        meeting(1, where=ONLINE, times=[Time(weekday=5, start=time(23), minutes=120, nth=-1)]),
        meeting(3, email="a@x.org; b@x.org", times=[replace(OPEN, weekday=3)]),
        meeting(2, times=[Time(weekday=None, start=None, minutes=None, text="by appointment")]),
    )  # fmt: skip


def test_the_json_is_valid_by_the_published_schema(cast, at, tmp_path, schemas):
    edda = at(cast.edda)
    wide(edda)
    found = json.loads(sent(edda, tmp_path).read_text())
    schema = schemas("schema/compiled/service_package.json")
    check = Draft202012Validator(schema, format_checker=FormatChecker())
    assert len(found) >= 4
    assert [(e.json_path, e.message) for e in check.iter_errors(found)] == []


@pytest.fixture
def unpacked(cast, at, tmp_path):
    """The tabular package of a directory that fills every table we fill, in a folder."""
    edda = at(cast.edda)
    wide(edda)
    with zipfile.ZipFile(sent(edda, tmp_path, "zip")) as package:
        package.extractall(tmp_path / "tables")
    return tmp_path / "tables"


def wrong(descriptor, folder):
    """What frictionless finds: types, formats, choices, required, unique, foreign keys, headings."""
    with system.use_context(trusted=True):
        report = Package.from_descriptor(descriptor, basepath=str(folder)).validate()
    assert len(report.tasks) == len(descriptor["resources"])
    return report.flatten(["name", "fieldName", "type"])


def test_the_tables_are_valid_by_the_published_package_as_it_stands(unpacked, schemas):
    assert wrong(schemas("datapackage.json"), unpacked) == []
    filled = [each for each in unpacked.glob("*.csv") if each.read_bytes().count(b"\n") > 1]
    assert len(filled) == 15


def test_the_package_is_valid_by_its_own_descriptor_too(unpacked):
    own = json.loads((unpacked / "datapackage.json").read_text())
    assert list(Package.metadata_validate(own)) == []
    assert wrong(own, unpacked) == []


def test_its_own_descriptor_asks_what_the_published_one_asks(unpacked, schemas):
    own = json.loads((unpacked / "datapackage.json").read_text())
    assert asks(own) == asks(schemas("datapackage.json"))


def asks(descriptor):
    """Table → its fields, which it needs, and where its foreign keys point."""
    return {
        each["path"]: (
            each["name"],
            [(f["name"], f["type"]) for f in each["schema"]["fields"]],
            {f["name"] for f in each["schema"]["fields"] if f["constraints"].get("required")},
            {
                (*flat(key["fields"]), key["reference"]["resource"])
                for key in each["schema"].get("foreignKeys", ())
            },
        )
        for each in descriptor["resources"]
    }


def flat(fields):
    return [fields] if isinstance(fields, str) else fields


@pytest.mark.parametrize(
    ("table", "column", "cell", "found"),
    [
        ("phones", "service_id", "e7ec2e57-4540-43fa-b2c7-6be5a0ef7f42", "foreign-key"),
        ("services", "status", "open", "constraint-error"),
        ("services", "name", "", "constraint-error"),
        ("services", "minimum_age", "grown", "type-error"),
        ("locations", "id", "7", "type-error"),
    ],
)
def test_a_row_that_is_wrong_would_be_found(unpacked, schemas, table, column, cell, found):
    """Or nothing was checked above."""
    path = unpacked / f"{table}.csv"
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][column] = cell
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert found in {kind for _, _, kind in wrong(schemas("datapackage.json"), unpacked)}
