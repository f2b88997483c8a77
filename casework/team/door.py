"""Who is signed in at this browser, and how do they get in and out?

What is wrong with a name, a password or a locked account is said in one sentence and takes the same
time, so that nobody can ask who works here.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel import col, select

from casework.access import Act
from casework.desk import Actor, Desk
from casework.errors import NotFound, Refused
from casework.team import secrets
from db.models import Account, Helpline, Invitation, SignIn, now
from db.session import reading

TRIES = 5
REST = timedelta(minutes=15)
DEMO_SIGN_INS = ("cleo", "dan", "mona", "nia", "edda", "adam", "audrey")
DEMO_PASSWORD = "demo"
WRONG = (
    "That did not work. Check the name and the password. After five wrong tries an account rests "
    "for 15 minutes."
)


@dataclass(frozen=True)
class Present:
    """Who is at this browser, and in which house."""

    actor: Actor
    sign_in_id: int
    helpline: str
    is_demo: bool


@dataclass(frozen=True)
class DemoSignIn:
    login: str
    name: str
    role: str
    password: str = DEMO_PASSWORD


def sign_in(login: str, password: str) -> str:
    """A token for this browser; refused in the same words and time whatever was wrong."""
    with reading() as session:
        desk = Desk.of_system(session, "sign-in")
        known_as = Account.login == login.replace("\0", "").strip().lower()
        found = session.exec(select(Account).where(known_as)).first()
        fits = secrets.fits(found.password_hash if found else None, password)
        if found is None:
            raise Refused(WRONG)
        with desk.changing(Act.SIGN_IN):
            token = _open_door(desk, found.id, fits)
    if token is None:
        raise Refused(WRONG)
    return token


def _open_door(desk: Desk, account_id: int, fits: bool) -> str | None:
    account = desk.session.get(Account, account_id, populate_existing=True, with_for_update=True)
    if account is None or not account.active:
        return None
    if account.locked_until is not None:
        if account.locked_until > now():
            return None
        account.failed_tries, account.locked_until = 0, None
    if fits:
        account.failed_tries = 0
        token, row = secrets.new_sign_in(account_id)
        _as_theirs(desk, account_id).keep(Act.SIGN_IN, account, row)
        return token
    account.failed_tries += 1
    if account.failed_tries >= TRIES:
        account.locked_until = now() + REST
    desk.keep(Act.SIGN_IN, account, subject=f"Account {account_id}: wrong password")
    return None


def signed_in(token: str) -> Present | None:
    """Who holds this token; one query."""
    return _present(SignIn.token_hash == secrets.hashed(token))


def still_signed_in(sign_in_id: int) -> Present | None:
    """The same for a browser already let in; read again on each run, so that revoking acts at once."""
    return _present(SignIn.id == sign_in_id)


def _present(which: object) -> Present | None:
    query = (
        select(SignIn.id, Account, Helpline)
        .join(Account, col(Account.id) == col(SignIn.account_id))
        .join(Helpline, col(Helpline.id) == 1, isouter=True)
        .where(
            which,  # type: ignore[arg-type]
            col(SignIn.ended_at).is_(None),
            SignIn.expires_at > now(),
            col(Account.active),
        )
    )
    with reading() as session:
        row = session.exec(query).first()
    if row is None:
        return None
    sign_in_id, account, helpline = row
    named = helpline.name if helpline else "Peerline"
    return Present(Actor.of(account), sign_in_id, named, bool(helpline and helpline.is_demo))


def sign_out(token: str) -> None:
    """End this browser's session; a token that opens nothing is no error."""
    with reading() as session:
        desk = Desk.of_system(session, "sign-in")
        with desk.changing(Act.SIGN_OUT):
            row = session.exec(
                select(SignIn).where(SignIn.token_hash == secrets.hashed(token))
            ).first()
            if row is None or row.ended_at is not None:
                return
            row.ended_at = now()
            _as_theirs(desk, row.account_id).keep(Act.SIGN_OUT, row)


def demo_sign_ins() -> list[DemoSignIn]:
    """Whom one may be in the demo; nobody where the work is real."""
    with reading() as session:
        helpline = session.get(Helpline, 1)
        if helpline is None or not helpline.is_demo:
            return []
        rows = session.exec(
            select(Account).where(col(Account.login).in_(DEMO_SIGN_INS), col(Account.active))
        ).all()
    order = {login: place for place, login in enumerate(DEMO_SIGN_INS)}
    rows = sorted(rows, key=lambda account: order[account.login])
    return [DemoSignIn(a.login, a.name, a.role) for a in rows]


def invited(token: str) -> str | None:
    """The sign-in name an open invitation is for."""
    with reading() as session:
        return session.exec(
            select(Account.login)
            .join(Invitation, col(Invitation.account_id) == col(Account.id))
            .where(
                Invitation.token_hash == secrets.hashed(token),
                col(Invitation.used_at).is_(None),
                Invitation.expires_at > now(),
                col(Account.active),
            )
        ).first()


def accept(token: str, password: str) -> str:
    """Choose a password by an invitation, once; the token of the session that begins."""
    hashed = secrets.hash_password(password)
    with reading() as session:
        desk = Desk.of_system(session, "invitation")
        with desk.changing(Act.SIGN_IN):
            row = session.exec(
                select(Invitation)
                .where(Invitation.token_hash == secrets.hashed(token))
                .with_for_update()
            ).first()
            account = session.get(Account, row.account_id) if row else None
            if row is None or account is None or not account.active:
                raise NotFound("That invitation")
            if row.used_at is not None or row.expires_at <= now():
                raise Refused("This invitation was used or is too old. Ask for a new one.")
            row.used_at = now()
            account.password_hash, account.failed_tries, account.locked_until = hashed, 0, None
            begun, sign_in_row = secrets.new_sign_in(account.id)
            _as_theirs(desk, account.id).keep(Act.SIGN_IN, row, account, sign_in_row)
    return begun


def _as_theirs(desk: Desk, account_id: int) -> Desk:
    """The program opens the door, but the trail names whose key it was; a wrong key names nobody."""
    return replace(desk, actor=replace(desk.actor, id=account_id))
