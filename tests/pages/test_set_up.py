"""How does an empty house open, asked on the wire, and what happens to what cannot be?"""

import http.client
import shutil
from urllib.parse import urlencode

import pytest

from casework import centres, team
from casework.desk import Desk
from db import session
from tests.conftest import forget, use
from tests.served import Server

FORM = {
    "helpline": "Harbour <Line>",
    "address": "1 Quay St, Dayton OH",
    "phone": "614-555-0100",
    "hours": "every day",
    "on_call_phone": "614-555-0101",
    "centre": "North",
    "zone": "America/Denver",
    "name": "Ada",
    "login": "ada",
    "password": "long enough words",
    "again": "long enough words",
}


class Empty:
    """A real server before an empty database."""

    def __init__(self, server: Server, code: str) -> None:
        self.server, self.code = server, code

    def post(self, **changed):
        body = urlencode({"code": self.code, **FORM, **changed})
        kind = "application/x-www-form-urlencoded"
        headers = {"Content-Type": kind, "Origin": f"http://127.0.0.1:{self.server.port}"}
        return self.ask("POST", "/set-up", body, headers)

    def ask(self, method, path, body=None, headers=None):
        wire = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        wire.request(method, path, body, headers or {})
        answer = wire.getresponse()
        text = answer.read().decode()
        wire.close()
        return answer, text


@pytest.fixture
def empty(tmp_path, monkeypatch, sqlite_template):
    shutil.copy(sqlite_template, tmp_path / "peerline.db")
    url = f"sqlite:///{tmp_path / 'peerline.db'}"
    use(monkeypatch, url, tmp_path)
    server = Server(tmp_path)
    server.start()
    yield Empty(server, team.new_set_up_code())
    server.stop()
    forget()


def test_a_form_filled_in_opens_the_helpline(empty):
    for changed, words in (
        ({"zone": "Atlantis"}, "no time zone called “Atlantis”"),
        ({"password": "short", "again": "short"}, "at least 10 characters"),
        ({"again": "other words, as long"}, "differ"),
        ({"helpline": "  "}, "name is empty"),
        ({"centre": ""}, "name is empty"),
        ({"name": ""}, "name is empty"),
        ({"login": "a b"}, "sign-in name"),
        ({"phone": "call us"}, "no number one can dial"),
        ({"on_call_phone": "12"}, "no number one can dial"),
        ({"address": "x" * 301}, "too long"),
    ):
        answer, text = empty.post(**changed)
        assert (answer.status, words in text) == (422, True), words
        typed = {**FORM, **changed}
        for kept in ("phone", "login", "name", "hours", "on_call_phone"):
            assert f'value="{typed[kept]}"' in text, (words, kept)
        assert "Harbour &lt;Line&gt;" in text or "helpline" in changed
        assert "<option selected>America/Denver" in text or "zone" in changed
        assert "long enough words" not in text  # a password is never sent back
        assert team.is_empty()

    answer, _ = empty.post(code="WRONG")
    assert answer.status == 403
    answer, _ = empty.post(address="x" * 40_000)
    assert answer.status == 413
    assert team.is_empty()

    answer, _ = empty.post()
    assert (answer.status, answer.getheader("location")) == (303, "/")
    cookie = answer.getheader("set-cookie").split(";")[0]
    assert empty.ask("GET", "/", headers={"Cookie": cookie})[0].status == 200
    assert empty.ask("GET", "/set-up")[0].getheader("location") == "/sign-in"
    with session.reading() as opened:
        ada = team.signed_in(cookie.partition("=")[2]).actor
        house = centres.house(Desk(ada, opened))
    assert house.letterhead.on_call_phone == "614-555-0101"
    assert house.letterhead.address == "1 Quay St, Dayton OH"
    assert {line.checked for line in house.hotlines} == {None}
    answer, _ = empty.post()
    assert (answer.status, answer.getheader("location")) == (303, "/sign-in")
