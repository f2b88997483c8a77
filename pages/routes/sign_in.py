"""How does somebody get in and out: a plain page, so that password managers and screen readers work?"""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework import team
from casework.errors import CaseworkError
from pages.routes.guard import COOKIE
from pages.routes.plain import form, let_in, page, safe_next, word


async def sign_in(request: Request) -> Response:
    if await to_thread.run_sync(team.is_empty):
        return RedirectResponse("/set-up", 303)
    if request.method != "POST":
        return await _form(request, safe_next(request.query_params.get("next", "/")))
    fields = await form(request)
    login, where = word(fields, "login"), safe_next(word(fields, "next"))
    try:
        token = await to_thread.run_sync(team.sign_in, login, word(fields, "password"))
    except CaseworkError as problem:
        return await _form(request, where, login=login, problem=str(problem), status=401)
    return let_in(request, token, where)


async def _form(
    request: Request, where: str, *, login: str = "", problem: str = "", status: int = 200
) -> Response:
    demo = await to_thread.run_sync(team.demo_sign_ins)
    said = "You are signed out." if "out" in request.query_params else ""
    return page(
        "sign_in.html",
        status=status,
        where=where,
        login=login,
        problem=problem,
        said=said,
        demo=demo,
    )


async def sign_out(request: Request) -> Response:
    """POST ends the session; GET only asks, since a link must not end anything."""
    if request.method != "POST":
        return page("sign_out.html")
    token = request.cookies.get(COOKIE, "")
    await to_thread.run_sync(team.sign_out, token)
    answer = RedirectResponse("/sign-in?out", 303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    # Words kept in this tab's memory leave the shared computer too.
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


async def invitation(request: Request) -> Response:
    token = request.path_params["token"]
    login = await to_thread.run_sync(team.invited, token)
    if login is None:
        return page("gone.html", status=404)
    if request.method != "POST":
        return _choose(login)
    fields = await form(request)
    password = word(fields, "password")
    if password != word(fields, "again"):
        return _choose(login, "The two passwords differ.")
    try:
        begun = await to_thread.run_sync(team.accept, token, password)
    except CaseworkError as problem:
        return _choose(login, str(problem))
    return let_in(request, begun)


def _choose(login: str, problem: str = "") -> Response:
    return page(
        "invitation.html",
        status=422 if problem else 200,
        login=login,
        problem=problem,
        least=team.MIN_PASSWORD,
    )


routes = [
    Route("/sign-in", sign_in, methods=["GET", "POST"]),
    Route("/sign-out", sign_out, methods=["GET", "POST"]),
    Route("/invite/{token}", invitation, methods=["GET", "POST"]),
]
