"""What does a mapping say of one column, and how does it read when a person says otherwise?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from imports.table.codes import NO, YES, look_up, plain_code
from imports.table.fields import FIELDS, JOINED
from imports.table.guess import CELL_TABLE, SEVERAL, STATUS_TABLE
from imports.table.mapping import TEXT, Choice, Coded, TableMapping
from imports.table.sample import Column

TAGS, STATUS, KIND, ATTENDANCE, DROP = "tags", "status", "kind", "attendance", "drop"
# What a column can be beside a field: its cells are codes, or it is kept nowhere.
OTHER = (TAGS, STATUS, KIND, ATTENDANCE, DROP)


def meanings(mapping: TableMapping, ref: str) -> list[str]:
    """What this column is: fields and words of OTHER; nothing where it is kept and not used."""
    found = [field for field in FIELDS if ref in mapping.columns.get(field, ())]
    choices = ((STATUS, mapping.status), (KIND, mapping.kinds), (ATTENDANCE, mapping.attendances))
    found += [name for name, choice in choices if choice and choice.column == ref]
    if any(each.column == ref for each in mapping.tags):
        found.append(TAGS)
    return [*found, DROP] if ref in mapping.drop else found


def with_meaning(mapping: TableMapping, column: Column, meaning: str) -> TableMapping:
    """The same, where this column is `meaning` alone: a field, a word of OTHER, or "" for unused.

    A field that one column fills is taken from the one that had it; texts and phones are joined.
    Columns of codes begin with what their cells plainly say.
    """
    without = _without(mapping, column.ref)
    if meaning in FIELDS:
        refs = without.columns.get(meaning, ())
        kept = refs if meaning in JOINED | SEVERAL else tuple(r for r in refs if r.startswith(TEXT))
        refs = (*kept, column.ref) if meaning in JOINED else (column.ref, *kept)
        return replace(without, columns={**without.columns, meaning: refs})
    if meaning == TAGS:
        return replace(without, tags=(*without.tags, _coded(column)))
    if meaning == STATUS:
        return replace(
            without, status=Choice(column=column.ref, values=_known(column, STATUS_TABLE))
        )
    if meaning == KIND:
        return replace(without, kinds=Choice(column=column.ref, values={}))
    if meaning == ATTENDANCE:
        return replace(without, attendances=Choice(column=column.ref, values={}))
    return replace(without, drop=(*without.drop, column.ref)) if meaning == DROP else without


def said_of(mapping: TableMapping, ref: str, cell: str) -> list[str]:
    """What a cell of a column of codes means now: a status, a kind, or "axis:value"s."""
    for choice in (mapping.status, mapping.kinds, mapping.attendances):
        if choice and choice.column == ref:
            found = _looked(choice.values, cell)
            return [found] if found else []
    for each in mapping.tags:
        if each.column == ref:
            return list(_looked(each.values, cell) or ())
    return []


def is_said(mapping: TableMapping, ref: str, cell: str) -> bool:
    """Whether its value table knows the cell at all: to mean nothing is to be known."""
    tables: list[Mapping[str, Any]] = [x.values for x in mapping.tags if x.column == ref]
    choices = (mapping.status, mapping.kinds, mapping.attendances)
    tables += [choice.values for choice in choices if choice and choice.column == ref]
    return any(_looked(table, cell) is not None for table in tables)


def with_cell(mapping: TableMapping, ref: str, cell: str, said: list[str]) -> TableMapping:
    """The same, where this cell of a column of codes means `said`; [] of tags: known, and nothing."""
    tags = tuple(
        replace(each, values=_set(each.values, cell, tuple(said))) if each.column == ref else each
        for each in mapping.tags
    )
    return replace(
        mapping,
        tags=tags,
        status=_chosen(mapping.status, ref, cell, said),
        kinds=_chosen(mapping.kinds, ref, cell, said),
        attendances=_chosen(mapping.attendances, ref, cell, said),
    )


def _chosen(choice: Choice | None, ref: str, cell: str, said: list[str]) -> Choice | None:
    if choice is None or choice.column != ref:
        return choice
    if not said:
        return replace(
            choice, values={k: v for k, v in choice.values.items() if not _same(k, cell)}
        )
    return replace(choice, values=_set(choice.values, cell, said[0]))


def _set(values: Mapping[str, Any], cell: str, said: Any) -> Mapping[str, Any]:
    return {**{known: each for known, each in values.items() if not _same(known, cell)}, cell: said}


def _same(known: str, cell: str) -> bool:
    """Whether a line of a value table stands for this cell, in whatever writing."""
    known, cell = plain_code(known), plain_code(cell)
    return known == cell or (known == "yes" and cell in YES) or (known == "no" and cell in NO)


def _looked(values: Mapping[str, Any], cell: str) -> Any:

    return look_up({plain_code(known): said for known, said in values.items()}, cell)


def _without(mapping: TableMapping, ref: str) -> TableMapping:
    columns = {}
    for field, refs in mapping.columns.items():
        left = tuple(each for each in refs if each != ref)
        if left:
            columns[field] = left

    def kept(choice: Choice | None) -> Choice | None:
        return choice if choice and choice.column != ref else None

    return replace(
        mapping,
        columns=columns,
        tags=tuple(each for each in mapping.tags if each.column != ref),
        status=kept(mapping.status),
        kinds=kept(mapping.kinds),
        attendances=kept(mapping.attendances),
        drop=tuple(each for each in mapping.drop if each != ref),
    )


def _coded(column: Column) -> Coded:
    cells = {plain_code(cell) for cell in column.values}
    if cells and cells <= YES | NO:
        return Coded(column=column.ref, values={"no": ()})
    known = {cell: tuple(said.split()) for cell, said in _known(column, CELL_TABLE).items()}
    return Coded(column=column.ref, values=known)


def _known(column: Column, table: Mapping[str, str]) -> dict[str, str]:
    found = {cell: table.get(plain_code(cell)) for cell in column.values}
    return {cell: said for cell, said in found.items() if said is not None}
