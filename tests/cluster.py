"""A PostgreSQL cluster of the tests' own: free loopback port, unprivileged user, thrown away after."""

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg


def binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    def __init__(self, tools: Path) -> None:
        self.tools = tools
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="peerline-pg-"))
        self.user = _unprivileged()
        if self.user:
            shutil.chown(self.folder, self.user)
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", "peerline", "--auth=trust", "-E", "UTF8", "--no-sync")
        options = (
            f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off "
            "-c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
        )
        self._run("pg_ctl", "-D", data, "-w", "-o", options, "-l", self.folder / "log", "start")
        with psycopg.connect(self.dsn("postgres")) as connection:
            where = connection.execute("SHOW data_directory").fetchone()
        assert where is not None and Path(where[0]) == data, "not our own cluster"

    def dsn(self, database: str) -> str:
        return f"postgresql://peerline@127.0.0.1:{self.port}/{database}"

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://peerline@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str = "template1") -> None:
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')

    def drop(self, database: str) -> None:
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, tool: str, *words: object) -> None:
        command = [str(self.tools / tool), *map(str, words)]
        if self.user:
            command = ["runuser", "-u", self.user, "--", *command]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder)
        assert done.returncode == 0, done.stdout + done.stderr


# Rows that a migrated, empty database holds already.
KEPT = ("alembic_version", "data_key")
LARGE = 256 * 1024  # bytes; a table that grew so far is cut off rather than deleted from
EMPTY = f"""
DO $$
DECLARE
  here record;
BEGIN
  SET LOCAL session_replication_role = replica;  -- no triggers: append-only tables and foreign keys
  FOR here IN SELECT relname, oid FROM pg_class WHERE relkind = 'r'
      AND relnamespace = 'public'::regnamespace AND relname NOT IN {KEPT} LOOP
    IF pg_relation_size(here.oid) > {LARGE} THEN
      EXECUTE format('TRUNCATE %I CASCADE', here.relname);
    ELSE
      EXECUTE format('DELETE FROM %I', here.relname);
    END IF;
  END LOOP;
  PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'
      AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'data_key%';
END $$
"""


class Reused:
    """One database for many tests, one after the other; each finds it as migrated and empty."""

    NAME = "peerline_tests"

    def __init__(self, server: Cluster, migrate: Callable[[str], None]) -> None:
        self.server, self._migrate = server, migrate
        self._count = itertools.count()
        self._make()

    def url(self) -> str:
        """Another address for each test: what is remembered by address is not met again."""
        return f"{self.server.url(self.NAME)}?application_name=test_{next(self._count)}"

    def empty(self) -> None:
        self._connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        if _shape(self._connection) == self._made:
            self._connection.execute(EMPTY)
        else:  # a test of migrations took the tables down
            self._connection.close()
            self.server.drop(self.NAME)
            self._make()

    def _make(self) -> None:
        """One connection empties it each time: a new one would read every table's description."""
        self.server.create(self.NAME)
        self._migrate(self.server.url(self.NAME))
        self._connection = psycopg.connect(self.server.dsn(self.NAME), autocommit=True)
        self._made = _shape(self._connection)


def _shape(connection: psycopg.Connection) -> object:
    """The tables by their identity, and the rows every test begins with."""
    tables = (
        "SELECT oid, relname FROM pg_class"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    begun = "SELECT version_num, (SELECT count(*) FROM data_key) FROM alembic_version"
    return sorted(connection.execute(tables)), sorted(connection.execute(begun))


def _unprivileged() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
