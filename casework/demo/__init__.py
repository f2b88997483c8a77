"""How does an invented helpline get into an empty database, and never beside a real one?

Everything comes from one seed and is dated from today, so that follow-ups are due when it is shown.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select

from casework.access import Act
from casework.demo import directory, team, work
from casework.demo.by_hand import by_hand
from casework.demo.calls import calls as tell
from casework.demo.chance import Chance, layers
from casework.demo.flagged import flagged
from casework.demo.intake import publish
from casework.demo.looked_after import looked_after
from casework.demo.nights import nights
from casework.demo.people import people
from casework.demo.team import PASSWORD, Colleague
from casework.desk import Desk
from casework.errors import Refused
from db.models import (
    Attempt,
    Call,
    Channel,
    Clearance,
    Consent,
    Fact,
    FollowUp,
    GateAnswer,
    Helpline,
    Need,
    Person,
    PersonFlag,
    Referral,
    ReferralStep,
    Relation,
    Row,
    ScreeningAnswer,
    Shown,
    Summons,
    SupportSource,
    now,
)
from db.session import reading
from db.settings import settings
from db.upgrade import upgrade

# Foreign keys hold in this order.
ORDER: list[type[Row]] = [
    *(
        Person,
        PersonFlag,
        Call,
        Channel,
        Relation,
        Fact,
        GateAnswer,
        Clearance,
        SupportSource,
        Need,
        Shown,
    ),
    *(Summons, ScreeningAnswer, Referral, ReferralStep, Consent, FollowUp, Attempt),
]


@dataclass(frozen=True)
class Loaded:
    """What stands in the demo now; `already` if nothing had to be done."""

    already: bool
    helpline: str
    staff: list[Colleague]
    counts: dict[str, int]

    @property
    def password(self) -> str:
        return PASSWORD


def load(*, seed: int = 2027, calls: int = 200, today: datetime | None = None) -> Loaded:
    """The invented helpline, complete or not at all. Raises Refused where real work stands."""
    upgrade(settings())
    moment = today or now()
    with reading() as session:
        desk = Desk.of_system(session, "demo")
        already = _stands(desk)
        if not already:
            team.install(desk)
            invented = directory.invent(seed, moment.date())
            publish(desk, invented)
            chance = Chance(seed, moment)
            _casework(desk, chance, calls, invented)
            of = {
                kind: [r.id for r in chance.rows if isinstance(r, kind)] for kind in (Call, Person)
            }
            by_hand(team.colleagues(desk), of[Call], of[Person])
            looked_after(desk, team.colleagues(desk), moment)
        return Loaded(already, _name(desk), team.colleagues(desk), _counts(desk))


def _stands(desk: Desk) -> bool:
    """True if the demo is loaded; Refused if real work is."""
    helpline = desk.session.get(Helpline, 1)
    any_call = desk.session.exec(select(Call.id).limit(1)).first() is not None
    if helpline is not None and not helpline.is_demo:
        raise Refused(
            f"This database belongs to {helpline.name}; the demo does not load beside it."
        )
    if helpline is None and any_call:
        raise Refused("Real calls stand in this database; the demo does not load beside them.")
    return any_call


def rows(desk: Desk, chance: Chance, count: int, invented: directory.Invented) -> list[Row]:
    """People, calls and what came of them; the same seed at the same moment makes the same rows."""
    staff = team.colleagues(desk)
    takers = [s for s in staff if s.role == "counsellor"]
    centres = [takers[0].centre_id, takers[-1].centre_id]
    known = people(chance, centres)
    told = tell(chance, count, staff, known)
    nights(chance, told, staff)
    work.results(chance, told, directory.places(desk, invented))
    flagged(chance, known, staff)
    return chance.rows


def _casework(desk: Desk, chance: Chance, count: int, invented: directory.Invented) -> None:
    """All in one transaction: a demo that was killed half-way begins again."""
    made = rows(desk, chance, count, invented)
    with desk.changing(Act.LOAD_DEMO):
        for batch in layers(made, ORDER):
            desk.session.add_all(batch)
            desk.session.flush()
        desk.keep(Act.LOAD_DEMO, subject=f"{count} invented calls")


def _name(desk: Desk) -> str:
    helpline = desk.session.get(Helpline, 1)
    return helpline.name if helpline else ""


def _counts(desk: Desk) -> dict[str, int]:
    due = select(func.count()).select_from(FollowUp).where(FollowUp.state == "open")
    return {
        **{
            name: desk.session.exec(select(func.count()).select_from(kind)).one()
            for name, kind in (("people", Person), ("calls", Call), ("referrals", Referral))
        },
        "follow-ups open": desk.session.exec(due).one(),
        "of these overdue": desk.session.exec(due.where(col(FollowUp.due_to) < now())).one(),
    }
