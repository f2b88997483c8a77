"""Who asks for someone right now, and who comes? Asked by each supervisor's page once a second.

Beside the screens, not in them: a part of a screen that runs by the clock can meet a change of screen
halfway, and the page goes blank.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from anyio import to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from casework import summons
from casework.access import Act
from casework.desk import Actor, Desk, at_desk
from casework.errors import CaseworkError, NotAllowed, NotFound, NotSignedIn
from casework.phones import spoken_phone
from casework.summons import Asked
from db.models import now
from pages.routes.broken import noted
from pages.routes.guard import present

STATUS = {NotSignedIn: 401, NotAllowed: 403, NotFound: 404}
LONGEST = 36  # a summons' id, and nothing else, is posted


async def read(request: Request) -> Response:
    return await _answered(request, _open)


async def come(request: Request) -> Response:
    return await _answered(request, lambda desk: _act(desk, summons.answer, request))


async def settle(request: Request) -> Response:
    return await _answered(request, lambda desk: _act(desk, summons.end, request))


async def _answered(request: Request, work: Callable[[Desk], Any]) -> Response:
    actor = present(request).actor
    try:
        found = await to_thread.run_sync(_at_a_desk, actor, work)
        return JSONResponse(found, 200, {"Cache-Control": "no-store"})
    except CaseworkError as problem:
        return _words(STATUS.get(type(problem), 422), str(problem))
    except ClientDisconnect:
        return Response(status_code=400)
    except Exception as problem:  # a busy disk: asked again a second later
        return _words(503, f"Not done yet. Reference {noted(problem)}.")


def _at_a_desk(actor: Actor, work: Callable[[Desk], Any]) -> Any:
    with at_desk(actor) as desk:
        return work(desk)


def _act(desk: Desk, act: Callable[..., None], request: Request) -> dict[str, Any]:
    try:
        which = UUID(request.path_params["summons_id"][:LONGEST])
    except ValueError as bad:
        raise NotFound("That call for someone") from bad
    act(desk, summons_id=which)
    return _open(desk)


def _open(desk: Desk) -> dict[str, Any]:
    """What waits for a supervisor, and what I asked for myself; ids, tiers and names of colleagues."""
    waiting = summons.waiting(desk) if desk.may(Act.ANSWER_SUMMONS) else []
    mine = summons.mine(desk) if desk.may(Act.SUMMON) else []
    return {
        "waiting": [_said(one) for one in waiting],
        "mine": [{**_said(one), "ring": _ring(desk, one)} for one in mine],
    }


def _said(one: Asked) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "call": str(one.call_id),
        "number": one.number,
        "tier": one.tier,
        "by": one.asked_by,
        "since": one.asked_at.timestamp(),
        "coming": one.coming,
    }


def _ring(desk: Desk, one: Asked) -> list[str]:
    """After a minute without an answer: whom to ring, in this order."""
    if not one.unanswered(now()):
        return []
    numbers = summons.numbers(desk)
    found = [("on call", numbers.on_call), ("the deputy", numbers.deputy)]
    said = [f"{who} {spoken_phone(number)}" for who, number in found if number]
    return said or ["no on-call number is set; an administrator sets it under Helpline"]


def _words(status: int, words: str) -> Response:
    return JSONResponse({"error": words}, status, {"Cache-Control": "no-store"})


routes = [
    Route("/api/summons", read, methods=["GET"]),
    Route("/api/summons/{summons_id}/come", come, methods=["POST"]),
    Route("/api/summons/{summons_id}/settle", settle, methods=["POST"]),
]
