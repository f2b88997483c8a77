"""Are two listings joined, called different and taken back by keyboard, one by one and many at once?"""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from casework import directory
from casework.desk import Desk
from db import session
from tests.browser.conftest import axe_problems, quiet, sign_in, until
from tests.casework.feeds import DAYTON, clinic, reading
from tests.casework.test_twice import SAMHSA, STATE, pairs
from tests.casework.test_twice_many import house

pytestmark = pytest.mark.browser
DOOR = replace(DAYTON, line1="9 Elm St")


def two_lists(house_of) -> None:
    """Three that are the same in every way, and two that an editor has to look at."""
    same = [house(n) for n in range(1, 4)]
    unsure = [clinic(8, name="Quay House", where=DOOR, phones=[])]
    others = [clinic(9, name="Quay House East", where=DOOR, phones=[])]
    with session.reading() as opened:
        desk = Desk(house_of.edda, opened)
        directory.take(desk, SAMHSA, reading([*same, *unsure]))
        directory.take(desk, STATE, reading([*same, *others]))


def enter(page, name: str) -> None:
    button = page.get_by_role("button", name=name).first
    expect(button).to_be_enabled()
    button.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("light", ["light", "dark"])
def test_an_editor_decides_by_keyboard(serve, window, house, light):
    two_lists(house)
    page = window(bypass_csp=True, color_scheme=light)
    server = serve()
    sign_in(page, server, "edda")
    page.goto(f"{server.url}/twice")
    quiet(page)
    expect(page.get_by_role("heading", name="Is this one place, listed twice?")).to_be_visible()
    assert axe_problems(page) == []

    enter(page, "One place: keep that one")
    expect(page.get_by_text("is listed once.")).to_be_visible()
    until(lambda: len(pairs("service", "merged")) == 1)
    quiet(page)
    assert axe_problems(page) == []
    enter(page, "Undo")
    expect(page.get_by_text("Taken back")).to_be_visible()
    until(lambda: len(pairs("service", "undone")) == 1)
    quiet(page)
    enter(page, "Two different places")
    expect(page.get_by_text("is not asked about with the other again")).to_be_visible()
    until(lambda: len(pairs("service", "different")) == 1)


def test_many_are_joined_at_once_by_keyboard_and_taken_back(serve, window, house):
    two_lists(house)
    page = window(bypass_csp=True)
    server = serve()
    sign_in(page, server, "edda")
    page.goto(f"{server.url}/twice")
    quiet(page)
    enter(page, "3 of these are as good as certain")
    expect(page.get_by_role("checkbox")).to_have_count(3)
    quiet(page)
    assert axe_problems(page) == []
    page.get_by_role("checkbox").nth(1).focus()
    page.keyboard.press("Space")
    enter(page, "Join these 2 pairs")
    expect(page.get_by_text("2 pairs joined: each place is listed once.")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(1)
    expect(page.get_by_role("radio", name="same phone: 1 pair")).to_be_checked()
    until(lambda: len(pairs("service", "merged")) == 2)
    quiet(page)
    assert axe_problems(page) == []
    enter(page, "Undo all of it")
    expect(page.get_by_text("Taken back: 2 pairs as before.")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(3)
    assert pairs("service", "merged") == []
