"""No JSON, table or zip breaks the reader of HSDS, and none makes it say what nobody wrote."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from tests.imports.packages import MODERN, OLD, package
from tests.imports.test_properties import FEW, FIELDS, SCALARS, sound

NESTED = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(FIELDS["hsds"].split()), inner, max_size=5)
    ),
    max_leaves=25,
)


@FEW
@given(found=NESTED)
def test_no_nesting_breaks_the_reader_of_hsds(found):
    sound(
        "hsds", "a.json", json.dumps([{"name": "A", "status": "active", "phones": found}]).encode()
    )
    sound("hsds", "a.json", json.dumps(found).encode())


WORDS = (
    "s1|o1|p1|t1||null|MO,TU|2MO|-1FR|WEEKLY|MONTHLY|25:00|9am|23:59|00:00|999999999999999999999|-1|nan|"
    "RX-1700 * YF-8000|\\n|GÇÖ"
)
CELLS = st.sampled_from(WORDS.split("|")) | st.text(max_size=12)


@FEW
@given(data=st.data())
def test_no_mutated_table_breaks_the_reader_of_hsds(data):
    """Any cells in any table: read or refused, never a day or time nobody wrote."""
    tables = {
        name: [{column: data.draw(CELLS) for column in row} for row in rows]
        for name, rows in (MODERN | OLD).items()
    }
    found = sound("hsds", "p.zip", package(tables))
    written = [row["weekday"] for row in tables["regular_schedules"]]
    days = {when.weekday for each in found.listings for when in each.times} if found else set()
    rules = " ".join([*written, *(row["byday"] for row in tables["schedules"])])
    assert days <= {None} or re.search("MO|TU|FR|WEEKLY|[a-z]", rules)


@FEW
@given(place=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.booleans())
def test_no_mutated_zip_breaks_the_reader_of_hsds(place, byte, cut):
    whole = bytearray(package(MODERN))
    place %= len(whole)
    whole[place] = byte
    sound("hsds", "p.zip", bytes(whole[:place] if cut else whole))
