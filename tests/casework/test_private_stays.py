"""Does a door or number kept private stay here, whatever way out a listing takes?

One clinic whose street and private number are words that stand nowhere else; then everything that leaves
is made and searched for them.
"""

import io
import zipfile
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlmodel import select

from casework import caseloads, directory, letters, read_out, reports
from casework.directory.result import as_csv
from db.models import ImportProblem, Service, SourceRecord, now
from imports.listing import Phone, Where
from tests.casework import story
from tests.casework.feeds import FEED, clinic, reading

PUBLIC = Phone(raw="937-555-0100", e164="+19375550100")


def hidden(number, street, private, door):
    where = Where(
        line1=f"{number} {street} Rd", line2=f"Rear {street}", name=f"{street} House",
        city="Dayton", state="OH", postal_code="45402", lat=39.761234, lon=-84.191234,
        precision="point", precision_source="source", directions=f"behind {street} church",
        transport=f"bus to {street}", confidential=True,
    )  # fmt: skip
    return clinic(
        number,
        where=where if door == "first" else None,
        also_at=[where] if door == "second" else [],
        phones=[PUBLIC, Phone(raw=private, e164=f"+1{private.replace('-', '')}", private=True)],
        raw={"street1": f"{number} {street} Rd", "intake2": private},
    )


def service_of(desk, key):
    query = select(Service.id).join(SourceRecord, SourceRecord.id == Service.record_id)
    return desk.session.exec(query.where(SourceRecord.source_key == key)).one()


def text_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def exits(cast, at, tmp_path, service, name):
    """Way out → what leaves by it."""
    cleo, edda = at(cast.cleo), at(cast.edda)
    for ending in ("json", "zip"):
        directory.export(edda, tmp_path / f"out.{ending}")
    yield "JSON", (tmp_path / "out.json").read_text()
    with zipfile.ZipFile(tmp_path / "out.zip") as package:
        yield "tables", "\n".join(package.read(each).decode() for each in package.namelist())
    made = story.known(cleo)
    story.referred(cleo, made, service)
    story.signed(cleo, made, service)
    for kind in ("provider", "caller_held"):
        kept = letters.fetch(cleo, letters.issue(cleo, made.referral, kind).id)
        yield f"{kind} PDF", text_of(kept.pdf)
        yield f"{kind} HTML", kept.html
    sheet = letters.fetch(cleo, letters.issue_for_caller(cleo, call_id=made.call, side="caller").id)
    yield "sheet PDF", text_of(sheet.pdf)
    yield "sheet HTML", sheet.html
    card = read_out.on_list(cleo, made.call)
    yield "read-out card", repr(card)
    yield "neutral text", read_out.text_to_copy(card)
    yield "Find", repr(directory.look(cleo, name))
    yield "listing", repr(directory.card(cleo, service_id=service))
    yield "whole listing", repr(directory.whole(cleo, service_id=service))
    mona = at(cast.mona)
    for sheet in caseloads.SHEETS:
        text = caseloads.export(mona, kind="csv", sheet=sheet).decode()
        yield f"{sheet} CSV", text
    today = now().date()
    chosen = reports.Chosen(since=today - timedelta(days=30), until=today)
    for table in reports.tables(mona, chosen):
        yield "reports CSV", reports.export(mona, chosen, kind="csv", table=table).decode()
    yield "problems CSV", as_csv(edda.session.exec(select(ImportProblem)).all()).decode()


@settings(
    max_examples=3, deadline=None, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(number=st.integers(1000, 9999), door=st.sampled_from(["first", "second"]))
def test_a_private_door_and_number_leave_by_no_way(cast, at, tmp_path, number, door):
    street, private = f"Zq{number}wort", f"937-{number % 900 + 100}-{number}"
    one = hidden(number, street, private, door)
    directory.take(at(cast.edda), FEED, reading([one, *(clinic(n) for n in range(8))]), yes=True)
    service = service_of(at(cast.edda), one.source_id)
    seen = set()
    for way, text in exits(cast, at, tmp_path, service, one.name):
        seen.add(way)
        low = text.lower()
        assert street.lower() not in low, way
        assert "39.761234" not in low and "-84.191234" not in low, way
        for written in (private, private.replace("-", ""), f"({private[:3]}) {private[4:]}"):
            assert written not in low, way
    assert len(seen) == 18


@pytest.mark.parametrize(
    "way",
    [
        "JSON",
        "tables",
        "provider PDF",
        "provider HTML",
        "sheet HTML",
        "read-out card",
        "Find",
        "listing",
    ],
)
def test_these_ways_do_name_the_place(cast, at, tmp_path, way):
    """Or nothing could have been found in them."""
    one = hidden(1234, "Zqwort", "937-555-1234", "first")
    directory.take(at(cast.edda), FEED, reading([one]))
    service = service_of(at(cast.edda), one.source_id)
    assert one.name in dict(exits(cast, at, tmp_path, service, one.name))[way]
