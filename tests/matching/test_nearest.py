"""Are the nearest medical places the same, however far one looks for them first?"""

from dataclasses import replace

import pytest

from matching import Index, List, Tier, geo, index
from tests.matching.cases import case


@pytest.mark.parametrize("seed", range(200))
def test_looking_around_first_changes_no_answer(seed, monkeypatch):
    c = case(seed, most=60)
    wanted = replace(c.wanted, kind=List.TREATMENT, tier=Tier.T1, within_miles=1.0)
    answers = []
    for miles in (0.0, 8.0, 20.0, 1_000.0):
        monkeypatch.setattr(index, "AROUND", geo.metres(miles))
        answers.append(Index.build(c.offers).rank(wanted, now=c.now, limit=c.limit, seed=c.seed))
    assert all(answer == answers[0] for answer in answers)
