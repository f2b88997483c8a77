"""How does a server start without reading every library again?

Imports take most of a start: two of its three seconds of processor time. So one process imports
once what every server imports, and forks them; what a server does begins with the server.
"""

import os
import runpy
import sys
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
    words: list[str], environment: dict[str, str], log: Path, *, anew: bool = False
) -> BaseProcess:
    """`python -m WORDS` in this environment, writing to this file; `anew`, nothing read before."""
    context = get_context("spawn" if anew else "forkserver")
    context.set_forkserver_preload(READ_BEFORE)
    process = context.Process(target=_run, args=(words, environment, log), daemon=True)
    process.start()
    return process


def _run(words: list[str], environment: dict[str, str], log: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    with log.open("ab") as written:
        os.dup2(written.fileno(), 1)
        os.dup2(written.fileno(), 2)
    sys.argv = words
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
