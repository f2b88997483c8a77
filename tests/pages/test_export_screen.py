"""The export says what stays here before anything is pressed; the file comes by its own door."""

import json

import pytest
from sqlmodel import select

from casework import directory, team
from casework.desk import Desk
from db import session
from db.models import AuditEntry
from imports.listing import Phone
from tests.casework.feeds import DAYTON, FEED, clinic, reading
from tests.casework.test_private_stays import hidden
from tests.served import PASSWORD

SCREEN = "directory/export.py"


def take(desk):
    private = Phone(raw="937-555-0188", e164="+19375550188", private=True)
    listings = [
        hidden(1234, "Zqwort", "937-555-1234", "first"),
        hidden(2345, "Zqwort", "937-555-2345", "second"),
        clinic(1, phones=[private], where=DAYTON),
        clinic(2, withheld=True),
    ]
    directory.take(desk, FEED, reading(listings))


def test_what_stays_here_is_said_before_the_press(open_as, cast, at):
    take(at(cast.edda))
    for who in (cast.edda, cast.adam, cast.mona):
        app = open_as(who, SCREEN)
        assert not app.exception and not app.error
        said = "\n".join(each.value for each in app.markdown)
        assert "**4 listings would leave**, of 2 sources" in said
        assert "Private addresses (2 listings)" in said
        assert "Private phone numbers (3 listings)" in said
        assert "keeps out of public lists (1 listing)" in said
        links = {each.proto.label: each.proto.url for each in app.get("link_button")}
        assert links == {
            "Download as tables": "/files/directory/hsds.zip",
            "Download as JSON": "/files/directory/hsds.json",
        }


def test_it_counts_what_the_file_then_holds(cast, at, tmp_path):
    edda = at(cast.edda)
    take(edda)
    assert directory.would_leave(edda).listings == directory.export(edda, tmp_path / "out.json")


def test_where_nothing_is_kept_private_it_says_so(open_as, cast):
    said = "\n".join(each.value for each in open_as(cast.mona, SCREEN).markdown)
    assert said.count("none at present") == 3
    assert "of one source (“Added here”). Its credit" in said


@pytest.mark.parametrize("who", ["cleo", "audrey"])
def test_who_may_not_export_has_no_such_screen(open_as, cast, who):
    with pytest.raises(ValueError):
        open_as(getattr(cast, who), SCREEN)


# -- on the wire ------------------------------------------------------------------------------


def cookie(login):
    return {"Cookie": f"peerline_sid={team.sign_in(login, PASSWORD)}"}


def test_the_file_comes_whole_never_cached_under_a_name_that_says_nothing(ask, shared_house):
    with session.reading() as opened:
        take(Desk(shared_house.edda, opened))
    answer = ask("GET", "/files/directory/hsds.json", **cookie("edda"))
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'attachment; filename="directory-hsds.json"'
    assert len(json.loads(answer.text)) == 4
    assert "zqwort" not in answer.text.lower() and "5550188" not in answer.text
    assert ask("GET", "/files/directory/hsds.zip", **cookie("mona")).text.startswith("PK")
    with session.reading() as opened:
        kept = opened.exec(select(AuditEntry).where(AuditEntry.act == "EXPORT_DIRECTORY")).all()
    assert [each.subjects for each in kept] == [
        "directory: 4 listings, HSDS json",
        "directory: 4 listings, HSDS zip",
    ]


@pytest.mark.parametrize(
    ("login", "name", "status"),
    [("", "json", 401), ("cleo", "json", 403), ("cleo", "zip", 403), ("edda", "csv", 404)],
)
def test_nobody_else_gets_it(ask, login, name, status):
    who = cookie(login) if login else {}
    answer = ask("GET", f"/files/directory/hsds.{name}", **who)
    assert answer.status == status
    assert "Clinic" not in answer.text
