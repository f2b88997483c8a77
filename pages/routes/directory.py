"""How does the directory leave by the browser: authorised, audited, made one at a time, never cached?"""

from pathlib import Path
from tempfile import TemporaryDirectory

from anyio import CapacityLimiter, to_thread
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from casework import directory
from casework.desk import Actor, at_desk
from casework.errors import CaseworkError, NotAllowed
from pages.routes.guard import present
from pages.routes.plain import page

TYPES = {"json": "application/json", "zip": "application/zip"}
# A thread of its own, so that nobody's signing in or saving waits for one; a second file waits.
ONE = CapacityLimiter(1)


async def hsds(request: Request) -> Response:
    ending = request.path_params["ending"]
    if ending not in TYPES:
        return page("refused.html", status=404, words="The directory leaves as JSON or as tables.")
    folder = TemporaryDirectory(prefix="peerline-")
    path = Path(folder.name) / f"directory.{ending}"
    try:
        await to_thread.run_sync(_write, present(request).actor, path, limiter=ONE)
    except CaseworkError as problem:
        folder.cleanup()
        status = 403 if isinstance(problem, NotAllowed) else 409
        return page("refused.html", status=status, words=str(problem))
    return FileResponse(
        path,
        filename=f"directory-hsds.{ending}",
        media_type=TYPES[ending],
        headers={"Cache-Control": "no-store"},
        background=BackgroundTask(folder.cleanup),
    )


def _write(actor: Actor, path: Path) -> None:
    with at_desk(actor) as desk:
        directory.export(desk, path)


routes = [Route("/files/directory/hsds.{ending}", hsds, methods=["GET"])]
