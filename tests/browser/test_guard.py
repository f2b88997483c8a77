"""Is nothing typed lost: reload, closed tab, killed server, two windows, keys?"""

import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from casework import calls, drafts, facts, team
from casework.desk import Desk
from db import session
from tests.browser.conftest import settled, sign_in, until

pytestmark = pytest.mark.browser
APP = Path(__file__).with_name("guard_app.py")


@pytest.fixture
def call(house):
    with session.reading() as opened:
        return calls.begin(Desk(house.cleo, opened))


@pytest.fixture
def kept(house, call):
    """What the database holds for a field, as typed or as left."""

    def read(field="call.happening"):
        with session.reading() as opened:
            desk = Desk(house.cleo, opened)
            fact = facts.known(desk, call).get(field)
            return drafts.texts(desk, call).get(field) or (fact.value if fact else None)

    return read


def eventually(read, wanted):
    until(lambda: read() == wanted)


def test_what_is_typed_is_on_disk_at_once_and_after_a_reload(serve, window, call, kept):
    server, page = serve(APP), window()
    sign_in(page, server, "cleo", f"/?call={call}")
    notes = page.get_by_label("What is happening?")
    notes.click()
    page.keyboard.type("He has not", delay=15)
    eventually(kept, "He has not")
    page.keyboard.type(" slept", delay=5)
    page.reload()  # at once: the beacon or the copy carries it
    settled(page)
    eventually(kept, "He has not slept")
    expect(page.get_by_label("What is happening?")).to_have_value("He has not slept")
    page.get_by_label("Number").fill("555 0100")
    page.keyboard.press("Tab")
    eventually(lambda: kept("call.callback"), "555 0100")
    page.get_by_role("status").filter(has_text="saved ").wait_for()


def test_typing_goes_on_while_the_server_is_killed(serve, window, call, kept):
    server, page = serve(APP), window()
    sign_in(page, server, "cleo", f"/?call={call}")
    notes = page.get_by_label("What is happening?")
    notes.click()
    page.keyboard.type("before ", delay=10)
    server.stop(signal.SIGKILL)
    page.keyboard.type("during ", delay=10)
    page.get_by_text("Not saved yet, trying").wait_for()
    server.start()
    page.keyboard.type("after", delay=10)
    eventually(kept, "before during after")
    assert notes.input_value() == "before during after"


def test_two_windows_keep_both_texts_and_show_them(serve, window, call, kept):
    server, one, two = serve(APP), window(), window()
    for page in (one, two):
        sign_in(page, server, "cleo", f"/?call={call}")
    one.get_by_label("What is happening?").fill("first text")
    one.keyboard.press("Tab")
    eventually(kept, "first text")
    two.get_by_label("What is happening?").fill("second text")
    two.get_by_text("two texts: first text / second text").wait_for()


def test_a_key_takes_the_text_along(serve, window, call):
    server, page = serve(APP), window()
    sign_in(page, server, "cleo", f"/?call={call}")
    page.get_by_role("button", name="Danger").wait_for()
    page.get_by_label("What is happening?").click()
    page.keyboard.type("not breathing", delay=0)
    page.keyboard.press("F4")
    page.get_by_text("gate opened with: not breathing").wait_for()


def test_signing_out_leaves_no_words_in_the_browser(serve, window, call, kept):
    server, page = serve(APP), window()
    sign_in(page, server, "cleo", f"/?call={call}")
    page.get_by_label("What is happening?").click()
    page.keyboard.type("secret", delay=0)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Sign-in name").wait_for()
    assert page.evaluate("Object.keys(sessionStorage).filter(k => k.startsWith('peerline'))") == []
    eventually(kept, "secret")


def test_who_is_put_out_sees_nothing_more_in_a_fragment(serve, window, house, call):
    server, page = serve(APP), window()
    sign_in(page, server, "cleo", f"/?call={call}")
    page.get_by_text("seen by Cleo").wait_for()
    with session.reading() as opened:
        team.revoke(Desk(house.adam, opened), account_id=house.cleo.id)
    page.get_by_role("button", name="Look again").click(delay=60)
    page.get_by_role("link", name="Sign in").wait_for()
    expect(page.get_by_text("seen by Cleo")).to_have_count(0)
