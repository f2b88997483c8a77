"""Does a door or number kept private stay here, whatever way out a listing takes?

One clinic whose street and private number are words that stand nowhere else; then everything that leaves
is made and searched for them.
"""

import importlib
import inspect
import io
import pkgutil
import zipfile
from dataclasses import replace
from datetime import time, timedelta
from functools import partial

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlmodel import select

import casework
from casework import audit, caseloads, directory, drafts, letters, read_out, reports
from casework.directory.result import as_csv
from casework.letters.issue import LANGUAGES, Look
from db.models import ImportProblem, Service, SourceRecord, now
from exports.letters import KINDS
from imports.listing import Phone, Time, Where
from tests.casework import story
from tests.casework.feeds import DAYTON, FEED, clinic, reading
from tests.casework.story import Story

PUBLIC = Phone(raw="937-555-0100", e164="+19375550100")


def hidden(number, street, private, door):
    where = Where(
        line1=f"{number} {street} Rd", line2=f"Rear {street}", name=f"{street} House",
        city="Dayton", state="OH", postal_code="45402", lat=39.761234, lon=-84.191234,
        precision="point", precision_source="source", directions=f"behind {street} church",
        transport=f"bus to {street}", confidential=True,
    )  # fmt: skip
    door_said, ring_said = f"Come to {number} {street} RD.", f"Ring {private} at night."
    return clinic(
        number,
        where=where if door == "first" else None if door == "only" else DAYTON,
        also_at=[where] if door in {"second", "only"} else [],
        phones=[
            replace(PUBLIC, note=ring_said),
            Phone(raw=private, e164=f"+1{private.replace('-', '')}", private=True),
        ],
        times=[Time(weekday=1, start=time(9), minutes=480, kind="opening", text=door_said)],
        costs=[("sliding", ring_said)],
        raw={"street1": f"{number} {street} Rd", "intake2": private},
        # A source that keeps its door private may tell it in its texts all the same.
        **dict.fromkeys(("description", "application", "wait"), door_said),
        **dict.fromkeys(("eligibility", "documents", "alert", "capacity"), ring_said),
        name2=f"at {number} {street} Rd",
        url=f"https://example.org/{number}-{street}-rd",
    )


def service_of(desk, key):
    query = select(Service.id).join(SourceRecord, SourceRecord.id == Service.record_id)
    return desk.session.exec(query.where(SourceRecord.source_key == key)).one()


def text_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def of_letters(cast, at, service):
    """Every kind there is, in every language: a new one is asked for here before it can leave."""
    cleo = at(cast.cleo)
    made = story.known(cleo)
    story.referred(cleo, made, service)
    story.signed(cleo, made, service)
    kin = story.known(cleo, relation="parent")
    story.referred(cleo, Story(kin.call, "caller", kin.person), service)
    how = {
        "provider": lambda **look: letters.issue(cleo, made.referral, "provider", **look),
        "caller_held": lambda **look: letters.issue_for_caller(
            cleo, call_id=made.call, side="caller", kind="caller_held", look=Look(**look)
        ),
        "relative": lambda **look: letters.issue_for_caller(
            cleo, call_id=kin.call, side="caller", kind="relative", look=Look(**look)
        ),
    }
    assert set(how) == set(KINDS)
    for kind, issue in how.items():
        for language in LANGUAGES:
            kept = letters.fetch(cleo, issue(language=language).id)
            yield f"{kind} {language} PDF", text_of(kept.pdf)
            yield f"{kind} {language} HTML", kept.html
    yield from of_reading_out(cleo, made.call)
    drafts.choose(cleo, call_id=made.call, field="caller.speaks", value="es")
    for way, text in of_reading_out(cleo, made.call):
        yield f"{way} es", text


def of_reading_out(desk, call):
    card = read_out.on_list(desk, call)
    yield "read-out card", repr(card)
    yield "neutral text", read_out.text_to_copy(card)


def of_screens(cast, at, service, name):
    """What screens of whoever takes calls are made of; tests/pages looks at the screens themselves."""
    cleo = at(cast.cleo)
    yield "Find", repr(directory.look(cleo, name))
    yield "search", repr(directory.search(cleo, name))
    yield "listing", repr(directory.card(cleo, service_id=service))
    yield "whole listing", repr(directory.whole(cleo, service_id=service))
    yield "match card", repr(directory.describe(cleo, [f"s{service}"]))


def of_files(cast, at, tmp_path):
    """Every function of casework that makes a file."""
    edda, mona, audrey = at(cast.edda), at(cast.mona), at(cast.audrey)
    today = now().date()
    chosen = reports.Chosen(since=today - timedelta(days=30), until=today)
    problems = edda.session.exec(select(ImportProblem)).all()
    how = {
        "casework.caseloads.export.export": [
            *(partial(caseloads.export, mona, kind="csv", sheet=each) for each in caseloads.SHEETS),
            partial(caseloads.export, mona, kind="xlsx"),
        ],
        "casework.reports.export.export": [
            *(partial(reports.export, mona, chosen, kind="csv", table=e) for e in reports.TABLES),
            partial(reports.export, mona, chosen, kind="csv", table="days", outside=True),
            partial(reports.export, mona, chosen, kind="xlsx"),
        ],
        "casework.audit.export": [
            partial(audit.export, audrey, audit.Looked(since=today, until=today))
        ],
        "casework.directory.result.as_csv": [partial(as_csv, problems)],
        "casework.directory.mapping.mapping_file": [],  # what columns are; no listing stands in it
    }
    assert set(how) == set(makers_of_files())
    for name, ways in how.items():
        for number, make in enumerate(ways):
            yield f"{name} {number}", unpacked(make())
    for ending in ("json", "zip"):
        path = tmp_path / f"out.{ending}"
        directory.export(edda, path)
        yield f"directory {ending}", unpacked(path.read_bytes())


def makers_of_files():
    for found in pkgutil.walk_packages(casework.__path__, "casework."):
        module = importlib.import_module(found.name)
        for name, made in vars(module).items():
            own = inspect.isfunction(made) and made.__module__ == found.name
            if own and made.__annotations__.get("return") is bytes and name[0] != "_":
                yield f"{found.name}.{name}"


def unpacked(data):
    """The text of a file, and of all files in it where it is a ZIP or a workbook."""
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "\n".join(package.read(each).decode() for each in package.namelist())


def exits(cast, at, tmp_path, service, name):
    """Way out → what leaves by it."""
    yield from of_letters(cast, at, service)
    yield from of_screens(cast, at, service, name)
    yield from of_files(cast, at, tmp_path)


@settings(
    max_examples=3, deadline=None, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(number=st.integers(1000, 9999), door=st.sampled_from(["first", "second", "only"]))
def test_a_private_door_and_number_leave_by_no_way(cast, at, tmp_path, number, door):
    street, private = f"Zq{number}wort", f"937-{number % 900 + 100}-{number}"
    one = hidden(number, street, private, door)
    directory.take(at(cast.edda), FEED, reading([one, *(clinic(n) for n in range(8))]), yes=True)
    service = service_of(at(cast.edda), one.source_id)
    marks = [street.lower(), "39.761234", "-84.191234", private, private.replace("-", "")]
    marks.append(f"({private[:3]}) {private[4:]}")
    leaks = [
        (way, mark)
        for way, text in exits(cast, at, tmp_path, service, one.name)
        for mark in marks
        if mark in text.lower()
    ]
    assert leaks == []


def test_these_ways_do_name_the_place(cast, at, tmp_path):
    """Or nothing could have been found in them."""
    one = hidden(1234, "Zqwort", "937-555-1234", "first")
    directory.take(at(cast.edda), FEED, reading([one]))
    service = service_of(at(cast.edda), one.source_id)
    named = {way for way, text in exits(cast, at, tmp_path, service, one.name) if one.name in text}
    sheets = {f"{k} {each} {f}" for k in KINDS for each in LANGUAGES for f in ("PDF", "HTML")}
    assert named >= sheets | {
        *("directory json", "directory zip", "read-out card", "read-out card es"),
        *("neutral text", "Find", "search", "listing", "whole listing", "match card"),
    }
