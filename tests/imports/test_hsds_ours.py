"""Does what a directory of ours says by the taxonomy "Peerline" come back as it was (docs/hsds.md)?"""

from datetime import date

import pytest

from imports.listing import Tag
from tests.imports.packages import MODERN, SERVICE, listing


def link(entity, id, code, value=""):
    return (entity, id, code, value)


def with_links(*links, **tables):
    """The usual package with attributes of ours on its rows."""
    terms = {code: f"u{n}" for n, (_, _, code, _) in enumerate(links)}
    return listing(
        attributes=[
            {"id": f"x{n}", "link_entity": entity, "link_id": id, "taxonomy_term_id": terms[code],
             "value": value}
            for n, (entity, id, code, value) in enumerate(links)
        ],
        taxonomy_terms=[
            {"id": id, "code": code, "name": code, "description": code, "taxonomy_id": "v1"}
            for code, id in terms.items()
        ],
        taxonomies=[{"id": "v1", "name": "Peerline", "description": "Our words"}],
        **tables,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "value", "tag"),
    [
        ("payment:medicaid", "samhsa:MD", Tag("payment", "medicaid", "samhsa", "MD")),
        ("language:es", "aa:S", Tag("language", "es", "aa", "S")),
        ("licence:", "samhsa:CARF", Tag("licence", None, "samhsa", "CARF")),
        (":", "211:BD-1800", Tag("", None, "211", "BD-1800")),
        ("language:en", "samhsa:", Tag("language", "en", "samhsa", "")),
        ("access:wheelchair", ":a:b", Tag("access", "wheelchair", "", "a:b")),
    ],
)
def test_a_tag_comes_back_with_its_code_list_and_code(code, value, tag):
    assert list(with_links(link("service", "s1", code, value)).tags) == [tag]


def test_the_code_of_a_term_may_stand_as_its_id():
    one = listing(
        attributes=[{"id": "1", "link_id": "s1", "link_entity": "service",
                     "taxonomy_term_id": "payment:free", "value": "local:"}],
        taxonomy_terms=[{"id": "payment:free", "name": "free", "taxonomy": "Peerline"}],
    )  # fmt: skip
    assert list(one.tags) == [Tag("payment", "free", "local", "")]


def test_what_hsds_has_no_field_for_comes_back():
    one = with_links(
        link("service", "s1", "listing:source_id", "su-77"),
        link("service", "s1", "listing:record_kind", "meeting"),
        link("service", "s1", "listing:status", "do_not_refer"),
        link("service", "s1", "listing:fellowship", "AA"),
        link("service", "s1", "listing:group_key", "hope@mill"),
        link("service", "s1", "listing:served_states", "OH,KY"),
        link("service", "s1", "listing:complete", "payment,sex"),
        link("service", "s1", "listing:alert_until", "2026-12-31"),
        link("service", "s1", "listing:withheld", "true"),
        link("location", "p1", "place:precision", "street"),
        link("location", "p1", "place:confidential", "true"),
        link("phone", "t1", "phone:kind", "intake"),
        link("schedule", "h1", "time:kind", "intake"),
        link("schedule", "h1", "time:zone", "America/Denver"),
        link("cost_option", "k1", "cost:kind", "medicaid"),
        cost_options=[{"id": "k1", "service_id": "s1", "option": "Medicaid"}],
    )
    assert (one.source_id, one.record_kind, one.status) == ("su-77", "meeting", "do_not_refer")
    assert (one.fellowship, one.group_key) == ("AA", "hope@mill")
    assert (one.served_states, one.complete) == (["OH", "KY"], frozenset({"payment", "sex"}))
    assert (one.alert_until, one.withheld) == (date(2026, 12, 31), True)
    assert (one.where.precision, one.where.confidential) == ("street", True)
    assert [p.kind for p in one.phones] == ["intake"] and one.costs == [("medicaid", "Medicaid")]
    assert {(t.kind, t.zone) for t in one.times} == {("intake", "America/Denver")}
    assert list(one.tags) == []


def test_a_time_without_an_end_and_words_alone_come_back():
    one = with_links(
        link("schedule", "h1", "time:kind", "meeting"),
        link("schedule", "h1", "time:minutes", ""),
        link("schedule", "h2", "time:text", "by appointment"),
        schedules=[
            MODERN["schedules"][0] | {"closes_at": "", "byday": "MO"},
            {"id": "h2", "service_id": "s1", "description": "by appointment"},
        ],
    )
    first, second = one.times
    assert (first.weekday, first.minutes, first.kind) == (1, None, "meeting")
    assert (second.weekday, second.text) == (None, "by appointment")


def test_terms_of_ours_that_no_field_has_change_nothing():
    one = with_links(
        link("service", "s1", "listing:raw", "x"), link("service", "s1", "listing:status", "x")
    )
    assert one.status == "active" and one.raw["service"] == SERVICE and list(one.tags) == []
