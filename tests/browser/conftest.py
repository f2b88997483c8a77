"""A real browser in front of a real server."""

from collections.abc import Iterator

import pytest

from tests import chromium as debians
from tests.conftest import missing
from tests.served import PASSWORD, Server, house, house_template, serve  # noqa: F401


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    if not debians.PATH.exists():
        missing("Debian's Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=debians.PATH, args=debians.QUIET)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium) -> Iterator:
    """`window()` opens a page of its own context, as large as a counsellor's screen."""
    opened = []

    def open_one(**options):
        context = chromium.new_context(viewport=debians.SCREEN, **options)
        opened.append(context)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()


def settled(page) -> None:
    """The screen has been drawn, its keys work, and the server is done."""
    page.wait_for_selector(".pl-who:not(:empty)", timeout=20_000)
    page.wait_for_selector('.stApp[data-test-script-state="notRunning"]', timeout=20_000)


def sign_in(page, server: Server, login: str, where: str = "/") -> None:
    page.goto(f"{server.url}{where}")
    page.get_by_label("Sign-in name").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    settled(page)


def axe_problems(page) -> list[str]:
    """What axe-core finds wrong, rule by rule; Streamlit's own two are left out (streamlit.md 4)."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}"
        for one in found
        if one["id"] != "presentation-role-conflict"
    ]
