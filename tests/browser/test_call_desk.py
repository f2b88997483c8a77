"""Does the desk carry a quick call, a place nobody listed, the night, and the keyboard?"""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from casework import directory, facts
from casework.desk import Desk
from db import session
from db.models import Entry, Referral, Service, Shown
from tests.browser.conftest import axe_problems, settled, sign_in
from tests.browser.desk import CallDesk

pytestmark = [pytest.mark.browser, pytest.mark.data]


@pytest.fixture
def house_template(real_template):
    return real_template


def test_a_meeting_tonight_goes_by_the_quick_lane(serve, window, house):
    """Place and gate, then the read-out; nothing else is asked (product.md 1.6)."""
    desk = CallDesk(window(), serve())
    page = desk.page
    page.keyboard.press("Alt+0")
    expect(page.get_by_role("heading", name="Quick lane")).to_be_visible()
    desk.chip("c_d_call--quick", "a meeting tonight")
    desk.fill("d_caller--zip", "19103")
    first = page.locator(".st-key-right section h3").first
    expect(first).to_have_text("For the caller · near Philadelphia PA · Groups and people")
    desk.gate("caller")
    expect(page.locator(".tier.T3")).to_be_visible()
    _why_and_closed_again(page)
    name = desk.refer("Groups and people")
    page.keyboard.press("F8")
    expect(page.locator(".aloud .name")).to_have_text(f"1. {name}")
    expect(page.locator(".aloud .times")).not_to_contain_text(", in ")
    with session.reading() as opened:
        (shown,) = opened.exec(select(Shown).where(Shown.call_id == desk.call)).all()
        assert (shown.chosen, shown.list_kind) == (True, "peers")


def _why_and_closed_again(page):
    """By keyboard: each sentence with its rule and what its source wrote, and the focus stays."""
    page.locator(".offers button.ask").first.press("Enter")
    expect(page.locator(".why")).to_contain_text("brought in")
    expect(page.locator(".why .rests").first).not_to_be_empty()
    asked = page.locator(".offers button.ask[aria-expanded=true]")
    expect(asked).to_be_focused()
    asked.press("Enter")
    expect(page.locator(".why")).to_have_count(0)


def test_a_place_nobody_listed_is_on_their_list_in_two_presses(serve, window, house):
    desk = CallDesk(window(), serve())
    page = desk.page
    desk.step(8)
    page.locator("summary").filter(has_text="not in the directory").click()
    page.get_by_label("What is it called?").fill("Auntie May's House")
    page.keyboard.press("Tab")
    desk.idle()
    centre = page.locator(".st-key-unlisted_recovery_centre button")
    centre.click(delay=60)
    expect(page.get_by_text("Say its phone number or where it is")).to_be_visible()
    expect(page.get_by_label("What is it called?")).to_have_value("Auntie May's House")
    page.locator(".st-key-_new_phone input").fill("937-555-0177")
    page.keyboard.press("Tab")
    desk.idle()
    centre.click(delay=60)
    expect(page.locator(".aloud .name")).to_have_text("1. Auntie May's House")
    expect(page.locator(".aloud .phone")).to_contain_text("937-555-0177")
    with session.reading() as opened:
        (sent,) = opened.exec(select(Referral).where(Referral.call_id == desk.call)).all()
        assert sent.service_id is not None
        added = opened.exec(select(Entry).where(Entry.name == "Auntie May's House")).one()
        assert added.unverified
        assert opened.get(Service, sent.service_id).kind == "recovery_centre"
        waiting = directory.unchecked(Desk(house.edda, opened), national=False)
        assert [one.card.name for one in waiting] == ["Auntie May's House"]


def test_at_night_everything_can_be_read(serve, window, house):
    desk = CallDesk(window(bypass_csp=True, color_scheme="dark"), serve())
    desk.fill("d_caller--zip", "19103")
    expect(desk.page.locator(".st-key-right li.card").first).to_be_visible()
    desk.page.wait_for_timeout(2600)  # what newly came in stops standing out
    assert axe_problems(desk.page) == []


def test_every_key_is_listed_behind_a_question_mark_and_a_slash_finds(serve, window, house):
    page = window()
    sign_in(page, serve(), "cleo")
    page.get_by_role("heading", name="Today", exact=True).wait_for()
    settled(page)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("Danger gate")
    page.keyboard.press("Escape")
    expect(keys).not_to_be_visible()
    page.keyboard.press("/")
    page.get_by_role("heading", name="Find", exact=True).wait_for()


def test_who_tells_us_stands_beside_every_answer(serve, window, house):
    desk = CallDesk(window(), serve())
    desk.chip("c_d_call--relation", "parent")
    desk.step(4)
    desk.chip("c_d_call--provenance", "seen by us")
    desk.chip("c_d_concerned--gender", "man")
    with session.reading() as opened:
        known = facts.known(Desk(house.cleo, opened), desk.call)
    assert known["concerned.gender"].provenance == "observer"
    expect(desk.page.locator(".top")).to_contain_text("Son")
