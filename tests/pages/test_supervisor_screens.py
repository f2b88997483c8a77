"""Do caseloads and reports open for a supervisor, for nobody else, and can work be moved there?"""

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from casework import people
from casework.team.secrets import new_sign_in
from db import session
from db.models import FollowUp, Helpline, Person, Referral, now
from tests.casework import story
from tests.casework.making import call, follow_up, need, referral

APP = str(Path(__file__).resolve().parents[2] / "app.py")
CASELOADS, REPORTS = "pages/supervisor/caseloads.py", "pages/supervisor/reports.py"


def sit_down(actor, **address) -> AppTest:
    with session.reading() as opened:
        session.start_writing(opened)
        _, row = new_sign_in(actor.id)
        opened.add(row)
        opened.flush()
        sid = str(row.id)
        opened.commit()
    app = AppTest.from_file(APP, default_timeout=20)
    app.user = {"login": actor.name.lower(), "role": actor.role, "sid": sid}
    app.query_params.update(address)
    return app.run()


@pytest.fixture
def busy(cast):
    """Cleo has a referral and a late follow-up; Dan nothing; one need of Cleo's went unmet."""
    first = call(cast.cleo, "AAA-1111", caller_tier="T1")
    second = call(cast.cleo, "AAA-2222", now() - timedelta(days=1), caller_tier="T3")
    sent = referral(first, cast.harbour_house, "offered", "ready", "sent", "attended")
    need(second, "peers", area="454", outcome="unmet", unmet_reason="no_bed")
    return {"referral": sent, "late": follow_up(first, hours=-30, about=sent, tier="T1")}


def text(app) -> str:
    shown = [*app.title, *app.header, *app.markdown, *app.info, *app.success, *app.error]
    tables = [one.value.to_string() for one in app.table]
    return "\n".join([*(one.value for one in shown), *tables])


def labelled(widgets, label):
    return next(one for one in widgets if one.label == label)


def test_caseloads_is_a_supervisors_first_screen_and_says_the_finding(cast, busy):
    app = sit_down(cast.mona)
    assert not app.exception
    assert "1 follow-up is late, 1 of them T0 or T1; 1 open referral at T0 or T1." in text(app)
    assert "Cleo carries most, 1 open referral." in text(app)
    assert "AAA-1111" in text(app) and "late since" in text(app)


def test_flags_to_look_at_stand_masked_on_the_first_screen_and_open_the_record(at, cast):
    made = story.known(at(cast.cleo))
    app = sit_down(cast.mona)
    assert not [one for one in app.expander if "Flags" in one.label]
    story.flagged(at(cast.mona), made.person, span=365)
    app = sit_down(cast.mona)
    assert "Flags of people: nothing to look at" in [one.label for one in app.expander]
    asked = {
        "kind": "violent",
        "reason": "hits",
        "version": story.version(at(cast.cleo), Person, made.person),
    }
    people.ask_for_flag(at(cast.cleo), made.person, **asked)
    app.run()
    assert "Flags of people: 1 asked for" in [one.label for one in app.expander]
    asked, stands = [b for b in app.button if (b.key or "").startswith("_flagged_")]
    assert asked.label == "M. L.  ·  has been violent  ·  asked for, not set yet"
    assert "Maria" not in text(app) + stands.label and "husband" not in text(app) + stands.label
    asked.click().run()
    assert not app.exception
    assert "Maria Lopez" in text(app)
    assert labelled(app.button, "Not needed")


def test_each_figure_opens_its_list(cast, busy):
    app = sit_down(cast.mona)
    app.session_state["f_list"] = "referral"
    app.run()
    assert "went, made" in text(app)
    app.session_state["f_tier"] = "T3"
    app.run()
    assert "Nothing here" in text(app)
    app.session_state["f_tier"] = "T0–T1"
    app.run()
    assert f"[AAA-1111](/call_desk?call={busy['referral'].call_id})" in text(app)
    labelled(app.selectbox, "Whose work").select(str(cast.dan.id)).run()
    assert "Nothing here" in text(app)


def test_work_moves_and_comes_back(cast, busy):
    app = sit_down(cast.mona)
    labelled(app.multiselect, "Give these").select(str(busy["late"].id)).run()
    labelled(app.selectbox, "to").select(cast.dan.id).run()
    labelled(app.button, "Reassign").click().run()
    assert not app.exception and "1 moved to Dan" in text(app)
    assert owner(FollowUp, busy["late"].id).assigned_to_id == cast.dan.id
    labelled(app.button, "Undo").click().run()
    assert not app.exception
    assert owner(FollowUp, busy["late"].id).assigned_to_id == cast.cleo.id
    assert owner(Referral, busy["referral"].id).counsellor_id == cast.cleo.id


def owner(kind, key):
    with session.reading() as opened:
        return opened.get(kind, key)


def test_an_empty_house_says_why_it_is_empty(cast):
    app = sit_down(cast.mona)
    assert "Nobody has open work" in text(app)
    app.switch_page(REPORTS).run()
    assert "No calls in these days" in text(app)


def test_reports_say_the_finding_and_open_the_calls(cast, busy):
    app = sit_down(cast.mona)
    app.switch_page(REPORTS).run()
    assert not app.exception and "2 calls" in text(app)
    figures = labelled(app.selectbox, "Open the calls of")
    assert len(figures.options) >= 3  # two days, and the hours of the week
    for index in range(len(figures.options)):
        labelled(app.selectbox, "Open the calls of").select_index(index).run()
        assert "/call_desk?call=" in text(app)


@pytest.mark.parametrize(
    ("part", "finding", "figure"),
    [
        ("referrals", "Of 1 referral, 1 led to somebody going there (100%)", "AAA-1111"),
        ("unmet", "1 of 2 needs found nothing", "AAA-2222"),
    ],
)
def test_each_part_says_its_finding_and_opens_its_calls(cast, busy, part, finding, figure):
    app = sit_down(cast.mona)
    app.switch_page(REPORTS)
    app.session_state["f_part"] = part
    app.run()
    assert not app.exception and finding in text(app)
    for index in range(len(labelled(app.selectbox, "Open the calls of").options)):
        labelled(app.selectbox, "Open the calls of").select_index(index).run()
        assert figure in text(app)


def test_a_supervisor_of_the_network_can_choose_a_centre(cast, busy):
    app = sit_down(cast.netta)
    app.switch_page(REPORTS).run()
    labelled(app.selectbox, "Centre").select(cast.south).run()
    assert "No calls in these days" in text(app)


def test_the_address_says_a_choice_by_its_key_and_a_link_shows_the_same(cast, busy):
    app = sit_down(cast.mona)
    labelled(app.selectbox, "Whose work").select(str(cast.dan.id)).run()
    app.session_state["f_list"] = "referral"
    app.run()
    assert app.query_params == {"f_whose": str(cast.dan.id), "f_list": "referral"}
    labelled(app.selectbox, "Whose work").select("all").run()
    assert "f_whose" not in app.query_params
    linked = sit_down(cast.netta, f_whose=str(cast.dan.id), f_list="nothing of the kind")
    assert labelled(linked.selectbox, "Whose work").value == str(cast.dan.id)
    assert "Nothing here" in text(linked) and not linked.exception


def test_a_link_to_a_report_shows_that_report(cast, busy):
    app = sit_down(cast.netta)
    app.switch_page(REPORTS)
    app.query_params.update({"f_part": "unmet", "f_centre": str(cast.north)})
    app.run()
    assert "1 of 2 needs found nothing" in text(app)
    assert labelled(app.selectbox, "Centre").value == cast.north
    labelled(app.selectbox, "Centre").select(cast.south).run()
    assert app.query_params["f_centre"] == str(cast.south)


@pytest.mark.parametrize("who", ["cleo", "nia", "edda", "adam", "audrey"])
@pytest.mark.parametrize("screen", [CASELOADS, REPORTS])
def test_other_roles_do_not_see_them(cast, who, screen):
    app = sit_down(getattr(cast, who))
    with pytest.raises(ValueError):
        app.switch_page(screen)


@pytest.mark.parametrize("screen", [CASELOADS, REPORTS])
def test_a_screen_guards_itself(cast, screen):
    """Run alone, as the old pages-folder mechanism would (house.md 5)."""
    alone = AppTest.from_file(str(Path(APP).parent / screen), default_timeout=20)
    alone.user = {"login": "nobody", "role": "supervisor", "sid": "999"}
    alone.run()
    assert "signed out" in "\n".join(one.value for one in alone.warning)
    assert not alone.header and not alone.table


def test_how_it_went_says_the_finding_and_the_clinical_lead_switches_it_off(cast, busy):
    app = sit_down(cast.mona)
    app.switch_page(REPORTS).run()
    app.session_state["f_part"] = "went"
    app.run()
    assert not app.exception
    assert "1 referral sent to 1 place; most to Harbour House (100%)." in text(app)
    labelled(app.selectbox, "Open the calls of").select("0:got_in").run()
    assert "AAA-1111" in text(app)
    switch = "Outcomes count in the lists, and cards say how it went lately"
    labelled(app.toggle, switch).set_value(False).run()
    assert "Outcomes do not count in the lists any more" in text(app)
    with session.reading() as opened:
        assert not opened.get(Helpline, 1).by_outcomes
    labelled(app.toggle, switch).set_value(True).run()
    assert not app.exception
    with session.reading() as opened:
        assert opened.get(Helpline, 1).by_outcomes
