"""What could a screen and a directory say? Small random directories and questions."""

from datetime import UTC, date, datetime, time

from hypothesis import strategies as st

from matching import (
    AXES,
    ForWhom,
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
    Wanted,
)

ZONES = ("America/New_York", "America/Phoenix", "America/Los_Angeles", "Europe/London", "UTC")
VALUES = {axis: tuple(values) for axis, values in AXES.items() if values} | {
    "language": ("en", "es")
}
OFTEN = (
    "care_type setting medication opioid_policy payment age_group company women_only pregnancy "
    "language access outlook moud_stance for_whom open_closed exclusive detox_substance "
    "substance_focus approach"
).split()
places = st.builds(
    Place,
    st.floats(41.9, 42.8).map(lambda x: round(x, 3)),
    st.floats(-71.6, -70.6).map(lambda x: round(x, 3)),
    st.sampled_from(Precision),
)
far_places = st.builds(Place, st.sampled_from((40.0, 47.5, 42.36)), st.sampled_from((-71.06, -80)))
some_place = st.one_of(places, places, places, far_places)
slots = st.builds(
    Slot,
    st.integers(0, 6),
    st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45))),
    st.sampled_from((30, 60, 90, 600)),
    st.sampled_from(ZONES),
    st.sampled_from((None, None, None, 1, 4, -1)),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)).map(
    lambda at: at.replace(tzinfo=UTC)
)
near_changes = st.builds(
    lambda day, h, m: datetime(2026, *day, h, m, tzinfo=UTC),
    st.sampled_from(((3, 8), (3, 7), (11, 1), (10, 25), (3, 29), (10, 31))),
    st.integers(0, 23),
    st.integers(0, 59),
)
nows = st.one_of(moments, near_changes)


def tags(most: int) -> st.SearchStrategy:
    axis = st.sampled_from(OFTEN)
    pair = axis.flatmap(
        lambda a: st.tuples(
            st.just(a), st.frozensets(st.sampled_from(VALUES[a]), min_size=1, max_size=2)
        )
    )
    return st.lists(pair, max_size=most).map(dict)


def reports(now: datetime) -> st.SearchStrategy:
    days = st.sampled_from((0.1, 0.9, 1.1, 6, 29, 31, 80))
    kinds = st.sampled_from(("full", "waits", "wrong_number", "closed", "not_taking"))
    return st.lists(
        st.builds(
            lambda kind, ago, weeks: Report(
                kind, datetime.fromtimestamp(now.timestamp() - ago * 86400, UTC), weeks
            ),
            kinds,
            days,
            st.sampled_from((None, 0, 1, 3)),
        ),
        max_size=1,
    )


def offers(now: datetime) -> st.SearchStrategy:
    return st.builds(
        Offered,
        key=st.integers(0, 60).map(lambda n: f"k{n:02d}"),
        kind=st.sampled_from((Kind.MEETING, Kind.TREATMENT, *Kind)),
        name=st.sampled_from(("New Hope", "Harbour House", "hope", "Serenity Now")),
        group=st.sampled_from(("", "", "g1", "g2", "g3")),
        tags=tags(6),
        complete=st.frozensets(st.sampled_from(OFTEN), max_size=3),
        place=st.one_of(some_place, some_place, st.none()),
        in_person=st.sampled_from((True, True, False)),
        online=st.sampled_from((True, False)),
        served_states=st.sampled_from((frozenset(), frozenset({"MA"}), frozenset({"NH"}))),
        slots=st.lists(slots, max_size=3),
        ages=st.sampled_from(((None, None), (None, None), (18, None), (13, 17))),
        status=st.sampled_from((Status.ACTIVE,) * 6 + tuple(Status)),
        how_soon=st.sampled_from((None, 0, 12, 13, 48, 49, 336, 337)),
        confirmed_on=st.sampled_from((None, date(2026, 1, 1))),
        reports=reports(now),
        quality=st.integers(0, 1000),
        load=st.integers(0, 2000),
        unverified=st.booleans(),
    )


def wanteds() -> st.SearchStrategy:
    cells = st.tuples(st.integers(0, 6), st.integers(0, 3))
    return st.builds(
        Wanted,
        kind=st.sampled_from((List.PEERS, List.TREATMENT, List.PEERS, List.PRACTICAL)),
        for_whom=st.sampled_from(ForWhom),
        stage=st.sampled_from((None, *Stage)),
        tier=st.sampled_from((Tier.T3, Tier.T2, *Tier)),
        place=st.one_of(places, places, places, st.none()),
        state=st.sampled_from((None, "MA")),
        within_miles=st.sampled_from((25.0, 5.0, 0.0, 100.0)),
        travel=st.sampled_from(("car", "transit", "walk")),
        modes=st.sampled_from((frozenset({"in_person", "online"}), frozenset({"in_person"}))),
        times=st.one_of(st.just(frozenset()), st.frozensets(cells, min_size=3, max_size=12)),
        zone=st.sampled_from(ZONES),
        must=tags(2),
        wish=tags(2),
        age=st.sampled_from((None, None, 16, 12, 19, 40, 70)),
        substances=st.frozensets(
            st.sampled_from(("alcohol", "benzodiazepine", "opioid", "cannabis")), max_size=2
        ),
        on_medication=st.sampled_from((False, False, True)),
        pregnant=st.sampled_from((False, False, True)),
        violence=st.sampled_from((False, False, True)),
        stay_away=st.one_of(st.just(StayAway()), stay_aways()),
        did_not_suit=st.sampled_from((frozenset(), frozenset({"g1", "k03"}))),
        words=st.sampled_from(("", "", "hope", "harbour hope")),
    )


def stay_aways() -> st.SearchStrategy:
    point = st.tuples(places, st.sampled_from((1.0, 10.0)))
    return st.builds(
        StayAway,
        st.lists(point, max_size=1),
        st.sampled_from((frozenset(), frozenset({"g2"}))),
        st.sampled_from(({}, {"outlook": frozenset({"faith"})})),
    )


def directories(now: datetime, most: int = 25) -> st.SearchStrategy:
    return st.lists(offers(now), max_size=most, unique_by=lambda offer: offer.key)
