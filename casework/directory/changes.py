"""Which rows of the directory are read again, in every process, when something about a place changed?"""

from collections.abc import Collection

from sqlmodel import Session, col, select

from casework.directory.outcomes import TELLING
from db.models import DirectoryChange, Meeting, Referral, Row


def of_place(session: Session, service_id: int | None, group_id: int | None) -> list[Row]:
    """To be added in the transaction of the change: the service, or every meeting of the group."""
    if service_id is not None:
        return [DirectoryChange(service_id=service_id)]
    meetings = session.exec(select(Meeting.id).where(col(Meeting.group_id) == group_id))
    return [DirectoryChange(meeting_id=id) for id in meetings]


def of_steps(session: Session, referral: Referral, statuses: Collection[str]) -> list[Row]:
    """The lists learn from a referral's steps: how many are on their way, and what became of people."""
    if TELLING.isdisjoint(statuses):
        return []
    return of_place(session, referral.service_id, referral.group_id)
