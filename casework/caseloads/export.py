"""How does the caseload leave as a file: who carries what, and the open work by its call's number?"""

from casework import referrals
from casework.access import Act
from casework.caseloads.lists import Work, work
from casework.caseloads.loads import WEIGHTS, by_counsellor
from casework.desk import Desk
from casework.errors import Refused
from exports.spreadsheets import Sheet, csv_bytes, xlsx_bytes

SHEETS = ("colleagues", "open referrals", "open follow-ups")
WORK_COLUMNS = ("call", "tier", "kind", "step", "made or due", "late", "with", "centre")


def export(desk: Desk, *, kind: str, sheet: str = "") -> bytes:
    """All sheets as a workbook ("xlsx"), or one as "csv"; no names but those of colleagues. Written to
    the audit trail."""
    desk.require(Act.EXPORT_REPORTS)
    found = {one.name: one for one in _sheets(desk)}
    if kind == "xlsx":
        made = xlsx_bytes(list(found.values()))
    elif kind == "csv" and sheet in found:
        made = csv_bytes(found[sheet].columns, found[sheet].rows)
    else:
        raise Refused("Choose a table, and CSV or XLSX.")
    desk.keep(Act.EXPORT_REPORTS, subject=f"caseload {kind}")
    return made


def _sheets(desk: Desk) -> list[Sheet]:
    colleagues = [
        (x.counsellor, x.centre, x.referrals, *x.tiers.values(), x.follow_ups, x.overdue, x.weight)
        for x in by_counsellor(desk)
    ]
    tiers = [tier.replace("_", " ") for tier in WEIGHTS]
    columns = ("colleague", "centre", "open referrals", *tiers, "open follow-ups", "late", "weight")
    lists = [
        Sheet(name=name, columns=WORK_COLUMNS, rows=[_row(one) for one in work(desk, kind=kind)])
        for name, kind in (("open referrals", "referral"), ("open follow-ups", "follow_up"))
    ]
    return [Sheet(name="colleagues", columns=columns, rows=colleagues), *lists]


def _row(one: Work) -> tuple[object, ...]:
    """What a follow-up is about may be anybody's words, so it stays here."""
    at = (one.due or one.since).date()
    kind = referrals.KINDS[one.about] if one.kind == "referral" else "follow-up"
    step, late = referrals.WORDS.get(one.status, one.status), "late" if one.overdue else ""
    tier = one.tier.replace("_", " ")
    return (one.call_number, tier, kind, step, at, late, one.counsellor, one.centre)
