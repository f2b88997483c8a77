"""How is an empty house set up: first administrator, helpline, centre and time zone?"""

from dataclasses import dataclass, replace

from sqlmodel import Session, select

from casework import lines
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.team import secrets
from casework.team.accounts import checked
from db.models import Account, Centre, Helpline
from db.session import reading
from db.settings import settings

# A start for the letters, each to be rung and checked by whoever runs the helpline (domain.md 2.6);
# 911 and 988 stand in every letter already.
NATIONAL = {
    "SAMHSA's National Helpline": "800-662-4357",
    "Never Use Alone": "877-696-1996",
    "Poison control": "800-222-1222",
}


@dataclass(frozen=True)
class SetUp:
    helpline: str
    phone: str
    centre: str
    zone: str
    login: str
    name: str
    password: str
    address: str = ""
    hours: str = ""
    on_call_phone: str = ""


def is_empty() -> bool:
    """No account exists yet, so somebody must be let in by the code of `make start`."""
    with reading() as session:
        return session.exec(select(Account.id).limit(1)).first() is None


def new_set_up_code() -> str | None:
    """A fresh one-time code for the set-up screen; None once an account exists."""
    if not is_empty():
        return None
    code = secrets.new_code()
    path = settings().home / "set-up.code"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(secrets.hashed(code))
    return code


def code_fits(code: str) -> bool:
    path = settings().home / "set-up.code"
    kept = path.read_text() if path.exists() else ""
    return secrets.same(kept, code.strip().upper()) and is_empty()


def set_up(code: str, first: SetUp) -> str:
    """The first administrator, helpline and centre; the token of the session that begins."""
    if not code_fits(code):
        raise Refused("The one-time code does not fit. Take the newest one that was printed.")
    first = _read(first)
    hashed = secrets.hash_password(first.password)
    with reading() as session:
        desk = Desk.of_system(session, "set-up")
        with desk.changing(Act.MANAGE_TEAM):
            if session.exec(select(Account.id).limit(1)).first() is not None:
                raise Refused("This helpline is set up already. Please sign in.")
            centre, account = _first_rows(session, first, hashed)
            begun, sign_in = secrets.new_sign_in(account.id)
            desk.keep(Act.MANAGE_TEAM, _helpline(session, first), centre, account, sign_in)
    (settings().home / "set-up.code").unlink(missing_ok=True)
    return begun


def _read(first: SetUp) -> SetUp:
    """What was typed, tidied, in the order of the form; Refused at the first thing that cannot be."""
    return replace(
        first,
        helpline=lines.line(first.helpline, "The helpline's name"),
        address=lines.line(first.address, "The address", most=lines.LONG, needed=False),
        phone=lines.phone(first.phone, "The helpline's phone"),
        hours=lines.line(first.hours, "The hours", needed=False),
        on_call_phone=lines.phone(first.on_call_phone, "The number of who is on call"),
        centre=lines.line(first.centre, "The centre's name"),
        zone=lines.zone(first.zone),
        name=lines.line(first.name, "Your own name", most=80),
        login=checked(first.login, "administrator", 0, False),
    )


def _first_rows(session: Session, first: SetUp, hashed: str) -> tuple[Centre, Account]:
    centre = Centre(name=first.centre, zone=first.zone)
    session.add(centre)
    session.flush()
    account = Account(
        login=first.login,
        name=first.name,
        role="administrator",
        centre_id=centre.id,
        password_hash=hashed,
    )
    session.add(account)
    session.flush()
    return centre, account


def _helpline(session: Session, first: SetUp) -> Helpline:
    return session.get(Helpline, 1) or Helpline(
        name=first.helpline,
        address=first.address,
        phone=first.phone,
        hours=first.hours,
        on_call_phone=first.on_call_phone,
        zone=first.zone,
        hotlines={name: {"number": number} for name, number in NATIONAL.items()},
    )
