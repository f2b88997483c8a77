"""Who works at the invented helpline, and what stands on its letterhead?"""

from dataclasses import dataclass

from argon2 import PasswordHasher
from sqlmodel import select

from casework.access import Act
from casework.desk import Desk
from casework.team import DEMO_PASSWORD
from db.models import Account, Centre, Helpline

PASSWORD = DEMO_PASSWORD
# domain.md 2.6; to be checked again by whoever runs a real helpline.
HOTLINES = {
    "Emergency": "911",
    "Suicide & Crisis Lifeline": "988 (1 veterans, 2 Spanish)",
    "Poison control": "800-222-1222",
    "Never Use Alone": "877-696-1996",
    "National Domestic Violence Hotline": "800-799-7233",
    "Childhelp": "800-422-4453",
    "SAMHSA's National Helpline": "800-662-4357",
    "Maternal mental health": "833-852-6262",
    "Trevor Project": "866-488-7386",
}
CENTRES = (("Lantern East", "America/New_York"), ("Lantern West", "America/Chicago"))
STAFF = (
    # sign-in name, name, role, centre, what they are in the demo
    ("cleo", "Cleo", "counsellor", 0),
    ("dan", "Dan", "counsellor", 0),
    ("mona", "Mona", "supervisor", 0),
    ("nia", "Nia", "counsellor", 1),
    ("edda", "Edda", "editor", 0),
    ("adam", "Adam", "administrator", 0),
    ("audrey", "Audrey", "auditor", 0),
)


@dataclass(frozen=True)
class Colleague:
    login: str
    name: str
    role: str
    centre: str
    id: int
    centre_id: int


def install(desk: Desk) -> list[Colleague]:
    """The helpline, its centres and its staff; what stands already is left as it is."""
    session = desk.session
    with desk.changing(Act.LOAD_DEMO):
        if session.get(Helpline, 1) is None:
            session.add(
                Helpline(
                    name="Lantern Line",
                    phone="614-555-0100",
                    hours="every day, around the clock",
                    address="12 Quillmere St, Columbus OH 43215",
                    zone=CENTRES[0][1],
                    on_call_phone="614-555-0101",
                    is_demo=True,
                    hotlines=dict(HOTLINES),
                )
            )
        centres = {c.name: c for c in session.exec(select(Centre)).all()}
        for name, zone in CENTRES:
            if name not in centres:
                centres[name] = Centre(name=name, zone=zone)
                session.add(centres[name])
        session.flush()
        _staff(desk, [centres[name] for name, _ in CENTRES])
        desk.keep(Act.LOAD_DEMO, subject="helpline, centres and staff")
    return colleagues(desk)


def _staff(desk: Desk, centres: list[Centre]) -> None:
    known = set(desk.session.exec(select(Account.login)).all())
    # One short word for all, which a real account may not have; so one hash will do.
    hashed = PasswordHasher().hash(PASSWORD)
    for login, name, role, centre in STAFF:
        if login not in known:
            account = Account(
                login=login,
                name=name,
                role=role,
                centre_id=centres[centre].id,
                password_hash=hashed,
            )
            desk.session.add(account)
    desk.session.flush()


def colleagues(desk: Desk) -> list[Colleague]:
    """The staff in the order of STAFF."""
    rows = {
        account.login: (account, centre)
        for account, centre in desk.session.exec(
            select(Account, Centre).join(Centre)  # an account names its centre
        ).all()
    }
    return [
        Colleague(a.login, a.name, a.role, c.name, a.id, c.id)
        for login, *_ in STAFF
        if login in rows
        for a, c in [rows[login]]
    ]
