"""Does everybody on the page of scenarios get what it says, and nothing it forbids?"""

import pytest

from matching import Index, list_of
from tests.matching import page
from tests.matching.oracle import Oracle
from tests.matching.page_words import Unread

PAGE = page.read()
INDEX = Index.build(PAGE.directory)
KINDS = {offer.key: list_of(offer.kind) for offer in PAGE.directory}


def keys(matches):
    return [match.key for match in matches]


@pytest.mark.parametrize("one", PAGE.scenarios, ids=lambda one: one.who)
def test_they_get_what_the_page_says(one):
    ranking = INDEX.rank(one.wanted, now=one.now)
    found = keys(ranking.matches)
    holds("also shown", found[len(one.first or []) :], one.also)
    holds("ring first", keys(ranking.ring_first), one.ring)
    holds("nearly", keys(ranking.near), one.nearly)
    assert found[: len(one.first or [])] == (one.first or [])
    assert one.first != [] or not found
    assert not one.last or found[-len(one.last) :] == one.last
    lists = (ranking.matches, ranking.ring_first, ranking.near)
    shown = {key for one in lists for match in one for key in (match.key, *match.also)}
    assert not shown & set(one.never)


def holds(name, found, expected):
    """Those the page names are there; nobody is, where it says "none"."""
    if expected is not None:
        assert set(expected) <= set(found), (name, found)
        assert expected or not found, (name, found)


@pytest.mark.parametrize("one", PAGE.scenarios, ids=lambda one: one.who)
def test_the_oracle_says_the_same(one):
    ranking = INDEX.rank(one.wanted, now=one.now)
    lists = (ranking.matches, ranking.ring_first, ranking.near)
    oracle = Oracle(PAGE.directory, one.wanted, one.now)
    for found, expected in zip(lists, oracle.lists(), strict=True):
        assert [(m.key, m.score) for m in found] == [(e.offer.key, e.score) for e in expected]


def test_the_page_forbids_only_what_could_have_been_shown():
    for one in PAGE.scenarios:
        assert {KINDS[key] for key in one.never} <= {one.wanted.kind}, one.who


def test_every_line_says_something_and_every_listing_is_spoken_of():
    said = set()
    for one in PAGE.scenarios:
        named = [*(one.first or []), *(one.also or []), *(one.ring or []), *(one.nearly or [])]
        assert named or one.first == [], one.who
        said |= {*named, *one.never}
    assert said == PAGE.keys
    assert len(PAGE.scenarios) >= 100


LINE = "| Who calls | Where | Asks | First | Also | Ring | Nearly | Never |\n|-|-|-|-|-|-|-|-|\n"


@pytest.mark.parametrize(
    "line",
    (
        "| A | Boston, Sunday 5:20 pm | peer support; as kin | | | | | |",
        "| A | Boston, Sunday 5:20 pm | groups | | | | | |",
        "| A | Boston, Sunday 5:20 pm | peer support; must have Klingon | | | | | |",
        "| A | Boston, Sunday 5:20 pm | peer support; uses tea | | | | | |",
        "| A | Boston, Sunday 5:20 pm | peer support; can come Sunday middays | | | | | |",
        "| A | Boston, Sunday 5:20 pm | peer support | Bostn AA | | | | |",
        "| A | Bostn, Sunday 5:20 pm | peer support | | | | | |",
        "| A | Boston, Someday 5:20 pm | peer support | | | | | |",
        "| A | Boston, Sunday 25:20 | peer support | | | | | |",
        "| A | Boston, Sunday 5:20 pm | peer support | | | | |",
    ),
)
def test_a_word_nobody_knows_is_an_error(line):
    text = page.PAGE.read_text(encoding="utf-8")
    with pytest.raises(Unread):
        page.Page(text + "\n\n" + LINE + line)
