"""How does a process of its own start without reading every library again?

Imports take most of a start: two of a server's three seconds of processor time. So one process
imports once what every server imports, and forks; what a server does begins with the server.
"""

import os
import runpy
import sys
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from db.settings import ROOT

# No screens: their components are made known to the server that runs.
READ_BEFORE = [
    "anyio._backends._asyncio",
    "casework.matches",
    "openpyxl",
    "pages.routes.directory",
    "pages.routes.drafts",
    "pages.routes.files",
    "pages.routes.guard",
    "pages.routes.health",
    "pages.routes.set_up",
    "pages.routes.sign_in",
    "pages.routes.summons",
    "pandas",
    "starlette.applications",
    "streamlit.components.v2.manifest_scanner",
    "streamlit.web.cli",
    "streamlit.web.server.starlette.starlette_app",
    "uvicorn.protocols.http.h11_impl",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
]


def start(
    what: Callable[..., object],
    *words: object,
    named: Mapping[str, object] = {},
    anew: bool = False,
) -> BaseProcess:
    """`what(*words, **named)` in this process's environment; `anew`, with nothing read before."""
    context = get_context("spawn" if anew else "forkserver")
    context.set_forkserver_preload(READ_BEFORE)
    process = context.Process(target=_run, args=(dict(os.environ), what, words, named), daemon=True)
    process.start()
    return process


def _run(environment, what, words, named) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    what(*words, **named)


def module(words: list[str], log: Path) -> None:
    """`python -m WORDS`, writing to this file."""
    with log.open("ab") as written:
        os.dup2(written.fileno(), 1)
        os.dup2(written.fileno(), 2)
    sys.argv = words
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
