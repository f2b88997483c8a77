"""An editor says what the columns of a spreadsheet are, by keyboard, and sees at once what becomes of it."""

from playwright.sync_api import expect

from tests.browser.conftest import axe_problems, settled, sign_in

ROWS = "".join(
    f"Group {n},{day},7:00 pm,1 Quay St,Dayton,OH,45402,{'Yes' if n % 2 else 'No'}\n"
    for n, day in enumerate(["Mondays", "Tuesdays", "Wednesdays", "Fridays"])
)


def test_a_spreadsheet_becomes_meetings_by_keyboard(serve, window, tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text("Meeting Name,When,Starts,Street,City,State,Zip,Step-free\n" + ROWS)
    page = window(bypass_csp=True)
    sign_in(page, serve(), "edda")
    page.get_by_role("link", name="Imports", exact=True).click()
    choose(page, "What do you have?", "spreadsheet of your own")
    page.get_by_role("textbox", name="Name of the source").fill("groups of Dayton")
    page.keyboard.press("Tab")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_text("We guess by the headings").wait_for(timeout=20_000)
    become = page.get_by_text("When: Monday 7:00 pm (60 min)")
    expect(become).to_be_visible()
    settled(page)
    choose(page, "Column", "Step-free")
    choose(page, "What it is", "codes to match by")
    page.get_by_role("combobox", name="What it says", exact=True).fill("access: wheelchair")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Says: wheelchair")).to_be_visible()
    settled(page)
    assert axe_problems(page) == []
    page.get_by_role("button", name="Dry run").click(delay=60)
    page.get_by_text("4 would be new").wait_for(timeout=20_000)


def choose(page, label, option) -> None:
    """Type and Enter, as soon as nothing else is offered."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(option)
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("option")).to_have_count(0)
    settled(page)
