"""The cast, and a fresh database for each test, on both engines."""

import base64
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlmodel import Session
from xdist.scheduler import LoadScopeScheduling

from casework.desk import Actor, Desk
from casework.team import secrets as keeping
from db import secrets, session
from db.models import Account, Centre, Entry, Helpline, Location, Service, Source, SourceRecord
from db.settings import ROOT, Settings, settings
from db.upgrade import upgrade
from tests import cluster, engines

KEY = base64.b64encode(bytes(range(32))).decode()
ENGINES = ["sqlite", "postgresql"]
REAL_HASHER, REAL_NOBODY = keeping._hasher, keeping._NOBODY
CHEAP = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


class Together(LoadScopeScheduling):
    """A file stays on one worker, and all that drives Chromium on one: fixtures of a file are made
    once, and two browsers do not take each other's time."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        return "browser" if file.startswith("tests/browser/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


def missing(what: str) -> None:
    """A part that is not on this machine: a skip for a user, a failure in CI."""
    if os.environ.get("CI"):
        pytest.fail(f"CI must have {what}")
    pytest.skip(f"{what} is not on this machine")


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The real directory files (contracts.md 1, PEERLINE_DATA)."""
    folder = Path(os.environ.get("PEERLINE_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        missing(f"the folder of real directory files ({folder})")
    return folder


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """A password of the tests keeps no secret; test_team.py says what a real one costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeping, "_hasher", CHEAP)
        patch.setattr(keeping, "_NOBODY", CHEAP.hash("nobody"))
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[cluster.Cluster]:
    tools = cluster.binaries()
    if tools is None:
        missing("PostgreSQL")
    made = cluster.Cluster(tools)
    yield made
    made.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("template")
    upgrade(Settings(home, f"sqlite:///{home / 'peerline.db'}", KEY, 0))
    return home / "peerline.db"


@pytest.fixture(scope="session")
def postgres_reused(postgres, tmp_path_factory) -> cluster.Reused:
    """One migrated database, emptied after each test: making one anew takes a third of a second."""
    home = tmp_path_factory.mktemp("pg-template")
    return cluster.Reused(postgres, lambda url: upgrade(Settings(home, url, KEY, 0)))


@pytest.fixture(params=ENGINES)
def database(request, tmp_path, monkeypatch) -> Iterator[str]:
    """A migrated, empty database that this process uses; its URL."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "peerline.db")
        url = f"sqlite:///{tmp_path / 'peerline.db'}"
    else:
        reused = request.getfixturevalue("postgres_reused")
        url = reused.url()
    use(monkeypatch, url, tmp_path)
    monkeypatch.setattr(session, "connect", engines.kept_for(url))
    yield url
    forget()
    if request.param == "postgresql":
        reused.empty()


def use(monkeypatch, url: str, home: Path) -> None:
    monkeypatch.setenv("PEERLINE_DATABASE_URL", url)
    monkeypatch.setenv("PEERLINE_HOME", str(home))
    monkeypatch.setenv("PEERLINE_KEY", KEY)
    settings.cache_clear()


def forget() -> None:
    """All of it, so that whoever comes next unlocks the keys of their own database."""
    while session._engines:
        session._engines.popitem()[1].dispose()
    secrets._ring.clear()
    settings.cache_clear()


@dataclass
class Cast:
    """Cleo (counsellor), Dan (her centre), Nia (another centre), Mona (supervisor), and the rest."""

    north: int
    south: int
    cleo: Actor
    dan: Actor
    nia: Actor
    mona: Actor
    netta: Actor  # supervisor of the network
    edda: Actor  # directory editor
    adam: Actor  # administrator
    audrey: Actor  # auditor
    harbour_house: int  # a service


@pytest.fixture
def cast(database) -> Cast:
    with session.reading() as opened:
        session.start_writing(opened)
        made = _people_of_the_house(opened)
        opened.commit()
    return made


def _people_of_the_house(opened: Session) -> Cast:
    """Few flushes, since nearly every test begins here."""
    opened.add(Helpline(name="Harbour Line", zone="America/New_York", phone="555-0100"))
    north = Centre(name="North", zone="America/New_York")
    south = Centre(name="South", zone="America/Chicago")
    opened.add_all([north, south])
    opened.flush()

    def account(name: str, role: str, centre: Centre, *, everywhere: bool = False) -> Account:
        return Account(
            login=name.lower(), name=name, role=role, centre_id=centre.id, all_centres=everywhere
        )

    house = [
        account("Cleo", "counsellor", north),
        account("Dan", "counsellor", north),
        account("Nia", "counsellor", south),
        account("Mona", "supervisor", north),
        account("Netta", "supervisor", north, everywhere=True),
        account("Edda", "editor", north),
        account("Adam", "administrator", north),
        account("Audrey", "auditor", north),
    ]
    opened.add_all(house)
    return Cast(
        north=north.id,
        south=south.id,
        harbour_house=_harbour_house(opened),
        **{one.login: Actor.of(one) for one in house},
    )


def _harbour_house(opened: Session) -> int:
    source = Source(name="local", format="local", zone="America/New_York")
    where = Location(
        line1="1 Quay St", city="Dayton", state="OH", postal_code="45402", lat=39.76, lon=-84.19
    )
    opened.add_all([source, where])
    opened.flush()
    record = SourceRecord(source_id=source.id, source_key="harbour-house")
    opened.add(record)
    opened.flush()
    entry = Entry(
        record_id=record.id, name="Harbour House", location_id=where.id, precision="street"
    )
    service = Service(record_id=record.id, kind="treatment")
    opened.add_all([entry, service])
    opened.flush()
    record.live_entry_id = entry.id
    return service.id


DESKS = 16  # at once; the pool holds a few more connections


@pytest.fixture
def at(cast):
    """`with at(cast.cleo) as desk:` a desk of that person."""
    opened: list[Session] = []

    def sit(actor: Actor) -> Desk:
        made = Session(session.engine(), expire_on_commit=False)
        opened.append(made)
        if len(opened) > DESKS:  # a property test sits down again for each example
            opened.pop(0).close()
        return Desk(actor, made)

    yield sit
    for one in opened:
        one.close()
