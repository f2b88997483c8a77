"""Which instruments are installed, and what must a helpline obtain for the others?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casework.screeners.instrument import Instrument
from db.settings import settings

SHIPPED = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Missing:
    name: str
    to_obtain: str


# domain.md 3.1: what their owners have not allowed us to ship.
NOT_INSTALLED: Mapping[str, Missing] = {
    "cssrs": Missing(
        "C-SSRS screener",
        "© Research Foundation for Mental Hygiene. Obtain the wording and its terms from the Columbia "
        "Lighthouse Project; keep wording and attribution unaltered.",
    ),
    "asq_es": Missing(
        "ASQ in Spanish",
        "Obtain NIMH's own Spanish version; a translation of ours would not be the instrument.",
    ),
    "barc10": Missing("BARC-10", "Ask its authors for the terms: two sources name different ones."),
    "auditc": Missing("AUDIT-C", "World Health Organization. Obtain the wording and its terms."),
    "taps": Missing(
        "TAPS", "National Drug Abuse Treatment Clinical Trials Network. Obtain it there."
    ),
}


def installed() -> Mapping[str, Instrument]:
    """Code → instrument: what ships, and what this helpline put into its own folder."""
    return _read(SHIPPED, settings().home / "screeners")


@cache
def _read(*folders: Path) -> Mapping[str, Instrument]:
    found: dict[str, Instrument] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            one = _one(path)
            if one is not None:
                found[one.code] = one
    return found


def _one(path: Path) -> Instrument | None:
    """A file of another shape is not installed: no question may be asked from half an instrument."""
    try:
        return Instrument.read(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def of(code: str) -> Instrument | None:
    return installed().get(code)


def missing() -> list[Missing]:
    return [one for code, one in NOT_INSTALLED.items() if code not in installed()]
