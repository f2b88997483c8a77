"""A real server on a free port, in a house of the cast's own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlmodel import select

from db import session
from db.models import Account
from db.settings import ROOT
from tests.conftest import Cast, _people_of_the_house, forget, use

PASSWORD = "quiet harbour"


class Server:
    """`streamlit run` of one app on a free port; may be killed and started again on the same."""

    def __init__(self, home: Path, app: Path = ROOT / "app.py") -> None:
        self.app = app
        self.log = home / "server.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", self.app, f"--server.port={self.port}"],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
            )
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
            self.process.send_signal(how)
            self.process.wait(20)
            self.process = None


@pytest.fixture
def house_template(sqlite_template) -> Path:
    """The database a house begins with; some tests put listings in theirs."""
    return sqlite_template


@pytest.fixture
def house(tmp_path, monkeypatch, house_template) -> Iterator[Cast]:
    """The cast, with passwords, on SQLite."""
    shutil.copy(house_template, tmp_path / "peerline.db")
    url = f"sqlite:///{tmp_path / 'peerline.db'}"
    use(monkeypatch, url, tmp_path)
    with session.reading() as opened:
        session.start_writing(opened)
        cast = _people_of_the_house(opened)
        hashed = PasswordHasher().hash(PASSWORD)
        for account in opened.exec(select(Account)):
            account.password_hash = hashed
            opened.add(account)
        opened.commit()
    yield cast
    forget(url)


@pytest.fixture
def serve(house, tmp_path) -> Iterator:
    """`serve()` starts the app, `serve(path)` another one, in the house of the cast."""
    started: list[Server] = []

    def start(app: Path = ROOT / "app.py") -> Server:
        server = Server(tmp_path, app)
        server.start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop()
