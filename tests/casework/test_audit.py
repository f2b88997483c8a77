"""Does the trail tell an auditor who did what, and nobody else anything?"""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest

from casework import audit, calls, team
from casework.audit import PROGRAM, Looked
from casework.desk import Actor
from casework.errors import NotAllowed, Refused
from db import session
from db.models import Account, AuditEntry, now


@pytest.fixture
def everywhere(cast) -> Actor:
    """Vera, an auditor of every centre."""
    with session.reading() as opened:
        session.start_writing(opened)
        vera = Account(login="vera", name="Vera", role="auditor", all_centres=True)
        opened.add(vera)
        opened.flush()
        opened.commit()
        return Actor.of(vera)


def put(*entries):
    with session.reading() as opened:
        session.start_writing(opened)
        opened.add_all([AuditEntry(**entry) for entry in entries])
        opened.commit()


def looked(desk, **narrower):
    week = Looked.last_days(desk, 7)
    return Looked(**{**vars(week), **narrower})


def said(desk, **narrower):
    return [(line.who, line.act) for line in audit.read(desk, looked(desk, **narrower)).lines]


def test_an_auditor_sees_what_the_people_of_her_centre_did(cast, at):
    calls.begin(at(cast.cleo))
    calls.begin(at(cast.nia))
    team.revoke(at(cast.adam), account_id=cast.nia.id)
    put({"actor_id": None, "act": "KEEP_TIME", "subjects": ""})
    desk = at(cast.audrey)
    assert said(desk) == [("Adam", "manage the team"), ("Cleo", "log a call")]
    assert set(audit.colleagues(desk)) & {cast.nia.id, PROGRAM} == set()
    assert said(desk, who=cast.nia.id) == []
    assert said(desk, who=PROGRAM) == []


def test_an_auditor_of_every_centre_sees_everybody_and_the_program(cast, at, everywhere):
    calls.begin(at(cast.cleo))
    calls.begin(at(cast.nia))
    put({"actor_id": None, "act": "KEEP_TIME", "subjects": ""})
    desk = at(everywhere)
    assert said(desk) == [
        ("the program itself", "do what time requires"),
        ("Nia", "log a call"),
        ("Cleo", "log a call"),
    ]
    assert said(desk, who=cast.nia.id) == [("Nia", "log a call")]
    assert said(desk, who=PROGRAM) == [("the program itself", "do what time requires")]
    assert said(desk, act="KEEP_TIME") == [("the program itself", "do what time requires")]


def test_days_are_those_of_the_helpline(cast, at):
    desk = at(cast.audrey)
    today = Looked.last_days(desk, 1).until
    midnight = now().astimezone(audit.zone(desk)).replace(hour=0, minute=0, second=0, microsecond=0)
    for minutes in (-1, 1):
        put({"actor_id": cast.cleo.id, "act": "REFER", "at": midnight + timedelta(minutes=minutes)})
    desk = at(cast.audrey)  # a reading session sees what stood when it began
    assert len(said(desk, since=today)) == 1
    assert len(said(desk, since=today - timedelta(days=1), until=today - timedelta(days=1))) == 1
    with pytest.raises(Refused, match="before the first"):
        said(desk, since=today, until=today - timedelta(days=1))
    with pytest.raises(Refused, match="act from the list"):
        said(desk, act="DROP TABLE")


def test_pages_follow_one_another_without_a_gap(cast, at):
    put(*({"actor_id": cast.cleo.id, "act": "REFER", "count": n} for n in range(1, 8)))
    desk = at(cast.audrey)
    seen, before = [], None
    while True:
        page = audit.read(desk, looked(desk), before=before, most=3)
        seen += [line.count for line in page.lines]
        before = page.older
        if before is None:
            break
    assert seen == [7, 6, 5, 4, 3, 2, 1]


def test_what_it_was_about_is_said_in_words(cast):
    one, two = uuid4(), uuid4()
    names = {3: "Dan"}
    assert audit.about(f"Call {one}", names) == f"call {str(one)[:8]}"
    assert audit.about(f"FollowUp {one}, Fact {one}, Fact {two}", names) == (
        f"follow up {str(one)[:8]}, 2 facts"
    )
    assert audit.about("Account 3, SignIn 8", names) == "Dan's account, sign in 8"
    assert audit.about(f"Person {one} on Call {two}", names) == (
        f"person {str(one)[:8]} on call {str(two)[:8]}"
    )
    assert audit.about("", names) == ""
    assert audit.about(f"Delivery {one}, Delivery {two}", names) == "2 deliveries"


def test_an_act_that_is_no_longer_known_still_reads(cast, at):
    put({"actor_id": cast.cleo.id, "act": "SEND_FAX"})
    assert said(at(cast.audrey)) == [("Cleo", "send fax")]


def test_a_copy_holds_every_line_and_leaves_one(cast, at):
    put(*({"actor_id": cast.cleo.id, "act": "REFER", "subjects": "=1+1"} for _ in range(60)))
    desk = at(cast.audrey)
    text = audit.export(desk, looked(desk)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 60
    assert (rows[0]["who"], rows[0]["act"], rows[0]["about"]) == ("Cleo", "refer", "'=1+1")
    assert rows[0]["zone"] == "America/New_York"
    newest = audit.read(desk, looked(desk)).lines[0]
    assert (newest.who, newest.act) == ("Audrey", "see the audit trail")
    assert "60 lines" in newest.subjects


def test_looking_in_leaves_a_line(cast, at):
    audit.opened(at(cast.audrey))
    assert said(at(cast.audrey)) == [("Audrey", "see the audit trail")]


@pytest.mark.parametrize("who", ["cleo", "mona", "netta", "edda", "adam"])
def test_nobody_else_reads_the_trail(cast, at, who):
    audrey = at(cast.audrey)
    week = looked(audrey)
    desk = at(getattr(cast, who))
    for act in (
        lambda: audit.zone(desk),
        lambda: audit.colleagues(desk),
        lambda: audit.opened(desk),
        lambda: audit.read(desk, week),
        lambda: audit.export(desk, week),
    ):
        with pytest.raises(NotAllowed):
            act()
