"""What is looked at: all from home, every room within twice the miles or without a known place."""

from collections.abc import Iterator

import numpy as np

from matching import geo
from matching.asked import Asked
from matching.columns import HYBRID, IN_PERSON, LISTS, NO_WAY, ONLINE, block_key
from matching.marks import Array, Marks, at, positions, stands
from matching.sheet import Sheet, Span
from matching.stock import Stock
from matching.timetable import Reachable, Timetable
from matching.view import FAR, metres_from

Slices = list[tuple[int, int]]


def within_reach(stock: Stock, timetable: Timetable, asked: Asked) -> tuple[Sheet, Marks]:
    """A list's blocks, narrowed to what is near, and which entries of them are in scope."""
    slices = _slices(stock, asked)
    sheet = Sheet(stock, Reachable(timetable, asked), list(_spans(stock, asked, slices)))
    listed = sheet.inside & sheet.fact("list", asked.wanted.kind.value)
    rooms = listed & sheet.room & sheet.fact("room")
    scope = listed & ~sheet.room & sheet.fact("away")
    near = positions(rooms) if asked.home is None else _near(sheet, asked, rooms, slices)
    sheet.rooms_at = near
    scope |= at(near, sheet.words)
    if asked.needs_medical and asked.home is not None:
        sheet.rooms_at = positions(rooms & (scope | sheet.fact("medical")))
    return sheet, scope


def _blocks(stock: Stock, asked: Asked, *modes: int) -> list[int]:
    kind = LISTS[asked.wanted.kind]
    keys = np.array([block_key(kind, mode, 0, 0) for mode in modes], dtype=np.int32)
    return np.searchsorted(stock.columns.block[: stock.sorted], keys).tolist()


def _spans(stock: Stock, asked: Asked, slices: dict[int, Slices]) -> Iterator[Span]:
    ends = _blocks(stock, asked, ONLINE, HYBRID, IN_PERSON, NO_WAY)
    yield Span(ends[0], ends[2], room=False)
    if asked.home is None or asked.needs_medical:
        yield Span(ends[1], ends[3], room=True)
    else:
        for some in slices.values():
            if some:
                yield Span(some[0][0], some[-1][1], room=True)
    if stock.sorted < len(stock):
        yield Span(stock.sorted, len(stock), room=False)
        yield Span(stock.sorted, len(stock), room=True)


def _slices(stock: Stock, asked: Asked) -> dict[int, Slices]:
    """Runs of rows in the cells a radius may touch; apart those without a place."""
    if asked.home is None:
        return {}
    kind = LISTS[asked.wanted.kind]
    bands, ranges = geo.cells_within(asked.home, 2 * asked.limit)
    found: dict[int, Slices] = {}
    for number, mode in enumerate((HYBRID, IN_PERSON)):
        base, wide = block_key(kind, mode, 0, 0), geo.CELLS + 1
        starts = np.array([base + bands * wide + first for first, _ in ranges]).T.ravel()
        ends = np.array([base + bands * wide + last + 1 for _, last in ranges]).T.ravel()
        nowhere = base + geo.NOWHERE * wide
        found[2 * number] = _runs(stock, starts, ends)
        found[2 * number + 1] = _runs(stock, np.array([nowhere]), np.array([nowhere + wide]))
    return found


def _runs(stock: Stock, starts: Array, ends: Array) -> Slices:
    """In the order of rows, without overlap."""
    block = stock.columns.block[: stock.sorted]
    begin = np.searchsorted(block, starts.astype(np.int32))
    end = np.searchsorted(block, ends.astype(np.int32))
    runs: Slices = []
    for first, last in sorted(zip(begin.tolist(), end.tolist(), strict=True)):
        first = max(first, runs[-1][1]) if runs else first
        if first < last:
            runs.append((first, last))
    return runs


def _near(sheet: Sheet, asked: Asked, rooms: Marks, slices: dict[int, Slices]) -> Array:
    """Positions of the rooms within twice the limit or without a place."""
    assert asked.home is not None
    runs = [run for some in slices.values() for run in some]
    runs.append((sheet.stock.sorted, len(sheet.stock)))
    where = np.sort(np.concatenate([sheet.room_positions(*run) for run in runs]))
    where = where[stands(rooms, where)]
    away = metres_from(sheet.stock.columns, sheet.row(where), asked.home)
    return where[(away <= 2 * asked.limit) | (away == FAR)]
