"""The same place twice, whatever is joined and taken apart: never listed twice, and all of it taken back."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework import directory
from casework.directory import one_place, snapshot
from casework.errors import Refused
from db import session
from db.models import Duplicate, Service, SourceRecord
from matching import List, Place, Wanted
from tests.casework import making
from tests.casework.feeds import DAYTON, clinic
from tests.casework.test_twice import METHADONE, SAMHSA, offers, pairs, rows, take, written_down

NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)
FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def propose(kind, table, count):
    """Every pair of `count` rows, asked by hand."""
    ids = [row.id for row in rows(table)][-count:]
    made = [
        Duplicate(kind=kind, first_id=a, second_id=b, likeness=80, evidence=["by hand"])
        for a in ids
        for b in ids
        if a < b
    ]
    making.save(*made)
    return [row.id for row in made], ids


STEPS = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["this", "that", "apart"])), max_size=14
)


def walk(desk, ids, steps):
    """Joins and takes apart; what is refused is refused and changes nothing."""
    for which, how in steps:
        row = desk.session.get(Duplicate, ids[which % len(ids)], populate_existing=True)
        try:
            if how == "apart":
                directory.reconsider(desk, row.id)
            else:
                keep = row.first_id if how == "this" else row.second_id
                directory.merge(desk, row.id, keep_id=keep)
        except Refused:
            desk.session.rollback()


@FEW
@given(STEPS)
def test_a_joined_place_is_never_listed_twice(cast, at, steps):
    desk, ids, services = prepared(cast, at)
    walk(desk, ids, steps)
    shown = {key for key in offers() if key.startswith("s")}
    with session.reading() as opened:
        one = one_place.families(opened, Service)
    for id in services:
        assert len(shown & {f"s{each}" for each in one.of(id)}) == 1
    wanted = Wanted(kind=List.TREATMENT, place=Place(39.76, -84.19), zone="America/New_York")
    ranked = snapshot.settle().index.rank(wanted, now=NOW)
    listed = [match.key for match in (*ranked.matches, *ranked.ring_first, *ranked.near)]
    heads = [one.head(int(key[1:])) for key in listed]
    assert len(heads) == len(set(heads))
    undo_all(desk)


@FEW
@given(STEPS)
def test_all_taken_back_is_as_before(cast, at, steps):
    desk, ids, _ = prepared(cast, at)
    before = written_down()
    walk(desk, ids, steps)
    undo_all(desk)
    assert written_down() == before


def prepared(cast, at):
    """Five clinics, two of them surveys of one place; made once for all examples of a test."""
    if not any(row.source_key == "su-1" for row in rows(SourceRecord)):
        far = [
            clinic(n, source_id=f"su-{n}", where=replace(DAYTON, line1=f"{n} Mill Rd"), phones=[])
            for n in range(1, 5)
        ]
        twin = clinic(1, source_id="mh-1", same_as="su-1", phones=[], tags=[METHADONE])
        take(at, cast, SAMHSA, *far, twin)
        propose("service", Service, 5)
    ids = [row.id for row in rows(Duplicate) if row.evidence == ["by hand"]]
    return at(cast.edda), ids, [row.id for row in rows(Service)][-5:]


def undo_all(desk):
    """The last decision first: what was joined to a joined one goes before it."""
    for row in sorted(pairs("service", "merged"), key=lambda each: each.decided_at, reverse=True):
        directory.reconsider(desk, row.id)
