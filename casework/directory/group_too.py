"""A group moved to another hall: which of its other meetings said the same there, and are told so in one
press?

Each is an edit of its own on top of what its source says, with its own line in the history and in the
trail; all of a press goes in at one moment, and is taken back in one.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory import saying
from casework.directory.editable import checked
from casework.directory.editing import compare
from casework.directory.laying import Here, all_here, lay, tell
from casework.directory.listed import still_listed
from casework.directory.one_place import families
from casework.directory.stated import TAG, Stated, same, says, stated
from casework.errors import NotFound, Refused
from db.models import ListingEvent, Meeting, SourceRecord, SupportGroup

AT_ONCE = 100  # meetings in one press
LONG = 60  # letters of when one meets, which may be written in many words
ITS_OWN = frozenset({"times"})  # what each meeting says for itself


@dataclass(frozen=True)
class Others:
    """The group's other meetings (record → when it meets) that say `was` where one says `value` now."""

    field: str
    was: Any
    value: Any
    meetings: Mapping[int, str]


def others_alike(desk: Desk, *, record_id: int, field: str, was: Any) -> Others:
    """What a group's other meetings say in this field, after one of them was changed; `was`: what stood
    there before. None for a service, for times and for tags. Raises NotAllowed."""
    desk.require(Act.EDIT_DIRECTORY)
    live = _of_group(desk, record_id)
    if record_id not in live:
        return Others(field, was, was, {})
    words = stated(desk.session, live.values())
    mine = words[live.pop(record_id)]
    alike = {
        record: words[entry]
        for record, entry in live.items()
        if not field.startswith(TAG)
        and field not in ITS_OWN
        and same(field, was, says(words[entry], field))
    }
    return Others(field, was, says(mine, field), _told_apart(alike, mine, field))


def edit_too(
    desk: Desk, *, records: Collection[int], field: str, value: Any, seen: Any
) -> list[int]:
    """Write one field of all of these, as `edit` does of one; what says something else than `seen` by
    now is left alone. The lines of their histories, for `take_back_too`.

    Raises NotAllowed; Refused for a value that is none, for more than AT_ONCE, and where nothing is
    left to change.
    """
    desk.require(Act.EDIT_DIRECTORY)
    if len(records) > AT_ONCE:
        raise Refused(f"That is too much at once: at most {AT_ONCE} meetings.")
    with desk.changing(Act.EDIT_DIRECTORY):
        found = [
            (each, checked(field, value, says(each.shown, field)))
            for each in all_here(desk, records, field)
            if same(field, seen, says(each.shown, field))
        ]
        changed = [(each, good) for each, good in found if not same(field, seen, good)]
        made = _write(desk, changed, "edited", field)
    compare(desk, field, *(each.record.id for each, _ in changed))
    return made


def take_back_too(desk: Desk, events: Collection[int]) -> int:
    """All of one press is as it was before; what was changed again meanwhile stays. How many went back.

    Raises NotAllowed; NotFound for no press; Refused where nothing is left to take back.
    """
    desk.require(Act.EDIT_DIRECTORY)
    with desk.changing(Act.EDIT_DIRECTORY):
        query = select(ListingEvent).where(
            col(ListingEvent.id).in_(events), ListingEvent.what == "edited"
        )
        pressed = {event.record_id: event for event in desk.session.exec(query)}
        if len({event.field for event in pressed.values()}) != 1:
            raise NotFound("What was changed in one press")
        field = next(iter(pressed.values())).field
        back = [
            (each, _before(each, pressed[each.record.id]))
            for each in all_here(desk, pressed, field)
            if same(field, pressed[each.record.id].after, says(each.shown, field))
        ]
        _write(desk, back, "undone", field)
    compare(desk, field, *(each.record.id for each, _ in back))
    return len(back)


def _before(on: Here, event: ListingEvent) -> Any:
    """What an editor had written there; else what its source says, which may be new by now."""
    edit = on.edit
    if edit is not None and on.source is not None and same(event.field, edit.base, event.before):
        return says(on.source, event.field)
    return event.before


def _write(desk: Desk, on: Collection[tuple[Here, Any]], what: str, field: str) -> list[int]:
    if not on:
        raise Refused("Nothing was changed: they say something else by now. Look again.")
    lay(desk, on, field)
    told = [tell(desk, each, what, field, value) for each, value in on]
    desk.session.flush()
    made = [event.id for event, _ in told]
    desk.keep(Act.EDIT_DIRECTORY, subject=[line for _, line in told])
    return made


def _of_group(desk: Desk, record_id: int) -> dict[int, int]:
    """Record → live version of every meeting of its group, those of groups joined to it too; what is
    shown as another meeting is left out."""
    group = select(Meeting.group_id).where(Meeting.record_id == record_id)
    group_id = desk.session.exec(group).first()
    if group_id is None:
        return {}
    groups = families(desk.session, SupportGroup, [group_id]).of(group_id)
    shown = col(Meeting.merged_into_id).is_(None) | (col(Meeting.record_id) == record_id)
    query = (
        select(SourceRecord.id, SourceRecord.live_entry_id)
        .join(Meeting, col(Meeting.record_id) == col(SourceRecord.id))
        .where(col(Meeting.group_id).in_(groups), still_listed(), shown)
        .order_by(col(SourceRecord.id))
    )
    return {record: live for record, live in desk.session.exec(query) if live is not None}


def _told_apart(alike: Mapping[int, Stated], mine: Stated, field: str) -> dict[int, str]:
    """When each meets, and where if that is elsewhere; no two by the same words."""
    said: dict[int, str] = {}
    often: Counter[str] = Counter()
    for record, of in alike.items():
        when = _when(of["times"])
        place = of["address"]["line1"] or of["address"]["city"]
        elsewhere = (
            field != "address" and place and not same("address", of["address"], mine["address"])
        )
        text = f"{when}, {place}" if elsewhere else when
        often[text] += 1
        said[record] = text if often[text] == 1 else f"{text} ({often[text]})"
    return said


def _when(times: Collection[Mapping[str, Any]]) -> str:
    """ "Monday 7:30 pm": how long is no help to tell them apart."""
    said = (saying.words("times", [{**each, "minutes": None}]) for each in times)
    text = ", ".join(each.removeprefix("meets ") for each in said) or "no time stated"
    return text if len(text) <= LONG else f"{text[:LONG]}…"
