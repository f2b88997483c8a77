"""Does a desk go on saving while a whole national directory comes in, and what does that cost?

The import runs as an operator runs it, `manage.py import`, in a process of its own on a demo helpline
(SQLite); a desk here keeps a field every two seconds. Then the same file once more, and the whole out
again as HSDS 3.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import Session, select

from casework import calls, drafts
from casework.desk import Actor, Desk
from db import session
from db.models import Account
from db.settings import ROOT, settings
from tests.bench import feeds
from tests.bench.out import Asked, Finding, LeftOut
from tests.bench.stats import median, ms, p95, times

EVERY = 2.0  # seconds between two saves
PASSES = 4
SAID = "said.txt"
# Runs the command and says at the end how much memory it ever held (kilobytes on Linux).
WITH_PEAK = """
import resource, runpy, sys
try:
    runpy.run_path("manage.py", run_name="__main__")
finally:
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


@dataclass
class Run:
    first: float = 0.0
    again: float = 0.0
    peak_mb: float = 0.0
    saves: list[float] = field(default_factory=list)
    out: dict[str, tuple[float, float]] = field(default_factory=dict)  # ending → seconds, MB


def run(asked: Asked) -> Finding:
    path = feeds.path_of(feeds.SAMHSA)
    runs = [_one(path, send_out=not n) for n in range(1 if asked.quick else PASSES)]
    saves = [took for each in runs for took in each.saves]
    first, again = median([r.first for r in runs]), median([r.again for r in runs])
    peak = max(r.peak_mb for r in runs)
    found = Finding(
        f"a desk that keeps a field every {EVERY:.0f} s meanwhile: median {ms(median(saves))} ms, "
        f"p95 {ms(p95(saves))} ms (wanted: at most 150); {peak:.0f} MB at most (600).",
        ("SAMHSA 2024 by manage.py import", "s", "MB at most", "saves beside it"),
        [
            ["first", f"{first:.1f}", f"{peak:.0f}", str(len(saves))],
            ["again, unchanged", f"{again:.1f}", "", ""],
            *(
                [f"out as HSDS 3, {ending}", f"{took:.1f}", f"{held:.0f}", ""]
                for ending, (took, held) in runs[0].out.items()
            ),
        ],
    )
    found.ratios = [f"the unchanged file again: {times(first / again)} as fast (wanted: 5×)"]
    found.notes = [
        f"{len(runs)} fresh demo helplines; the command's own start is in its seconds; the longest "
        f"save took {ms(max(saves))} ms",
    ]
    return found


def _one(path: Path, *, send_out: bool) -> Run:
    made = Run()
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as home:
        _move_into(home)
        _manage("demo", "--calls", "5").wait()
        desk = _cleo()
        begun = calls.begin(desk)
        command = ("import", "findtreatment", str(path), "--source", "samhsa")
        start = time.perf_counter()
        process = _manage(*command)
        while process.poll() is None:
            made.saves.append(_save(desk, begun, len(made.saves)))
            _sleep(process)
        made.first = time.perf_counter() - start
        made.peak_mb = _peak(process)
        start = time.perf_counter()
        process = _manage(*command)
        _peak(process)
        made.again = time.perf_counter() - start
        if send_out:
            made.out = {ending: _out(Path(home) / f"out.{ending}") for ending in ("json", "zip")}
        desk.session.close()
        session.engine().dispose()
    return made


def _out(path: Path) -> tuple[float, float]:
    start = time.perf_counter()
    held = _peak(_manage("export", "directory", "--format", "hsds", str(path)))
    return time.perf_counter() - start, held


def _move_into(home: str) -> None:
    os.environ["PEERLINE_HOME"] = home
    os.environ.pop("PEERLINE_DATABASE_URL", None)
    os.environ.pop("PEERLINE_KEY", None)
    settings.cache_clear()


def _manage(*words: str) -> "subprocess.Popen[str]":
    """What it says goes to a file: a pipe nobody reads would stop it."""
    with (settings().home / SAID).open("w") as said:
        return subprocess.Popen(
            [sys.executable, "-c", WITH_PEAK, *words],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=said, text=True,
        )  # fmt: skip


def _peak(process: "subprocess.Popen[str]") -> float:
    ended = process.wait()
    said = (settings().home / SAID).read_text()
    found = re.findall(r"^peak (\d+)$", said, re.M)
    if ended or not found:
        raise LeftOut(f"it did not end well: {said[-200:]}")
    return int(found[-1]) / 1024


def _cleo() -> Desk:
    opened = Session(session.engine(), expire_on_commit=False)
    account = opened.exec(select(Account).where(Account.login == "cleo")).one()
    return Desk(Actor.of(account), opened)


def _save(desk: Desk, call_id: object, number: int) -> float:
    start = time.perf_counter()
    drafts.jot(
        desk, call_id=call_id, field="call.happening", value=f"He has not slept, {number}",
        base=0, tab="bench", seq=number + 1, left=False,
    )  # fmt: skip
    return time.perf_counter() - start


def _sleep(process: "subprocess.Popen[str]") -> None:
    try:
        process.wait(timeout=EVERY)
    except subprocess.TimeoutExpired:
        return
