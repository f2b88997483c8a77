"""The call desk as hands use it."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlparse
from uuid import UUID

from playwright.sync_api import expect

from tests.browser.conftest import press, quiet, sign_in

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
        quiet(self.page)

    def press(self, button, took: Callable[[], bool]) -> None:
        press(self.page, button, took)

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
        expect(done).to_be_visible(timeout=20_000)
        return name

    @property
    def call(self):
        return UUID(parse_qs(urlparse(self.page.url).query)["call"][0])
