"""Are words found as docs/words.md says: folded, begun, misspelled, in one order, after changes?"""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Index, Kind, Offered, Place
from matching.search import Only
from matching.spelling import asked_words, fold, forgiven, slips
from matching.words import CARE_KINDS
from tests.matching import oracle_text
from tests.matching.cases import SAID, case

NAMES = (
    *("New Hope", "Hope House", "Harbour House", "Harbor Home", "Serenity Now", "Al-Anon José's"),
    *("Straße Ost", "12-Step Study", "St. Mary’s Women in Recovery", "Хоуп центр", "希望 之家", ""),
)
ELSE = ("", "Dayton OH 45402", "Clayton OH 45315", "Salem OR 97301 AA Alcoholics Anonymous")
TYPED = (
    *SAID,
    *("h", "ha", "harb", "harbor hose", "Strasse", "st mary's", "12step", "12 steps", "marys wom"),
    *(
        "daytn",
        "dayton oh",
        "HOPE",
        "methadone",
        "suboxone",
        "gay",
        "group",
        "kids",
        "хоуп",
        "希望",
    ),
    *("a", "the of", "de la", "ou", "family al-anon", "emrgency", "on line", "detox dayton"),
)
some = settings(max_examples=150, deadline=None)


def listings(seed: int) -> list[Offered]:
    r = Random(seed)
    return [
        replace(offer, name=r.choice(NAMES), words=r.choice(ELSE))
        for offer in case(seed, most=40).offers
    ]


def found(index: Index, text: str, limit: int = 100):
    return [(hit.key, hit.how) for hit in index.search(text, limit=limit)]


@some
@given(st.integers(0, 2**32), st.sampled_from(TYPED))
def test_find_agrees_with_the_oracle(seed, text):
    offers = listings(seed)
    assert found(Index.build(offers), text) == oracle_text.search(text, offers, 100)


@pytest.mark.parametrize("text", TYPED)
def test_find_agrees_with_the_oracle_on_fixed_seeds(text):
    for seed in range(12):
        offers = listings(seed)
        assert found(Index.build(offers), text) == oracle_text.search(text, offers, 100)


@some
@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_changes_one_after_the_other_are_found_as_in_a_fresh_index(seed, other):
    r = Random(other)
    held = {offer.key: offer for offer in listings(seed)}
    index = Index.build(held.values())
    for step in range(4):
        more = [replace(o, key=f"{o.key}{r.choice('xy')}") for o in listings(other + step)[:9]]
        more += [replace(o, name=r.choice(NAMES)) for o in r.sample(list(held.values()), 1)]
        gone = set(r.sample(sorted(held), len(held) // 4)) - {offer.key for offer in more}
        before = found(index, "hope")
        old, index = index, index.changed(more, gone)
        held = {k: o for k, o in held.items() if k not in gone} | {o.key: o for o in more}
        fresh = Index.build(held.values())
        for text in r.sample(TYPED, 5):
            assert found(index, text) == found(fresh, text) == found(index.packed(), text)
        assert found(old, "hope") == before
        assert {o.key: o for o in index.offers()} == held
        assert all(index.offer(key) == held.get(key) for key in [*gone, *held])


letters = st.text("abcdeé", min_size=1, max_size=12)


@some
@given(letters, st.lists(letters, min_size=1, max_size=9))
def test_slips_are_counted_as_the_oracle_counts_them(word, others):
    if most := forgiven(word):
        exact = [min(most + 1, oracle_text.steps(word, other)) for other in others]
        assert slips(word, others).tolist() == exact


@some
@given(st.text())
def test_a_folded_text_folds_to_itself_and_words_are_the_oracles(text):
    assert fold(fold(text)) == fold(text)
    assert list(asked_words(text)) == oracle_text.asked(text)
    offer = Offered(key="a", kind=Kind.MEETING, name=text, words=text)
    index = Index.build([offer, replace(offer, key="b", name="x")])
    assert found(index, text) == oracle_text.search(
        text, [offer, replace(offer, key="b", name="x")], 9
    )


def test_marks_round_a_name_do_not_order_it():
    offers = [
        Offered(key=key, kind=Kind.MEETING, name=name)
        for key, name in (("a", "X:"), ("b", "x"), ("c", ": x"), ("d", "x-"))
    ]
    index = Index.build(offers)
    assert found(index, "x") == oracle_text.search("x", offers, 9)
    assert [key for key, _ in found(index, "x")] == ["a", "b", "c", "d"]


def test_what_is_near_stands_by_miles_and_what_has_no_place_does_not():
    here = Place(39.76, -84.19)
    room = Offered(key="a", kind=Kind.MEETING, name="Hope", place=Place(39.90, -84.19))
    index = Index.build(
        [
            room,
            replace(room, key="b", place=here),
            replace(room, key="c", place=None),
            replace(room, key="d", place=Place(45, -84.19)),
        ]
    )
    near = index.search("hop", near=here, within_miles=25)
    assert [(hit.key, hit.miles) for hit in near] == [("b", 0.0), ("a", 9.7)]
    assert [hit.key for hit in index.search("", near=here)] == ["b", "a"]
    assert index.search("") == index.search("hope", limit=0) == []


def test_a_long_list_begins_with_the_first_names():
    rooms = [Offered(key=f"k{n}", kind=Kind.MEETING, name=f"Room {n:04}") for n in range(2000)]
    shuffled = Random(1).sample(rooms, len(rooms))
    assert [hit.key for hit in Index.build(shuffled).search("room", limit=50)] == [
        f"k{n}" for n in range(50)
    ]


@some
@given(st.integers(0, 10**6), st.sampled_from(("", *TYPED)), st.randoms(use_true_random=False))
def test_a_list_keeps_to_what_it_is_told_and_to_its_order(seed, text, r):
    offers = listings(seed)
    index = Index.build(offers)
    kinds = frozenset(r.sample(list(Kind), r.choice((0, 1, 3))))
    keys = r.choice((None, {o.key for o in offers if r.random() < 0.5}))
    only = Only(kinds, in_person=r.random() < 0.3, online=r.random() < 0.3, keys=keys)

    def kept(offer):
        phone = offer.kind is Kind.WARM_LINE
        screen = offer.online or (
            offer.kind in CARE_KINDS and "telehealth" in offer.tags.get("setting", ())
        )
        return (
            (not kinds or offer.kind in kinds)
            and (keys is None or offer.key in keys)
            and (not only.in_person or (offer.in_person and not phone))
            and (not only.online or screen or phone)
        )

    few = [offer for offer in offers if kept(offer)]
    mine = [hit.key for hit in index.search(text, limit=200, only=only)]
    assert set(mine) <= {offer.key for offer in few}
    if text and only:
        alone = [hit.key for hit in Index.build(few).search(text, limit=200)]
        assert mine == alone or not asked_words(text)
    elif only:
        assert set(mine) == {offer.key for offer in few}
    else:
        assert mine == [hit.key for hit in index.search(text, limit=200)]
