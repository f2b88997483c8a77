"""An import whose process is killed leaves nothing visible; the next one sweeps it and makes it whole."""

import contextlib
import io
import json
import random
import re
import signal
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import select

from casework import directory, matches
from casework.desk import Desk
from casework.directory import areas, editing, snapshot, twice
from casework.directory.leaving import leaving
from casework.errors import Refused
from db import session
from db.models import Duplicate, ImportRun, Service, SourceRecord, now
from exports import hsds
from tests import forked, whole
from tests.casework.dying import take

# What a dead import may leave once it is swept: that it was tried, and the dictionary of codes.
LEFT = {"import_run", "audit_entry", "tag"}
OF_A_NEW_SOURCE = {"source", "axis_completeness"}


def dies(file, **when):
    """An import in another process; whether it was killed."""
    session.engine().dispose()
    process = forked.start(take, file, named=when)
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL}
    return process.exitcode == -signal.SIGKILL


def service(number, name):
    place = {
        "id": f"p{number}",
        "location_type": "physical",
        "name": f"House {number}",
        "addresses": [{
            "id": f"a{number}", "address_1": f"{number} Mill Lane", "city": "Dayton",
            "state_province": "OH", "postal_code": "45402", "country": "US",
            "address_type": "physical",
        }],
        "schedules": [{"id": f"h{number}", "freq": "WEEKLY", "byday": "SA",
                       "opens_at": "10:00", "closes_at": "12:00"}],
    }  # fmt: skip
    second = place | {"id": f"q{number}", "name": f"Annex {number}", "schedules": []}
    return {
        "id": f"s{number}",
        "name": name,
        "status": "active",
        "organization": {"id": f"o{number // 3}", "name": f"Trust {number // 3}"},
        "phones": [{"id": f"t{number}", "number": f"937-555-01{number:02}"}],
        "cost_options": [{"id": f"c{number}", "option": "free"}],
        "service_at_locations": [
            {"id": f"l{number}", "location": place},
            {"id": f"m{number}", "location": second},
        ],
    }


def meeting(number, name):
    return {
        "slug": f"quiet-{number}", "name": name, "day": number % 7, "time": "19:30",
        "formatted_address": f"{number // 2} Quay St, Dayton, OH 45402, USA", "types": ["O", "ZZ"],
    }  # fmt: skip


def write(folder, *, newer):
    """A list of services and one of meetings; the newer has new, changed, equal and missing ones."""
    numbers = range(2, 14) if newer else range(12)
    name = "Harbour {}" if not newer else "Harbour and Hill {}"
    houses = [service(n, name.format(n) if n % 2 else f"Quay House {n}") for n in numbers]
    rooms = [meeting(n, name.format(n) if n % 2 else f"Quiet Room {n // 4}") for n in numbers]
    paths = folder / "services.json", folder / "meetings.json"
    for path, rows in zip(paths, (houses, rooms), strict=True):
        path.write_text(json.dumps(rows))
    return [("hsds", str(paths[0]), "harbour"), ("meeting_guide", str(paths[1]), "quay")]


def copy_of(folder):
    """Another list of some of the same houses."""
    path = folder / "copy.json"
    path.write_text(json.dumps([service(n, f"Quay House {n}") for n in (4, 6, 8)]))
    return "hsds", str(path), "copy"


def used(desk):
    """What people have done with the directory, in every table of theirs."""
    of = dict(desk.session.exec(select(SourceRecord.source_key, SourceRecord.id)).all())
    ours = dict(desk.session.exec(select(Service.record_id, Service.id)).all())
    editing.edit(desk, record_id=of["s3"], field="application", value="Ring first.")
    editing.edit(desk, record_id=of["s3"], field="name", value="Harbour Three")
    directory.verify(desk, service_id=ours[of["s5"]], outcome="confirmed")
    areas.serve(desk, "OH")
    pair = desk.session.exec(select(Duplicate).where(Duplicate.kind == "service")).first()
    assert pair is not None
    twice.merge(desk, pair.id, keep_id=pair.first_id)
    desk.session.rollback()


def seen(actor):
    """All that anybody can read of the directory, wherever they look."""
    matches.settle()
    with session.reading() as opened:
        desk = Desk(actor, opened)
        found = [*directory.search(desk, "harbour", limit=100), *directory.search(desk, "qui")]
        keys = [{"service_id": c.service_id} if c.service_id else {"meeting_id": c.meeting_id}
                for c in found]  # fmt: skip
        made = {
            "index": sorted(map(as_written, snapshot.build().offers.values())),
            "names": [card.name for card in found],
            "find": [repr(card) for card in found],
            "listings": [repr(directory.card(desk, **key)) for key in keys[:6]],
            "pages": [repr(directory.whole(desk, **key)) for key in keys[:3]],
            "worklist": repr(directory.likely_twice(desk)),
            "sources": repr(directory.sources(desk)),
            "export": exported(opened),
        }
    return {what: TIMES.sub("then", repr(said)) for what, said in made.items()}


def as_written(offer):
    """Its tags in an order of their own: databases read them in any."""
    return repr(replace(offer, tags=dict(sorted(offer.tags.items()))))


def exported(opened):
    file = io.BytesIO()
    hsds.write_json(leaving(opened), file)
    return file.getvalue()


def swept(actor) -> None:
    """PostgreSQL notices a dead client a moment later."""
    with session.reading() as opened:
        for _ in range(100):
            try:
                directory.sweep(Desk(actor, opened))
                return
            except Refused:
                time.sleep(0.1)
    raise AssertionError("the dead import keeps the right to import")


def imported(actor, file):
    format, path, source = file
    feed = {"source": source, "zone": "America/New_York"}
    with session.reading() as opened:
        directory.take_in(Desk(actor, opened), format=format, path=Path(path), feed=feed, yes=True)


def published():
    with session.reading() as opened:
        return list(opened.exec(select(ImportRun.id).where(ImportRun.state == "published")))


def alike(one, other, but=frozenset()):
    """Every table of the models but these, whatever the ids."""
    one, other = whole.without_ids(one), whole.without_ids(other)
    names = one.keys() - but
    assert whole.differing({n: one[n] for n in names}, {n: other[n] for n in names}) == {}


TIMES = re.compile(
    r"a moment ago|\d+ minutes? ago|datetime\.datetime\([^)]*\)|\d{4}-\d\d-\d\dT[\d:.+Z]*"
)
SOME = 2  # moments of each import, beside the last ones


@contextlib.contextmanager
def counting():
    """How often anything is committed meanwhile."""
    seen: list[None] = []

    def count(_connection):
        seen.append(None)

    sa.event.listen(sa.Engine, "commit", count)
    yield seen
    sa.event.remove(sa.Engine, "commit", count)


@dataclass
class Told:
    """One import as it goes when nobody is killed: all tables and all that is seen, before and after."""

    file: tuple
    commits: int
    before: whole.State
    after: whole.State
    seen_before: dict
    seen_after: dict


@pytest.fixture(params=["services", "meetings"])
def which(request):
    return ["services", "meetings"].index(request.param)


@pytest.fixture(params=[False, True], ids=["first", "newer"])
def told(request, cast, tmp_path, which, fresh_index):
    if request.param:
        for file in [*write(tmp_path, newer=False), copy_of(tmp_path)]:
            imported(cast.edda, file)
        with session.reading() as opened:
            used(Desk(cast.edda, opened))
    file = write(tmp_path, newer=request.param)[which]
    before, seen_before, moment = whole.state(), seen(cast.edda), now()
    with counting() as commits:
        imported(cast.edda, file)
    after = whole.since(whole.state(), moment)
    return Told(file, len(commits), before, after, seen_before, seen(cast.edda))


@pytest.fixture
def fresh_index(monkeypatch):
    """Laying back is no change that an index could hear of."""
    lay_back = whole.lay_back

    def and_forget(before):
        lay_back(before)
        monkeypatch.setattr(snapshot, "_current", None)

    monkeypatch.setattr(whole, "lay_back", and_forget)


def moments(commits):
    """The last two, after which little is left to do, and some of the others."""
    last = range(commits - 1, commits + 1)
    return sorted({*last, *random.Random(commits).sample(range(1, commits + 1), SOME)})


def test_whenever_it_dies_nothing_half_is_seen_or_left_and_the_next_makes_it_whole(
    cast, told, request
):
    new = OF_A_NEW_SOURCE if "first" in request.node.name else set()
    for commit in moments(told.commits):
        whole.lay_back(told.before)
        moment = now()
        assert dies(told.file, commit=commit), f"{commit} of {told.commits}"
        then_whole(cast.edda, told, moment, new)
    whole.lay_back(told.before)
    moment = now()
    dies(told.file, after=random.uniform(0.01, 0.3))  # from outside, whenever that is
    then_whole(cast.edda, told, moment, new)


def then_whole(actor, told, moment, new):
    """What is seen is all of before or all of after; then a sweep, and the same file again."""
    live = len(published()) > sum(r["state"] == "published" for r in told.before["import_run"])
    expected = told.seen_after if live else told.seen_before
    now_seen = seen(actor)
    for what in expected.keys() - ({"worklist"} if live else set()):  # looked for once it is live
        assert now_seen[what] == expected[what]
    swept(actor)
    if not live:
        alike(whole.state(), told.before, LEFT | new)
    imported(actor, told.file)
    # Two runs of which the first went live were two imports; else nothing but the failed line is more.
    twice_told = {"directory_change", "import_problem"} if live else set()
    alike(
        whole.since(whole.state(), moment), told.after, {"import_run", "audit_entry"} | twice_told
    )
    assert seen(actor)["names"] == told.seen_after["names"]


def test_nothing_to_sweep(cast, at):
    assert directory.sweep(at(cast.edda)) == 0
