"""Does the reader of HSDS count in real files what was counted there without it (formats.md 5)?"""

from collections import Counter

import pytest

from imports.formats import read
from tests.imports.test_real_files import with_tag

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def miami(data_folder):
    return read("hsds", data_folder / "hsds-211-miami-2019" / "datapackage.zip")


def problems(found, field, words=""):
    return [p for p in found.problems if p.field == field and words in p.action]


def counted(found, field, words):
    """The number of rows in a problem that stands for all of them."""
    (one,) = problems(found, field, words)
    return int(one.value.split()[0].replace(",", ""))


def test_the_211_of_miami(miami):
    assert (miami.read, miami.rejected, len(miami.listings)) == (4089, 0, 4089)
    assert len({each.source_id for each in miami.listings}) == 4089
    assert len({each.organization for each in miami.listings if each.organization}) > 900
    placed = sum(each.where is not None and each.where.lat is not None for each in miami.listings)
    assert placed == 4089 - 31
    own = sum(x.where is not None and x.where.precision == "point" for x in miami.listings)
    assert own == 4089 - 1829 - 12  # twelve lie in Miami with an address in another state
    assert all(x.where.state == x.where.state.strip() for x in miami.listings if x.where)
    lacking = [x for x in miami.listings if any(t.start and not t.zone for t in x.times)]
    assert lacking and not any(x.where and x.where.postal_code for x in lacking)


def test_the_quirks_of_miami_are_counted(miami):
    assert len(problems(miami, "eligibility.service_id")) == 2244
    assert len(problems(miami, "organization_id")) == 447
    assert len(problems(miami, "locations.latitude", "no coordinates")) == 1829
    assert len(problems(miami, "locations.latitude", "far outside")) == 12
    assert len(problems(miami, "physical_addresses.address_1")) == 35
    assert len(problems(miami, "phones.number")) == 22
    assert len(problems(miami, "regular_schedules.opens_at", "no time;")) == 132
    assert len(problems(miami, "regular_schedules.closes_at", "no time;")) == 122
    assert counted(miami, "services_taxonomy", "more than once") == 9155
    assert counted(miami, "description", "\\n") == 2212
    assert counted(miami, "description", "###MON###") == 981
    assert counted(miami, "status", "active") == 4089
    mended = {p.row for p in miami.problems if "broken characters" in p.action}
    assert len(mended) == 344
    said = [text for each in miami.listings for text in (each.description, each.application)]
    assert not any("GÇ" in text or "###MON###" in text or "\\n" in text for text in said)
    sentences = {p.value for p in problems(miami, "languages.language")}
    assert "Language interpreters available" in sentences and "Spanish" not in sentences


def test_no_time_of_miami_is_guessed(miami):
    times = {p.value for p in miami.problems if p.field.startswith("regular_schedules.")}
    assert {"8:00m", "9:0am", "6:300pm", "5:00pm (Counter closes at 4:30 pm)", ""} <= times
    assert not times & {"8:00am", "830am", "7:30 am"}
    lengths = Counter(t.minutes for each in miami.listings for t in each.times if t.start)
    assert max(lengths) <= 1440 and sum(lengths.values()) > 11_000


def test_the_examples_of_the_specification(data_folder):
    path = data_folder / "hsds-3.0-spec-examples" / "hsds-3.0-examples.zip"
    found = read("hsds", path)
    assert (found.read, found.rejected) == (1, 0)
    (one,) = found.listings
    assert (one.name, one.organization) == ("Community Counselling", "Example Organization Inc.")
    assert (one.where.city, one.where.line1) == ("MyCity", "")  # a postal address is no door
    assert [phone.e164 for phone in one.phones] == ["+441234234567"]
    assert (one.min_age, one.max_age, len(one.costs)) == (12, 100, 2)
    assert one.documents and one.service_area and with_tag(found, "access", "wheelchair") == 1
    assert "Persona" not in repr(one)
