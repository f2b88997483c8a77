"""On what machine did this run, and did it run alone?"""

import os
import platform
import sqlite3
import time
from importlib.metadata import PackageNotFoundError, version

from tests.bench.out import LeftOut

BUSY = 1.5  # load average above which long queries lose more than short ones
PACKAGES = ("streamlit", "numpy", "pandas", "SQLAlchemy", "sqlmodel", "reportlab", "playwright")
PEERS = ("duckdb", "polars")  # for the bench alone, and only where somebody installed them


def versions() -> str:
    found = ", ".join(f"{name} {_version(name)}" for name in (*PACKAGES, *PEERS))
    return f"Python {platform.python_version()}, {found}, SQLite {sqlite3.sqlite_version}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def cores() -> str:
    usable = len(os.sched_getaffinity(0))
    return f"{usable} cores, {platform.machine()}, {platform.system()} {platform.release()}"


def load() -> float:
    """Processes running or waiting, averaged over the last minute."""
    return os.getloadavg()[0]


def cpu_of(pid: int) -> float:
    """CPU seconds a process has used, by the kernel's own clock of it (Linux)."""
    try:
        return time.clock_gettime(~pid << 3 | 2)  # CPUCLOCK_SCHED of another process
    except OSError as problem:
        raise LeftOut(f"this kernel does not tell another process's CPU time ({problem})") from None
