"""Which settings does this process run with? Read once from the environment, failing early by name."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(Exception):
    """A setting cannot be used; the message names it."""


@dataclass(frozen=True)
class Settings:
    home: Path
    database_url: str
    key: str | None
    port: int


def from_environment(default_home: str = "var/live") -> Settings:
    home = Path(os.environ.get("PEERLINE_HOME") or ROOT / default_home).resolve()
    url = os.environ.get("PEERLINE_DATABASE_URL") or f"sqlite:///{home / 'peerline.db'}"
    if not url.startswith(("sqlite://", "postgresql+psycopg://")):
        raise BadSetting("PEERLINE_DATABASE_URL must start with sqlite:// or postgresql+psycopg://")
    port = os.environ.get("PORT") or "8501"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise BadSetting(f"PORT must be a number from 1 to 65535, not {port!r}")
    return Settings(home, url, os.environ.get("PEERLINE_KEY") or None, int(port))


@cache
def settings() -> Settings:
    return from_environment()
