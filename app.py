"""The web door: starts the server with its shell, routes and guard; nothing else."""

import gc
import logging
import runpy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from anyio import to_thread
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from casework import matches
from casework.ready import is_ready
from pages.routes import directory, drafts, files, health, set_up, sign_in, summons
from pages.routes.broken import noted
from pages.routes.guard import Guard

SHELL = Path(__file__).parent / "pages" / "shell.py"


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """What the first visitor would wait for is done now, and then spared by the collector."""
    import openpyxl  # noqa: F401
    import pandas  # noqa: F401

    import pages.widgets.screen  # noqa: F401

    # Built here once a process: the matching snapshot, before the first question.
    if is_ready():
        await to_thread.run_sync(matches.warm)
    logging.getLogger("streamlit.error_util").addFilter(without_words)
    gc.collect()
    gc.freeze()
    with matches.watched():  # what changes from now on is in before anybody asks
        yield


def without_words(record: logging.LogRecord) -> bool:
    """Streamlit would log the exception's text, and that may be a caller's words."""
    return record.exc_info is None


def report(problem: Exception) -> bool:
    """A number for the person, the place in the code for us; never the words of the exception."""
    st.error(
        f"Something went wrong on this screen. What you typed is kept. Reference {noted(problem)}."
    )
    return True


if get_script_run_ctx(suppress_warning=True):  # under AppTest this file is the main script
    runpy.run_path(str(SHELL), run_name="__main__")
else:
    app = st.App(
        SHELL,
        routes=[
            *sign_in.routes,
            *set_up.routes,
            *health.routes,
            *drafts.routes,
            *files.routes,
            *directory.routes,
            *summons.routes,
        ],
        middleware=[Middleware(Guard)],
        lifespan=lifespan,
        on_script_error=report,
    )
