"""Do the names that other programs call stay as they are? (contracts.md 3)"""

import inspect
import subprocess
import sys
from dataclasses import fields

import pytest

from matching import Index, Match, Offered, Ranking, Slot, StayAway, Wanted

NAMES = {
    Offered: "key group kind name tags complete place in_person online served_states slots ages status "
    "how_soon confirmed_on reports quality load",
    Slot: "weekday start minutes zone nth",
    Wanted: "kind for_whom stage tier place within_miles travel modes times zone must wish age stay_away "
    "did_not_suit words",
    StayAway: "points groups tags",
    Match: "key slot score parts reasons unknowns cautions distance next_start via would_need",
    Ranking: "matches ring_first near left_out",
}


@pytest.mark.parametrize("kind", NAMES, ids=lambda kind: kind.__name__)
def test_every_promised_name_is_there(kind):
    assert set(NAMES[kind].split()) <= {field.name for field in fields(kind)}


def test_the_three_calls_take_what_was_promised():
    assert list(inspect.signature(Index.build).parameters)[:1] == ["offers"]
    assert list(inspect.signature(Index.changed).parameters)[1:3] == ["upserts", "removed"]
    rank = inspect.signature(Index.rank).parameters
    assert list(rank)[1] == "wanted"
    asked = {name: rank[name] for name in ("now", "limit", "seed")}
    assert {each.kind for each in asked.values()} == {inspect.Parameter.KEYWORD_ONLY}
    assert (asked["limit"].default, asked["seed"].default) == (20, 0)
    assert asked["now"].default is inspect.Parameter.empty


def test_matching_needs_no_other_room():
    """Usable alone: whoever imports it gets numpy, and nothing of ours beside it."""
    code = "import sys, matching; print(*(m for m in sys.modules if m.split('.')[0] in ROOMS))"
    rooms = {"pages", "casework", "db", "imports", "exports", "streamlit", "sqlalchemy", "pandas"}
    assert _printed(f"ROOMS = {rooms!r}\n{code}") == ""


def _printed(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()
