"""An editor says yes, plainly no, or not known: what does the list make of each?"""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from casework import directory, matches
from casework.directory.stated import NO
from casework.errors import NotAllowed, Refused
from db.models import Service, SourceRecord
from imports import hsds
from imports.listing import Options
from imports.reading import open_source
from matching import List, Place, Wanted
from tests.casework.feeds import FEED, clinic, reading

MEDICAID = "tag.payment.medicaid"
PLAINLY_NO = f"tag.payment.{NO}medicaid"
NOON = datetime(2026, 11, 26, 17, tzinfo=UTC)


@pytest.fixture
def place(cast, at):
    """A clinic of a source whose silence means nothing: service, record."""
    edda = at(cast.edda)
    directory.take(edda, FEED, reading([clinic(1, tags=())]))
    query = select(Service.id, SourceRecord.id).join(
        SourceRecord, SourceRecord.id == Service.record_id
    )
    found = edda.session.exec(query.where(SourceRecord.source_key == "c1")).one()
    edda.session.rollback()
    return found


def stands(desk, place):
    """Where somebody on Medicaid finds it: "known", "ask", or "" for not at all."""
    matches.settle()
    wanted = Wanted(
        kind=List.TREATMENT,
        place=Place(39.76, -84.19),
        state="OH",
        zone="America/New_York",
        must={"payment": frozenset({"medicaid"})},
    )
    ranking = matches.list_for(desk, wanted, call_seed=1, now=NOON)
    found = {m.key: m for m in ranking.matches}.get(f"s{place[0]}")
    if found is None:
        return ""
    return "ask" if any("Medicaid" in said for said in found.unknowns) else "known"


def say(desk, place, *fields, value=True):
    for field in fields:
        directory.edit(desk, record_id=place[1], field=field, value=value)


def test_yes_no_and_not_known_are_three(cast, at, place):
    edda, cleo = at(cast.edda), at(cast.cleo)
    assert stands(cleo, place) == "ask"
    say(edda, place, MEDICAID)
    assert stands(cleo, place) == "known"
    say(edda, place, MEDICAID, value=False)
    assert stands(cleo, place) == "ask"  # taken away: nobody knows
    say(edda, place, PLAINLY_NO)
    assert stands(cleo, place) == ""
    directory.undo_edit(edda, record_id=place[1], field=PLAINLY_NO)
    assert stands(cleo, place) == "ask"


def test_a_no_stands_on_the_listing_in_words_and_survives_the_next_file(cast, at, place):
    edda, cleo = at(cast.edda), at(cast.cleo)
    say(edda, place, PLAINLY_NO)
    directory.take(edda, FEED, reading([clinic(1, tags=(), description="new")]))
    assert stands(cleo, place) == ""
    found = directory.card(cleo, service_id=place[0])
    assert found.by_axis()["payment"] == ["no: Medicaid"]
    axes = {a.axis: a for a in directory.whole(edda, service_id=place[0]).axes}
    assert axes["payment"].refused == ["medicaid"]
    assert axes["payment"].said(f"{NO}medicaid") == "no: Medicaid"


def test_a_no_on_one_thing_makes_silence_on_the_others_no_no(cast, at, place):
    edda = at(cast.edda)
    say(edda, place, f"tag.payment.{NO}medicare")
    assert stands(at(cast.cleo), place) == "ask"


def test_it_leaves_with_the_directory_and_comes_back(cast, at, place, tmp_path):
    edda = at(cast.edda)
    say(edda, place, PLAINLY_NO)
    for ending in ("json", "zip"):
        directory.export(edda, tmp_path / f"out.{ending}")
        found = hsds.read(open_source(tmp_path / f"out.{ending}"), Options())
        (one,) = [each for each in found.listings if each.source_id == "c1"]
        assert ("payment", f"{NO}medicaid") in {(t.axis, t.value) for t in one.tags}


def test_who_is_asked_on_the_telephone_and_says_no_is_a_no(cast, at, place):
    edda = at(cast.edda)
    script = directory.script(edda, f"s{place[0]}")
    (question,) = [each for each in script.questions if "Medicaid" in each.ask]
    directory.put_right(edda, script.records, question.answers["no"])
    assert stands(at(cast.cleo), place) == ""
    script = directory.script(edda, f"s{place[0]}")
    (question,) = [each for each in script.questions if "Medicaid" in each.ask]
    assert question.have == "no"
    directory.put_right(edda, script.records, question.answers["yes"])
    assert stands(at(cast.cleo), place) == "known"


def test_only_an_editor_and_only_what_is_on_the_list(cast, at, place):
    with pytest.raises(NotAllowed):
        say(at(cast.cleo), place, PLAINLY_NO)
    for field in (
        f"tag.payment.{NO}cowries",
        f"tag.payment.{NO}{NO}medicaid",
        f"tag.nothing.{NO}x",
    ):
        with pytest.raises(Refused):
            say(at(cast.edda), place, field)
    say(at(cast.edda), place, PLAINLY_NO)
    with pytest.raises(Refused, match="it says already"):
        say(at(cast.edda), place, PLAINLY_NO)
