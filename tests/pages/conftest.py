"""Screens under AppTest, signed in as one of the cast."""

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from casework.team import secrets
from db import session
from db.settings import ROOT
from tests.served import (  # noqa: F401
    ask,
    house,
    house_template,
    serve,
    shared_home,
    shared_house,
    shared_server,
)


@pytest.fixture(scope="session", autouse=True)
def packages_read_once() -> Iterator[None]:
    """Every AppTest looks for components through all that is installed: a third of its time."""
    name = "scan_component_manifests"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, name, cache(getattr(manifest_scanner, name)))
        yield


def signed_in(actor) -> int:
    """A sign-in row of this person; what the guard would have found by the cookie."""
    with session.reading() as opened:
        session.start_writing(opened)
        _, row = secrets.new_sign_in(actor.id)
        opened.add(row)
        opened.flush()
        opened.commit()
        return row.id


@pytest.fixture
def open_as(cast):
    """`open_as(cast.cleo)` the app as that person sees it; `open_as(None)` as a stranger does."""

    def start(actor, screen=None):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        app.user = (
            {"login": str(actor.id), "role": actor.role, "sid": str(signed_in(actor))}
            if actor
            else {"login": None, "role": None, "sid": None}
        )
        app.run()
        if screen:
            app.switch_page(str(ROOT / "pages" / screen)).run()
        return app

    return start
