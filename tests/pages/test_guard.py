"""Who gets past the door of a real, fresh server, and by which tricks not?"""

import http.client
import json

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from casework import calls, team
from casework.desk import Desk
from db import session
from pages.routes import drafts
from pages.routes.plain import safe_next
from tests.served import PASSWORD

OPEN = ["/sign-in", "/healthz", "/readyz"]
PAGES = ["/", "/team", "/call_desk", "/admin/team", "/sign-out", "/SIGN-IN", "/sign-in/", "/x.html"]
PROGRAMS = [
    *("/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_STCORE/health"),
    *("/_stcore/agent/openapi.json", "/media/0.pdf", "/component/x/index.html", "/api/draft"),
    *("/files/letter/0", "/app/static/x"),
]
TRICKS = [
    *("//", "//team", "/static/../team", "/static/%2e%2e/team", "/static/..%2fteam", "/%2fteam"),
    *(
        "/static/./x",
        "/static\\..\\team",
        "/static/%5c..%5cteam",
        "/sign-in//",
        "/sign-in/..;/team",
    ),
]


def test_without_signing_in_everything_but_the_open_doors_is_refused(ask):
    for path in OPEN:
        assert ask("GET", path).status == 200, path
    for path in PAGES:
        answer = ask("GET", path)
        assert (answer.status, answer.headers["location"][:8]) == (303, "/sign-in"), path
    for path in PROGRAMS:
        assert ask("GET", path).status == 401, path
        assert ask("POST", path, "{}", Origin=ask.origin).status == 401, path
    for path in TRICKS:
        answer = ask("GET", path)
        assert answer.status in {303, 400}, path
        assert "sign-in" in answer.headers.get("location", "sign-in"), path
    for method in ("PUT", "DELETE", "PATCH"):
        assert ask(method, "/team", "{}", Origin=ask.origin).status == 401
    assert ask("GET", "/set-up").headers["location"] == "/sign-in"  # an account exists
    assert ask("GET", "/invite/made-up").status == 404


def test_own_headers_from_outside_count_for_nothing(ask, shared_house):
    forged = {"X_Peerline_Sid": "1", "X_Peerline_User": "1", "X_Peerline_Role": "administrator"}
    assert ask("GET", "/_stcore/health", **forged).status == 401
    with pytest.raises(InvalidStatus) as refused:
        connect(
            f"ws://127.0.0.1:{ask.server.port}/_stcore/stream",
            additional_headers={"X-Peerline-Sid": "1", "Cookie": "peerline_sid=made-up"},
        )
    assert refused.value.response.status_code == 403


def test_signing_in_gives_a_key_that_scripts_cannot_read(ask):
    body = f"login=cleo&password={PASSWORD.replace(' ', '+')}&next=%2Fteam%3Fa%3D1"
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    assert ask("POST", "/sign-in", body, **form).status == 403  # no origin
    assert ask("POST", "/sign-in", body, Origin="https://evil.example", **form).status == 403
    assert ask("POST", "/sign-in", body, Origin="null", **form).status == 403
    answer = ask("POST", "/sign-in", body, Origin=ask.origin, **form)
    assert (answer.status, answer.headers["location"]) == (303, "/team?a=1")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    behind = ask("POST", "/sign-in", body, Origin=ask.origin, X_Forwarded_Proto="https", **form)
    assert "secure" in behind.headers["set-cookie"].lower()
    wrong = ask("POST", "/sign-in", "login=%3Cb%3E&password=x", Origin=ask.origin, **form)
    assert wrong.status == 401
    assert "&lt;b&gt;" in wrong.text


def test_headers_keep_strangers_content_out(ask):
    for path in ("/sign-in", "/", "/_stcore/health"):
        headers = ask("GET", path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert "script-src" not in ask("GET", "/sign-in").headers["content-security-policy"]


def test_a_draft_needs_a_key_a_call_and_a_size(ask, shared_house):
    with session.reading() as opened:
        call = calls.begin(Desk(shared_house.cleo, opened))
    key = {"Cookie": f"peerline_sid={team.sign_in('cleo', PASSWORD)}", "Origin": ask.origin}
    note = {"call": str(call), "field": "call.happening", "value": "a secret", "base": 0}
    note |= {"tab": "t", "seq": 1, "left": False}
    saved = ask("POST", "/api/draft", json.dumps(note), **key)
    assert (saved.status, json.loads(saved.text)["version"]) == (200, 1)
    beacon = json.dumps({**note, "seq": 2, "value": "a secret told"})
    assert ask("POST", "/api/draft", beacon, Content_Type="text/plain", **key).status == 200
    other = {**note, "tab": "u", "value": "another"}
    met = ask("POST", "/api/draft", json.dumps(other), **key)
    assert met.status == 409
    assert json.loads(met.text)["theirs"] == "a secret told"
    assert json.loads(met.text)["yours"] == "another"
    nia = {**key, "Cookie": f"peerline_sid={team.sign_in('nia', PASSWORD)}"}
    assert ask("POST", "/api/draft", json.dumps(note), **nia).status == 404
    adam = {**key, "Cookie": f"peerline_sid={team.sign_in('adam', PASSWORD)}"}
    assert ask("POST", "/api/draft", json.dumps(note), **adam).status == 403
    assert ask("POST", "/api/draft", "x" * 270_000, **key).status == 413
    for broken in ("", "[]", "{}", json.dumps({**note, "seq": 2**40}), '{"call": "\\ud800"}'):
        assert ask("POST", "/api/draft", broken, **key).status == 400, broken
    strange = {**note, "field": "call.nothing"}
    assert ask("POST", "/api/draft", json.dumps(strange), **key).status in {404, 422}
    assert "secret" not in ask.server.log.read_text()


def test_a_screen_asked_for_first_on_a_fresh_server_goes_through_the_shell(ask, shared_house):
    key = {"Cookie": f"peerline_sid={team.sign_in('cleo', PASSWORD)}"}
    assert (
        ask("GET", "/team", **key).status == 200
    )  # the empty frame only; the screen is drawn after
    assert ask("GET", "/_stcore/health", **key).status == 200
    with connect(
        f"ws://127.0.0.1:{ask.server.port}/_stcore/stream",
        additional_headers=key,
        subprotocols=["streamlit"],
    ) as wire:
        wire.close()


def test_an_empty_house_leads_to_the_set_up(tmp_path, monkeypatch, sqlite_template):
    import shutil

    from tests.conftest import forget, use
    from tests.served import Server

    shutil.copy(sqlite_template, tmp_path / "peerline.db")
    url = f"sqlite:///{tmp_path / 'peerline.db'}"
    use(monkeypatch, url, tmp_path)
    code = team.new_set_up_code()
    server = Server(tmp_path)
    server.start()
    try:
        wire = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        wire.request("GET", "/", headers={"Host": "here"})
        answer = wire.getresponse()
        answer.read()
        assert (answer.status, answer.getheader("location")) == (303, "/set-up")
        for asked, status, words in (
            ("/set-up", 200, "one-time code"),
            ("/set-up?code=WRONG", 403, "does not fit"),
            (f"/set-up?code={code}", 200, "Set up your helpline"),
        ):
            wire.request("GET", asked, headers={"Host": "here"})
            answer = wire.getresponse()
            text = answer.read().decode()
            assert answer.status == status
            assert words in text
    finally:
        server.stop()
        forget()


@pytest.mark.parametrize(
    ("asked", "where"),
    [("/team", "/team"), ("//evil", "/"), ("https://evil", "/"), ("/\\evil", "/"), ("", "/")],
)
def test_after_signing_in_one_stays_here(asked, where):
    assert safe_next(asked) == where


def test_half_characters_and_zero_bytes_are_not_kept():
    good = {"call": "0" * 32, "field": "call.x", "value": "a", "base": 0, "tab": "t", "seq": 0}
    assert drafts.read(json.dumps({**good, "left": True}).encode()).left
    for bad in (
        {"value": "\ud800"},
        {"value": "\x00"},
        {"left": 1},
        {"base": True},
        {"tab": "x" * 99},
    ):
        with pytest.raises(drafts.Unreadable):
            drafts.read(json.dumps({**good, "left": True, **bad}).encode())
