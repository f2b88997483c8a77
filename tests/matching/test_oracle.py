"""Does the engine answer as the slow oracle does: same keys, order, slots, scores and counts?"""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import Index
from matching.rank import PEER_SLOTS, PLACE_SLOTS
from matching.words import List
from tests.matching.oracle import Oracle
from tests.matching.strategies import directories, nows, wanteds

questions = nows.flatmap(lambda now: st.tuples(st.just(now), directories(now), wanteds()))


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(questions, st.sampled_from((0, 1, 77)), st.sampled_from((20, 3)))
def test_the_engine_agrees_with_the_oracle(question, seed, limit):
    now, offers, wanted = question
    ranking = Index.build(offers).rank(wanted, now=now, limit=limit, seed=seed)
    oracle = Oracle(offers, wanted, now, limit, seed)
    names = PEER_SLOTS if wanted.kind is List.PEERS else PLACE_SLOTS
    for mine, theirs in zip(
        (ranking.matches, ranking.ring_first, ranking.near), oracle.lists(), strict=True
    ):
        assert [(m.key, m.via, m.slot, m.score) for m in mine] == [
            (e.offer.key, e.way, names[e.slot], e.score) for e in theirs
        ]
        assert all(sum(m.parts.values()) == m.score for m in mine)
    assert ranking.left_out == oracle.left_out
