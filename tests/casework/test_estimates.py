"""What counts say of a place: bounded, monotone, neutral where nothing is known."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.directory.estimates import (
    KNOWN,
    LEAST,
    MOST,
    NONE,
    USUAL,
    YARDSTICK,
    Alike,
    Estimate,
    Tally,
    weight,
)

TODAY = date(2026, 11, 24)


@st.composite
def tallies(draw, most=60.0):
    known = draw(st.floats(0, most))
    return Tally(known * draw(st.floats(0, 1)), known)


def added(places):
    alike = Alike()
    for place in places:
        alike = alike.with_place(place)
    return alike


others = st.lists(tallies(), max_size=8)


@given(tallies(), others, others)
def test_quality_and_what_is_said_stay_within_their_bounds(own, alike, elsewhere):
    cell = added(alike)
    found = Estimate.of(own, cell, cell.tally + added(elsewhere).tally)
    assert 0 <= found.quality <= 1000
    assert 0 <= found.explore <= 1000
    assert LEAST <= found.firm <= MOST
    assert found.got_in is None or 0 <= found.got_in <= 1000
    low, high = found.interval()
    assert -1e-9 <= low <= found.rate + 1e-9
    assert found.rate - 1e-9 <= high <= 1 + 1e-9


@given(tallies(), st.floats(0, 1), others, others)
def test_one_more_who_got_in_never_lowers_a_place(own, more, alike, elsewhere):
    cell = added(alike)
    everywhere = cell.tally + added(elsewhere).tally
    before = Estimate.of(own, cell, everywhere)
    after = Estimate.of(own + Tally(more, more), cell, everywhere)
    assert after.rate >= before.rate - 1e-12
    if before.is_known:
        assert after.quality >= before.quality
        assert after.got_in >= before.got_in


@given(others, others)
def test_what_nobody_knows_is_neither_punished_nor_rewarded(alike, elsewhere):
    cell = added(alike)
    found = Estimate.of(NONE, cell, cell.tally + added(elsewhere).tally)
    assert (found.quality, found.got_in) == (USUAL, None)


@given(tallies(most=KNOWN - 0.01), others)
def test_below_five_effective_outcomes_we_do_not_know_yet(own, alike):
    found = Estimate.of(own, added(alike), added(alike).tally)
    assert (found.quality, found.got_in) == (USUAL, None)


@given(tallies(), tallies(most=YARDSTICK - 0.01))
def test_with_nobody_to_compare_with_quality_says_nothing(own, rest):
    assert Estimate.of(own, added([rest]), rest).quality == USUAL


def test_a_place_as_good_as_the_others_like_it_is_usual():
    """Also where it is hard to get in: the cell is not the place's merit or fault."""
    for rate in (0.2, 0.8):
        cell = added([Tally(rate * 30, 30)] * 4)
        found = Estimate.of(Tally(rate * 10, 10), cell, cell.tally)
        assert found.quality in {USUAL - 1, USUAL}


def test_few_outcomes_move_a_place_little_and_many_move_it_far():
    cell = added([Tally(15, 30)] * 4)
    few = Estimate.of(Tally(6, 6), cell, cell.tally)
    many = Estimate.of(Tally(60, 60), cell, cell.tally)
    assert USUAL < few.quality < many.quality
    assert many.explore < few.explore < Estimate.of(NONE, cell, cell.tally).explore


def test_places_that_lie_far_apart_are_drawn_together_less():
    alike = Estimate.of(Tally(9, 10), added([Tally(15, 30)] * 6), Tally(90, 180))
    apart = Estimate.of(Tally(9, 10), added([Tally(2, 30), Tally(28, 30)] * 3), Tally(90, 180))
    assert alike.firm == MOST
    assert apart.firm == LEAST
    assert apart.rate > alike.rate


def test_the_words_follow_the_count_and_the_estimate_whichever_says_less():
    """One of five got in where most do: "most people got in" would be untrue of this place."""
    cell = added([Tally(27, 30)] * 4)
    found = Estimate.of(Tally(1, 5), cell, cell.tally)
    assert found.rate > 0.6
    assert found.got_in == 500


def test_taken_out_again_a_place_leaves_no_trace():
    cell = added([Tally(3, 7), Tally(9, 11)])
    rest = cell.with_place(Tally(2, 5)).without(Tally(2, 5))
    assert rest.places == 2
    assert abs(rest.between() - cell.between()) < 1e-9


def test_after_half_a_year_an_outcome_counts_half():
    assert weight(TODAY, TODAY) == 1
    assert weight(TODAY - timedelta(days=180), TODAY) == 0.5
    assert weight(TODAY + timedelta(days=1), TODAY) == 1  # a clock that runs ahead


def test_the_interval_is_near_the_exact_one():
    """Beta(14.4, 5.6), eight cases of ten: 0.588 to 0.842."""
    found = Estimate(Tally(14, 18), 0.2, 2.0, True)
    low, high = found.interval()
    assert abs(low - 0.588) < 0.015
    assert abs(high - 0.842) < 0.015
