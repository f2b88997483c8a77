"""Is what a list left out said in words, the most of it first?"""

import inspect
import re

from casework import left_out
from matching import AXES, ForWhom, List, Wanted, rules

KIN = Wanted(
    kind=List.PEERS,
    for_whom=ForWhom.KIN,
    within_miles=5,
    must={"language": frozenset({"es"}), "payment": frozenset({"medicaid", "free"})},
)


def test_the_three_largest_are_said_in_the_words_of_what_was_asked():
    counts = {"language": 12, "closed_meetings": 3, "distance": 1_200, "times": 1, "status": 0}
    assert left_out.said(counts, KIN) == (
        "Left out: 1,200 more than 5 miles away, 12 not in Spanish, 3 closed to relatives."
    )
    assert left_out.said({"cost": 2}, KIN) == "Left out: 2 that take no Medicaid or free."
    assert left_out.said({}, KIN) == ""


def test_two_rules_that_say_the_same_are_counted_together():
    counts = {"withdrawal": 2, "stay_away": 1, "made_up": 4, "another": 1}
    assert left_out.said(counts, KIN).startswith("Left out: 5 for another reason, 2 without")


def test_every_rule_and_every_axis_has_words_of_its_own():
    named = set(
        re.findall(r'(?:Verdict|(?<!\.)fact)\((?:see, )?\n?\s*"(\w+)"', inspect.getsource(rules))
    )
    assert {"status", "age", "distance", "withdrawal"} <= named
    must = {axis: frozenset(list(values)[:1] or ["pl"]) for axis, values in AXES.items()}
    wanted = Wanted(kind=List.TREATMENT, must=must)
    for rule in named | AXES.keys():
        said = left_out.said({rule: 1}, wanted)
        assert left_out.OTHER not in said, rule
        assert "_" not in said, rule
