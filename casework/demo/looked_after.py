"""What was heard of invented places in the last weeks, which were asked since, and who was not reached?"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlmodel import col, select

from casework.access import Act
from casework.demo.team import Colleague
from casework.desk import Desk
from casework.directory import changes
from db.models import ListingReport, Service, SupportGroup, Verification

# Kind, weeks, days ago; by the place's number among the services.
HEARD = (
    (10, "full", None, 2), (10, "full", None, 3), (11, "waits", 6, 9), (12, "no_medicaid", None, 20),
    (13, "wrong_number", None, 5), (13, "wrong_number", None, 16), (14, "kind", None, 4),
)  # fmt: skip
# Outcome, how, days ago, note.
ASKED = (
    (20, "confirmed", "phone", 21, ""), (21, "corrected", "phone", 12, "New intake number."),
    (22, "confirmed", "website", 40, ""), (23, "not_reached", "phone", 1, ""),
    (24, "not_reached", "phone", 4, "Rings out."), (24, "not_reached", "phone", 8, ""),
    (24, "not_reached", "phone", 12, ""),
)  # fmt: skip
GROUPS = 6  # whose meetings were asked for a fortnight ago


def looked_after(desk: Desk, staff: Sequence[Colleague], moment: datetime) -> None:
    """In one transaction; a demo with few places has few of these."""
    services = desk.session.exec(select(Service.id).order_by(col(Service.id)).limit(30)).all()
    groups = desk.session.exec(
        select(SupportGroup.id).order_by(col(SupportGroup.id)).limit(GROUPS)
    ).all()
    of = {one.login: one.id for one in staff}
    with desk.changing(Act.LOAD_DEMO):
        for row in _rows(services, groups, of, moment):
            desk.session.add(row)
            place = row.service_id, row.group_id
            desk.session.add_all(changes.of_place(desk.session, *place))
        desk.keep(Act.LOAD_DEMO, subject="what was heard of invented places")


def _rows(
    services: Sequence[int], groups: Sequence[int], of: dict[str, int], moment: datetime
) -> Iterator[ListingReport | Verification]:
    for number, kind, weeks, days in HEARD:
        if number < len(services):
            yield ListingReport(
                service_id=services[number],
                kind=kind,
                weeks=weeks,
                reported_by_id=of["dan" if days % 2 else "cleo"],
                reported_at=moment - timedelta(days=days, hours=1),
            )
    for number, outcome, how, days, note in ASKED:
        if number < len(services):
            yield Verification(
                service_id=services[number],
                outcome=outcome,
                how=how,
                note=note,
                by_id=of["edda"],
                at=moment - timedelta(days=days),
            )
    for group in groups:
        yield Verification(
            group_id=group,
            outcome="confirmed",
            how="phone",
            by_id=of["edda"],
            at=moment - timedelta(days=14),
        )
