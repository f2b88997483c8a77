"""The cast, and a fresh database for each test, on both engines."""

import base64
import itertools
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import Session

from casework.desk import Actor, Desk
from db import secrets, session
from db.models import Account, Centre, Entry, Helpline, Location, Service, Source, SourceRecord
from db.settings import ROOT, Settings, settings
from db.upgrade import upgrade
from tests import cluster

KEY = base64.b64encode(bytes(range(32))).decode()
ENGINES = ["sqlite", "postgresql"]


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
def postgres_template(postgres, tmp_path_factory) -> str:
    postgres.create("peerline_template")
    home = tmp_path_factory.mktemp("pg-template")
    upgrade(Settings(home, postgres.url("peerline_template"), KEY, 0))
    return "peerline_template"


_count = itertools.count()


@pytest.fixture(params=ENGINES)
def database(request, tmp_path, monkeypatch) -> Iterator[str]:
    """A migrated, empty database that this process uses; its URL."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "peerline.db")
        url = f"sqlite:///{tmp_path / 'peerline.db'}"
    else:
        server = request.getfixturevalue("postgres")
        name = f"test_{next(_count)}"
        server.create(name, request.getfixturevalue("postgres_template"))
        url = server.url(name)
    use(monkeypatch, url, tmp_path)
    yield url
    forget(url)
    if request.param == "postgresql":
        server.drop(name)


def use(monkeypatch, url: str, home: Path) -> None:
    monkeypatch.setenv("PEERLINE_DATABASE_URL", url)
    monkeypatch.setenv("PEERLINE_HOME", str(home))
    monkeypatch.setenv("PEERLINE_KEY", KEY)
    settings.cache_clear()


def forget(url: str) -> None:
    made = session._engines.pop(url, None)
    if made is not None:
        made.dispose()
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
    opened.add(Helpline(name="Harbour Line", zone="America/New_York", phone="555-0100"))
    north = Centre(name="North", zone="America/New_York")
    south = Centre(name="South", zone="America/Chicago")
    opened.add_all([north, south])
    opened.flush()

    def actor(name: str, role: str, centre: Centre, *, everywhere: bool = False) -> Actor:
        account = Account(
            login=name.lower(), name=name, role=role, centre_id=centre.id, all_centres=everywhere
        )
        opened.add(account)
        opened.flush()
        return Actor.of(account)

    return Cast(
        north=north.id,
        south=south.id,
        cleo=actor("Cleo", "counsellor", north),
        dan=actor("Dan", "counsellor", north),
        nia=actor("Nia", "counsellor", south),
        mona=actor("Mona", "supervisor", north),
        netta=actor("Netta", "supervisor", north, everywhere=True),
        edda=actor("Edda", "editor", north),
        adam=actor("Adam", "administrator", north),
        audrey=actor("Audrey", "auditor", north),
        harbour_house=_harbour_house(opened),
    )


def _harbour_house(opened: Session) -> int:
    source = Source(name="local", format="local", zone="America/New_York")
    opened.add(source)
    opened.flush()
    record = SourceRecord(source_id=source.id, source_key="harbour-house")
    where = Location(
        line1="1 Quay St", city="Dayton", state="OH", postal_code="45402", lat=39.76, lon=-84.19
    )
    opened.add_all([record, where])
    opened.flush()
    entry = Entry(
        record_id=record.id, name="Harbour House", location_id=where.id, precision="street"
    )
    opened.add(entry)
    opened.flush()
    record.live_entry_id = entry.id
    service = Service(record_id=record.id, kind="treatment")
    opened.add(service)
    opened.flush()
    return service.id


@pytest.fixture
def at(cast):
    """`with at(cast.cleo) as desk:` a desk of that person."""
    opened: list[Session] = []

    def sit(actor: Actor) -> Desk:
        made = Session(session.engine(), expire_on_commit=False)
        opened.append(made)
        return Desk(actor, made)

    yield sit
    for one in opened:
        one.close()
