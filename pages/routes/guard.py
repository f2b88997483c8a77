"""Who may pass: nobody without a session, except to the few doors that must stand open?

One ASGI middleware in front of everything, Streamlit's own routes and websocket included. It takes
away headers that only it may set, looks the cookie's token up, and passes on who it is.
"""

from typing import Any
from urllib.parse import quote, urlsplit

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from casework import team
from pages.routes import csp
from pages.routes.broken import noted

COOKIE = "peerline_sid"
OPEN = frozenset({"/sign-in", "/set-up", "/healthz", "/readyz"})
OPEN_BELOW = ("/static/", "/invite/")
# Asked by programs, not by people: refused with a number instead of a way to the sign-in page.
FOR_PROGRAMS = ("/_stcore", "/media", "/api", "/component", "/files", "/app")
OWN_HEADERS = b"x-peerline-"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
TRICKS = (b"%2e", b"%2f", b"%5c", b"%00", b"//", b"\\")


class Guard:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await _quietly(self._http, scope, receive, _with_headers(scope, send))
        elif scope["type"] == "websocket":
            await _quietly(self._websocket, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        _strip(scope)
        answer = _odd(scope) or _foreign(scope)
        if answer is None and not is_open(scope["path"]):
            present = await _present(scope)
            if present is None:
                answer = await _refusal(scope)
            else:
                _inject(scope, present)
        await (answer or self.app)(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        _strip(scope)
        present = None if _odd(scope) else await _present(scope)
        if present is None:
            await send({"type": "websocket.close", "code": 1008})  # before accept: a plain 403
            return
        _inject(scope, present)
        await self.app(scope, receive, send)


def is_open(path: str) -> bool:
    return path in OPEN or path.startswith(OPEN_BELOW)


def _odd(scope: Scope) -> Response | None:
    """Paths that could mean two things are refused, so that what was checked is what is served."""
    raw = (scope.get("raw_path") or scope["path"].encode()).split(b"?")[0].lower()
    parts = scope["path"].split("/")
    if any(trick in raw for trick in TRICKS) or "." in parts or ".." in parts:
        return PlainTextResponse("This address is not well formed.", 400)
    return None


def _foreign(scope: Scope) -> Response | None:
    """Only our own pages may send something (SameSite alone trusts sibling sites)."""
    if scope["method"] in SAFE_METHODS:
        return None
    headers = Headers(scope=scope)
    origin = urlsplit(headers.get("origin", ""))
    if origin.netloc and origin.netloc == headers.get("host"):
        return None
    return PlainTextResponse("This was not sent from a page of this helpline.", 403)


async def _present(scope: Scope) -> team.Present | None:
    token = HTTPConnection(scope).cookies.get(COOKIE)
    return await to_thread.run_sync(team.signed_in, token) if token else None


async def _refusal(scope: Scope) -> Response:
    path = scope["path"]
    if path.casefold().startswith(FOR_PROGRAMS) or scope["method"] not in SAFE_METHODS:
        return JSONResponse({"error": "Please sign in."}, 401)
    if await to_thread.run_sync(team.is_empty):
        return RedirectResponse("/set-up", 303)
    query = scope.get("query_string", b"").decode("latin-1")
    asked = path + (f"?{query}" if query else "")
    return RedirectResponse(
        "/sign-in" if asked == "/" else f"/sign-in?next={quote(asked, safe='/')}", 303
    )


async def _quietly(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """The server beneath would print an error's text, and that may be a caller's words."""
    begun = False

    async def sending(message: Message) -> None:
        nonlocal begun
        begun = True
        await send(message)

    try:
        await app(scope, receive, sending)
    except Exception as problem:
        number = noted(problem)
        if not begun and scope["type"] == "http":
            words = f"Something went wrong here. What was saved is kept. Reference {number}."
            await PlainTextResponse(words, 500)(scope, receive, send)


def _strip(scope: Scope) -> None:
    scope["headers"] = [(name, value) for name, value in scope["headers"] if not _is_own(name)]


def _is_own(name: bytes) -> bool:
    return name.lower().replace(b"_", b"-").startswith(OWN_HEADERS)


def _inject(scope: Scope, present: team.Present) -> None:
    scope["peerline"] = present  # for our own routes
    scope["headers"] = [
        *scope["headers"],  # for Streamlit: server.trustedUserHeaders makes st.user of these
        (b"x-peerline-user", str(present.actor.id).encode()),
        (b"x-peerline-role", present.actor.role.encode()),
        (b"x-peerline-sid", str(present.sign_in_id).encode()),
    ]


def _with_headers(scope: Scope, send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in csp.HEADERS.items():
                headers.setdefault(name, value)
            if scope.get("scheme") == "https":
                headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        await send(message)

    return sending


def present(request: Any) -> team.Present:
    """Who asks; routes behind the guard always know."""
    found: team.Present = request.scope["peerline"]
    return found
