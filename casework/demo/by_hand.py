"""What is done by the acts themselves once the invented calls stand: papers, an emergency told, two
records made one, and what places said on the telephone?"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from casework import directory, emergencies, letters, people
from casework.demo.areas import areas
from casework.demo.team import Colleague
from casework.desk import Actor, Desk, at_desk
from casework.emergencies import Telling
from db.models import Call, Consent, Referral, Service, now

HEARD = (("full", None), ("waits", 3), ("wrong_number", None), ("closed", None))
TWICE = (22, 58)  # by their place among the people: one who gave half a name the second time
LEAST = 2  # calls: the two scenes


def by_hand(staff: Sequence[Colleague], calls: Sequence[UUID], known: Sequence[UUID]) -> None:
    """`calls` begins with the two scenes: the man whose sponsor died, and the mother."""
    cleo, mona, edda = (_actor(staff, login) for login in ("cleo", "mona", "edda"))
    with at_desk(cleo) as desk:
        _from_the_telephone(desk)
        if len(calls) >= LEAST:
            _papers(desk, calls)
    with at_desk(edda) as desk:
        areas(desk)
    with at_desk(mona) as desk:
        people.merge(desk, kept_id=known[TWICE[0]], other_id=known[TWICE[1]])
        if len(calls) >= LEAST:
            _told_an_ambulance(desk, calls[1])


def _actor(staff: Sequence[Colleague], login: str) -> Actor:
    found = next(one for one in staff if one.login == login)
    return Actor(found.id, found.name, found.role, found.centre_id)


def _from_the_telephone(desk: Desk) -> None:
    """Four places said something today; one that nobody listed was heard of."""
    places = desk.session.exec(select(Service.id).order_by(col(Service.id)).limit(len(HEARD))).all()
    for place, (kind, weeks) in zip(places, HEARD, strict=False):
        directory.report(desk, kind=kind, weeks=weeks, service_id=place)
    directory.add_unverified(
        desk, name="Upland Street Kitchen", phone="614-555-0177", place="43215", note="Meals, noon."
    )


def _papers(desk: Desk, calls: Sequence[UUID]) -> None:
    """His sheet, hers, and a letter to a place with a signature behind it."""
    for call in calls[:LEAST]:
        letters.issue_for_caller(desk, call_id=call, side="caller")
    signed = (
        select(Referral.id)
        .join(Consent, col(Consent.recipient_service_id) == col(Referral.service_id))
        .where(Consent.person_id == Referral.person_id, Referral.counsellor_id == desk.me)
        .order_by(col(Referral.made_at).desc())
    )
    for referral in desk.session.exec(signed).all():
        if letters.why_not(desk, referral, "provider") is None:
            letters.issue(desk, referral, "provider")
            return


def _told_an_ambulance(desk: Desk, call_id: UUID) -> None:
    call = desk.find(Call, call_id, what="That call")
    at = max(call.started_at + timedelta(minutes=10), now() - timedelta(hours=70))
    telling = Telling(
        medical=True,
        recipient="dispatcher 12",
        facility="Ambulance, Dayton",
        nature="Does not pick up, used fentanyl last night.",
        told=["place", "happened", "substances"],
        at=min(at, now()),
    )
    emergencies.disclose(desk, call_id=call_id, side="concerned", telling=telling)
