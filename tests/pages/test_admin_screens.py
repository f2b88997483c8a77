"""The administrator keeps the helpline's own lines and its team; the auditor reads the trail."""

import csv
import io

from casework import audit, calls, centres, outcomes
from casework.audit import Looked
from casework.letters import filled
from db import session
from db.models import Account, AuditEntry, Helpline
from tests.casework.test_team import change
from tests.pages.test_imports_screen import press, texts

HELPLINE, TRAIL, TEAM = "admin/helpline.py", "admin/audit_trail.py", "admin/team.py"


def test_the_letterhead_is_changed_and_letters_read_it(open_as, cast, at):
    app = open_as(cast.adam, HELPLINE)
    assert app.text_input(key="f_h_name").value == "Harbour Line"
    app.text_input(key="f_h_phone").set_value("614-555-0100")
    app.text_input(key="f_h_address").set_value("1 Quay St, Dayton")
    press(app, "Save")
    assert not app.exception
    assert "Saved" in app.success[0].value
    assert filled.letterhead(at(cast.cleo)).address == "1 Quay St, Dayton"


def test_what_was_typed_stays_when_it_is_refused_or_another_was_faster(open_as, cast, at):
    change(Helpline, 1, phone="614-555-0100")
    app = open_as(cast.adam, HELPLINE)
    app.text_input(key="f_h_hours").set_value("nights")
    app.text_input(key="f_h_deputy_phone").set_value("12")
    press(app, "Save")
    assert "deputy" in app.error[0].value
    assert app.text_input(key="f_h_hours").value == "nights"
    change(Helpline, 1, hours="days only")
    app.text_input(key="f_h_deputy_phone").set_value("")
    press(app, "Save")
    assert "days only" in app.error[0].value
    assert app.text_input(key="f_h_hours").value == "nights"
    assert centres.house(at(cast.adam)).letterhead.hours == "days only"
    press(app, "Save")
    assert centres.house(at(cast.adam)).letterhead.hours == "nights"


def test_hotlines_are_added_rung_and_taken_out(open_as, cast, at):
    app = open_as(cast.adam, HELPLINE)
    app.segmented_control(key="f_part").set_value("hotlines").run()
    app.text_input(key="f_l__name").set_value("Poison control")
    app.text_input(key="f_l__number").set_value("800-222-1222")
    press(app, "Save")
    assert app.dataframe[0].value["Last checked"].tolist() == ["not yet"]
    app.selectbox(key="f_line").select("Poison control").run()
    press(app, "Rung today, it is right")
    assert centres.house(at(cast.adam)).hotlines[0].checked == centres.today(at(cast.adam))
    app.selectbox(key="f_line").select("Poison control").run()
    press(app, "Take it out")
    assert not app.exception
    assert not centres.house(at(cast.adam)).hotlines


def test_a_centre_is_added_and_renamed_on_the_screen(open_as, cast):
    app = open_as(cast.adam, HELPLINE)
    app.segmented_control(key="f_part").set_value("centres").run()
    app.text_input(key="f_c_0_name").set_value("East")
    press(app, "Save")
    assert app.dataframe[0].value["Centre"].tolist() == ["East", "North", "South"]
    app.selectbox(key="f_centre").select(cast.south).run()
    app.text_input(key=f"f_c_{cast.south}_name").set_value("north")
    press(app, "Save")
    assert "already" in app.error[0].value
    app.text_input(key=f"f_c_{cast.south}_name").set_value("Gulf")
    press(app, "Save")
    assert app.dataframe[0].value["Centre"].tolist() == ["East", "Gulf", "North"]


def test_outcomes_are_switched_off_for_all_lists(open_as, cast, at):
    app = open_as(cast.adam, HELPLINE)
    app.segmented_control(key="f_part").set_value("lists").run()
    app.toggle(key="f_by_outcomes").set_value(False).run()
    assert not app.exception
    assert "do not count" in app.success[0].value
    assert not outcomes.weighed(at(cast.cleo))


def test_the_auditor_reads_who_did_what_in_words(open_as, cast, at):
    calls.begin(at(cast.cleo))
    calls.begin(at(cast.nia))
    app = open_as(cast.audrey)
    assert app.title[0].value == "Audit trail"
    table = app.dataframe[0].value
    assert table["Who"].tolist() == ["Audrey", "Cleo"]
    assert table["Act"].tolist() == ["see the audit trail", "log a call"]
    assert any("colleagues of your centre" in text for text in texts(app))
    app.selectbox(key="f_who").select(cast.cleo.id).run()
    assert app.dataframe[0].value["Who"].tolist() == ["Cleo"]
    app.selectbox(key="f_act").select("REFER").run()
    assert "Nothing was done" in app.info[0].value


def test_the_trail_is_opened_once_a_visit_and_turned_page_by_page(open_as, cast, at):
    with session.reading() as opened:
        session.start_writing(opened)
        opened.add_all(
            [AuditEntry(actor_id=cast.cleo.id, act="REFER", count=n) for n in range(1, 121)]
        )
        opened.commit()
    app = open_as(cast.audrey)
    pages = [app.dataframe[0].value["Rows"].tolist()]
    for _ in range(2):
        press(app, "Older")
        pages.append(app.dataframe[0].value["Rows"].tolist())
    assert [len(page) for page in pages] == [50, 50, 21]
    assert [row for page in pages for row in page] == [1, *range(120, 0, -1)]
    assert next(b for b in app.button if b.label == "Older").disabled
    press(app, "Newer")
    assert app.dataframe[0].value["Rows"].tolist() == pages[1]
    desk = at(cast.audrey)
    rows = csv.reader(io.StringIO(audit.export(desk, Looked.last_days(desk, 7)).decode()))
    assert len(list(rows)) == 122  # one line for the visit, however many pages were turned


def test_an_invitation_is_shown_once_and_the_form_is_empty_again(open_as, cast):
    app = open_as(cast.adam, TEAM)
    app.text_input(key="f_name").set_value("Ines Park")
    app.text_input(key="f_login").set_value("ines")
    press(app, "Make the invitation")
    assert "Ines Park" in app.success[0].value
    assert "/invite/" in app.code[0].value
    assert app.text_input(key="f_name").value == ""
    app.run()
    assert not app.code


def test_a_colleague_is_signed_out_closed_and_opened_again(open_as, cast, at):
    theirs = open_as(cast.cleo)
    assert theirs.title[0].value == "Today"
    app = open_as(cast.adam, TEAM)
    app.selectbox(key="f_account").select(cast.cleo.id).run()
    press(app, "Sign them out everywhere")
    theirs.run()
    assert "signed out" in theirs.warning[0].value
    press(app, "Close the account")
    assert not at(cast.adam).session.get(Account, cast.cleo.id).active
    press(app, "Open the account again")
    assert at(cast.adam).session.get(Account, cast.cleo.id).active
    app.selectbox(key="f_account").select(cast.adam.id).run()
    press(app, "Close the account")
    assert "last administrator" in app.error[0].value
