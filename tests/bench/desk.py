"""What does the call desk cost the server per interaction: CPU, forward messages, SQL queries?"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection

from tests.bench import keys, serving
from tests.bench.out import Asked, Finding, LeftOut
from tests.bench.serving import Serving
from tests.bench.stats import median, p95
from tests.bench.wire import COOKIE, Client, Heard, sign_in

WARM_UP = 5
ZIPS = ("45402", "43215", "45219", "44113")  # Ohio, where the invented helpline has its places
CPU_BUDGET = {"autosave": 8, "match": 25}  # ms, streamlit.md 10
MESSAGES_BUDGET = 20


@dataclass
class Spent:
    """One entry an interaction."""

    cpu: list[float] = field(default_factory=list)
    messages: list[int] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    size: list[int] = field(default_factory=list)


class AtTheDesk:
    """A counsellor with a new call open, and what she does again and again."""

    def __init__(self, server: Serving) -> None:
        self.server = server
        self.token = sign_in(server.url, serving.LOGIN, serving.PASSWORD)
        self.client = Client(server.host, self.token)
        self.client.open()
        _well(self.client.press(keys.NEW_CALL))
        self.call = self.client.asked("call")
        if not self.call:
            raise LeftOut("a new call has no id in the address bar")
        _well(self.client.open(keys.DESK_PAGE, f"call={self.call}"))
        _well(self.client.type(keys.ZIP, ZIPS[0]))
        self._http = HTTPConnection(server.host, timeout=20)
        self._version = 0

    def close(self) -> None:
        self.client.close()
        self._http.close()

    def type_on(self, turn: int) -> Heard:
        """What the guard posts while the counsellor types; no rerun at all."""
        note = {
            "call": self.call,
            "field": "call.happening",
            "value": "He came home this morning. " * (1 + turn % 20),
            "base": self._version,
            "tab": "bench",
            "seq": turn + 1,
            "left": False,
        }
        key = {"Cookie": f"{COOKIE}={self.token}", "Origin": self.server.url}
        self._http.request("POST", "/api/draft", json.dumps(note), key)
        answer = self._http.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise LeftOut(f"a draft was answered {answer.status}: {said[:80].decode()}")
        self._version = json.loads(said)["version"]
        return Heard(size=len(said))

    def leave_zip(self, turn: int) -> Heard:
        return self.client.type(keys.ZIP, ZIPS[(turn + 1) % len(ZIPS)])

    def choose(self, turn: int) -> Heard:
        return self.client.choose(keys.LANGUAGE, keys.LANGUAGES[turn % 2])

    def step(self, turn: int) -> Heard:
        return self.client.press(keys.STEPS[turn % 2])

    def reload(self, _turn: int) -> Heard:
        return self.client.reload(keys.DESK_PAGE, f"call={self.call}")


def run(asked: Asked) -> Finding:
    number = 20 if asked.quick else 60
    with Serving(serving.demo_home()) as server:
        at = AtTheDesk(server)
        does = {
            "text autosaved while typing": at.type_on,
            "ZIP left, new match lists": at.leave_zip,
            "choice, new match lists": at.choose,
            "step change": at.step,
            "whole screen, as after a reload": at.reload,
        }
        spent = {name: _measure(at, act, number) for name, act in does.items()}
        at.close()
    return _finding(spent, number)


def _measure(at: AtTheDesk, act: Callable[[int], Heard], number: int) -> Spent:
    spent, server = Spent(), at.server
    for turn in range(WARM_UP + number):
        cpu, queries = server.cpu(), server.queries()
        heard = _well(act(turn))
        if not heard.messages:
            time.sleep(0.02)  # the answer is here before its thread is done
        if turn >= WARM_UP:
            spent.cpu.append((server.cpu() - cpu) * 1000)
            spent.queries.append(server.queries() - queries)
            spent.messages.append(heard.messages)
            spent.size.append(heard.size)
    return spent


def _well(heard: Heard) -> Heard:
    if heard.errors:
        raise LeftOut(f"the screen said: {heard.errors[0][:120]}")
    return heard


def _finding(spent: dict[str, Spent], number: int) -> Finding:
    found = Finding(
        "", ("interaction", "n", "CPU ms median", "p95", "messages", "SQL queries", "KB sent")
    )
    for name, each in spent.items():
        cpu = [f"{median(each.cpu):.1f}", f"{p95(each.cpu):.1f}"]
        sent = f"{median(each.size) / 1024:.1f}"
        counts = [_span(each.messages), _span(each.queries)]
        found.rows.append([name, str(number), *cpu, *counts, sent])
    save, lists = spent["text autosaved while typing"], spent["choice, new match lists"]
    found.line = (
        f"server CPU, median: autosave {median(save.cpu):.1f} ms (budget {CPU_BUDGET['autosave']}), "
        f"new match lists {median(lists.cpu):.1f} ms (budget {CPU_BUDGET['match']}); "
        f"{_span(lists.messages)} messages (budget {MESSAGES_BUDGET})."
    )
    found.notes = [
        "one client, one after the other; CPU of the whole process by the kernel's clock of it, with",
        "the quiet quarter of a second that ends a run; queries without BEGIN, COMMIT and PRAGMA",
    ]
    return found


def _span(counts: list[int]) -> str:
    low, high = min(counts), max(counts)
    return str(low) if low == high else f"{low}–{high}"
