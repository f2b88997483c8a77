"""How far did the referrals of a period come, and where did they end?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case
from sqlmodel import col, func, select

from casework.caseloads import newest_step
from casework.desk import Desk
from casework.reports.lists import CallLine, lines
from casework.reports.period import Chosen, scope
from db.models import Call, Referral, ReferralStep

INFORMATION = ("information", "information_relative")
# Stage → the steps that show it was reached; a later stage means the earlier ones too.
REACHED: Mapping[str, tuple[str, ...]] = {
    "sent": ("sent", "received", "waitlisted", "rejected"),
    "accepted": ("accepted", "scheduled", "no_show"),
    "attended": ("attended",),
    "engaged": ("engaged", "completed"),
}
STAGES = {
    "made": "made",
    "sent": "sent",
    "accepted": "accepted or a day given",
    "attended": "went there",
    "engaged": "stayed or finished",
}
EXITS = {
    "declined": "chose something else",
    "rejected": "the place said no",
    "no_show": "did not get there",
    "lost": "not reached any more",
    "cancelled": "cancelled",
}


@dataclass(frozen=True)
class Funnel:
    """`stages` in order; `exits` by the newest step; `information` is no referral, counted apart."""

    stages: dict[str, int]
    exits: dict[str, int]
    information: int


def funnel(desk: Desk, chosen: Chosen) -> Funnel:
    covered = scope(desk, chosen)
    one_each = (
        select(
            _rank().label("rank"),
            col(ReferralStep.status).label("status"),
            col(Referral.kind).in_(INFORMATION).label("information"),
        )
        .select_from(Referral)
        .join(ReferralStep, newest_step())
        .join(Call, col(Call.id) == col(Referral.call_id))
        .where(covered.holds(Referral.made_at, Referral.centre_id), covered.of_counsellor())
        .subquery()
    )
    shared = (one_each.c.rank, one_each.c.status, one_each.c.information)
    rows = desk.session.exec(select(*shared, func.count()).group_by(*shared)).all()
    stages, exits, information = dict.fromkeys(STAGES, 0), dict.fromkeys(EXITS, 0), 0
    for reached, status, only_information, count in rows:
        if only_information:
            information += count
            continue
        for place, stage in enumerate(STAGES):
            stages[stage] += count if reached >= place else 0
        if status in exits:
            exits[status] += count
    return Funnel(stages, exits, information)


def referred_calls(
    desk: Desk,
    chosen: Chosen,
    *,
    stage: str | None = None,
    ended: str | None = None,
    information: bool = False,
) -> list[CallLine]:
    """The calls whose referral came at least to that stage, or ended so; or that gave information."""
    only = col(Referral.kind).in_(INFORMATION)
    covered = scope(desk, chosen)
    ids = (
        select(Referral.call_id)
        .join(ReferralStep, newest_step())
        .where(
            covered.holds(Referral.made_at, Referral.centre_id),
            only if information else ~only,
        )
    )
    if stage is not None:
        ids = ids.where(_rank() >= list(STAGES).index(stage))
    if ended is not None:
        ids = ids.where(col(ReferralStep.status) == ended)
    return lines(desk, covered, col(Call.id).in_(ids))


def _rank() -> Any:
    """The furthest stage any step of the referral shows: 0 made … 4 engaged."""
    steps = ReferralStep.__table__.alias("any_step")  # type: ignore[attr-defined]
    shown = case(
        *(
            (steps.c.status.in_(statuses), place)
            for place, statuses in enumerate(REACHED.values(), 1)
        ),
        else_=0,
    )
    return (
        select(func.max(shown))
        .where(steps.c.referral_id == col(Referral.id))
        .correlate(Referral)
        .scalar_subquery()
    )
