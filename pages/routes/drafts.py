"""How does what is being typed reach the disk: small posts beside the screens (product.md 1)?

Nothing here is logged but a reference number: the bodies are callers' words.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from anyio import to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from casework import drafts
from casework.desk import Actor, at_desk
from casework.errors import CaseworkError, NotAllowed, NotFound, NotSignedIn
from pages.routes.broken import noted
from pages.routes.guard import present

LIMIT = 256 * 1024  # bytes; the longest text in any script, with what JSON adds
STATUS = {NotSignedIn: 401, NotAllowed: 403, NotFound: 404}


@dataclass(frozen=True)
class Note:
    """One post of the browser."""

    call_id: UUID
    field: str
    value: str
    base: int
    tab: str
    seq: int
    left: bool


class Unreadable(Exception):
    pass


async def post(request: Request) -> Response:
    try:
        body = await _body(request)
    except ClientDisconnect:
        return Response(status_code=400)
    if body is None:
        return _words(413, "This text is too long to keep as one. Shorten it or split it in two.")
    try:
        note = read(body)
    except Unreadable:
        return _words(400, "This could not be read.")
    actor = present(request).actor
    try:
        return await to_thread.run_sync(_jot, actor, note)
    except CaseworkError as problem:
        return _words(STATUS.get(type(problem), 422), str(problem))
    except Exception as problem:  # a busy disk, a lost database: the browser tries again
        return _words(503, f"Not saved yet; it is tried again. Reference {noted(problem)}.")


def _jot(actor: Actor, note: Note) -> Response:
    with at_desk(actor) as desk:
        kept = drafts.jot(
            desk,
            call_id=note.call_id,
            field=note.field,
            value=note.value,
            base=note.base,
            tab=note.tab,
            seq=note.seq,
            left=note.left,
        )
    if kept.conflict is not None:
        both = {"version": kept.version, "theirs": kept.conflict, "yours": note.value}
        return JSONResponse(both, 409, {"Cache-Control": "no-store"})
    saved = {"version": kept.version, "saved_at": kept.saved_at.isoformat()}
    return JSONResponse(saved, 200, {"Cache-Control": "no-store"})


async def _body(request: Request) -> bytes | None:
    """The body up to the limit; None when it is longer, without reading on."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LIMIT:
            return None
    return body


def read(body: bytes) -> Note:
    try:
        said: dict[str, Any] = json.loads(body)
        note = Note(
            UUID(said["call"]),
            said["field"],
            said["value"],
            said["base"],
            said["tab"],
            said["seq"],
            said["left"],
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as bad:
        raise Unreadable from bad
    texts = (note.field, note.value, note.tab)
    if not all(isinstance(text, str) and _plain(text) for text in texts):
        raise Unreadable
    if not all(type(n) is int and 0 <= n < 2**31 for n in (note.base, note.seq)):
        raise Unreadable
    if type(note.left) is not bool or len(note.tab) > 40 or len(note.field) > 120:
        raise Unreadable
    return note


def _plain(text: str) -> bool:
    """No half characters and no zero bytes: PostgreSQL keeps neither."""
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def _words(status: int, words: str) -> Response:
    return JSONResponse({"error": words}, status, {"Cache-Control": "no-store"})


routes = [Route("/api/draft", post, methods=["POST"])]
