"""How does a feed at an https address become a file here: whole, not too large, from https alone?"""

import contextlib
import ssl
import tempfile
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request, build_opener

from casework.errors import Refused
from imports.reading import CHUNK, LIMIT

SECONDS = 60  # without a byte


def is_address(path: str) -> bool:
    return path.lower().startswith(("https://", "http://"))


@contextlib.contextmanager
def fetched(address: str, *, trust: ssl.SSLContext | None = None) -> Iterator[Path]:
    """The file as it came, gone again afterwards; Refused in one sentence, nothing half fetched."""
    host = _host(address)
    with tempfile.TemporaryDirectory(prefix="peerline-") as folder:
        path = Path(folder) / f"{host}.json"
        try:
            _fetch(_opener(trust), address, path, host)
        except HTTPError as answer:
            raise Refused(f"{host} answered {answer.code}; nothing was read.") from answer
        except (URLError, HTTPException, OSError) as failure:
            raise Refused(f"{host} cannot be read: {_reason(failure)}.") from failure
        yield path


def _host(address: str) -> str:
    try:
        where = urlsplit(address)
        host = where.hostname or ""
    except ValueError:
        host = ""
    if not host or where.scheme.lower() != "https":
        raise Refused("Only https addresses are fetched. Download the file and give its path.")
    return host


def _fetch(opener: OpenerDirector, address: str, path: Path, host: str) -> None:
    asked = Request(address, headers={"User-Agent": "Peerline", "Accept": "application/json"})
    size = 0
    with opener.open(asked, timeout=SECONDS) as answer, path.open("wb") as file:
        while part := answer.read(CHUNK):
            size += len(part)
            if size > LIMIT:
                raise Refused(f"The answer of {host} is larger than 200 MB; nothing was read.")
            file.write(part)
        told = answer.headers.get("Content-Length", "")
    if told.isdecimal() and int(told) != size:
        raise Refused(f"The answer of {host} broke off; nothing was read. Try again.")


def _opener(trust: ssl.SSLContext | None) -> OpenerDirector:
    return build_opener(HTTPSHandler(context=trust), _StaysOnHttps)


class _StaysOnHttps(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if not newurl.lower().startswith("https://"):
            raise Refused("The address leads on to one without https; nothing was read.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _reason(failure: Exception) -> str:
    inner = getattr(failure, "reason", failure)
    if isinstance(inner, ssl.SSLCertVerificationError):
        return "its certificate is not trusted"
    if isinstance(inner, TimeoutError):
        return "it does not answer"
    return getattr(inner, "strerror", None) or "the connection broke"
