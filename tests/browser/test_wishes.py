"""Can everything they wish for, and want to keep away from, be said by keyboard, and does it stand?"""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from casework import facts, needs
from casework.desk import Desk
from db import session
from db.models import Referral
from tests.browser.conftest import axe_problems
from tests.browser.desk import CallDesk

pytestmark = [pytest.mark.browser, pytest.mark.data]


@pytest.fixture
def house_template(real_template):
    return real_template


def known(house, desk):
    with session.reading() as opened:
        return facts.known(Desk(house.cleo, opened), desk.call)


def test_a_group_by_two_letters_a_zip_and_one_evening_all_by_keyboard(serve, window, house):
    desk = CallDesk(window(bypass_csp=True), serve())
    page = desk.page
    desk.fill("d_caller--zip", "19103")
    desk.step(7)
    page.locator("summary").filter(has_text="Single days and hours").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Tuesday evening").focus()
    page.keyboard.press("Space")
    chip = page.locator(".st-key-c_d_caller--times").get_by_text("Tuesday evening", exact=True)
    expect(chip).to_be_visible(timeout=20_000)

    desk.idle()
    page.locator("summary").filter(has_text="To keep away from").click()
    where = page.locator('[class*="st-key-d_caller--away--"] input')
    more = page.locator(".st-key-_more_away button")
    desk.press(more, lambda: where.count() == 1)
    where.fill("19104")
    page.keyboard.press("Tab")
    desk.idle()
    page.get_by_label("A group or place on our list").press_sequentially("se", delay=60)
    found = page.locator(".st-key-_picked_caller_away button").first
    found.wait_for()
    found.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[class*='st-key-_gone_caller_away_'] button")).to_have_count(
        2, timeout=10_000
    )
    desk.idle()

    said = known(house, desk)
    assert said["caller.times"].value == "tue_evening"
    typed, picked = (line.said for line in needs.lines.of(said, "caller", "away"))
    assert typed == {"where": "19104", "miles": "5"}
    assert picked.keys() == {"listing", "miles"}
    assert axe_problems(page) == []

    page.reload()
    desk.step(7)
    page.locator("summary").filter(has_text="To keep away from").click()
    expect(page.locator('[class*="st-key-d_caller--away--"] input')).to_have_value("19104")


def test_whose_sponsor_died_is_offered_someone_at_the_door(serve, window, house):
    desk = CallDesk(window(bypass_csp=True), serve())
    page = desk.page
    desk.chip("c_d_call--relation", "for themselves")
    desk.fill("d_caller--zip", "19103")
    desk.step(6)
    page.get_by_text("+ sponsor", exact=True).click(delay=60)
    desk.idle()
    page.locator("summary").filter(has_text="sponsor").click()
    desk.idle()
    died = page.locator('[class*="st-key-_ended_"] button').filter(has_text="died")
    peers = desk.list("Groups and people")
    desk.press(died, peers.locator(".note").first.is_visible)
    expect(peers.locator(".note")).to_contain_text(
        "someone to meet you at the door", timeout=10_000
    )
    along = peers.get_by_role("button", name="Refer, met at the door").first
    desk.press(along, peers.locator(".done").first.is_visible)
    with session.reading() as opened:
        (made,) = opened.exec(select(Referral).where(Referral.call_id == desk.call)).all()
    assert made.kind == "accompanied"
    assert axe_problems(page) == []
