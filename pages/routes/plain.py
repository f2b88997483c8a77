"""How do the plain pages look, before anybody is signed in: one template, no script, no cache?"""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from pages.routes import csp
from pages.routes.guard import COOKIE

TOO_LONG = "This form is too long. Go back and shorten what you typed."
LONGEST_FORM = 32 * 1024
_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
)


def page(name: str, *, status: int = 200, **facts: Any) -> Response:
    html = _templates.get_template(name).render(font=csp.FONT, **facts)
    return HTMLResponse(
        html, status, {"Cache-Control": "no-store", "Content-Security-Policy": csp.PLAIN}
    )


async def form(request: Request) -> FormData:
    """What was posted, if it is as short as a form of ours can be: strangers may post here."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LONGEST_FORM:
        raise HTTPException(413, TOO_LONG)
    try:
        return await request.form(max_files=0, max_fields=20, max_part_size=4096)
    except HTTPException as odd:  # its words are a programmer's
        raise HTTPException(400, TOO_LONG) from odd


def word(fields: FormData, name: str) -> str:
    value = fields.get(name, "")
    return value if isinstance(value, str) else ""


def let_in(request: Request, token: str, where: str = "/") -> Response:
    """Hand the browser its key and send it on."""
    answer = RedirectResponse(where, 303)
    answer.set_cookie(
        COOKIE,
        token,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",  # uvicorn believes a local proxy's X-Forwarded-Proto
        path="/",
    )
    return answer


def safe_next(asked: str) -> str:
    """Where to go after signing in: a path of ours, nothing else."""
    if not asked.startswith("/") or asked.startswith("//") or "\\" in asked or "\n" in asked:
        return "/"
    return asked
