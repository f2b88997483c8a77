"""What do the codes of an HSDS package say: terms, languages, access, ages?"""

from datetime import UTC, date, datetime

import pytest

from imports.codes import hsds as terms
from matching.words import AXES, Kind
from tests.imports.packages import (
    MODERN,
    OLD,
    SERVICE,
    listing,
    reading,
    said,
    values,
)


def attributes(*codes, taxonomy="Some taxonomy", **more):
    """Attributes of the service, with the terms they name."""
    return {
        "attributes": [
            {"id": f"x{n}", "link_id": "s1", "link_entity": "service", "taxonomy_term_id": f"t{n}"}
            | more
            for n, _ in enumerate(codes)
        ],
        "taxonomy_terms": [
            {"id": f"t{n}", "code": code, "name": code, "taxonomy": taxonomy}
            for n, code in enumerate(codes)
        ],
    }


def test_a_greatest_age_of_nought_is_none():
    ages = {"minimum_age": "18", "maximum_age": "0"}
    one = listing(MODERN | {"services": [SERVICE | ages]})
    assert (one.min_age, one.max_age) == (18, None)


@pytest.mark.parametrize(
    ("code", "kind", "tags"),
    [
        ("RX-1700", "treatment", {"care_type=detox", "care_type=substance_use"}),
        (
            "RX-8450.5000-510",
            "treatment",
            {"medication=methadone", "care_type=substance_use"},
        ),
        (
            "RX-8450.7000-700 * YV-3000.3150",
            "treatment",
            {"setting=residential", "company=veterans"},
        ),
        ("RX-8250.0500", "service", set()),
        ("RX-8450.7900", "service", set()),
        ("RM-3300.6500", "treatment", {"care_type=mental_health", "setting=hospital"}),
        ("BH-1800.8500", "shelter", set()),
        ("PN-8100.0500-230", "meeting", {"for_whom=kin", "substance_focus=alcohol"}),
        ("BD-1800", "service", set()),
    ],
)
def test_codes_of_the_211_taxonomy_say_kind_and_tags(code, kind, tags):
    one = listing(**attributes(code, taxonomy="AIRS"))
    assert one.record_kind == kind
    assert {f"{t.axis}={t.value}" for t in one.tags if t.value} >= tags
    assert {t.code for t in one.tags if t.code_list == "211"} == {code}


def test_every_term_stands_on_an_axis_and_a_kind_we_match_by():
    known = [terms.said_by(name, "x", "y") for name in terms.NAMED]
    for kind, tags in known:
        assert not kind or Kind(kind)
        for tag in tags:
            assert tag.value is None or tag.value in AXES[tag.axis], tag
    assert set(terms.PAYMENTS.values()) <= set(AXES["payment"])


def test_terms_of_other_lists_are_known_by_name_or_counted():
    found = reading(MODERN | attributes("Residential Treatment", "Kittens"))
    (one,) = found.listings
    assert one.record_kind == "treatment" and values(one, "setting") == {"residential"}
    assert found.unknown_codes == {"Kittens": 1}
    assert [(t.axis, t.code) for t in one.tags if t.value is None] == [("", "Kittens")]


def test_a_term_linked_twice_is_kept_once_and_counted():
    links = [{"id": n, "service_id": "s1", "taxonomy_id": "RX-1700"} for n in range(3)]
    found = reading(OLD | {"services_taxonomy": links})
    assert len([t for t in found.listings[0].tags if t.code == "RX-1700"]) == 2
    assert said(found, "services_taxonomy")[0][:2] == (0, "2 rows: 2, 3")


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Spanish", {"es"}),
        ("English and Spanish", {"en", "es"}),
        ("Haitian-Creole", {"ht"}),
        ("English,", {"en"}),
        ("Language interpreters available", {None}),
        ("Spanish (limited)", {None}),
        ("No", {None}),
    ],
)
def test_a_language_column_holds_languages_or_sentences(written, codes):
    rows = [{"id": "1", "service_id": "s1", "location_id": "p1", "language": written}]
    found = reading(OLD | {"languages": rows})
    assert values(found.listings[0], "language") == codes
    assert bool(said(found, "languages.language")) == (codes == {None})


def test_languages_of_3_0_by_code_and_of_a_phone():
    rows = [
        {"id": "1", "service_id": "s1", "name": "Urdu", "code": "ur"},
        {"id": "2", "phone_id": "t1", "name": "", "code": "spa"},
        {"id": "3", "service_id": "s1", "name": "", "code": ""},  # the UK profile lost both
    ]
    one = listing(languages=rows)
    assert values(one, "language") == {"ur"} and one.phones[0].language == "es"


@pytest.mark.parametrize(
    ("written", "access"),
    [
        ("Handicap accessible", {"wheelchair"}),
        ("Wheelchair ramp; accessible restrooms", {"wheelchair", "accessible_toilet"}),
        ("Not wheelchair accessible", {None}),
        ("Limited wheelchair access", {None}),
        ("Elevator", {None}),
    ],
)
def test_access_is_a_yes_only_where_nothing_turns_it_round(written, access):
    rows = [{"id": "1", "location_id": "p1", "accessibility": written}]
    assert values(listing(OLD, accessibility_for_disabilities=rows), "access") == access


def test_eligibility_without_a_service_is_reported_with_its_row():
    rows = [{"id": "", "service_id": "", "eligibility": "Crime victims"},
            {"id": "2", "service_id": "s1", "eligibility": "Adults", "minimum_age": "18"}]  # fmt: skip
    found = reading(OLD | {"eligibility": rows})
    assert (found.listings[0].eligibility, found.listings[0].min_age) == ("Adults", 18)
    assert said(found, "eligibility.service_id") == [
        (1, "Crime victims", "names no service; left out")
    ]


@pytest.mark.parametrize(
    ("low", "high", "ages"),
    [("12", "100", (12, 100)), ("", "25", (None, 25)), ("40", "20", (None, None)), ("x", "-1", (None, None))],
)  # fmt: skip
def test_ages_are_numbers_in_order_or_none(low, high, ages):
    service = SERVICE | {"minimum_age": low, "maximum_age": high}
    one = listing(services=[service])
    assert (one.min_age, one.max_age) == ages


def test_conditions_are_kept_in_words():
    service = SERVICE | {
        "application_process": "Call first",
        "wait_time": "2 weeks",
        "fees_description": "Sliding scale",
        "eligibility_description": "Residents",
        "alert": "Moved",
        "alternate_name": "The House",
        "email": "house@example.org",
        "url": "www.example.org",
        "interpretation_services": "by phone",
        "assured_date": "2026-03-01",
        "last_modified": "2026-04-01T10:30:45.123Z",
    }
    one = listing(
        services=[service],
        required_documents=[{"id": "1", "service_id": "s1", "document": "Photo ID"}],
        cost_options=[
            {"id": "1", "service_id": "s1", "option": "Over 60", "amount": "5", "currency": "usd"}
        ],
        payments_accepted=[{"id": "1", "service_id": "s1", "payment": "Medicaid"}],
        service_areas=[{"id": "1", "service_id": "s1", "name": "Greene County, Ohio"}],
        service_capacities=[
            {"id": "1", "service_id": "s1", "unit": "beds", "available": "3", "maximum": "12",
             "updated": "2026-04-02T00:00:00Z"}
        ],
    )  # fmt: skip
    assert (one.application, one.wait, one.eligibility) == ("Call first", "2 weeks", "Residents")
    assert (one.alert, one.alternate_name, one.email) == ("Moved", "The House", "house@example.org")
    assert (one.url, one.documents) == ("https://www.example.org", "Photo ID")
    assert one.costs == [
        ("sliding", "Sliding scale"), ("other", "Over 60: 5 USD"), ("medicaid", "Medicaid"),
    ]  # fmt: skip
    assert values(one, "payment") == {"medicaid", "sliding"}
    assert (one.service_area, one.served_states) == ("Greene County, Ohio", ["OH"])
    assert one.capacity == "3 of 12 beds free (2026-04-02)"
    assert one.verified_on == date(2026, 3, 1)
    assert one.updated_at == datetime(2026, 4, 1, 10, 30, 45, 123000, tzinfo=UTC)
    assert "Interpreting: by phone" in one.description
