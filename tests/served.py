"""A real server on a free port, in a house of the cast's own."""

import http.client
import os
import shutil
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlmodel import select

from db import session
from db.models import Account
from db.settings import ROOT
from tests import forked
from tests.conftest import CHEAP, Cast, _people_of_the_house, forget, use

PASSWORD = "quiet harbour"
# A hash carries its own cost, so signing in at a server is cheap too.
HASH = CHEAP.hash(PASSWORD)


class Server:
    """`streamlit run` of one app on a free port; may be killed and started again on the same."""

    process: BaseProcess | None = None

    def __init__(
        self, home: Path, app: Path = ROOT / "app.py", *, through: str = "streamlit"
    ) -> None:
        self.app, self.through = app, through
        self.log = home / "server.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"

    def start(self, *, anew: bool = False) -> None:
        words = [self.through, "run", str(self.app), f"--server.port={self.port}"]
        self.process = forked.start(forked.module, words, self.log, anew=anew)
        for _ in range(200):
            if self.answers():
                return
            time.sleep(0.1)
        pytest.fail(f"the server did not start: {self.log.read_text()[-2000:]}")

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=1) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self.process is not None:
            os.kill(self.process.pid, how)
            self.process.join(20)
            assert self.process.exitcode is not None, "the server did not stop"
            self.process = None


@pytest.fixture
def house_template(sqlite_template) -> Path:
    """The database a house begins with; some tests put listings in theirs."""
    return sqlite_template


@pytest.fixture
def house(tmp_path, house_template) -> Iterator[Cast]:
    """The cast, with passwords, on SQLite."""
    with _housed(tmp_path, house_template) as cast:
        yield cast


@pytest.fixture
def serve(house, tmp_path) -> Iterator[Callable[..., Server]]:
    """`serve()` starts the app, `serve(path)` another one, in the house of the cast; `through` a
    module that changes something first."""
    with _serving(tmp_path) as start:
        yield start


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("shared")


@pytest.fixture(scope="module")
def shared_house(shared_home, sqlite_template) -> Iterator[Cast]:
    """One house for the tests of a module that ask and leave little behind."""
    with _housed(shared_home, sqlite_template) as cast:
        yield cast


@pytest.fixture(scope="module")
def shared_server(shared_house, shared_home) -> Iterator[Server]:
    with _serving(shared_home) as start:
        yield start()


@pytest.fixture
def ask(shared_server):
    """`ask("GET", path)` on the wire, nothing tidied up on the way."""
    server = shared_server

    def send(method, path, body=None, **headers):
        wire = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        host = f"127.0.0.1:{server.port}"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        wire.request(method, path, body, {"Host": host, **named})
        answer = wire.getresponse()
        text = answer.read().decode(errors="replace")
        wire.close()
        heads = {name.lower(): value for name, value in answer.getheaders()}
        return SimpleNamespace(status=answer.status, text=text, headers=heads)

    send.server = server
    send.origin = f"http://127.0.0.1:{server.port}"
    return send


@contextmanager
def _housed(home: Path, template: Path) -> Iterator[Cast]:
    shutil.copy(template, home / "peerline.db")
    url = f"sqlite:///{home / 'peerline.db'}"
    with pytest.MonkeyPatch.context() as patch:
        use(patch, url, home)
        with session.reading() as opened:
            session.start_writing(opened)
            cast = _people_of_the_house(opened)
            for account in opened.exec(select(Account)):
                account.password_hash = HASH
                opened.add(account)
            opened.commit()
        yield cast
        forget()


@contextmanager
def _serving(home: Path) -> Iterator[Callable[..., Server]]:
    started: list[Server] = []

    def start(app: Path = ROOT / "app.py", **how: str) -> Server:
        server = Server(home, app, **how)
        started.append(server)
        server.start()
        return server

    try:
        yield start
    finally:
        for server in started:
            server.stop()
