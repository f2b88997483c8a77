"""Which calls stand behind a figure? Numbers and times only, no names."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from casework.desk import Desk
from casework.reports.period import Scope
from db.models import Account, Call, Centre

MOST = 500


@dataclass(frozen=True)
class CallLine:
    id: UUID
    number: str
    started_at: datetime  # in the centre's time
    counsellor: str
    centre: str
    stage: str
    outcome: str


def lines(desk: Desk, covered: Scope, *conditions: Any) -> list[CallLine]:
    """The calls that meet the conditions, newest first; one statement."""
    rows = desk.session.exec(
        select(Call, Account.name, Centre.name)
        .join(Account, col(Account.id) == col(Call.counsellor_id))
        .join(Centre, col(Centre.id) == col(Call.centre_id))
        .where(desk.sees(Call.centre_id), covered.of_counsellor(), *conditions)
        .order_by(col(Call.started_at).desc())
        .limit(MOST)
    ).all()
    return [
        CallLine(
            call.id,
            call.number,
            call.started_at.astimezone(ZoneInfo(covered.zones.get(call.centre_id, "UTC"))),
            counsellor,
            centre,
            call.stage,
            call.call_class if call.state == "void" else call.outcome or "",
        )
        for call, counsellor, centre in rows
    ]
