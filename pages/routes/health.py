"""Is the process alive, and is it ready for work? One word each, for a load balancer."""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from casework import matches
from casework.ready import is_ready


async def alive(_request: Request) -> Response:
    return PlainTextResponse("alive")


async def ready(_request: Request) -> Response:
    if await to_thread.run_sync(is_ready):
        since = matches.stale_since()
        old = (
            f"; the directory could not be refreshed since {since:%Y-%m-%dT%H:%MZ}" if since else ""
        )
        return PlainTextResponse(f"ready{old}")
    return PlainTextResponse("not ready", 503)


routes = [Route("/healthz", alive), Route("/readyz", ready)]
