"""Is what feeds lack entered by keyboard alone, line after line?"""

import pytest
from playwright.sync_api import expect

from casework import directory
from casework.desk import Desk
from casework.directory import Area
from db import session
from matching.words import Kind
from tests.browser.conftest import axe_problems, settled, sign_in, until

pytestmark = [pytest.mark.browser]
QUAY = Area("OH", "Montgomery County")


def table(house):
    with session.reading() as opened:
        return directory.area_table(Desk(house.edda, opened), QUAY)


def test_gap_after_gap_is_filled_by_keyboard(serve, window, house):
    with session.reading() as opened:
        directory.serve(Desk(house.edda, opened), *QUAY)
    page = window(bypass_csp=True)
    sign_in(page, serve(), "edda", "/enter")
    page.get_by_text("Emergency numbers of an area").click(delay=60)
    expect(page.get_by_label("Ten-digit number")).to_be_visible()
    settled(page)
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("Quay dispatch")
    page.keyboard.press("Tab")
    page.keyboard.type("937-555-0142")
    page.keyboard.press("Enter")
    until(lambda: [one.phone for one in table(house).centres] == ["937-555-0142"])
    expect(page.get_by_label("Town or ZIP")).to_be_visible()  # the next gap is chosen
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type("General Hospital")
    page.keyboard.press("Tab")
    page.keyboard.type("937-555-0100")
    page.keyboard.press("Enter")
    until(lambda: table(house).places == {Kind.EMERGENCY_DEPARTMENT: ["General Hospital"]})
    expect(page.get_by_text("Missing here: mobile crisis · shelter")).to_be_visible()
    assert axe_problems(page) == []
