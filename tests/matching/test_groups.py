"""Are the rows of a group all found, whenever they were put in?"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.groups import Groups

PARTS = st.lists(st.lists(st.integers(0, 9), max_size=12), min_size=1, max_size=5)


@given(PARTS)
def test_the_rows_of_each_group_are_found_however_many_came_later(parts):
    groups, group = Groups.of(np.array(parts[0], dtype=np.int32)), list(parts[0])
    for part in parts[1:]:
        rows = np.arange(len(group), len(group) + len(part))
        groups = groups.with_more(rows, np.array(part, dtype=np.int32))
        group += part
    asked = np.array(sorted(set(group)), dtype=np.int64)
    rows, sizes = groups.of_each(asked)
    found = [sorted(some.tolist()) for some in np.split(rows, np.cumsum(sizes))[:-1]]
    assert found == [[row for row, one in enumerate(group) if one == which] for which in asked]
