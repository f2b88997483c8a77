"""How does an empty house get its first administrator, helpline, centre and time zone?"""

from dataclasses import asdict
from zoneinfo import available_timezones

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework import team
from casework.errors import CaseworkError
from pages.routes.plain import form, let_in, page, word

# Those of the United States first; then all the others.
USUAL = (
    *("America/New_York", "America/Chicago", "America/Denver", "America/Phoenix"),
    *("America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico"),
)
OTHERS = tuple(sorted(z for z in available_timezones() if "/" in z and z not in USUAL))
NOTHING = team.SetUp("", "", "", USUAL[0], "", "", "")


async def set_up(request: Request) -> Response:
    if not await to_thread.run_sync(team.is_empty):
        return RedirectResponse("/sign-in", 303)
    if request.method != "POST":
        return await _form(request.query_params.get("code", ""), NOTHING)
    fields = await form(request)
    code = word(fields, "code")
    first = team.SetUp(**{name: word(fields, name) for name in asdict(NOTHING)})
    if first.password != word(fields, "again"):
        return await _form(code, first, "The two passwords differ.")
    try:
        token = await to_thread.run_sync(team.set_up, code, first)
    except CaseworkError as problem:
        return await _form(code, first, str(problem))
    return let_in(request, token)


async def _form(code: str, first: team.SetUp, problem: str = "") -> Response:
    fits = bool(code) and await to_thread.run_sync(team.code_fits, code)
    if not fits:
        problem = "That code does not fit." if code else ""
        return page("set_up_code.html", status=403 if code else 200, problem=problem)
    return page(
        "set_up.html",
        status=422 if problem else 200,
        code=code,
        first=first,
        problem=problem,
        usual=USUAL,
        others=OTHERS,
        least=team.MIN_PASSWORD,
    )


routes = [Route("/set-up", set_up, methods=["GET", "POST"])]
