"""When does a call speak of violence, so that women's groups are offered unasked?"""

import pytest

from casework import calls, needs, safety, support


@pytest.mark.parametrize(
    ("signs", "said"),
    [((), True), (("violence_now",), True), (("home",), True), (("unreachable",), False)],
)
def test_a_bare_yes_to_danger_is_violence_until_a_sign_narrows_it(at, cast, signs, said):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    assert not needs.violence(desk, calls.on_desk(desk, call))
    for item in ("danger", *(f"danger.{sign}" for sign in signs)):
        safety.answer(desk, call_id=call, side="caller", item=item, answer="yes")
    assert needs.violence(desk, calls.on_desk(desk, call)) == ({"caller"} if said else set())


def test_a_violent_person_in_the_support_map_is_violence(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    row = support.add(desk, call_id=call, question="distance", kind="partner")
    assert not needs.violence(desk, calls.on_desk(desk, call))
    support.change(desk, row_id=row, field="violent", value="yes")
    assert needs.violence(desk, calls.on_desk(desk, call))
