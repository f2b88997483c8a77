"""The call desk as hands use it."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlparse
from uuid import UUID

from playwright.sync_api import expect

from tests.browser.conftest import settled, sign_in

# The server has been done for a third of a second.
QUIET = """() => {
  const done = document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'
  window.quietSince = done ? (window.quietSince ?? performance.now()) : null
  return done && performance.now() - window.quietSince > 350
}"""
# Chips of one choice and of many say it differently.
CHOSEN = """(one) => one.dataset.testid?.includes('Active') || one.ariaChecked === 'true'
  || one.ariaPressed === 'true'"""


class CallDesk:
    """The call desk as hands use it."""

    def __init__(self, page, server) -> None:
        self.page, self.server = page, server
        sign_in(page, server, "cleo")
        page.get_by_role("heading", name="Today", exact=True).wait_for()
        page.keyboard.press("F2")
        self.step_button(1).wait_for()
        self.idle()

    def idle(self) -> None:
        """Quiet for a while, not only at this moment: what a press begins is a moment on its way."""
        settled(self.page)
        self.page.evaluate("window.quietSince = null")
        self.page.wait_for_function(QUIET, polling=50, timeout=20_000)

    def press(self, button, took: Callable[[], bool]) -> None:
        """Press, and press again what a redraw swallowed; what must hold is asked by the test."""
        for _ in range(4):
            if button.is_visible():
                button.click(delay=60)
            for _ in range(8):
                self.idle()
                if took():
                    return

    def step_button(self, number: int):
        return self.page.locator(f".st-key-step_{number} button")

    def step(self, number: int) -> None:
        self.step_button(number).click(delay=60)
        self.idle()

    def chip(self, key: str, words: str) -> None:
        chip = self.page.locator(f".st-key-{key} button").filter(
            has=self.page.get_by_text(words, exact=True)
        )
        chip.first.wait_for()
        before = chip.first.evaluate(CHOSEN)
        self.press(chip.first, lambda: chip.count() == 0 or chip.first.evaluate(CHOSEN) != before)

    def fill(self, key: str, words: str) -> None:
        field = self.page.locator(f".st-key-{key} input")
        for _ in range(4):
            field.fill(words)
            self.page.keyboard.press("Tab")
            self.idle()
            if field.count() == 0 or field.input_value() == words:
                return

    def gate(self, side: str, **answers: str) -> None:
        for item in ("medical", "withdrawal", "suicide", "danger"):
            self.chip(f"_gate_{side}_{item}", answers.get(item, "no"))

    def list(self, words: str):
        return self.page.locator(".st-key-right section").filter(
            has=self.page.get_by_role("heading", name=words)
        )

    def refer(self, words: str) -> str:
        card = self.list(words).locator("li.card").first
        name = card.locator(".name").evaluate("one => one.firstChild.textContent")
        done = self.list(words).locator(".done").first
        self.press(card.get_by_role("button", name="Refer"), done.is_visible)
        expect(done).to_be_visible(timeout=10_000)
        return name

    @property
    def call(self):
        return UUID(parse_qs(urlparse(self.page.url).query)["call"][0])
