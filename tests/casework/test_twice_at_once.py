"""Two editors decide about the same places at one moment: the second waits, and reads what the first did.

Each acts in a thread and a session of its own. Whoever has read goes on only when the other has read
too, or is held up: without the lock (`one_at_a_time`) both would write what they read.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from casework import directory
from casework.desk import Desk
from casework.directory import twice
from casework.directory.one_place import families
from casework.directory.twice_joining import Press
from casework.directory.twice_parting import Apart
from casework.errors import Refused
from db import session
from db.models import AuditEntry, Duplicate, Service
from tests.casework.feeds import clinic
from tests.casework.test_twice import OTHER, SAMHSA, STATE, pairs, rows, take, two_clinics

A_MOMENT = 0.3  # seconds in which a second writer of SQLite would have read, were it not held up
LONG = 20.0

JOINING = (Press, "__init__")
PARTING = (Apart, "__init__")
ITS_LINE = (twice, "_row")
NAMES = ["Quay Street Detox", "Mill House", "Harbor Recovery"]


@pytest.fixture
def at_one_moment(cast, monkeypatch):
    """`at_one_moment((act, READ), (act, READ))`: what each was refused with, or None. An act has read
    when that place of the program was passed."""

    def run(*acts):
        have_read, place_of = set(), {}

        def noting(place, reads):
            def noted(*words):
                found, me = reads(*words), threading.get_ident()
                if place_of[me] == place:
                    have_read.add(me)
                    _until(lambda since: _all_met(len(acts) - len(have_read), since))
                return found

            return noted

        def one(who, act, place):
            place_of[threading.get_ident()] = place
            with session.reading() as opened:
                return act(Desk(who, opened))

        with monkeypatch.context() as patch, ThreadPoolExecutor(len(acts)) as pool:
            for place in {place for _, place in acts}:
                patch.setattr(*place, noting(place, getattr(*place)))
            who = (cast.edda, cast.adam)
            done = [pool.submit(one, of, *act) for of, act in zip(who, acts, strict=True)]
            return [each.exception() for each in done]

    return run


def _until(met):
    since = time.monotonic()
    while not met(since):
        assert time.monotonic() - since < LONG, "the other never came"
        time.sleep(0.01)


def _all_met(left, since):
    """Whether those who have not read are held up by who has."""
    if session.engine().dialect.name == "sqlite":
        return left == 0 or time.monotonic() - since > A_MOMENT
    return left == 0 or _waiting() >= left


def _waiting():
    here = "SELECT oid FROM pg_database WHERE datname = current_database()"
    with session.engine().connect() as own:
        waits = f"SELECT count(*) FROM pg_locks WHERE NOT granted AND database = ({here})"
        return own.execute(sa.text(waits)).scalar()


def join(pair, keep_id):
    return lambda desk: directory.merge(desk, pair.id, keep_id=keep_id), JOINING


def links():
    return {row.id: row.merged_into_id for row in rows(Service) if row.merged_into_id}


def trail(words):
    with session.reading() as opened:
        said = opened.exec(select(AuditEntry.subjects).order_by(col(AuditEntry.id)))
        return [each for each in said if words in each]


def test_the_same_two_joined_in_both_directions_make_no_ring(cast, at, at_one_moment):
    pair = two_clinics(at, cast)
    first, second = pair.first_id, pair.second_id
    refused = at_one_moment(join(pair, first), join(pair, second))
    (words,) = [str(each) for each in refused if isinstance(each, Refused)]
    assert "Somebody decided about these two already" in words
    assert refused.count(None) == 1
    (row,) = rows(Duplicate)
    assert links() == {first + second - row.kept_id: row.kept_id}
    assert len(trail("joined to")) == 1


def test_one_place_joined_to_two_others_at_once_is_one_with_both(cast, at, at_one_moment):
    for feed in (SAMHSA, STATE, OTHER):
        take(at, cast, feed, clinic(1))
    same = min(pair.first_id for pair in pairs("service"))
    both = [pair for pair in pairs("service") if pair.first_id == same]
    assert len(both) == 2
    acts = [join(pair, pair.second_id) for pair in both]
    assert at_one_moment(*acts) == [None, None]
    with session.reading() as opened:
        one = families(opened, Service)
    assert set(one.of(same)) == {same, *(pair.second_id for pair in both)}
    assert len(links()) == 2


def test_the_same_press_of_two_editors_is_one_press(cast, at, at_one_moment):
    for feed in (SAMHSA, STATE):
        take(at, cast, feed, *(clinic(n, name=name) for n, name in enumerate(NAMES)))
    ids = [pair.id for pair in pairs("service") if pair.sure]
    assert len(ids) >= 2

    def press(desk):
        return directory.merge_all(desk, ids)

    refused = at_one_moment((press, JOINING), (press, JOINING))
    assert [type(each) for each in refused].count(Refused) == 1
    merged = pairs("service", "merged")
    assert {row.decided_with_id for row in merged} == {merged[0].id}
    assert len(trail("joined to")) == len(merged) == len(links())


def test_two_words_on_one_pair_are_never_both_kept(cast, at, at_one_moment):
    pair = two_clinics(at, cast)

    def apart(desk):
        return directory.two_places(desk, pair.id)

    refused = at_one_moment(join(pair, pair.first_id), (apart, ITS_LINE))
    assert [type(each) for each in refused].count(Refused) == 1
    (row,) = rows(Duplicate)
    assert (row.state == "merged") == bool(links())


def test_a_pair_that_two_take_back_is_taken_back_once(cast, at, at_one_moment):
    pair = two_clinics(at, cast)
    directory.merge(at(cast.edda), pair.id, keep_id=pair.first_id)

    def back(desk):
        return directory.reconsider(desk, pair.id)

    refused = at_one_moment((back, PARTING), (back, PARTING))
    assert [type(each) for each in refused].count(Refused) == 1
    assert links() == {}
    assert len(trail("taken back")) == 1
