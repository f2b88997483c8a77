"""What may an editor do with one field of a listing: write over it, take that back, decide?

An edit carries what its author saw; where somebody or a source changed it meanwhile both are shown
and nothing is overwritten (`Differs`). What is entered here has no source under it: it is changed
itself, and there is nothing to take back.
"""

from typing import Any

from casework.access import Act
from casework.desk import Desk
from casework.directory import twice_finding
from casework.directory.editable import checked
from casework.directory.laying import Here, here, lay, tell
from casework.directory.stated import same, says
from casework.errors import Differs, NotFound, Refused

UNSEEN: Any = object()  # nobody looked: for a program that writes without a screen
CHOICES = ("mine", "theirs", "other")


def edit(desk: Desk, *, record_id: int, field: str, value: Any, seen: Any = UNSEEN) -> None:
    """Write one field of a listing over what its source says; for what was entered here, anew.

    `field` is one of `editable.TITLES` or `tag.<axis>.<value>`; `value` as the form gives it: a text,
    `{"min", "max"}` for ages, the five lines of an address, rows with `number`, `kind`, `note`,
    `private` for phones and `kind`, `weekday` (0 Sunday), `start`, `end`, `text` for times, a truth
    for a tag. `seen`: what stood there when the form was opened. An edit that says what the source
    says is none, and goes. Raises NotAllowed; NotFound; Refused for a value that is none and for what
    stands there already; Differs where it is no longer what was seen.
    """
    desk.require(Act.EDIT_DIRECTORY)
    with desk.changing(Act.EDIT_DIRECTORY):
        found = here(desk, record_id, field)
        stands = says(found.shown, field)
        good = checked(field, value, stands)
        if seen is not UNSEEN and not same(field, seen, stands):
            raise Differs(field, stands, good)
        if same(field, stands, good):
            raise Refused("That is what it says already; nothing was changed.")
        _write(desk, found, "edited", field, good)
    compare(desk, field, record_id)


def undo_edit(desk: Desk, *, record_id: int, field: str) -> None:
    """Take an edit back: the source's newest words show again. Raises NotAllowed; NotFound where
    there is no such edit."""
    desk.require(Act.EDIT_DIRECTORY)
    with desk.changing(Act.EDIT_DIRECTORY):
        found = here(desk, record_id, field)
        if found.edit is None or found.source is None:
            raise NotFound("That edit")
        _write(desk, found, "undone", field, says(found.source, field))
    compare(desk, field, record_id)


def decide(
    desk: Desk, *, record_id: int, field: str, keep: str, seen: Any = UNSEEN, value: Any = None
) -> None:
    """Settle an edit whose source changed beneath it: `keep` is "mine" (the edit stands), "theirs"
    (the source's words) or "other" with a third `value`. `seen`: what the source said on the screen.

    Raises NotAllowed; NotFound where nothing is undecided; Refused for a value that is none; Differs
    where the source says something else by now.
    """
    desk.require(Act.EDIT_DIRECTORY)
    if keep not in CHOICES:
        raise Refused("Choose yours, theirs, or write a third.")
    with desk.changing(Act.EDIT_DIRECTORY):
        found = here(desk, record_id, field)
        if found.edit is None or found.source is None or found.edit.undecided_since is None:
            raise NotFound("That question")
        theirs = says(found.source, field)
        if seen is not UNSEEN and not same(field, seen, theirs):
            raise Differs(field, theirs, found.edit.value)
        wanted = {"mine": found.edit.value, "theirs": theirs}.get(keep, value)
        good = wanted if keep != "other" else checked(field, value, says(found.shown, field))
        _write(desk, found, "decided", field, good)
    compare(desk, field, record_id)


def _write(desk: Desk, on: Here, what: str, field: str, value: Any) -> None:
    lay(desk, [(on, value)], field)
    _, line = tell(desk, on, what, field, value)
    desk.keep(Act.EDIT_DIRECTORY, subject=line)


def compare(desk: Desk, field: str, *records: int) -> None:
    """Under another name, door or telephone it may be, or be no more, what another list has too."""
    if field in twice_finding.COMPARED:
        twice_finding.look_around(desk, *records)
