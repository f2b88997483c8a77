"""Which column of a spreadsheet holds what? Said once, checked, and kept with its source."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from imports.listing import Unreadable
from imports.table.fields import FIELDS
from imports.tables import heading
from matching.words import AXES, Kind, Status

VERSION = 1
TEXT = "="  # "=CA": not a column but these words, for every record
INSIDE = " › "  # "details › Program": the line "Program: …" within the cells of a column
LAPSED = ("paused", "warn")
ATTENDANCES = ("in_person", "online", "hybrid")
# Axes whose values are not a list of ours: any plain word is one.
OPEN_AXES = frozenset(axis for axis, values in AXES.items() if not values)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One column whose every cell names one thing of ours: a kind, a status, how one attends."""

    column: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One column whose cells say something to match by: cell → "axis:value", several or none.

    `yes` and `no` stand for such cells in every writing. `split`: what stands between several
    codes in one cell, "" where a cell is one code.
    """

    column: str
    values: Mapping[str, tuple[str, ...]]
    split: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """What each column of one kind of spreadsheet is, in words that JSON can hold.

    `columns`: field (a key of FIELDS) → columns; several are joined, or the first that is filled
    counts where only one can (a ZIP, a day). `id_from`: the columns an id is made of where there is
    no column of ids. `sunday`: which digit is Sunday (0, 1 or 7) where days are digits; None: a
    digit is no day. `lapsed`: what a licence that ran out does, "paused" or "warn".
    `drop`: columns of people's own data, kept nowhere.
    """

    kind: str = "service"
    kinds: Choice | None = None
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    id_from: tuple[str, ...] = ()
    tags: tuple[Coded, ...] = ()
    always: tuple[str, ...] = ()
    status: Choice | None = None
    attendance: str = ""
    attendances: Choice | None = None
    fellowship: str = ""
    sunday: int | None = None
    day_first: bool = False
    lapsed: str = "paused"
    drop: tuple[str, ...] = ()

    def refs(self) -> list[str]:
        """Every column this mapping reads, as it is named there."""
        coded = [
            each.column for each in (self.kinds, self.status, self.attendances, *self.tags) if each
        ]
        found = [*(ref for refs in self.columns.values() for ref in refs), *self.id_from, *coded]
        return list(dict.fromkeys(found))

    def needed(self) -> set[str]:
        """The headings a file must have; one of these gone is another spreadsheet."""
        return {ref.partition(INSIDE)[0] for ref in self.refs() if not ref.startswith(TEXT)}


def to_json(mapping: TableMapping) -> dict[str, Any]:
    """The mapping as JSON keeps it, with its version; what says nothing is left out."""
    found: dict[str, Any] = {"version": VERSION}
    blank = TableMapping()
    for each in fields(TableMapping):
        value = getattr(mapping, each.name)
        if value != getattr(blank, each.name) or each.name == "kind":
            found[each.name] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Choice | Coded):
        made = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return {name: each for name, each in made.items() if each != ""}
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def from_json(data: Any) -> TableMapping:
    """The mapping a JSON file or a source holds. Raises `Unreadable`: one sentence on the first fault."""
    said = _object(data, "The mapping")
    version = said.get("version", VERSION)
    if version != VERSION:
        raise Unreadable(
            f"The mapping has version {version}; this program reads version {VERSION}."
        )
    known = {each.name for each in fields(TableMapping)}
    _only(said, known | {"version"}, "The mapping")
    columns = _object(said.get("columns", {}), "“columns” of the mapping")
    made = TableMapping(
        kind=_text(said.get("kind", "service"), "kind"),
        kinds=_choice(said, "kinds"),
        columns={name: _refs(refs, name) for name, refs in columns.items()},
        id_from=_refs(said.get("id_from", ()), "id_from"),
        tags=tuple(_coded(each) for each in _list(said.get("tags", []), "tags")),
        always=_texts(said.get("always", ()), "always"),
        status=_choice(said, "status"),
        attendance=_text(said.get("attendance", ""), "attendance"),
        attendances=_choice(said, "attendances"),
        fellowship=_text(said.get("fellowship", ""), "fellowship"),
        sunday=said.get("sunday"),
        day_first=bool(said.get("day_first", False)),
        lapsed=_text(said.get("lapsed", "paused"), "lapsed"),
        drop=_refs(said.get("drop", ()), "drop"),
    )
    check(made)
    return made


def check(mapping: TableMapping) -> None:
    """Raises `Unreadable` for the first thing this mapping says that means nothing here."""
    if not mapping.columns.get("name"):
        raise Unreadable("The mapping does not say which column holds the name.")
    _known(mapping.columns, FIELDS, "no field is called “{}”")
    _known([mapping.kind], list(Kind), "no kind of record is called “{}”")
    _known([mapping.lapsed], LAPSED, "a lapsed licence is “paused” or “warn”, not “{}”")
    _known([mapping.attendance] if mapping.attendance else [], ATTENDANCES, "nobody attends “{}”")
    _known(_said(mapping.kinds), list(Kind), "no kind of record is called “{}”")
    _known(_said(mapping.status), list(Status), "no status is called “{}”")
    _known(_said(mapping.attendances), ATTENDANCES, "nobody attends “{}”")
    if isinstance(mapping.sunday, bool) or mapping.sunday not in (None, 0, 1, 7):
        raise Unreadable("The mapping: the digit of Sunday is 0, 1 or 7.")
    for tag in [
        *mapping.always,
        *(t for each in mapping.tags for v in each.values.values() for t in v),
    ]:
        if not is_tag(tag):
            raise Unreadable(f"The mapping: “{tag}” is nothing we match by.")


def is_tag(text: str) -> bool:
    """Whether "axis:value" names an axis of ours and one of its values."""
    axis, _, value = text.partition(":")
    if axis == "language":
        return bool(LANGUAGE.fullmatch(value))
    return value in AXES.get(axis, {}) or (axis in OPEN_AXES and bool(value.strip()))


def _said(choice: Choice | None) -> Iterable[str]:
    return choice.values.values() if choice else ()


def _known(said: Iterable[str], known: Iterable[str], sentence: str) -> None:
    known = set(known)
    for each in said:
        if each not in known:
            raise Unreadable(f"The mapping: {sentence.format(each)}.")


def _only(said: Mapping[str, Any], known: Iterable[str], what: str) -> None:
    for name in said:
        if name not in known:
            raise Unreadable(f"{what} says “{name}”, which means nothing here.")


def _object(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Unreadable(f"{what} is not an object of names and values.")
    return {str(name): each for name, each in value.items()}


def _list(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise Unreadable(f"“{what}” of the mapping is not a list.")
    return list(value)


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"“{what}” of the mapping is not text.")
    return value


def _texts(value: Any, what: str) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else _list(value, what)
    return tuple(_text(each, what) for each in values if each != "")


def _refs(value: Any, what: str) -> tuple[str, ...]:
    return tuple(_ref(each) for each in _texts(value, what))


def _ref(text: str) -> str:
    """A column as it is looked up, however its heading is written."""
    if text.startswith(TEXT):
        return text
    column, inside, label = text.partition(INSIDE)
    return f"{heading(column)}{inside}{label}"


def _choice(said: Mapping[str, Any], name: str) -> Choice | None:
    if said.get(name) is None:
        return None
    found = _object(said[name], f"“{name}” of the mapping")
    _only(found, {"column", "values"}, f"“{name}” of the mapping")
    values = _object(found.get("values", {}), f"The values of “{name}”")
    return Choice(
        column=_ref(_text(found.get("column"), f"column of {name}")),
        values={cell: _text(each, name) for cell, each in values.items()},
    )


def _coded(said: Any) -> Coded:
    found = _object(said, "One of the “tags” of the mapping")
    _only(found, {"column", "values", "split"}, "One of the “tags” of the mapping")
    values = _object(found.get("values", {}), "The values of one of the “tags”")
    return Coded(
        column=_ref(_text(found.get("column"), "column of tags")),
        values={cell: _texts(tags, "tags") for cell, tags in values.items()},
        split=_text(found.get("split", ""), "split"),
    )
