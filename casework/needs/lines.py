"""Which places were named, to keep away from or tried before, and how does a line come and go?

A line is a few facts under one path (`caller.away.<line>.where`): typed, kept and struck like any
other answer. It stands while one of them is stated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from casework import drafts
from casework import facts as known_facts
from casework.desk import Desk
from casework.errors import Refused
from casework.facts import Facts
from casework.fields import LINE_FIELDS, Line, line_of
from db.models import now


@dataclass(frozen=True)
class Named:
    """One line of what they named."""

    side: str
    kind: str
    id: str
    said: Mapping[str, str]  # where, listing, miles, how: what was stated

    def path(self, name: str) -> str:
        return Line(self.side, self.kind, self.id, name).path


def of(facts: Facts, side: str, kind: str) -> list[Named]:
    """The lines of one person, in the order they were named."""
    found: dict[str, dict[str, str]] = {}
    for path, known in facts.items():
        line = line_of(path)
        if line and (line.side, line.kind) == (side, kind) and known.answer == "stated":
            found.setdefault(line.id, {})[line.name] = known.value or ""
    return [Named(side, kind, id, said) for id, said in sorted(found.items())]


def add(desk: Desk, *, call_id: UUID, side: str, kind: str, said: Mapping[str, str]) -> str:
    """A new line with its first answers; its id is the second it was named in, so lines stand in order."""
    if not said or not said.keys() <= LINE_FIELDS.get(kind, {}).keys():
        raise Refused("This screen asked something we do not know. Nothing was lost; reload it.")
    known = known_facts.known(desk, call_id)
    taken = {line.id for path in known if (line := line_of(path))}
    second = int(now().timestamp())
    while f"{second:08x}" in taken:
        second += 1
    for name, value in said.items():
        path = Line(side, kind, f"{second:08x}", name).path
        drafts.choose(desk, call_id=call_id, field=path, value=value)
    return f"{second:08x}"


def remove(desk: Desk, *, call_id: UUID, side: str, kind: str, line: str) -> None:
    """The line goes from the lists and the screen; what it said stays among its earlier versions."""
    known = known_facts.known(desk, call_id)
    paths = [Line(side, kind, line, name).path for name in LINE_FIELDS.get(kind, {})]
    standing = [path for path in paths if path in known and known[path].answer == "stated"]
    if not standing:
        raise Refused("That line is gone already.")
    for path in standing:
        drafts.choose(desk, call_id=call_id, field=path, value=None, answer="not_asked")
