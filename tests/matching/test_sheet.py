"""Does a rule say the same of a whole block, a bit each, as of each entry alone?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Index, Kind, Offered, Place, geo, marks
from matching.asked import Asked
from matching.columns import Names
from matching.encode import encode
from matching.reach import within_reach
from matching.rules import MUST
from tests.matching.cases import case

bools = st.lists(st.booleans(), max_size=300)


@pytest.mark.parametrize("seed", range(150))
def test_a_rule_says_the_same_of_many_as_of_each(seed):
    c = case(seed, most=150)
    asked = Asked(c.wanted, c.now)
    index = Index.build(c.offers)
    sheet, scope = within_reach(index._stock, index._times_at(asked.now), asked)
    where = marks.positions(scope)
    entries = sheet.entries(where)
    for rule in MUST:
        pairs = zip(rule(asked, sheet), rule(asked, entries), strict=True)
        for many, each in pairs:
            assert many.rule == each.rule
            assert marks.stands(many.no, where).tolist() == each.no.tolist()
            if many.unknown is not None:
                assert marks.stands(many.unknown, where).tolist() == each.unknown.tolist()


@given(bools)
def test_marks_hold_what_was_put_in(values):
    packed = marks.pack(np.array(values, dtype=bool))
    assert marks.unpack(packed)[: len(values)].tolist() == values
    assert marks.count(packed) == sum(values)
    assert marks.positions(packed).tolist() == [i for i, yes in enumerate(values) if yes]
    assert marks.stands(packed, np.arange(len(values))).tolist() == values


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=50))
def test_all_places_at_once_are_where_each_is(points):
    halves = [(round(lat, 4) + 0.00005, round(lon, 4)) for lat, lon in points if lat < 89]
    places = [Place(lat, lon) for lat, lon in [*points, *halves]]
    offers = [
        Offered(key=str(n), kind=Kind.SERVICE, name="", place=p) for n, p in enumerate(places)
    ]
    columns = encode(offers, Names())
    assert columns.place.T.tolist() == [list(map(float, geo.xyz(place))) for place in places]
    doors = [(round(place.lat, 4), round(place.lon, 4)) for place in places]
    same = dict(zip(columns.site.tolist(), doors, strict=True))
    assert len(same) == len(set(doors))
    cells = [geo.cell(place) for place in places]
    wide = geo.CELLS + 1
    found = [divmod(block % (wide * (geo.BANDS + 1)), wide) for block in columns.block.tolist()]
    assert found == cells


@pytest.mark.parametrize("block", range(3))
def test_the_rules_tried_again_on_the_rows_shown_say_what_they_were_listed_by(block):
    """Not done on each display: docs/sayings.md says why."""
    for seed in range(block * 100, block * 100 + 100):
        c = case(seed, most=60)
        found = Index.build(c.offers).find(c.wanted, now=c.now, limit=c.limit, seed=c.seed)
        judged = found.order.judged
        chosen = [one.where for listed in found.lists for one in listed.chosen]
        where = np.array(chosen, dtype=np.int64)
        shown = judged.see.entries(where)
        again = [verdict for rule in MUST for verdict in rule(found.order.asked, shown)]
        for first, second in zip(judged.tried, again, strict=True):
            assert first.rule == second.rule
            assert marks.stands(first.no, where).tolist() == second.no.tolist()
            if first.unknown is not None:
                assert marks.stands(first.unknown, where).tolist() == second.unknown.tolist()


@pytest.mark.parametrize("seed", range(20))
def test_what_was_kept_of_other_questions_is_what_is_worked_out_anew(seed):
    offers = case(seed, most=150).offers
    index = Index.build(offers)
    for other in range(40):
        c = case(1000 * seed + other)
        if other % 10 == 9:
            index = index.changed(c.offers, [offers[other].key] if len(offers) > other else [])
        alone = Index.build(index.offers())
        lists = [i.rank(c.wanted, now=c.now, limit=c.limit, seed=c.seed) for i in (index, alone)]
        assert lists[0] == lists[1]
