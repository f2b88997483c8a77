"""From a figure to what stands behind it: how is a call opened from a list, a file made when pressed?"""

from collections.abc import Callable
from typing import Concatenate, ParamSpec
from uuid import UUID

from casework.desk import Desk, at_desk

P = ParamSpec("P")


def to_call(number: str, call_id: UUID | None) -> str:
    """For a cell of a table, which reads Markdown: the number opens the call."""
    return f"[{number}](/call_desk?call={call_id})" if call_id else number


def made_later(
    desk: Desk, make: Callable[Concatenate[Desk, P], bytes], *args: P.args, **kwargs: P.kwargs
) -> Callable[[], bytes]:
    """For a download: made only when pressed, by who is signed in now; each leaves a line in the trail."""
    actor = desk.actor

    def made() -> bytes:
        with at_desk(actor) as later:
            return make(later, *args, **kwargs)

    return made
