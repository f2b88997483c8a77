"""Does the page of a supervisor learn who asks, and nobody else's, by its own small door?"""

import json
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from uuid import uuid4

import pytest

from casework import calls, summons
from db.models import Helpline
from pages.routes import summons as route


def ask(handler, actor, summons_id=""):
    """The route itself, as the guard would hand it over: (status, what was said)."""
    import anyio
    from starlette.requests import Request

    scope = {"type": "http", "path_params": {"summons_id": str(summons_id)}, "headers": []}
    scope["peerline"] = SimpleNamespace(actor=actor)
    # In a thread of its own: Playwright keeps a loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        answer = apart.submit(anyio.run, handler, Request(scope)).result()
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, json.loads(answer.body)


@pytest.fixture
def asked(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    return summons.ask(desk, call_id=call)


def test_a_supervisor_sees_it_and_the_counsellor_sees_who_comes(cast, asked):
    _, seen = ask(route.read, cast.mona)
    (one,) = seen["waiting"]
    assert (one["id"], one["by"], one["coming"]) == (str(asked), "Cleo", None)
    assert set(one) == {"id", "call", "number", "tier", "by", "since", "coming"}
    assert ask(route.come, cast.mona, asked)[0] == 200
    _, mine = ask(route.read, cast.cleo)
    assert [one["coming"] for one in mine["mine"]] == ["Mona"]
    assert mine["waiting"] == []


@pytest.mark.parametrize("who", ["dan", "nia", "adam", "audrey"])
def test_nobody_else_is_told(cast, asked, who):
    assert ask(route.read, getattr(cast, who)) == (200, {"waiting": [], "mine": []})


def test_what_is_refused_is_refused_here_too(cast, asked):
    assert ask(route.come, cast.dan, asked)[0] == 403
    assert ask(route.settle, cast.nia, asked)[0] == 404
    assert ask(route.come, cast.mona, uuid4())[0] == 404
    assert ask(route.come, cast.mona, "1 OR 1=1")[0] == 404
    ask(route.come, cast.mona, asked)
    status, said = ask(route.come, cast.netta, asked)
    assert (status, said["error"]) == (422, "Somebody is coming already.")


def test_it_is_settled_by_who_asked(cast, asked):
    assert ask(route.settle, cast.cleo, asked) == (200, {"waiting": [], "mine": []})
    assert ask(route.read, cast.mona)[1]["waiting"] == []


def test_after_a_minute_the_numbers_to_ring_stand_there_in_their_order(
    at, cast, asked, monkeypatch
):
    assert ask(route.read, cast.cleo)[1]["mine"][0]["ring"] == []
    monkeypatch.setattr(summons.Asked, "unanswered", lambda *_: True)
    (none,) = ask(route.read, cast.cleo)[1]["mine"][0]["ring"]
    assert "no on-call number" in none
    desk = at(cast.cleo)
    with desk.jotting():
        row = desk.session.get(Helpline, 1)
        row.on_call_phone, row.deputy_phone = "937-555-0101", "937-555-0102"
    ring = ask(route.read, cast.cleo)[1]["mine"][0]["ring"]
    assert ring == ["on call (937) 555-0101", "the deputy (937) 555-0102"]
