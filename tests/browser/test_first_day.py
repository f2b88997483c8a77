"""Does an empty home become a helpline whose counsellors find real meetings, in a real browser?"""

import shutil

import pytest

from casework import team
from tests.browser.conftest import axe_problems, settled
from tests.conftest import forget, use
from tests.served import Server

pytestmark = [pytest.mark.browser, pytest.mark.data]
WORDS = "long enough words"


@pytest.fixture
def empty_house(tmp_path, monkeypatch, sqlite_template):
    """A server before an empty home: the address that `make start` prints."""
    shutil.copy(sqlite_template, tmp_path / "peerline.db")
    use(monkeypatch, f"sqlite:///{tmp_path / 'peerline.db'}", tmp_path)
    server = Server(tmp_path)
    server.start(anew=True)
    yield f"{server.url}/set-up?code={team.new_set_up_code()}"
    server.stop()
    forget()


def test_from_an_empty_home_to_a_usable_helpline(empty_house, window, data_folder):
    ada = window(bypass_csp=True)
    set_up(ada, empty_house)
    bring_in(ada, data_folder / "tsml-aa-san-jose-2021" / "meetings.json.gz")
    link = invite(ada, "Ines", "ines")
    assert axe_problems(ada) == []

    ines = window()
    ines.goto(link)
    ines.get_by_label("Password").fill(WORDS)
    ines.get_by_label("The same again").fill(WORDS)
    ines.get_by_role("button", name="Save and sign in").click()
    settled(ines)
    ines.get_by_role("heading", name="Today", exact=True).wait_for()
    ines.get_by_role("link", name="Find", exact=True).click()
    settled(ines)
    ines.get_by_label("Name, town, ZIP or service").fill("San Jose")
    ines.keyboard.press("Enter")
    ines.locator("[class*=st-key-_open_] button").first.wait_for(timeout=20_000)


def set_up(page, address) -> None:
    """Once with a number nobody can dial: nothing else typed is lost."""
    page.goto(address)
    assert axe_problems(page) == []
    typed = {"helpline": "Harbour Line", "phone": "12", "centre": "North", "name": "Ada"}
    for name, text in {**typed, "login": "ada", "password": WORDS, "again": WORDS}.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=zone]").select_option("America/Los_Angeles")
    page.get_by_role("button", name="Open the helpline").click()
    page.get_by_role("alert").filter(has_text="no number one can dial").wait_for()
    assert page.locator("[name=centre]").input_value() == "North"
    assert page.locator("[name=zone]").input_value() == "America/Los_Angeles"
    page.locator("[name=phone]").fill("408-555-0100")
    for name in ("password", "again"):
        page.locator(f"[name={name}]").fill(WORDS)
    page.get_by_role("button", name="Open the helpline").click()
    settled(page)


def bring_in(page, path) -> None:
    page.get_by_role("heading", name="Bring in your first directory").wait_for()
    page.get_by_role("combobox", name="What do you have?").fill("Meetings of AA")
    page.keyboard.press("Enter")
    page.get_by_text("The meetings.json that an intergroup publishes").wait_for()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("textbox", name="Name of the source").fill("aa-san-jose")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Dry run").click(delay=60)
    page.get_by_text("693 would be new").wait_for(timeout=30_000)
    page.get_by_role("button", name="Take it in").click(delay=60)
    page.get_by_role("heading", name="Your helpline is ready").wait_for(timeout=60_000)
    settled(page)


def invite(page, name, login) -> str:
    page.get_by_role("button", name="Invite colleagues").click(delay=60)
    page.get_by_role("heading", name="Team", exact=True).wait_for()
    settled(page)
    page.get_by_role("textbox", name="Name", exact=True).fill(name)
    page.get_by_role("textbox", name="Sign-in name").fill(login)
    page.get_by_role("button", name="Make the invitation").click(delay=60)
    return page.get_by_text("/invite/").inner_text().strip()
