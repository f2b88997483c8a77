"""Does the engine answer as the slow oracle does: same keys, order, slots, scores and counts?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Index
from matching.rank import PEER_SLOTS, PLACE_SLOTS
from matching.words import List
from tests.matching.cases import case
from tests.matching.oracle import Oracle


def agree(seed: int) -> None:
    c = case(seed)
    ranking = Index.build(c.offers).rank(c.wanted, now=c.now, limit=c.limit, seed=c.seed)
    oracle = Oracle(c.offers, c.wanted, c.now, c.limit, c.seed)
    names = PEER_SLOTS if c.wanted.kind is List.PEERS else PLACE_SLOTS
    mine = (ranking.matches, ranking.ring_first, ranking.near)
    for found, expected in zip(mine, oracle.lists(), strict=True):
        assert [(m.key, m.via, m.slot, m.score) for m in found] == [
            (e.offer.key, e.way, names[e.slot], e.score) for e in expected
        ]
        assert all(sum(m.parts.values()) == m.score for m in found)
    assert ranking.left_out == oracle.left_out


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32))
def test_the_engine_agrees_with_the_oracle(seed):
    agree(seed)


@pytest.mark.parametrize("block", range(4))
def test_the_engine_agrees_on_fixed_seeds(block):
    for seed in range(block * 150, block * 150 + 150):
        agree(seed)
