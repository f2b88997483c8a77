"""A real browser in front of a real server."""

import time
from collections.abc import Callable, Iterator

import pytest

from tests import chromium as debians
from tests.browser.real import real_template  # noqa: F401
from tests.conftest import missing
from tests.served import PASSWORD, Server, house, house_template, serve  # noqa: F401


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    if not debians.PATH.exists():
        missing("Debian's Chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
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


# The server has been done for a third of a second.
QUIET = """() => {
  const done = document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'
  window.quietSince = done ? (window.quietSince ?? performance.now()) : null
  return done && performance.now() - window.quietSince > 350
}"""


def quiet(page) -> None:
    """Done for a while, not only at this moment: what a press begins is a moment on its way."""
    settled(page)
    page.evaluate("window.quietSince = null")
    page.wait_for_function(QUIET, polling=50, timeout=20_000)


def press(page, button, took: Callable[[], bool]) -> None:
    """Press, and press again what a redraw swallowed; what must hold is asked by the test."""
    for _ in range(4):
        if button.is_visible():
            button.click(delay=60)
        for _ in range(8):
            quiet(page)
            if took():
                return


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    """What must hold soon does; a busy machine is given time, a fault is not."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    assert true()


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
