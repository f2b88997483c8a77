"""The screens of the editor's day: each opens by its own address, with nothing in the way."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from casework import directory
from casework.desk import Desk
from db import session
from db.models import Service
from tests.browser.conftest import axe_problems, quiet, sign_in
from tests.casework.feeds import FEED, clinic, reading

pytestmark = pytest.mark.browser


def listed(house) -> None:
    """Eight clinics at one door, of which a colleague heard that one is full."""
    with session.reading() as opened:
        directory.take(Desk(house.edda, opened), FEED, reading([clinic(n) for n in range(1, 9)]))
        one = opened.exec(select(Service.id).order_by(Service.id)).first()
        directory.report(Desk(house.cleo, opened), kind="full", service_id=one)


@pytest.mark.parametrize("light", ["light", "dark"])
def test_an_editor_opens_each_screen_by_its_address(serve, window, house, light):
    listed(house)
    page = window(bypass_csp=True, color_scheme=light)
    server = serve()
    sign_in(page, server, "edda", "/worklist")
    expect(page.get_by_role("heading", name="To look after")).to_be_visible()
    expect(page.get_by_text("They told us: full")).to_be_visible()
    for path, heading in (
        ("worklist", "To look after"),
        ("sources", "Sources"),
        ("imports", "Imports"),
    ):
        page.goto(f"{server.url}/{path}")
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
        quiet(page)
        expect(page.get_by_text("Page not found")).to_have_count(0)
        assert axe_problems(page) == [], path
    page.get_by_role("link", name="To look after").click()
    expect(page.get_by_role("heading", name="To look after")).to_be_visible()
    page.reload()
    quiet(page)
    expect(page.get_by_text("Page not found")).to_have_count(0)


def test_several_at_one_door_are_each_read_on_the_map(serve, window, house):
    listed(house)
    page = window(bypass_csp=True)
    sign_in(page, serve(), "cleo", "/find")
    page.get_by_label("Name, town, ZIP or service").fill("clinic")
    expect(page.get_by_role("button", name="Clinic 008")).to_be_visible()
    page.get_by_text("Map", exact=True).click(delay=60)
    expect(page.get_by_text("1. Clinic")).to_be_visible()
    quiet(page)
    dots = page.locator(".stVegaLiteChart text").filter(has_text="8")
    expect(dots.first).to_be_visible()
    boxes = [
        page.locator(".stVegaLiteChart text").get_by_text(str(n), exact=True).first.bounding_box()
        for n in range(1, 9)
    ]
    across = sorted(box["x"] for box in boxes)
    assert all(b - a > 10 for a, b in pairwise(across))
    assert axe_problems(page) == []
