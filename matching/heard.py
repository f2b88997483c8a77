"""What was heard of a listing, and how fresh is what we know?"""

from collections.abc import Iterator, Mapping
from datetime import UTC

from matching.because import At, Because, Tone
from matching.row import Row
from matching.schedule import EPOCH, minute_of
from matching.weights import (
    FADES,
    FRESH_MEETING,
    FRESH_SERVICE,
    FULL_FOR,
    WAITS_FOR,
)
from matching.words import Report

DAY = 1440  # minutes


# How a report is said, in the order they are said in; for how long: FADES.
HEARD: Mapping[str, str] = {
    "full": "full",
    "not_taking": "not_taking",
    "wrong_number": "wrong_number",
    "closed": "shut",
    "no_medicaid": "no_medicaid",
    "kind": "was_kind",
}


def heard(row: Row) -> Iterator[Because]:
    """What did not suit before, and the last report of each kind, while it is believed."""
    tried = row.asked.wanted.did_not_suit
    if row.offer.key in tried or (row.offer.group and row.offer.group in tried):
        yield Because("did_not_suit", Tone.CAUTION, "tried")
    if not row.offer.reports:
        return
    for kind, says in HEARD.items():
        last = _last(row, kind)
        if last and _ago(row, last) < FADES[kind].said:
            fades = kind == "full" and _ago(row, last) >= FULL_FOR
            tone = Tone.REASON if kind == "kind" else Tone.CAUTION
            key = "full_before" if fades else says
            yield Because("reports", tone, key, facts=(_told(row, last),))
    if wait := wait_told(row):
        yield _wait(row, wait)


def wait_told(row: Row) -> Report | None:
    """A wait told lately stands for the listing's own word."""
    last = _last(row, "waits") if row.offer.reports else None
    return last if last and _ago(row, last) < WAITS_FOR else None


def _wait(row: Row, wait: Report) -> Because:
    told = _told(row, wait)
    if wait.weeks is None:
        return Because("reports", Tone.CAUTION, "waits_unknown", facts=(told,))
    if wait.weeks <= 0:
        return Because("reports", Tone.REASON, "no_wait", facts=(told,))
    return Because("reports", Tone.CAUTION, "waits", facts=(("weeks", wait.weeks), told))


def fresh(row: Row) -> Iterator[Because]:
    """Nothing unverified, and no meeting unchecked for 90 days, without a label (5.3 rule 11)."""
    if row.offer.unverified:
        yield Because("freshness", Tone.CAUTION, "unverified")
    if row.offer.gone_since is not None:
        gone = ("date", row.offer.gone_since)
        yield Because("freshness", Tone.CAUTION, "gone", facts=(gone,))
    checked = row.offer.confirmed_on
    if checked is None:
        yield Because("freshness", Tone.UNKNOWN, "checked_unknown")
        return
    days = row.asked.now // DAY - (checked.toordinal() - EPOCH)
    if days > (FRESH_MEETING if row.meeting else FRESH_SERVICE):
        yield Because("freshness", Tone.CAUTION, "old", facts=(("date", checked),))


def _last(row: Row, kind: str) -> Report | None:
    told = [report for report in row.offer.reports if report.kind == kind]
    return max(told, key=lambda report: minute_of(report.at)) if told else None


def _ago(row: Row, report: Report) -> int:
    return max(0, row.asked.now - minute_of(report.at))


def _told(row: Row, report: Report) -> tuple[str, At]:
    at = report.at if report.at.tzinfo else report.at.replace(tzinfo=UTC)
    return "told", row.moment(min(at, row.now))
