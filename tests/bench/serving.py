"""How does a server stand up for one part of a run, and what has it used so far?"""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from functools import cache
from pathlib import Path

from db.settings import ROOT
from tests.bench import machine, server
from tests.bench.out import LeftOut

LOGIN, PASSWORD = "cleo", "demo"
CALLS = 60


class Serving:
    """A server process on a free port, as a context; its log is kept beside its database."""

    def __init__(self, home: Path, app: Path = ROOT / "app.py") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.host = f"localhost:{self.port}"
        self.url = f"http://{self.host}"
        self.home, self.app = home, app
        self._count = home / f"count-{self.port}"
        self._log = home / f"server-{self.port}.log"

    def __enter__(self) -> "Serving":
        self._count.write_bytes(bytes(8))
        environment = {**_environment(self.home), server.COUNT: str(self._count)}
        words = ["-m", "tests.bench.server", str(self.app), f"--server.port={self.port}"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        self._wait()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)

    def _wait(self) -> None:
        for _ in range(300):
            if self._process.poll() is not None:
                break
            if self._answers():
                return
            time.sleep(0.1)
        self.__exit__()
        said = self._log.read_text(errors="replace").strip().splitlines()[-3:]
        raise LeftOut(f"the server did not start: {' / '.join(said)}")

    def _answers(self) -> bool:
        health = "/_stcore/health" if self.app.name != "app.py" else "/healthz"
        try:
            with urllib.request.urlopen(self.url + health, timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def cpu(self) -> float:
        """CPU seconds so far, all threads."""
        return machine.cpu_of(self._process.pid)

    def queries(self) -> int:
        return server.read(self._count.read_bytes())


def _environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PEERLINE_")}
    return {**kept, "PEERLINE_HOME": str(home), "PYTHONPATH": str(ROOT)}


@cache
def demo_home() -> Path:
    """A folder of its own with the invented helpline."""
    home = Path(tempfile.mkdtemp(prefix="peerline-bench-demo-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    words = [sys.executable, "manage.py", "demo", "--calls", str(CALLS)]
    made = subprocess.run(
        words, cwd=ROOT, env=_environment(home), capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise LeftOut(f"the demo does not load: {made.stderr.strip().splitlines()[-1:]}")
    return home
