"""What stands in the columns of a spreadsheet nobody has described yet, and what becomes of its rows?"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from imports.listing import Options, Reading
from imports.reading import Notes, Opened, only_file
from imports.table.cells import Record, Sheet, sheet_of, value, words
from imports.table.mapping import INSIDE, TableMapping

KEPT = 60  # records a preview is made of
DISTINCT = 40  # a column with more different cells is text, not codes
LOOKED_AT = 2000  # records
LABEL = re.compile(r"^[ \t]*([^\W\d_][\w #/&()-]{1,30}?)[ \t]*:(?!//)[ \t]*\S", re.MULTILINE)
LABELS = 12  # lines with a label that are taken for columns, of one text


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how a mapping names it, how the file does, and what its cells hold.

    `values`: each different cell with how often, empty where there are more than 40.
    """

    ref: str
    title: str
    examples: tuple[str, ...]
    values: Mapping[str, int]
    filled: int


@dataclass(frozen=True, slots=True)
class Sample:
    """The columns of a file and its first records; `read` counts them all, `broken` the rejected."""

    name: str
    columns: Sequence[Column]
    sheet: Sheet
    read: int
    broken: int

    def column(self, ref: str) -> Column | None:
        """The column a mapping calls so."""
        return next((each for each in self.columns if each.ref == ref), None)

    def fits(self, mapping: TableMapping) -> bool:
        """Whether every column of this mapping is here."""
        return mapping.needed() <= set(self.sheet.headings)


def sample_of(source: Opened) -> Sample:
    """Look into the file. Raises `Unreadable` as `read` does, without asking for a mapping."""
    file = only_file(source)
    sheet = sheet_of(file, frozenset(), Notes())
    sound = [each for row, each in enumerate(sheet.records, 1) if row not in sheet.broken]
    looked = sound[:LOOKED_AT]
    columns: list[Column] = []
    for heading, title in zip(sheet.headings, sheet.titles, strict=True):
        columns.append(_column(heading, title.strip() or heading, looked))
        for label in _labels(heading, looked):
            columns.append(
                _column(f"{heading}{INSIDE}{label}", f"{title.strip()}{INSIDE}{label}", looked)
            )
    first = replace(sheet, records=sheet.records[:KEPT])
    return Sample(file.name, columns, first, len(sheet.records), len(sheet.broken))


def first_of(sample: Sample, mapping: TableMapping, options: Options) -> Reading:
    """What the first records become by this mapping, with the problems of those alone."""
    from imports.table import read_sheet

    return read_sheet(sample.sheet, mapping, options)


def _column(ref: str, title: str, records: Sequence[Record]) -> Column:
    cells = Counter(filter(None, (words(value(each, ref)).strip() for each in records)))
    examples = tuple(" ".join(cell.split())[:60] for cell in list(cells)[:3])
    values = dict(cells.most_common()) if len(cells) <= DISTINCT else {}
    return Column(ref, title, examples, values, sum(cells.values()))


def _labels(heading: str, records: Sequence[Record]) -> list[str]:
    """The labels of lines ("Program: …") that stand in most of the texts of a column."""
    texts = [text for each in records[:KEPT] if "\n" in (text := words(value(each, heading)))]
    found = Counter(label for text in texts for label in set(LABEL.findall(text)))
    common = [label for label, count in found.most_common(LABELS) if count * 2 > len(texts) > 2]
    first = {
        label: min((text.find(label) for text in texts if label in text), default=0)
        for label in common
    }
    return sorted(common, key=lambda label: first[label])
