"""Is what a place said reported from its card in one press by keyboard, at once for everybody, and settled
by an editor who asks the place?"""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from db import session
from db.models import ListingReport, Verification
from tests.browser.conftest import axe_problems, quiet, sign_in, until
from tests.browser.desk import CallDesk

pytestmark = [pytest.mark.browser, pytest.mark.data]


@pytest.fixture
def house_template(real_template):
    return real_template


def rows(table):
    with session.reading() as opened:
        return opened.exec(select(table)).all()


def test_from_the_card_to_everybody_and_to_the_editor(serve, window, house):
    server = serve()
    desk = CallDesk(window(bypass_csp=True), server)
    page = desk.page
    desk.fill("d_caller--zip", "19103")
    card = page.locator(".st-key-right li.card").first
    expect(card).to_be_visible()
    name = card.locator(".name").evaluate("one => one.firstChild.textContent")
    mine = page.locator(".st-key-right li.card").filter(has_text=name)
    mine.get_by_role("button", name="They told me").first.focus()
    page.keyboard.press("Enter")
    waits = page.locator(".tell").get_by_role("button", name="has a waiting time")
    waits.focus()
    page.keyboard.press("Enter")
    page.locator(".tell .weeks").get_by_role("button", name="3 weeks").focus()
    page.keyboard.press("Enter")
    expect(mine.get_by_text("Reported for everybody: waits about 3 weeks.").first).to_be_visible()
    expect(mine.get_by_text("A colleague was told a wait of 3 weeks").first).to_be_visible()
    desk.idle()
    assert axe_problems(page) == []
    (heard,) = rows(ListingReport)
    assert (heard.kind, heard.weeks) == ("waits", 3)
    editor = window(bypass_csp=True)
    sign_in(editor, server, "edda")
    expect(editor.get_by_text("waits about 3 weeks, said")).to_be_visible()
    quiet(editor)
    assert axe_problems(editor) == []
    editor.get_by_role("button", name="Ask them now").click(delay=60)
    expect(
        editor.get_by_text("Is this still the right number for new people?").first
    ).to_be_visible()
    quiet(editor)
    assert axe_problems(editor) == []
    editor.get_by_role("button", name="All of it is right now").click(delay=60)
    expect(editor.get_by_text("verified from today")).to_be_visible()
    until(lambda: [one.outcome for one in rows(Verification)] == ["confirmed"])
    mine.get_by_role("button", name="Undo").first.click(delay=60)
    expect(page.get_by_text("Reported for everybody")).not_to_be_visible()
    until(lambda: rows(ListingReport)[0].settled_at is not None)
