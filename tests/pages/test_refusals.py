"""Is everybody refused who should be, on every route and every screen, asked for directly?"""

import json
import pkgutil
from importlib import import_module
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from starlette.routing import Route
from streamlit.testing.v1 import AppTest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

import pages.routes
from casework import calls, letters, people, team
from casework.access import Act, may
from casework.desk import Desk
from db import session
from db.settings import ROOT
from tests.casework import story
from tests.pages.conftest import signed_in
from tests.served import PASSWORD
from tests.test_house import menu

# contracts.md 4: what stands open to anybody.
OPEN = {"/sign-in", "/healthz", "/readyz", "/set-up", "/invite/{token}"}
STREAMLITS = [
    *("/", "/_stcore/health", "/_stcore/script-health-check", "/_stcore/host-config"),
    *("/_stcore/allowed-message-origins", "/_stcore/metrics", "/_stcore/stream"),
    *("/_stcore/upload_file/abc/def", "/_stcore/bidi-components/peerline_guard/x.js"),
    *("/media/abc.pdf", "/media/0/abc.csv", "/component/x/index.html", "/app/static/look.css"),
    *("/vendor/x.js", "/manifest.json", "/favicon.png", "/index.html", "/robots.txt"),
]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def our_routes() -> list[Route]:
    modules = [
        import_module(f"pages.routes.{m.name}") for m in pkgutil.iter_modules(pages.routes.__path__)
    ]
    return [route for module in modules for route in getattr(module, "routes", [])]


def addressed(route: Route) -> str:
    return route.path.replace("{name}", str(uuid4())).replace("{token}", "made-up")


def key_of(login: str, origin: str = "") -> dict[str, str]:
    key = {"Cookie": f"peerline_sid={team.sign_in(login, PASSWORD)}"}
    return {**key, "Origin": origin} if origin else key


def test_every_route_of_ours_asks_who_is_there(ask):
    """By the routes as they stand, so that a new one is asked too."""
    closed = [route for route in our_routes() if route.path not in OPEN]
    assert {"/api/draft", "/files/letter/{name}", "/sign-out"} <= {route.path for route in closed}
    for route in closed:
        for method in sorted(route.methods):
            answer = ask(method, addressed(route), Origin=ask.origin)
            assert answer.status in {303, 401}, (method, route.path)
            assert urlsplit(answer.headers.get("location", "/sign-in")).path == "/sign-in"
            assert "Maria" not in answer.text


def test_streamlits_own_paths_are_closed_whatever_the_method(ask):
    for path in STREAMLITS:
        for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"):
            answer = ask(method, path, Origin=ask.origin)
            assert answer.status in {303, 401}, (method, path)


def test_a_file_is_uploaded_by_nobody_without_a_key(ask):
    body = b"--x\r\nContent-Disposition: form-data; name=f; filename=a.json\r\n\r\n[]\r\n--x--\r\n"
    form = {"Content_Type": "multipart/form-data; boundary=x", "Origin": ask.origin}
    for method in ("PUT", "POST", "DELETE"):
        assert ask(method, "/_stcore/upload_file/session/file", body, **form).status == 401
    wrong = {**form, "Cookie": "peerline_sid=made-up"}
    assert ask("PUT", "/_stcore/upload_file/session/file", body, **wrong).status == 401


def websocket(ask, **headers) -> int:
    """The status of the handshake; 101 when it opens."""
    try:
        with connect(
            f"ws://127.0.0.1:{ask.server.port}/_stcore/stream",
            additional_headers=headers,
            subprotocols=["streamlit"],
        ):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_the_websocket_opens_for_a_standing_key_only(ask, shared_house):
    assert websocket(ask) == 403
    assert websocket(ask, Cookie="peerline_sid=") == 403
    key = key_of("dan")
    assert websocket(ask, **key) == 101
    assert websocket(ask, **key, Origin="https://evil.example") == 403
    team.sign_out(key["Cookie"].partition("=")[2])
    assert websocket(ask, **key) == 403
    assert ask("GET", "/_stcore/health", **key).status == 401


def test_the_other_centre_gets_neither_file_nor_draft_by_its_id(ask, shared_house):
    with session.reading() as opened:
        desk = Desk(shared_house.cleo, opened)
        made = story.referred(desk, story.known(desk), shared_house.harbour_house)
        sheet = letters.issue_for_caller(desk, call_id=made.call, side="caller")
    note = {"call": str(made.call), "field": "call.happening", "value": "x", "base": 0}
    note |= {"tab": "t", "seq": 1, "left": True}
    cleo, nia = key_of("cleo", ask.origin), key_of("nia", ask.origin)
    for name in (str(sheet.id), f"{sheet.id}.html"):
        assert ask("GET", f"/files/letter/{name}", **cleo).status == 200
        theirs, missing = (ask("GET", f"/files/letter/{n}", **nia) for n in (name, uuid4()))
        assert (theirs.status, theirs.text) == (missing.status, missing.text) == (404, missing.text)
    theirs = ask("POST", "/api/draft", json.dumps(note), **nia)
    missing = ask("POST", "/api/draft", json.dumps({**note, "call": str(uuid4())}), **nia)
    assert (theirs.status, theirs.text) == (missing.status, missing.text)
    assert theirs.status == 404
    for login in ("edda", "adam", "audrey"):
        assert ask("GET", f"/files/letter/{sheet.id}", **key_of(login)).status in {403, 404}


# -- screens ---------------------------------------------------------------------------------------


def alone(screen: str, actor=None) -> AppTest:
    """The script of one screen, run without the shell."""
    app = AppTest.from_file(str(ROOT / "pages" / screen), default_timeout=30)
    app.user = {"login": None, "role": "administrator", "sid": None}
    if actor is not None:
        app.user = {"login": str(actor.id), "role": actor.role, "sid": str(signed_in(actor))}
    return app.run()


@SQLITE
@pytest.mark.parametrize("screen", menu())
def test_a_screen_run_alone_asks_a_stranger_to_sign_in(cast, screen):
    app = alone(screen)
    assert "signed out" in app.warning[0].value
    assert not app.title
    assert not app.get("arrow_data_frame")
    assert not app.button


@SQLITE
@pytest.mark.parametrize("screen", menu())
def test_a_screen_run_alone_refuses_every_role_without_its_act(cast, screen):
    act = Act[menu()[screen]]
    refused = [
        who
        for who in ("cleo", "mona", "edda", "adam", "audrey")
        if not may(getattr(cast, who).role, act)
    ]
    assert refused
    for who in refused:
        app = alone(screen, getattr(cast, who))
        assert [error.value for error in app.error] == [f"You may not {act}."]
        assert not app.title
        assert not app.button


@SQLITE
def test_no_screen_shows_the_other_centre_anything(open_as, cast, at):
    """Nia with the address of Cleo's call, and a list of everything she may open."""
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    number = calls.on_desk(desk, made.call).number
    code = people.case_code_for(desk, made.person, "marigold")

    def seen_by(actor, screen):
        app = open_as(actor)
        app.query_params["call"] = str(made.call)
        app.session_state["_call"] = made.call
        app.session_state["_person"] = str(made.person)
        app.switch_page(str(ROOT / "pages" / screen)).run()
        assert not app.exception
        return app

    assert number in repr(seen_by(cast.cleo, "counsellor/call_desk.py"))
    assert "Maria" in repr(seen_by(cast.cleo, "counsellor/people.py"))
    for screen, act in menu().items():
        if not may(cast.nia.role, Act[act]):
            continue
        app = seen_by(cast.nia, screen)
        seen = repr(app)
        for mark in ("Maria", "M. L.", number, code, str(made.referral), "555-0142"):
            assert mark not in seen, (screen, mark)
        if screen.endswith("call_desk.py"):
            assert "That call is not here." in [error.value for error in app.error]
