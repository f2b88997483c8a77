"""How does a program sit at a screen? A small client of Streamlit's websocket."""

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

from tests.bench.out import LeftOut

COOKIE = "peerline_sid"
QUIET = 0.25  # seconds without a message, after a run has finished, that end an interaction
LONGEST = 30.0


@dataclass
class Widget:
    id: str
    kind: str
    fragment: str
    options: list[str] = field(default_factory=list)


@dataclass
class Heard:
    """The messages of one interaction, by kind."""

    kinds: Counter = field(default_factory=Counter)
    size: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def messages(self) -> int:
        return self.kinds.total()


def sign_in(url: str, login: str, password: str) -> str:
    """The cookie's token, by the plain sign-in page."""
    fields = urlencode({"login": login, "password": password, "next": "/"})
    form = {"Origin": url, "Content-Type": "application/x-www-form-urlencoded"}
    wire = HTTPConnection(urlsplit(url).netloc, timeout=20)
    wire.request("POST", "/sign-in", fields, form)
    answer = wire.getresponse()
    found = SimpleCookie(answer.getheader("Set-Cookie", "")).get(COOKIE)
    wire.close()
    if found is None:
        raise LeftOut(f"signing in as {login} answered {answer.status} without a cookie")
    return found.value


class Client:
    """One browser tab: its widgets by key, what was set in them, and the page it is on."""

    def __init__(self, host: str, token: str) -> None:
        self._host, self._token = host, token
        self.query = ""
        self._connect()

    def _connect(self) -> None:
        self._line = ExitStack()
        self._socket = self._line.enter_context(
            connect(
                f"ws://{self._host}/_stcore/stream",
                additional_headers={"Cookie": f"{COOKIE}={self._token}"},
                origin=f"http://{self._host}",
                subprotocols=["streamlit"],
                max_size=None,
            )
        )
        self.widgets: dict[str, Widget] = {}
        self._page = ""
        self._states: dict[str, WidgetState] = {}

    def close(self) -> None:
        self._line.close()

    def reload(self, page: str, query: str) -> Heard:
        """As the browser's own reload: a new connection, that knows nothing of what was set."""
        self.close()
        self._connect()
        return self.open(page, query)

    def open(self, page: str = "", query: str = "") -> Heard:
        self.query = query
        return self._run(page_name=page, query_string=query)

    def asked(self, name: str) -> str:
        """A word of the address bar, as the server last wrote it."""
        return parse_qs(self.query).get(name, [""])[0]

    def type(self, key: str, text: str) -> Heard:
        """Text committed in a field, as on Tab."""
        return self._set(key, string_value=text)

    def press(self, key: str) -> Heard:
        widget = self._widget(key)
        return self._run(WidgetState(id=widget.id, trigger_value=True), widget.fragment)

    def choose(self, key: str, *values: str) -> Heard:
        widget = self._widget(key)
        state = WidgetState(id=widget.id)
        state.string_array_value.data.extend(values)
        self._states[widget.id] = state
        return self._run(None, widget.fragment)

    def _set(self, key: str, **value: Any) -> Heard:
        widget = self._widget(key)
        self._states[widget.id] = WidgetState(id=widget.id, **value)
        return self._run(None, widget.fragment)

    def _widget(self, key: str) -> Widget:
        if key not in self.widgets:
            raise LeftOut(
                f"there is no field {key} on the screen; there are {sorted(self.widgets)}"
            )
        return self.widgets[key]

    def _run(self, trigger: WidgetState | None = None, fragment: str = "", **where: str) -> Heard:
        asked = BackMsg()
        run = asked.rerun_script
        run.query_string = where.get("query_string", self.query)
        run.page_name = where.get("page_name", "")
        run.page_script_hash = "" if where else self._page
        run.fragment_id = fragment
        run.widget_states.widgets.extend(self._states.values())
        if trigger is not None:
            run.widget_states.widgets.append(trigger)
        run.context_info.timezone = "America/New_York"
        self._socket.send(asked.SerializeToString())
        return self._listen()

    def _listen(self) -> Heard:
        """Until a run has finished and nothing more comes; a callback's fragments are a second."""
        heard, wait = Heard(), LONGEST
        while True:
            try:
                data = self._socket.recv(timeout=wait)
            except TimeoutError:
                if "script_finished" not in heard.kinds:
                    raise LeftOut(f"no answer within {LONGEST:.0f} s") from None
                return heard
            message = ForwardMsg.FromString(data)
            heard.kinds[message.WhichOneof("type")] += 1
            heard.size += len(data)
            self._take(message, heard)
            wait = QUIET if "script_finished" in heard.kinds else LONGEST

    def _take(self, message: ForwardMsg, heard: Heard) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page = message.new_session.page_script_hash
        elif (
            kind == "navigation"
        ):  # the screen that was drawn; the first message knows the shell alone
            self._page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._element(message, heard)

    def _element(self, message: ForwardMsg, heard: Heard) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        inside = getattr(element, kind) if kind else None
        if kind == "exception" or (kind == "alert" and inside.format == inside.ERROR):
            heard.errors.append(inside.message if kind == "exception" else inside.body)
        name = getattr(inside, "id", "")
        if name.count("-") >= 2:  # $$ID-<hash>-<key>
            options = [str(each) for each in getattr(inside, "raw_values", ())]
            key = name.split("-", 2)[2]
            self.widgets[key] = Widget(name, kind, message.delta.fragment_id, options)
