"""Does the example in the package's own words run?"""

import doctest

import matching


def test_the_example_runs():
    assert doctest.testmod(matching).failed == 0
