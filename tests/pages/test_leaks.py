"""Does any word of a caller stand where it must not: raw files, log, trail, addresses, names, errors?

One call is driven with a marker word in every free text there is; then all that the helpline leaves
behind is searched for the markers.
"""

import ast
import itertools
import json
import re
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlmodel import SQLModel, select

from casework import (
    calls,
    consents,
    drafts,
    fields,
    follow_ups,
    letters,
    needs,
    people,
    referrals,
    safety,
    support,
    team,
)
from casework.desk import Desk
from casework.errors import CaseworkError
from casework.reach import Rules
from db import session
from db.models import (
    AuditEntry,
    Call,
    Disclosure,
    EmergencyDisclosure,
    FollowUp,
    Person,
    SupportSource,
    now,
)
from db.secrets import sealed
from db.settings import ROOT
from matching.words import List
from pages.widgets.state import key_for
from tests.bench.wire import Client
from tests.casework import story
from tests.pages.test_refusals import key_of
from tests.served import PASSWORD
from tests.test_house import SOURCES

PHONE = "9375550142"


@dataclass
class Marks:
    """A new word for each place it goes to, so that what leaked says where from."""

    words: dict[str, str] = field(default_factory=dict)
    _count: itertools.count = field(default_factory=itertools.count)

    def __call__(self, where: str) -> str:
        number = next(self._count)
        letters = "".join("abcdefghij"[int(d)] for d in f"{number:03}")
        self.words[where] = f"Zq{letters}wort"
        return self.words[where]

    def in_(self, text: bytes | str) -> set[str]:
        """Where the words found in this text had been written."""
        low = text.lower() if isinstance(text, bytes) else text.lower().encode()
        spoken = {PHONE, "937-555-0142", "(937) 555-0142"}
        found = {w for w, word in self.words.items() if word.lower().encode() in low}
        return found | {number for number in spoken if number.encode() in low}


@pytest.fixture
def mark() -> Marks:
    return Marks()


def texts(side_row: str) -> list[str]:
    """Every field path that takes free text on a call."""
    asked = {"call": fields.CALL_FIELDS, "caller": fields.SIDE_FIELDS}
    asked["concerned"] = fields.SIDE_FIELDS
    free = [
        f"{of}.{name}" for of, all_ in asked.items() for name, q in all_.items() if not q.choices
    ]
    rows = [f"support.{side_row}.{name}" for name in ("label", "detail", "where")]
    return [*free, *rows, "caller.away.0000000a.where", "concerned.tried.0000000b.listing"]


def a_whole_call(desk: Desk, place: int, mark: Marks) -> Call:
    """From the first word to the closing, with every act that takes words."""
    call = calls.begin(desk)
    row = support.add(desk, call_id=call, question="on_side", kind="sponsor")
    for number, path in enumerate(texts(str(row))):
        value = "45402" if path.endswith(".zip") else mark(path)
        jotted = {"base": 0, "tab": "t", "seq": 1}
        drafts.jot(desk, call_id=call, field=path, value=value, left=bool(number % 3), **jotted)
    drafts.choose(desk, call_id=call, field="call.relation", value="self")
    safety.answer(desk, call_id=call, side="caller", item="medical", answer="yes")
    safety.clear(desk, call_id=call, side="caller", tier="T0", reason=mark("clearance"))
    rules = Rules(safe="yes", voicemail="no", may_answer=mark("who"), cover_phrase=mark("cover"))
    name = f"{mark('first name')} {mark('last name')}"
    person = people.known_as(desk, call, "caller", name=name, phone=PHONE, rules=rules)
    people.case_code_for(desk, person, mark("case word"))
    given = {"patient_name": mark("patient"), "recipient": mark("recipient")}
    consent = consents.record(desk, person_id=person, form=story.form(place, **given))
    need = needs.hear(desk, call_id=call, side="caller", kind=List.TREATMENT)
    sent = {"call_id": call, "need_id": need, "side": "caller"}
    referral = referrals.make(desk, **sent, service_id=place)
    letters.issue(desk, referral, "provider")
    letters.issue_for_caller(desk, call_id=call, side="caller")
    story.stepped(desk, referral, "ready", "cancelled", note=mark("step note"))
    booked = desk.session.exec(select(FollowUp.id)).one()
    version = story.version(desk, FollowUp, booked)
    said = {"result": "no_answer", "note": mark("attempt note")}
    follow_ups.record_attempt(desk, booked, version=version, **said)
    version = story.version(desk, FollowUp, booked)
    ended = {"outcome": "well", "note": mark("closing note")}
    follow_ups.close(desk, follow_up_id=booked, version=version, **ended)
    flag = {"kind": "violent", "reason": mark("reason of a flag")}
    people.ask_for_flag(desk, person, **flag, version=story.version(desk, Person, person))
    _what_no_act_writes_yet(desk, call, person, mark)
    consents.revoke(desk, consent)
    calls.close(desk, call_id=call, outcome="referred", version=story.version(desk, Call, call))
    return desk.session.get(Call, call)


def _what_no_act_writes_yet(desk: Desk, call, person, mark: Marks) -> None:
    with session.reading() as opened:
        session.start_writing(opened)
        opened.get(Person, person).approach = mark("approach")
        for row in opened.exec(select(SupportSource)):
            row.label, row.detail = row.label or mark("label"), row.detail or mark("detail")
        at = opened.get(Call, call).centre_id
        line = Disclosure(centre_id=at, basis="emergency", recipient="ambulance", by_id=desk.me)
        opened.add(line)
        opened.flush()
        told = {name: mark(f"emergency {name}") for name in ("recipient", "nature", "told")}
        where = {"centre_id": at, "call_id": call, "disclosure_id": line.id, "by_id": desk.me}
        opened.add(
            EmergencyDisclosure(**where, side="caller", to_medical=True, facility="", **told)
        )
        opened.commit()


def sealed_columns() -> dict[str, object]:
    """table.column → the class, for all that is kept as ciphertext."""
    classes = [mapper.class_ for mapper in SQLModel._sa_registry.mappers]
    return {
        f"{one.__tablename__}.{name}": one
        for one in classes
        for name, value in vars(one).items()
        if isinstance(value, sealed)
    }


def test_every_sealed_column_is_written_by_the_call_below(cast, at, mark):
    """Or the search would find nothing in what was never filled."""
    a_whole_call(at(cast.cleo), cast.harbour_house, mark)
    with session.reading() as opened:
        for where, kind in sealed_columns().items():
            name = where.partition(".")[2]
            written = [getattr(row, name) for row in opened.exec(select(kind))]
            assert any(written), where


def test_no_table_holds_a_callers_word_and_the_trail_none_at_all(cast, at, mark):
    a_whole_call(at(cast.cleo), cast.harbour_house, mark)
    with session.engine().connect() as connection:
        for name, table in SQLModel.metadata.tables.items():
            for row in connection.execute(table.select()).mappings():
                for column, value in row.items():
                    text = value if isinstance(value, bytes) else str(value)
                    assert mark.in_(text) == set(), f"{name}.{column}"
    with session.reading() as opened:
        acts = opened.exec(select(AuditEntry.subjects)).all()
    assert len(acts) > 10
    assert mark.in_(" ".join(acts)) == set()


class Wire:
    """What a program at the browser's place saw of the server: heads, addresses, names, pages."""

    def __init__(self, ask) -> None:
        self.ask, self.heads, self.bodies = ask, [], []

    def __call__(self, method: str, path: str, body=None, **headers: str):
        answer = self.ask(method, path, body, **headers)
        self.heads.append(repr(answer.headers))
        self.bodies.append(answer.text)
        return answer


def test_files_log_heads_cookies_and_addresses_hold_no_callers_word(
    ask, shared_house, shared_home, mark
):
    """On the wire, as the browser does it: drafts, letters, searches, addresses."""
    with session.reading() as opened:
        desk = Desk(shared_house.cleo, opened)
        call = a_whole_call(desk, shared_house.harbour_house, mark)
        sheets = [key for _, key in letters.of_call(desk, call.id)]
        other = calls.begin(desk)
    wire, key = Wire(ask), key_of("cleo", ask.origin)
    for number, path in enumerate(("call.happening", "call.callback", "caller.name")):
        note = {"call": str(other), "field": path, "value": mark(f"posted {path}"), "base": 0}
        note |= {"tab": "t", "seq": number, "left": number == 1}
        assert wire("POST", "/api/draft", json.dumps(note), **key).status == 200
        assert wire("POST", "/api/draft", json.dumps({**note, "tab": "u"}), **key).status < 500
    for sheet in sheets:
        for name in (str(sheet), f"{sheet}.html"):
            wire("GET", f"/files/letter/{name}", **key)
    wire("POST", "/sign-in", f"login={mark('login')}&password=x", **key)
    addresses = search_on_screens(ask.server, str(other), mark)
    assert mark.in_(" ".join(wire.heads)) == set()
    assert mark.in_(" ".join(addresses)) == set()
    assert mark.in_(ask.server.log.read_bytes()) == set()
    names = [str(path.relative_to(shared_home)) for path in shared_home.rglob("*")]
    assert mark.in_(" ".join(names)) == set()
    kept = {p.name: p.read_bytes() for p in shared_home.rglob("*") if p.is_file()}
    assert {"peerline.db", "peerline.db-wal"} <= set(kept)
    for name, content in kept.items():
        assert mark.in_(content) == set(), name
    with session.reading() as opened:
        trail = opened.exec(select(AuditEntry.subjects)).all()
    assert mark.in_(" ".join(trail)) == set()


def search_on_screens(server, call: str, mark: Marks) -> list[str]:
    """Type into every search box; the addresses the server wrote meanwhile."""
    token = team.sign_in("cleo", PASSWORD)
    host, seen = f"localhost:{server.port}", []
    boxes = {
        "": ("f_number",),
        "find": ("f_words", "f_near"),
        "people": ("_name", "_phone", "_code", "_word"),
        "call_desk": (key_for("caller.zip"), key_for("caller.town")),
    }
    ways = {"_code": "Code and word", "_name": "Name", "_phone": "Number"}
    for page, keys in boxes.items():
        client = Client(host, token)
        client.open(page, f"call={call}" if page == "call_desk" else "")
        for key in keys:
            if key in ways:
                client.choose("f_people_by", ways[key])
            client.type(key, PHONE if key == "_phone" else mark(f"box {page} {key}"))
            seen.append(client.query)
        client.close()
    return seen


@pytest.fixture
def breaking(serve):
    return serve(through="tests.breaking")


def test_an_error_says_a_number_and_never_the_words_it_carried(breaking, house):
    """On a screen, at the draft's door, at the letter's door, and in the log."""
    token = team.sign_in("cleo", PASSWORD)
    host = f"localhost:{breaking.port}"
    client = Client(host, token)
    said = client.open()
    assert any("Reference" in words for words in said.errors)
    seen = " ".join([*said.errors, *client.press("new_call").errors])
    with session.reading() as opened:
        call = calls.begin(Desk(house.cleo, opened))
    seen += asked(host, token, "GET", "/files/letter/00000000-0000-4000-8000-000000000001")
    note = {"call": str(call), "field": "call.happening", "value": "zqposted", "base": 0}
    note |= {"tab": "t", "seq": 0, "left": False}
    seen += asked(host, token, "POST", "/api/draft", json.dumps(note))
    for where in (seen, breaking.log.read_text()):
        assert not re.search("zqbroken|zqposted|Maria|RuntimeError.*said so", where)
    numbers = set(re.findall(r"Reference ([0-9a-f]{8})", seen))
    assert numbers, "a number to ask by"
    assert all(number in breaking.log.read_text() for number in numbers)


def asked(host: str, token: str, method: str, path: str, body: str | None = None) -> str:
    import http.client

    wire = http.client.HTTPConnection(host, timeout=20)
    key = {"Cookie": f"peerline_sid={token}", "Origin": f"http://{host}"}
    wire.request(method, path, body, key)
    answer = wire.getresponse()
    text = repr(answer.getheaders()) + answer.read().decode(errors="replace")
    wire.close()
    assert answer.status >= 500
    return text


def test_an_act_that_is_refused_says_no_callers_word(cast, at, mark):
    """Its sentence goes into the log of whoever debugs, and onto a screen others may read."""
    desk = at(cast.cleo)
    call = calls.begin(desk)
    wrong = [
        lambda: drafts.choose(desk, call_id=call, field=mark("field"), value=mark("value")),
        lambda: drafts.choose(desk, call_id=call, field="call.stage", value=mark("stage")),
        lambda: calls.by_number(desk, mark("number")),
        lambda: people.known_as(desk, call, "caller", phone=mark("phone")),
        lambda: people.by_code(desk, mark("code"), mark("word")),
        lambda: people.known_as(desk, call, mark("side"), name=mark("name")),
        lambda: follow_ups.book(
            desk, call_id=call, side="caller", at=now() + timedelta(hours=1), note=mark("why")
        ),
    ]
    for act in wrong:
        with pytest.raises(CaseworkError) as refused:
            act()
        assert mark.in_(str(refused.value)) == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_cached_where_any_client_may_clear_or_share_it(path):
    """st.cache_data and st.cache_resource are shared by everybody (house.md 13)."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"cache_data", "cache_resource"}
