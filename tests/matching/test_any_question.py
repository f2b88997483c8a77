"""Can a screen ask, or an import bring, anything that fails? Every field of a question and of a listing."""

from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from matching import (
    AXES,
    ForWhom,
    Index,
    Kind,
    List,
    Offered,
    Place,
    Precision,
    Report,
    Slot,
    Stage,
    Status,
    StayAway,
    Tier,
    Tone,
    Wanted,
)

some = settings(max_examples=60, deadline=None)
text = st.text(max_size=12)
number = st.floats(allow_nan=True, allow_infinity=True)
whole = st.integers(-(10**9), 10**9)
keys = st.sampled_from(("a", "b", "group", "nobody"))
states = st.sampled_from(("", "MA", "PR", "??"))
zones = st.sampled_from(("America/New_York", "Asia/Kathmandu", "UTC", "", "No/Where"))
places = st.none() | st.builds(
    Place,
    st.sampled_from((0.0, 42.36, 90.0, -91.0)) | number,
    st.sampled_from((0.0, -71.06, 180.0, -181.0)) | number,
    st.sampled_from(Precision),
)
axes = st.sampled_from((*AXES, "an_axis_of_tomorrow"))


@st.composite
def tags(draw):
    found = {}
    for axis in draw(st.sets(axes, max_size=4)):
        known = st.sampled_from((*AXES.get(axis, ()), "es", "a value of tomorrow"))
        found[axis] = draw(st.frozensets(known, max_size=3))
    return found


def sets(values):
    return st.frozensets(values, max_size=3)


two_weeks = st.integers(0, 14 * 86_400)  # the clocks change in them
moments = two_weeks.map(lambda s: datetime(2026, 10, 25, tzinfo=UTC) + timedelta(seconds=s))
points = st.lists(st.tuples(places.filter(bool), number), max_size=2)
QUESTION = {
    "kind": st.sampled_from(List),
    "for_whom": st.sampled_from(ForWhom),
    "stage": st.none() | st.sampled_from(Stage),
    "tier": st.sampled_from(Tier),
    "place": places,
    "state": st.none() | states,
    "within_miles": st.sampled_from((0.0, 5.0, 25.0, 3000.0)) | number,
    "travel": st.sampled_from(("car", "transit", "walk", "boat")),
    "modes": sets(st.sampled_from(("in_person", "online", "phone", "pigeon"))),
    "times": sets(st.tuples(st.integers(-1, 8), st.integers(-1, 5))),
    "zone": zones,
    "must": tags(),
    "wish": tags(),
    "age": st.none() | st.integers(0, 120) | whole,
    "substances": sets(st.sampled_from(("alcohol", "opioid", "benzodiazepine", "tea"))),
    "on_medication": st.booleans(),
    "pregnant": st.booleans(),
    "violence": st.booleans(),
    "stay_away": st.builds(
        StayAway, points=points, groups=sets(keys), tags=tags(), venues=sets(keys)
    ),
    "did_not_suit": sets(keys),
    "words": text,
    "kinds": sets(st.sampled_from(Kind)),
    "by_outcomes": st.booleans(),
    "about_another": st.booleans(),
}
slots = st.builds(
    Slot,
    weekday=st.integers(-1, 8),
    start=st.sampled_from((time(), time(2, 30), time(23, 59))),
    minutes=st.sampled_from((-5, 0, 60, 1440, 10**6)),
    zone=zones,
    nth=st.none() | st.integers(-2, 6),
)
reports = st.builds(
    Report,
    kind=st.sampled_from(("full", "waits", "closed", "kind", "no_medicaid", "of tomorrow")),
    at=moments,
    weeks=st.none() | whole,
)
LISTING = {
    "key": keys,
    "kind": st.sampled_from(Kind),
    "name": text,
    "group": st.sampled_from(("", "group")),
    "tags": tags(),
    "complete": sets(axes),
    "place": places,
    "in_person": st.booleans(),
    "online": st.booleans(),
    "served_states": sets(states),
    "state": states,
    "slots": st.lists(slots, max_size=3),
    "ages": st.tuples(st.none() | whole, st.none() | whole),
    "status": st.sampled_from(Status),
    "how_soon": st.none() | whole,
    "confirmed_on": st.none() | st.dates(date(2020, 1, 1), date(2027, 1, 1)),
    "reports": st.lists(reports, max_size=2),
    "refused": tags(),
    "quality": whole,
    "got_in": st.none() | st.integers(0, 1000),
    "explore": whole,
    "load": whole,
    "unverified": st.booleans(),
    "gone_since": st.none() | st.dates(date(2020, 1, 1), date(2027, 1, 1)),
    "fellowship": text,
    "words": text,
}


def test_every_field_is_asked_and_every_field_is_brought():
    assert set(QUESTION) == {field.name for field in fields(Wanted)}
    assert set(LISTING) == {field.name for field in fields(Offered)}


@some
@given(
    st.builds(Wanted, **QUESTION),
    st.lists(st.builds(Offered, **LISTING), max_size=4, unique_by=lambda offer: offer.key),
    moments,
    st.sampled_from((-1, 0, 1, 20)),
    st.integers(0, 2**40),
)
def test_nothing_a_screen_asks_or_an_import_brings_fails(wanted, offers, now, limit, seed):
    index = Index.build(offers)
    ranking = index.rank(wanted, now=now, limit=limit, seed=seed)
    assert ranking == index.rank(wanted, now=now, limit=limit, seed=seed)
    shown = (*ranking.matches, *ranking.ring_first, *ranking.near)
    for match in shown:
        assert "" not in match.said(Tone.REASON) + match.said(Tone.CAUTION, "es")
    later = index.changed(offers[:1], {offers[-1].key} if len(offers) > 1 else set())
    later.rank(wanted, now=now + timedelta(days=1), limit=limit, seed=seed)
