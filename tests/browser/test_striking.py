""" "Please don't write that down": is the text gone from the screen, the tab and the disk?"""

import json

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from casework import calls
from casework.desk import Desk
from db import session
from db.models import Draft, Fact
from pages.widgets.state import key_for
from tests.browser.conftest import settled, sign_in, until

pytestmark = pytest.mark.browser


@pytest.fixture
def call(house):
    with session.reading() as opened:
        return calls.begin(Desk(house.cleo, opened))


def kept(field) -> list[str | None]:
    """Every text the database holds of this field, drafts and all versions."""
    with session.reading() as opened:
        found = [*opened.exec(select(Fact).where(Fact.field == field))]
        return [row.value for row in (*found, *opened.exec(select(Draft)))]


def of_tab(page) -> str:
    return json.dumps(page.evaluate("Object.assign({}, sessionStorage)"))


def strike(page) -> None:
    button = page.locator(".pl-strike")
    button.click()
    expect(button).to_have_text("Strike it for good?")
    button.click()
    page.get_by_text("Struck. The text is gone").wait_for(timeout=20_000)
    settled(page)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("call.happening", "her brother sells it"),
        ("call.callback", "937 555 0142"),
        ("caller.town", "Dayton OH"),
    ],
)
def test_a_struck_text_is_nowhere(serve, window, call, field, text):
    server, page = serve(), window()
    sign_in(page, server, "cleo", f"/call_desk?call={call}")
    box = page.locator(f".st-key-{key_for(field)} :is(input, textarea)")
    box.click()
    page.keyboard.type(text, delay=10)
    until(lambda: text in kept(field))
    page.keyboard.type(" now", delay=10)
    strike(page)
    expect(box).to_have_value("")
    until(lambda: set(kept(field)) == {None})
    until(lambda: text not in of_tab(page))
    page.reload()
    settled(page)
    expect(box).to_have_value("")
    assert set(kept(field)) == {None}
