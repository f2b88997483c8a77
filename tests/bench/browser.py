"""How long from leaving a field to the new lists painted, beside an empty page with one field?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests import chromium as debians
from tests.bench import serving
from tests.bench.keys import EMPTY_FIELD, LISTS, NEW_CALL, ZIP, css
from tests.bench.out import Asked, Finding, LeftOut
from tests.bench.serving import Serving
from tests.bench.stats import median, p95, times
from tests.bench.wire import COOKIE, sign_in

EMPTY_PAGE = Path(__file__).with_name("empty_page.py")
ZIPS = ("45402", "43215")  # towns with places in the demo, so that every change makes new lists
BLOCK = 5
WARM_UP = 3
READY = '.stApp[data-test-script-state="notRunning"]'
# From the field losing focus to the watched part changed, and to the second frame after it.
WATCH = """([selector, words]) => new Promise((resolve, reject) => {
  const part = document.querySelector(selector)
  const inner = [part, ...part.querySelectorAll("*")].find((one) => one.shadowRoot)
  const root = inner ? inner.shadowRoot : part
  let left = null
  const seen = new MutationObserver(() => {
    if (left === null || (words && !part.textContent.includes(words))) return
    seen.disconnect()
    const changed = performance.now() - left
    requestAnimationFrame(() => requestAnimationFrame(
      () => resolve([changed, performance.now() - left])))
  })
  document.addEventListener("focusout", () => { left = performance.now() }, { once: true })
  seen.observe(root, { childList: true, characterData: true, subtree: true })
  setTimeout(() => reject(new Error("nothing changed within 10 s")), 10000)
})"""


class Window:
    """One page with a field, and the part of it that answers."""

    def __init__(self, page: Any, field: str, part: str, *, echoes: bool = False) -> None:
        self.page, self.field, self.part, self.echoes = page, field, part, echoes
        self.took: list[tuple[float, float]] = []
        page.wait_for_selector(f"{field} input", timeout=30_000)
        page.wait_for_selector(READY, timeout=30_000)

    def leave(self, words: str) -> None:
        """Type, then Tab; the clock starts as the field loses focus."""
        page = self.page
        field = page.locator(f"{self.field} input")
        field.fill(words)
        # In braces: what evaluate returns it also awaits, and nothing has been pressed yet.
        page.evaluate(f"(asked) => {{ window.watched = ({WATCH})(asked) }}", self._asked(words))
        page.keyboard.press("Tab")
        changed, painted = page.evaluate("window.watched")
        self.took.append((changed, painted))
        page.wait_for_selector(READY)
        page.wait_for_timeout(150)

    def _asked(self, words: str) -> list[str]:
        return [self.part, words if self.echoes else ""]


def run(asked: Asked) -> Finding:
    if not debians.PATH.exists():
        raise LeftOut(f"{debians.PATH} is absent")
    from playwright.sync_api import sync_playwright

    number = 20 if asked.quick else 60
    home = serving.demo_home()
    with Serving(home) as ours, Serving(home, EMPTY_PAGE) as empty, sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=debians.PATH, args=debians.QUIET)
        version = chromium.version
        desk = _desk(chromium, ours)
        page = _window(chromium)
        page.goto(empty.url)
        plain = Window(page, css(EMPTY_FIELD), '[data-testid="stMain"]', echoes=True)
        _interleave(
            number, {desk: lambda n: ZIPS[(n + WARM_UP) % 2], plain: lambda n: f"words {n}"}
        )
        chromium.close()
    return _finding(desk, plain, version)


def _window(chromium: Any) -> Any:
    return chromium.new_context(viewport=debians.SCREEN).new_page()


def _desk(chromium: Any, server: Serving) -> Window:
    page = _window(chromium)
    token = sign_in(server.url, serving.LOGIN, serving.PASSWORD)
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": server.url}])
    page.goto(server.url)
    page.locator(f"{css(NEW_CALL)} button").click(delay=60, timeout=30_000)
    desk = Window(page, css(ZIP), css(LISTS))
    desk.leave(ZIPS[1])  # the first turn goes on with the other
    return desk


def _interleave(number: int, windows: dict[Window, Callable[[int], str]]) -> None:
    """Blocks of a few in turn, so that both meet the same hour of the machine."""
    for first in range(-WARM_UP, number, BLOCK):
        for window, words in windows.items():
            window.page.bring_to_front()
            for turn in range(first, min(first + BLOCK, number)):
                window.leave(words(turn))
    for window in windows:
        window.took = window.took[-number:]


def _finding(desk: Window, plain: Window, version: str) -> Finding:
    found = Finding(
        "",
        ("field left on", "n", "changed median ms", "p95", "painted median ms", "p95"),
    )
    for name, window in (("the call desk", desk), ("an empty page, one field", plain)):
        changed, painted = zip(*window.took, strict=True)
        cells = [f"{pick(each):.0f}" for each in (changed, painted) for pick in (median, p95)]
        found.rows.append([name, str(len(window.took)), *cells])
    ours, theirs = ([painted for _, painted in w.took] for w in (desk, plain))
    found.line = (
        f"field left to new lists painted: median {median(ours):.0f} ms, p95 {p95(ours):.0f} ms; "
        f"on an empty Streamlit page {median(theirs):.0f} and {p95(theirs):.0f} ms."
    )
    ratio = median(ours) / median(theirs)
    found.ratios.append(
        f"{times(ratio)} the time of an empty Streamlit page with one field (medians; "
        f"p95 {times(p95(ours) / p95(theirs))})"
    )
    found.notes = [
        f"Chromium {version}, headless, software rendering, on the server's own machine; the same",
        "settings for both servers; painted: the second animation frame after the change",
    ]
    return found
