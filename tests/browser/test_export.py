"""Does the whole directory come down by a press, from a screen everybody can read?"""

import zipfile

import pytest
from playwright.sync_api import expect

from casework import directory
from casework.desk import Desk
from db import session
from tests.browser.conftest import axe_problems, sign_in
from tests.casework.feeds import FEED, clinic, reading

pytestmark = [pytest.mark.browser]


def test_the_tables_come_down_by_a_press(serve, window, house, tmp_path):
    with session.reading() as opened:
        directory.take(Desk(house.edda, opened), FEED, reading([clinic(n) for n in range(3)]))
    page = window(bypass_csp=True, accept_downloads=True)
    sign_in(page, serve(), "edda", "/export")
    expect(page.get_by_text("4 listings would leave")).to_be_visible()
    assert axe_problems(page) == []
    link = page.get_by_role("link", name="Download as tables")
    link.evaluate("each => each.removeAttribute('target')")
    with page.expect_download() as coming:
        link.press("Enter")
    assert coming.value.suggested_filename == "directory-hsds.zip"
    coming.value.save_as(tmp_path / "down.zip")
    with zipfile.ZipFile(tmp_path / "down.zip") as package:
        assert package.read("services.csv").count(b"Clinic") == 3
