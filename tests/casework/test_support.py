"""Does the support map keep what was said, and derive only what follows from it?"""

import pytest

from casework import calls, support
from casework.errors import NotAllowed, NotFound, Refused


def test_a_sponsor_who_died_is_isolation_today(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    row = support.add(desk, call_id=call, question="on_side", kind="sponsor")
    assert support.flags(support.sources(desk, call)) != []
    support.change(desk, row_id=row, field="gives", value=["transport"])
    assert support.flags(support.sources(desk, call)) == []
    support.change(desk, row_id=row, field="ended", value="died")
    (flag,) = support.flags(support.sources(desk, call))
    assert (flag.name, flag.because) == ("isolated", "sponsor died")


def test_nobody_asked_derives_nothing(at, cast):
    desk = at(cast.cleo)
    assert support.flags(support.sources(desk, calls.begin(desk))) == []


def test_a_trigger_at_home_and_violence_are_flagged(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    row = support.add(desk, call_id=call, question="distance", kind="partner")
    support.change(desk, row_id=row, field="lives_with", value="yes")
    support.change(desk, row_id=row, field="violent", value="yes")
    assert {f.name for f in support.flags(support.sources(desk, call))} == {
        "isolated",
        "trigger at home",
        "violence",
    }


def test_who_may_change_it(at, cast):
    desk = at(cast.cleo)
    row = support.add(desk, call_id=calls.begin(desk), question="on_side", kind="friend")
    with pytest.raises(NotAllowed):
        support.change(at(cast.dan), row_id=row, field="uses", value="yes")
    with pytest.raises(NotFound):
        support.change(at(cast.nia), row_id=row, field="uses", value="yes")
    with pytest.raises(Refused):
        support.change(desk, row_id=row, field="uses", value="perhaps")
    support.remove(desk, row_id=row)
    with pytest.raises(NotFound):
        support.remove(desk, row_id=row)
