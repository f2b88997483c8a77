"""What is looked at: all from home, every room within twice the miles or without a known place."""

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from matching import geo
from matching.asked import Asked
from matching.columns import HYBRID, IN_PERSON, LISTS, MODES, block_key
from matching.marks import Array, Marks, at, positions, stands
from matching.sheet import Sheet, Span
from matching.stock import Stock
from matching.timetable import Reachable, Timetable
from matching.view import FAR, metres_from

WIDE = geo.CELLS + 1  # of the block's keys, one latitude band
MANY_BANDS = 64  # so many are read as one run, faster than cell by cell
Slices = list[tuple[int, int]]


def within_reach(
    stock: Stock,
    timetable: Timetable,
    asked: Asked,
    reach: int | None = None,
    medical: int | None = None,
) -> tuple[Sheet, Marks]:
    """A list's blocks, narrowed to what is near, and which entries of them are in scope.

    `reach`: how many metres away a room is still looked at; else twice the limit. `medical`: how
    many metres away the nearest medical places are looked for, where they are; else everywhere.
    """
    reach = 2 * asked.limit if reach is None else reach
    everywhere = asked.needs_medical and medical is None
    look = max(reach, medical) if asked.needs_medical and medical is not None else reach
    near = _near_runs(stock, asked, look)
    spans = list(_spans(stock, asked, None if everywhere else near))
    sheet = Sheet(stock, Reachable(timetable, asked), spans)
    rooms, scope = sheet.inside & sheet.room, sheet.inside & ~sheet.room
    if stock.sorted < len(stock):  # among the others there is no room and no list but ours
        listed = sheet.fact("list", asked.wanted.kind.value)
        rooms, scope = rooms & listed & sheet.fact("room"), scope & listed & sheet.fact("away")
    if near is None:
        sheet.look_at(positions(rooms))
        return sheet, scope | at(sheet.rooms_at, sheet.words)
    where, away = _near(sheet, asked, rooms, near, look)
    close = (away <= reach) | (away == FAR)
    scope |= at(where[close], sheet.words)
    if everywhere:
        sheet.look_at(positions(rooms & (scope | sheet.fact("medical"))))
    elif look > reach:
        close |= stands(sheet.fact("medical"), where)
        sheet.look_at(where[close], away[close])
    else:
        sheet.look_at(where, away)
    return sheet, scope


def _spans(stock: Stock, asked: Asked, near: list[Slices] | None) -> Iterator[Span]:
    online, hybrid, in_person, no_way = _blocks(stock, asked)
    yield Span(online, in_person, room=False)
    if near is None:
        yield Span(hybrid, no_way, room=True)
    else:
        for some in near:
            if some:
                yield Span(some[0][0], some[-1][1], room=True)
    if stock.sorted < len(stock):
        yield Span(stock.sorted, len(stock), room=False)
        yield Span(stock.sorted, len(stock), room=True)


def _blocks(stock: Stock, asked: Asked) -> list[int]:
    """Where the ways in begin: online only, hybrid, in person, none."""
    return _rows(stock, [block_key(LISTS[asked.wanted.kind], mode, 0, 0) for mode in range(MODES)])


def _rows(stock: Stock, keys: list[int]) -> list[int]:
    """Where in the sorted rows each key begins."""
    block = stock.columns.block[: stock.sorted]
    return block.searchsorted(np.array(keys, dtype=block.dtype)).tolist()


def _near_runs(stock: Stock, asked: Asked, reach: int) -> list[Slices] | None:
    """Runs of rows in the cells a radius may touch, and of those without a place."""
    if asked.home is None:
        return None
    bands, ranges = geo.cells_within(asked.home, reach)
    if len(bands) > MANY_BANDS:
        bands, ranges = bands[:1], [(0, WIDE * len(bands) - 1)]
    cells = [
        (band + west, band + east + 1) for band in (bands * WIDE).tolist() for west, east in ranges
    ]
    nowhere = [(geo.NOWHERE * WIDE, (geo.NOWHERE + 1) * WIDE)]
    strips = []
    for mode in (HYBRID, IN_PERSON):
        base = block_key(LISTS[asked.wanted.kind], mode, 0, 0)
        strips += [[(base + a, base + b) for a, b in some] for some in (cells, nowhere)]
    ends = iter(_rows(stock, [key for some in strips for pair in some for key in pair]))
    return [_apart(zip(ends, ends, strict=False), len(some)) for some in strips]


def _apart(runs: Iterable[tuple[int, int]], number: int) -> Slices:
    """In the order of rows, without overlap."""
    found: Slices = []
    for first, last in sorted(islice(runs, number)):
        first = max(first, found[-1][1]) if found else first
        if first < last:
            found.append((first, last))
    return found


def _near(
    sheet: Sheet, asked: Asked, rooms: Marks, near: list[Slices], reach: int
) -> tuple[Array, Array]:
    """Positions of the rooms within reach or without a place, and how far they are."""
    assert asked.home is not None
    stock = sheet.stock
    runs = [run for some in near for run in some]
    if stock.sorted < len(stock):
        runs.append((stock.sorted, len(stock)))
    where = sheet.room_positions(runs)
    if stock.loose:
        where = where[stands(rooms, where)]
    away = metres_from(stock.columns, sheet.row(where), asked.home)
    close = (away <= reach) | (away == FAR)
    return (where, away) if close.all() else (where[close], away[close])
