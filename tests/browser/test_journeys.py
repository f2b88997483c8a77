"""Does the whole path work for two people who ring, on real directories, in a real browser?"""

import io
import re
import signal
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from sqlmodel import select

from casework import calls, drafts, facts, referrals
from casework.desk import Desk
from db import session
from db.models import FollowUp, Letter, Need, Referral, ReferralStep, Shown, now
from tests.browser.conftest import axe_problems, quiet, settled, sign_in, until
from tests.browser.desk import CallDesk

pytestmark = [pytest.mark.browser, pytest.mark.data]


@pytest.fixture
def house_template(real_template):
    """The house of these journeys stands on the real directories."""
    return real_template


def letters_of(call) -> list[Letter]:
    with session.reading() as opened:
        return list(opened.exec(select(Letter).where(Letter.call_id == call)))


def text_of(letter: Letter) -> str:
    pages = PdfReader(io.BytesIO(letter.pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_mother_three_hundred_miles_from_her_son(serve, window, house):
    """Springfield is hers; he is in Buffalo."""
    desk = CallDesk(window(), serve())
    page = desk.page
    desk.chip("c_d_call--relation", "parent")
    desk.fill("d_concerned--zip", "14201")
    desk.fill("d_caller--zip", "01103")
    page.keyboard.press("F4")
    desk.idle()
    desk.gate("concerned", danger="yes")
    desk.chip("_signs_concerned_danger", "cannot be reached, uses opioids")
    desk.gate("caller")
    expect(page.locator(".tier.T1")).to_contain_text("Their child")
    expect(page.locator(".tier.T3")).to_contain_text("Parent")
    steps = page.locator(".st-key-steps_T1_concerned")
    expect(steps).to_contain_text("near them and has naloxone")
    desk.step(4)
    desk.chip("c_d_caller--gender", "woman")
    desk.chip("c_d_concerned--gender", "man")
    expect(page.locator(".tier.T1")).to_contain_text("Son")
    desk.step(5)
    desk.chip("c_d_concerned--substances", "fentanyl")
    his_list, her_list = (
        "For him · near Buffalo NY · Treatment",
        "For her · near Springfield MA · Groups",
    )
    expect(desk.list(his_list).locator("li.card").first).to_contain_text("Gives out naloxone.")
    his = desk.refer(his_list)
    expect(desk.list(her_list).locator("li.card").first).to_contain_text("For family and friends.")
    hers = desk.refer(her_list)
    with session.reading() as opened:
        sent = opened.exec(select(Referral).where(Referral.call_id == desk.call)).all()
    assert {(one.kind, one.side) for one in sent} == {
        ("information_relative", "concerned"),
        ("referral", "caller"),
    }
    assert all(one.meeting_id for one in sent if one.side == "caller")
    desk.step(8)
    expect(page.locator(".aloud .name")).to_have_count(2)
    page.locator("summary").filter(has_text=f"Letter to {his[:12]}").first.click()
    expect(page.get_by_text("Only he can sign this")).to_be_visible()
    expect(page.get_by_text("three-way call").first).to_be_visible()
    assert page.get_by_role("button", name="Make the letter").count() == 0
    page.locator(".st-key-sheet_caller button").click(delay=60)
    page.get_by_role("link", name="Open letter").wait_for()
    (sheet,) = letters_of(desk.call)
    assert sheet.kind == "relative"
    words = text_of(sheet)
    assert "We cannot say whether anyone contacted us" in words
    assert hers.split()[-1] in words
    assert his not in words


def test_a_man_for_himself_from_match_to_what_became_of_it(serve, window, house):
    desk = CallDesk(window(), serve())
    page = desk.page
    desk.chip("c_d_call--relation", "for themselves")
    desk.fill("d_caller--zip", "10027")
    desk.gate_open = page.keyboard.press("F4")
    desk.idle()
    desk.gate("caller")
    expect(page.locator(".tier.T3")).to_be_visible()
    desk.step(5)
    desk.chip("c_d_caller--substances", "fentanyl")
    clinic = desk.refer("near New York NY · Treatment")
    meeting = desk.refer("near New York NY · Groups and people")
    desk.step(4)
    desk.fill("d_caller--name", "Ray Example")
    page.locator("summary").filter(has_text="How may we reach").click()
    desk.fill("d_caller--phone", "212-555-0142")
    desk.chip("c_d_caller--ring", "any time")
    page.locator(".st-key-keep_caller button").click(delay=60)
    expect(page.get_by_text("has a record")).to_be_visible()
    page.keyboard.press("F8")
    desk.idle()
    expect(page.locator(".aloud")).to_have_count(2)
    expect(page.locator(".aloud").first).to_contain_text(clinic.split(" — ")[0][:12])
    page.locator(".st-key-sheet_caller button").click(delay=60)
    page.get_by_role("link", name="Open letter").wait_for()
    desk.idle()
    (sheet,) = letters_of(desk.call)
    assert sheet.kind == "caller_held"
    assert "Ray" not in text_of(sheet)
    assert meeting[:8] in text_of(sheet)
    sign_and_make_the_letter(desk)
    named = next(one for one in letters_of(desk.call) if one.kind == "provider")
    words = text_of(named)
    assert "Ray Example" in words
    assert "protected by Federal confidentiality rules (42 CFR part 2)" in words
    opened = page.request.get(f"{page.url.split('/call_desk')[0]}/files/letter/{named.id}")
    assert (opened.status, opened.headers["cache-control"]) == (200, "no-store")
    assert opened.body() == named.pdf
    close(desk)
    call, number = desk.call, page.locator(".top .number").inner_text()
    a_day_later(call)
    ring_back(desk)
    what_the_manager_sees(window(), desk.server, number)
    with session.reading() as read:
        at = Desk(house.cleo, read)
        assert calls.on_desk(at, call).outcome == "referred"
        done = read.exec(select(FollowUp).where(FollowUp.call_id == call)).all()
        assert "got_help" in {one.outcome for one in done}
        last = {step.status for step in read.exec(select(ReferralStep)).all()}
        assert "completed" in last
        assert len(read.exec(select(Shown).where(Shown.call_id == call)).all()) == 2
        assert {n.kind for n in read.exec(select(Need)).all()} == {"treatment", "peers"}


def sign_and_make_the_letter(desk: CallDesk) -> None:
    """Refused first; made after a recorded signature."""
    page = desk.page
    page.locator("summary").filter(has_text="Letter to").first.click()
    expect(page.get_by_text("a spoken yes is not enough").first).to_be_visible()
    form = page.locator(".st-key-middle details[open]").first
    form.get_by_label("Their name, as signed").fill("Ray Example")
    page.keyboard.press("Tab")
    desk.idle()
    tick(desk, form.get_by_text("on paper", exact=True), form.get_by_role("radio").first)
    told = form.get_by_role("checkbox", name="They were told")
    tick(desk, form.get_by_text("They were told they can take it back"), told)
    make = page.get_by_role("button", name="Make the letter").first
    desk.press(form.get_by_role("button", name="Record the signature"), make.is_visible)
    papers = page.get_by_role("link", name="Open letter")
    desk.press(make, lambda: papers.count() == 2)
    expect(papers).to_have_count(2)
    desk.idle()


def tick(desk: CallDesk, words, box) -> None:
    """Choose it, and look that it took: a press while the page redraws can go nowhere."""
    for _ in range(4):
        if box.is_checked():
            return
        words.click(delay=60)
        desk.idle()
    expect(box).to_be_checked()


def a_day_later(call) -> None:
    """The call-back that was booked has come due."""
    with session.reading() as opened:
        session.start_writing(opened)
        for one in opened.exec(select(FollowUp).where(FollowUp.call_id == call)):
            one.due_from, one.due_to = now() - timedelta(hours=1), now() + timedelta(hours=1)
            opened.add(one)
        opened.commit()


def ring_back(desk: CallDesk) -> None:
    """The follow-up is opened, what became of him is recorded step by step, and it is closed."""
    page = desk.page
    page.get_by_role("link", name="Follow-ups").click(delay=60)
    due = page.locator("[class*='st-key-_open_'] button").first
    due.wait_for()
    show = page.get_by_role("button", name="Show the number")
    desk.press(due, show.is_visible)
    number = page.get_by_text("(212) 555-0142")
    desk.press(show, number.is_visible)
    expect(number).to_be_visible()
    for status in ("ready", "sent", "attended", "completed"):
        record_step(desk, status)
    reached = page.get_by_text("Recorded: reached.")
    desk.chip("_heard", "got help")
    desk.press(page.get_by_role("button", name="Reached", exact=True), reached.is_visible)
    expect(reached).to_be_visible()


def record_step(desk: CallDesk, status: str) -> None:
    page, words = desk.page, referrals.WORDS[status]
    chips = page.locator("[class*='st-key-_step_'] [data-testid='stButtonGroup']")
    record = page.get_by_role("button", name="Record it").first
    recorded = page.get_by_text("Recorded.", exact=True)
    desk.press(chips.get_by_text(words, exact=True).first, record.is_visible)
    desk.press(record, recorded.is_visible)
    expect(recorded).to_be_visible()


def what_the_manager_sees(page, server, number: str) -> None:
    """From the caseload and from each report's figure to that very call, and into it."""
    sign_in(page, server, "mona")
    expect(page.get_by_role("heading", name="Cleo carries most, 1 open referral")).to_be_visible()
    page.get_by_text("Open referrals", exact=True).click(delay=60)
    expect(row_of(page, number)).to_contain_text("Cleo")  # the meeting: nobody asked yet
    page.get_by_role("link", name="Reports").click(delay=60)
    page.get_by_role("heading", name="1 call, about").wait_for(timeout=20_000)
    open_figure(page, "Wed|Thu|Fri|Sat|Sun|Mon|Tue")
    expect(row_of(page, number)).to_contain_text("referred")
    page.get_by_text("Referrals", exact=True).click(delay=60)
    told = "Of 2 referrals, 1 led to somebody going there (50%)"
    page.get_by_role("heading", name=told).wait_for(timeout=20_000)
    open_figure(page, "stayed or finished: 1")
    with page.context.expect_page() as opened:
        row_of(page, number).get_by_role("link", name=number).click()
    call = opened.value
    expect(call.locator(".top .number")).to_have_text(number, timeout=20_000)
    expect(call.locator(".top .closed")).to_be_visible()


def row_of(page, number: str):
    return page.get_by_role("row").filter(has_text=number).first


def open_figure(page, words: str) -> None:
    """The first figure of the list that begins so. The report before it must be gone first."""
    quiet(page)
    figures = page.get_by_label("Open the calls of")
    expect(figures).to_have_count(1, timeout=20_000)
    figures.click(delay=60)
    page.get_by_role("option", name=re.compile(words)).first.click(delay=60)
    settled(page)


def close(desk: CallDesk) -> None:
    page = desk.page
    closing, closed = (
        page.get_by_role("button", name="Close the call"),
        page.locator(".top .closed"),
    )
    page.get_by_role("button", name="End…").click()
    referred = page.get_by_role("radio", name="referred", exact=True)
    tick(desk, page.get_by_text("referred", exact=True), referred)
    desk.press(closing, closed.is_visible)
    expect(closed).to_be_visible(timeout=20_000)


def test_the_server_is_killed_in_mid_sentence_and_nothing_is_missing(serve, window, house):
    server = serve()
    desk = CallDesk(window(), server)
    page, before = desk.page, "He is shaking and there is nobody with"
    notes = page.locator(".st-key-d_call--happening textarea")
    notes.press_sequentially(before, delay=15)
    server.stop(signal.SIGKILL)
    notes.press_sequentially(" him tonight", delay=15)
    server.start()
    expect(page.get_by_role("status").filter(has_text="saved")).to_be_visible(timeout=20_000)

    def kept():
        with session.reading() as opened:
            at = Desk(house.cleo, opened)
            known = facts.known(at, desk.call).get("call.happening")
            return drafts.texts(at, desk.call).get("call.happening") or (known and known.value)

    until(lambda: kept() == before + " him tonight")
    page.reload()
    settled(page)
    expect(page.locator(".st-key-d_call--happening textarea")).to_have_value(kept())


def test_the_call_desk_is_open_to_everybody(serve, window, house):
    page = window(bypass_csp=True)
    desk = CallDesk(page, serve())
    desk.chip("c_d_call--relation", "for themselves")
    desk.fill("d_caller--zip", "19103")
    assert axe_problems(page) == []


def test_not_known_is_one_key_with_three_answers(serve, window, house):
    desk = CallDesk(window(), serve())
    desk.chip("c_d_call--safe", "yes")
    for answer in ("unknown", "declined", "not_asked"):
        desk.page.locator(".st-key-c_d_call--safe button").first.focus()
        desk.page.keyboard.press("Alt+n")
        desk.idle()
        with session.reading() as opened:
            known = facts.known(Desk(house.cleo, opened), desk.call)["call.safe"]
        assert (known.answer, known.value) == (answer, None)


def test_a_second_call_shows_nothing_of_the_first(serve, window, house):
    desk = CallDesk(window(), serve())
    desk.fill("d_caller--zip", "19103")
    first = desk.call
    desk.page.get_by_role("link", name="Today").click(delay=60)
    desk.page.get_by_role("heading", name="Today", exact=True).wait_for()
    desk.page.keyboard.press("F2")
    desk.page.locator(".st-key-d_caller--zip input").wait_for()
    desk.idle()
    assert desk.call != first
    expect(desk.page.locator(".st-key-d_caller--zip input")).to_have_value("")
