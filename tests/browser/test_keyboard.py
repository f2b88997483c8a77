"""Hands that never touch a mouse: where is the cursor after each key?"""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe_problems, quiet, sign_in, until

pytestmark = pytest.mark.browser

# What stands in the page and says which part of it has the cursor.
INSIDE = """(part) => {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  for (let one = at; one; one = one.parentElement ?? one.getRootNode().host) if (one === part) return true
  return false
}"""


class Keys:
    def __init__(self, page, server, login: str, where: str = "/") -> None:
        self.page = page
        sign_in(page, server, login, where)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            quiet(self.page)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def tab_to(self, target, most: int) -> None:
        """No more Tabs than `most`, so that the way stays short."""
        for _ in range(most):
            if target.count() and target.first.evaluate(INSIDE):
                break
            self.page.keyboard.press("Tab")
        expect(target.first).to_be_visible()
        assert target.first.evaluate(INSIDE)

    def question(self, key: str):
        return self.page.locator(f".st-key-{key}")


def holds(target) -> None:
    """The cursor is in it, or is there soon."""
    expect(target.first).to_be_visible()
    until(lambda: target.count() > 0 and target.first.evaluate(INSIDE))


def test_a_call_is_taken_and_ended_by_keys_alone(serve, window, house):
    page = window(bypass_csp=True)
    keys = Keys(page, serve(), "cleo")
    keys.press("F2")
    holds(keys.question("c_d_call--safe"))
    keys.tab_to(keys.question("d_call--happening"), 1)
    keys.type("She is")
    keys.press("F9")
    keys.type(" alone")
    expect(page.locator("textarea")).to_have_value("She is alone")
    keys.press("F4")
    holds(keys.question("_gate_caller_medical"))
    keys.press("ArrowRight", "Space", "Shift+Tab", "Enter")
    holds(keys.question("c_d_call--stage"))
    keys.press("Alt+n")
    holds(keys.question("c_d_call--stage"))
    end = page.locator(".st-key-end button")
    end.focus()
    keys.press("Enter")
    keys.tab_to(keys.question("_outcome"), 1)
    keys.press("ArrowDown", "Escape")
    holds(end)
    keys.press("Enter")
    keys.tab_to(page.get_by_role("button", name="Close the call"), 2)
    keys.press("Enter")
    expect(page.locator(".top .closed")).to_be_visible()
    holds(end)
    assert axe_problems(page) == []


def test_a_place_is_found_and_read_by_keys_alone(serve, window, house):
    page = window()
    keys = Keys(page, serve(), "cleo", "/find")
    holds(keys.question("f_words"))
    keys.type("harbour")
    row = page.get_by_role("button", name="Harbour House")
    expect(row).to_be_visible()
    quiet(page)
    keys.tab_to(row, 5)
    keys.press("Enter")
    holds(page.get_by_role("heading", name="Harbour House"))
    page.locator(".stAppHeader a").filter(has_text="People").focus()
    keys.press("Enter")
    holds(keys.question("_code"))
