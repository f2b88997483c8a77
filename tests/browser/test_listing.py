"""One field of a listing changed by keyboard, and a question of its source decided, in light and dark."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from casework import directory
from casework.desk import Desk
from db import session
from db.models import Service, SourceRecord
from tests.browser.conftest import axe_problems, quiet, sign_in
from tests.casework.feeds import FEED, clinic, reading

pytestmark = pytest.mark.browser


def listed(house) -> int:
    """A clinic whose name we wrote over before its source changed it."""
    one, others = clinic(1), [clinic(i) for i in range(2, 9)]
    with session.reading() as opened:
        desk = Desk(house.edda, opened)
        directory.take(desk, FEED, reading([one, *others]))
        of = select(SourceRecord.id, Service.id).join(Service)
        record, service = opened.exec(of.where(SourceRecord.source_key == "c1")).one()
        directory.edit(desk, record_id=record, field="name", value="Clinic by the River")
        directory.take(desk, FEED, reading([replace(one, name="River Clinic"), *others]))
    return service


@pytest.mark.parametrize("light", ["light", "dark"])
def test_an_editor_works_on_a_listing_by_keyboard(serve, window, house, light):
    service = listed(house)
    page = window(bypass_csp=True, color_scheme=light)
    server = serve()
    sign_in(page, server, "edda")
    page.goto(f"{server.url}/listing?service={service}")
    quiet(page)
    expect(page.get_by_text("The source now says:")).to_be_visible()
    assert axe_problems(page) == []

    change = page.get_by_role("button", name="Change telephones")
    change.focus()
    page.keyboard.press("Enter")
    number = page.get_by_label("Number").first
    expect(number).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("call Bob")
    page.keyboard.press("Enter")
    expect(page.get_by_text("is no telephone number")).to_be_visible()
    assert axe_problems(page) == []
    expect(number).to_have_value("call Bob")
    number.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("937-555-0177")
    page.keyboard.press("Enter")
    expect(page.locator(".pl-line", has_text="Telephones")).to_contain_text("937-555-0177")
    expect(change).to_be_focused()

    keep = page.get_by_role("button", name="Keep ours")
    keep.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The source now says:")).to_be_hidden()
    expect(page.get_by_role("heading", name="Clinic by the River")).to_be_visible()
