"""How is an empty house set up: first administrator, helpline, centre and time zone?"""

from dataclasses import dataclass
from zoneinfo import available_timezones

from sqlmodel import select

from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.team import secrets
from casework.team.accounts import checked
from db.models import Account, Centre, Helpline
from db.session import reading
from db.settings import settings


@dataclass(frozen=True)
class SetUp:
    helpline: str
    phone: str
    centre: str
    zone: str
    login: str
    name: str
    password: str


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
    login = checked(first.login, "administrator", 0, False)
    if not first.helpline.strip() or not first.centre.strip() or not first.name.strip():
        raise Refused("Give the helpline, the centre and yourself a name.")
    if first.zone not in available_timezones():
        raise Refused("Choose a time zone from the list.")
    hashed = secrets.hash_password(first.password)
    with reading() as session:
        desk = Desk.of_system(session, "set-up")
        with desk.changing(Act.MANAGE_TEAM):
            if session.exec(select(Account.id).limit(1)).first() is not None:
                raise Refused("This helpline is set up already. Please sign in.")
            centre = Centre(name=first.centre.strip(), zone=first.zone)
            session.add(centre)
            session.flush()
            account = Account(
                login=login,
                name=first.name.strip(),
                role="administrator",
                centre_id=centre.id,
                password_hash=hashed,
            )
            session.add(account)
            session.flush()
            helpline = session.get(Helpline, 1) or Helpline(
                name=first.helpline.strip(), phone=first.phone.strip(), zone=first.zone
            )
            begun, sign_in = secrets.new_sign_in(account.id)
            desk.keep(Act.MANAGE_TEAM, helpline, centre, account, sign_in)
    (settings().home / "set-up.code").unlink(missing_ok=True)
    return begun
