"""How does a letter leave: authorised, audited, never kept by the browser, under a name that says nothing?"""

from uuid import UUID

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casework import letters
from casework.desk import Actor, at_desk
from casework.errors import CaseworkError, NotAllowed, NotFound
from pages.routes import csp
from pages.routes.guard import present
from pages.routes.plain import page

STATUS = {NotAllowed: 403, NotFound: 404}
# A browser shows a PDF by a viewer of its own, which the policy of our pages would stop.
PDF_POLICY = "frame-ancestors 'none'"


async def letter(request: Request) -> Response:
    name = request.path_params["name"]
    key, twin = name.removesuffix(".html"), name.endswith(".html")
    try:
        letter_id = UUID(key)
        found = await to_thread.run_sync(_fetch, present(request).actor, letter_id)
    except ValueError:
        return page("refused.html", status=404, words="That letter is not here.")
    except CaseworkError as problem:
        return page("refused.html", status=STATUS.get(type(problem), 409), words=str(problem))
    ending = "html" if twin else "pdf"
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'inline; filename="letter-{found.number}.{ending}"',
        "Content-Security-Policy": csp.PLAIN if twin else PDF_POLICY,
    }
    if twin:
        return Response(found.html, headers=headers, media_type="text/html")
    return Response(found.pdf, headers=headers, media_type="application/pdf")


def _fetch(actor: Actor, letter_id: UUID) -> letters.Fetched:
    with at_desk(actor) as desk:
        return letters.fetch(desk, letter_id)


routes = [Route("/files/letter/{name}", letter, methods=["GET"])]
