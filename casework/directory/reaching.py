"""How does one request leave this machine: by https alone, in time, and to no private address?

The name is looked up once and that very address is connected to, so that no second look-up can lead
somewhere else. Every redirect is a request of its own, checked the same way.
"""

import contextlib
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from socket import SHUT_RDWR, SOCK_STREAM, getaddrinfo, socket
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from casework.errors import Refused
from imports.reading import CHUNK, LIMIT

Address = IPv4Address | IPv6Address
REDIRECTS = 5
HEADERS = {"User-Agent": "Peerline", "Accept": "application/json", "Accept-Encoding": "identity"}
# IPv6 addresses that are a way to an IPv4 address in their last 32 bits.
TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))
ANYWHERE = "/%:=&?~+!$,;'@()*[]"  # what stands in a path or query as it is


def is_public(address: Address) -> bool:
    """Whether an address is on the open internet: not private, loopback, link-local, multicast,
    reserved or shared, and no IPv6 wrapping of one that is."""
    if isinstance(address, IPv6Address):
        if (inner := _inner(address)) is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    closed = (
        address.is_multicast,
        address.is_reserved,
        address.is_private,
        address.is_loopback,
        address.is_link_local,
        address.is_unspecified,
    )
    return address.is_global and not any(closed)


def _inner(address: IPv6Address) -> IPv4Address | None:
    if any(address in network for network in TRANSLATED) and int(address) > 1:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a fetch may go. Tests give their own; in the program there is one, OUTSIDE."""

    allowed: Callable[[Address], bool] = is_public
    trust: ssl.SSLContext | None = None
    seconds: float = 30  # without a byte
    altogether: float = 300  # seconds, for every request of one feed
    most: int = LIMIT  # bytes, of all of them


OUTSIDE = Reach()


@dataclass
class Journey:
    """The requests of one feed, which share their time and size."""

    reach: Reach = OUTSIDE
    begun: float = field(default_factory=time.monotonic)
    size: int = 0

    def fetch(self, address: str, path: Path) -> None:
        """The answer as it came, written to `path`. Refused in one sentence otherwise."""
        for _ in range(REDIRECTS + 1):
            where = _split(address)
            onward = self._ask(where, path)
            if onward is None:
                return
            address = urljoin(address, onward)
        raise Refused(f"{where.hostname} leads on more than {REDIRECTS} times; nothing was read.")

    @property
    def left(self) -> float:
        return self.begun + self.reach.altogether - time.monotonic()

    def _ask(self, where: SplitResult, path: Path) -> str | None:
        """One request; the address it leads on to, or None when its answer is in the file."""
        host = str(where.hostname)
        door = _Pinned(where, self)
        watch = Timer(max(self.left, 0), door.cut)
        watch.daemon = True
        watch.start()
        try:
            door.request("GET", _target(where), headers=HEADERS)
            return self._taken(door.getresponse(), host, path)
        except (HTTPException, OSError, ValueError) as failure:
            if self.left <= 0:
                raise Refused(self._too_long(host)) from failure
            raise Refused(f"{host} cannot be read: {_reason(failure)}.") from failure
        finally:
            watch.cancel()
            door.close()

    def _taken(self, answer: HTTPResponse, host: str, path: Path) -> str | None:
        if answer.status in (301, 302, 303, 307, 308) and answer.headers.get("Location"):
            return str(answer.headers["Location"])
        if answer.status != 200:
            raise Refused(f"{host} answered {answer.status}; nothing was read.")
        told, size = answer.headers.get("Content-Length", ""), 0
        with path.open("wb") as file:
            while part := answer.read1(CHUNK):
                size += len(part)
                self.size += len(part)
                if self.size > self.reach.most:
                    raise Refused(f"The answer of {host} is larger than 200 MB; nothing was read.")
                if self.left <= 0:
                    break
                file.write(part)
        if self.left <= 0:
            raise Refused(self._too_long(host))
        if told.isdecimal() and int(told) != size:
            raise Refused(f"The answer of {host} broke off; nothing was read. Try again.")
        return None

    def _too_long(self, host: str) -> str:
        minutes = max(1, round(self.reach.altogether / 60))
        return f"{host} took longer than {minutes} minutes; nothing was read. Try again later."


class _Pinned(HTTPSConnection):
    """A connection to the one address the name was found at, under the name's own certificate."""

    def __init__(self, where: SplitResult, journey: Journey) -> None:
        self.trusted = journey.reach.trust or ssl.create_default_context()
        super().__init__(
            str(where.hostname),
            where.port or 443,
            timeout=max(0.01, min(journey.reach.seconds, journey.left)),
            context=self.trusted,
        )
        self.places = _looked_up(self.host, self.port, journey.reach.allowed)

    def connect(self) -> None:
        door = self._reached()
        try:
            self.sock = self.trusted.wrap_socket(door, server_hostname=self.host)
        except BaseException:
            door.close()
            raise

    def _reached(self) -> socket:
        failure: OSError = OSError("it does not answer")
        for family, place in self.places:
            door = socket(family, SOCK_STREAM)
            door.settimeout(self.timeout)
            try:
                door.connect(place)
                return door
            except OSError as problem:
                door.close()
                failure = problem
        raise failure

    def cut(self) -> None:
        """From another thread, when the time of the whole fetch is over."""
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(SHUT_RDWR)


def _looked_up(
    host: str, port: int, allowed: Callable[[Address], bool]
) -> Sequence[tuple[int, Any]]:
    """Every address of a name; Refused if one of them is not for us."""
    try:
        found = getaddrinfo(host, port, type=SOCK_STREAM)
    except (OSError, UnicodeError) as failure:
        raise Refused(f"There is no {host}; look at the address again.") from failure
    for *_, place in found:
        if not allowed(ip_address(str(place[0]).partition("%")[0])):
            raise Refused(
                f"{host} leads into a private network; only public addresses are fetched."
            )
    return [(family, place) for family, _, _, _, place in found]


def _split(address: str) -> SplitResult:
    """Refused: no https, no host, a name and password in the address, or no address at all."""
    try:
        where = urlsplit(address.strip())
        whole = bool(where.hostname) and (where.port is None or where.port > 0)
    except ValueError:
        whole = False
    if not whole or where.scheme.lower() != "https":
        raise Refused("Only https addresses are fetched. Download the file and give its path.")
    if where.username is not None or where.password is not None:
        raise Refused("The address holds a name or password; take it out. Feeds are public.")
    return where


def _target(where: SplitResult) -> str:
    path = quote(where.path or "/", safe=ANYWHERE)
    return f"{path}?{quote(where.query, safe=ANYWHERE)}" if where.query else path


def _reason(failure: Exception) -> str:
    if isinstance(failure, ssl.SSLCertVerificationError):
        return "its certificate is not trusted"
    if isinstance(failure, TimeoutError):
        return "it does not answer"
    return getattr(failure, "strerror", None) or "the connection broke"
