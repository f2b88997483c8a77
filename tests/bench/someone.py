"""How long from a counsellor's "I need someone" until the supervisor sees it (promised: two seconds)?"""

import time
from typing import Any

from tests import chromium as debians
from tests.bench import serving
from tests.bench.browser import READY
from tests.bench.keys import NEW_CALL, css
from tests.bench.out import Asked, Finding, LeftOut
from tests.bench.serving import Serving
from tests.bench.stats import median, p95
from tests.bench.wire import COOKIE, sign_in

PROMISED = 2.0  # seconds, product.md 1.5
CARD = ".pl-someone"
NEED_SOMEONE = ".st-key-need_someone button:enabled"
WAIT = 30_000  # ms


def run(asked: Asked) -> Finding:
    if not debians.PATH.exists():
        raise LeftOut(f"{debians.PATH} is absent")
    from playwright.sync_api import sync_playwright

    with Serving(serving.demo_home()) as server, sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=debians.PATH, args=debians.QUIET)
        cleo = _window(chromium, server, serving.LOGIN)
        mona = _window(chromium, server, "mona")
        cleo.locator(f"{css(NEW_CALL)} button").click(delay=60, timeout=WAIT)
        took = [_seen_after(cleo, mona) for _ in range(5 if asked.quick else 20)]
        chromium.close()
    return _finding(took)


def _window(chromium: Any, server: Serving, login: str) -> Any:
    page = chromium.new_context(viewport=debians.SCREEN).new_page()
    token = sign_in(server.url, login, serving.PASSWORD)
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": server.url}])
    page.goto(server.url)
    page.wait_for_selector(".pl-who:not(:empty)", timeout=WAIT)
    return page


def _seen_after(cleo: Any, mona: Any) -> float:
    """Seconds; afterwards it is settled and both screens are as before."""
    cleo.wait_for_selector(NEED_SOMEONE, timeout=WAIT)
    cleo.wait_for_selector(READY, timeout=WAIT)
    card = mona.locator(CARD)
    pressed = time.perf_counter()
    cleo.locator(NEED_SOMEONE).click()
    card.wait_for(state="visible", timeout=WAIT)
    took = time.perf_counter() - pressed
    mona.get_by_role("button", name="I'm coming").click(delay=60)
    cleo.get_by_role("button", name="It is settled").click(delay=60, timeout=WAIT)
    card.wait_for(state="hidden", timeout=WAIT)
    return took


def _finding(took: list[float]) -> Finding:
    within = sum(one <= PROMISED for one in took)
    line = (
        f"pressed to seen on another screen: median {median(took):.1f} s, p95 {p95(took):.1f} s, "
        f"the longest {max(took):.1f} s; {within} of {len(took)} within the two seconds promised."
    )
    return Finding(line, notes=["a supervisor's page asks once a second; both on one machine"])
