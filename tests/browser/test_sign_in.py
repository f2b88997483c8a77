"""Signing in, staying in, leaving, and being put out, in a real browser."""

import pytest

from casework import team
from casework.desk import Desk
from db import session
from tests.browser.conftest import axe_problems, quiet, settled, sign_in
from tests.served import PASSWORD

pytestmark = pytest.mark.browser


def test_one_signs_in_stays_in_and_leaves(serve, window):
    server, page = serve(), window()
    page.goto(server.url)
    page.get_by_label("Sign-in name").fill("cleo")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").filter(has_text="did not work").wait_for()
    sign_in(page, server, "cleo")
    page.get_by_role("heading", name="Today", exact=True).wait_for()
    page.reload()
    settled(page)
    page.get_by_role("heading", name="Today", exact=True).wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You are signed out.").wait_for()
    page.goto(server.url)
    page.get_by_label("Sign-in name").wait_for()


def test_who_is_put_out_sees_nothing_at_the_next_step(serve, window, house):
    server, page = serve(), window()
    sign_in(page, server, "cleo")
    page.get_by_role("heading", name="Today", exact=True).wait_for()
    with session.reading() as opened:
        team.revoke(Desk(house.adam, opened), account_id=house.cleo.id)
    way_in = page.get_by_role("link", name="Sign in")
    button = page.get_by_role("button", name="New call")
    for _ in range(5):  # a redraw may swallow a press; signed out, there is no bar to wait for
        if not way_in.is_visible() and button.is_visible():
            button.click(delay=60)
        page.wait_for_timeout(1500)
    way_in.wait_for()
    assert page.get_by_role("heading", name="Today", exact=True).count() == 0


def test_a_deep_link_is_kept_through_signing_in(serve, window):
    server, page = serve(), window()
    sign_in(page, server, "adam", "/?place=here")
    assert page.url.endswith("/?place=here")


def test_the_sign_in_page_and_today_are_open_to_everybody(serve, window):
    server = serve()
    for scheme in ("light", "dark"):
        page = window(bypass_csp=True, color_scheme=scheme)
        page.goto(f"{server.url}/sign-in")
        assert axe_problems(page) == []
        page.get_by_label("Sign-in name").fill("cleo")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        settled(page)
        page.get_by_role("heading", name="Today", exact=True).wait_for()
        quiet(page)
        assert axe_problems(page) == []
