"""Is the same said of a part of a list as of the whole?"""

from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Index
from tests.matching.cases import case


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_of_some_of_a_list_is_said_what_the_whole_list_says(seed):
    """But how it went, which is silent where nobody on the list is known of."""
    c = case(seed)
    index = Index.build(c.offers)
    asked = {"now": c.now, "limit": 1000, "seed": c.seed}
    whole = lists_of(index.rank(c.wanted, **asked))
    some = frozenset(match.key for matches in whole for match in matches[::2])
    part = lists_of(index.rank(c.wanted, **asked, only=some))
    for said, all_said in zip(part, whole, strict=True):
        assert [told(m) for m in said] == [told(m) for m in all_said if m.key in some]


def lists_of(ranking):
    return ranking.matches, ranking.ring_first, ranking.near


def told(match):
    said = [one for one in match.because if one.rule != "quality"]
    return match.key, match.slot, match.distance, match.next_start, match.via, match.also, said
