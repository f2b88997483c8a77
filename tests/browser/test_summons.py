"""Does a supervisor see by herself that somebody needs her, on whatever screen she is?"""

import re

import pytest
from playwright.sync_api import expect

from casework import calls, safety, summons
from casework.desk import Desk
from db import session
from tests.browser.conftest import axe_problems, press, quiet, settled, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def call(house):
    with session.reading() as opened:
        desk = Desk(house.cleo, opened)
        made = calls.begin(desk)
        safety.answer(desk, call_id=made, side="caller", item="medical", answer="yes")
        return made


def on_the_desk(page, server, call) -> None:
    sign_in(page, server, "cleo", f"/call_desk?call={call}")
    page.locator(".st-key-need_someone button").wait_for()


def test_one_key_and_the_supervisor_comes(serve, window, call, house):
    server, cleo, mona = serve(), window(), window()
    sign_in(mona, server, "mona")
    on_the_desk(cleo, server, call)
    expect(mona.locator(".pl-someone")).to_be_hidden()
    cleo.keyboard.press("F9")
    expect(cleo.locator(".pl-someone")).to_contain_text("nobody yet")
    card = mona.locator(".pl-someone")
    expect(card).to_contain_text("Cleo needs someone")
    expect(card).to_contain_text("T0")
    assert axe_problems(mona) == []
    mona.get_by_role("button", name="I'm coming").click(delay=60)
    expect(card).to_contain_text("you are coming")
    expect(cleo.locator(".pl-someone")).to_contain_text("Mona is coming")
    mona.get_by_role("button", name="Open the call").click(delay=60)
    expect(mona.locator(".st-key-steps_T0_caller")).to_be_visible(timeout=15_000)
    cleo.get_by_role("button", name="It is settled").click(delay=60)
    expect(mona.locator(".pl-someone")).to_be_hidden(timeout=20_000)
    expect(cleo.locator(".st-key-need_someone button")).to_be_enabled()
    with session.reading() as opened:
        assert summons.of_call(Desk(house.cleo, opened), call) is None


def test_an_emergency_fills_the_right_side_and_its_ticks_outlast_a_reload(serve, window, call):
    server, page = serve(), window()
    on_the_desk(page, server, call)
    steps = page.locator(".st-key-steps_T0_caller")
    expect(steps).to_contain_text("Give naloxone now")
    expect(steps.locator(".elapsed")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    assert steps.bounding_box()["height"] > 500
    steps.get_by_text("Give naloxone now").click(delay=60)
    quiet(page)
    assert axe_problems(page) == []
    page.reload()
    settled(page)
    done = page.locator(".st-key-ticks_T0_caller_overdose input")
    expect(done.nth(2)).to_be_checked()
    expect(done.nth(0)).not_to_be_checked()
    page.get_by_text("It is over…").click()
    page.get_by_label("Why is it over?").fill("the ambulance is there")
    over = page.get_by_role("button", name="It is over", exact=True)
    press(page, over, lambda: steps.count() == 0)
    expect(page.locator(".st-key-steps_T0_caller")).to_have_count(0)
