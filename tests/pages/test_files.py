"""Does a letter leave only by its own door?"""

import http.client
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from uuid import uuid4

import pytest

from casework import letters, team
from casework.errors import NotFound, Refused
from pages.routes import files
from tests.served import PASSWORD


@pytest.fixture
def get(monkeypatch):
    """Ask the route itself, as the guard would hand it over; `found` or the error it meets."""
    import anyio
    from starlette.requests import Request

    def ask(name, found):
        def fetch(actor, letter_id):
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr(files, "_fetch", fetch)
        scope = {"type": "http", "path_params": {"name": name}, "headers": []}
        scope["peerline"] = SimpleNamespace(actor=None)
        # In a thread of its own: Playwright keeps a loop running in this one.
        with ThreadPoolExecutor(1) as apart:
            return apart.submit(anyio.run, files.letter, Request(scope)).result()

    return ask


SOME = "00000000-0000-4000-8000-000000000001"  # the same in every worker of a run
FOUND = letters.Fetched(b"%PDF-1.4", "<p>dear</p>", "L-2044")


def test_a_letter_is_shown_never_stored_and_its_name_says_nothing(get):
    answer = get(str(uuid4()), FOUND)
    assert answer.body == b"%PDF-1.4"
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'inline; filename="letter-L-2044.pdf"'


def test_its_twin_is_a_page_that_runs_no_script(get):
    answer = get(f"{uuid4()}.html", FOUND)
    assert answer.body == b"<p>dear</p>"
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "found", "status"),
    [
        ("no-id", FOUND, 404),
        (SOME, NotFound("That letter"), 404),
        (SOME, Refused("The consent has ended."), 409),
    ],
)
def test_what_may_not_be_opened_is_said_in_words(get, name, found, status):
    answer = get(name, found)
    assert answer.status_code == status
    assert b"could not be opened" in answer.body


def test_on_the_wire_a_stranger_gets_nothing_and_a_missing_letter_is_missing(shared_server):
    wire = http.client.HTTPConnection("127.0.0.1", shared_server.port, timeout=20)
    for cookie, status in (("", 401), (f"peerline_sid={team.sign_in('cleo', PASSWORD)}", 404)):
        wire.request("GET", f"/files/letter/{uuid4()}", headers={"Cookie": cookie})
        answer = wire.getresponse()
        answer.read()
        assert answer.status == status
