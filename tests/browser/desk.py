"""The call desk as hands use it."""

from urllib.parse import parse_qs, urlparse
from uuid import UUID

from playwright.sync_api import expect

from tests.browser.conftest import settled, sign_in


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
        self.page.wait_for_timeout(350)
        settled(self.page)
        self.page.wait_for_timeout(150)

    def step_button(self, number: int):
        return self.page.locator(f".st-key-step_{number} button")

    def step(self, number: int) -> None:
        self.step_button(number).click(delay=60)
        self.idle()

    def chip(self, key: str, words: str) -> None:
        self.page.locator(f".st-key-{key}").get_by_text(words, exact=True).click(delay=60)
        self.idle()

    def fill(self, key: str, words: str) -> None:
        self.page.locator(f".st-key-{key} input").fill(words)
        self.page.keyboard.press("Tab")
        self.idle()

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
        card.get_by_role("button", name="Refer").click(delay=60)
        expect(self.page.locator(".st-key-right .done").first).to_be_visible(timeout=10_000)
        self.idle()
        return name

    @property
    def call(self):
        return UUID(parse_qs(urlparse(self.page.url).query)["call"][0])
