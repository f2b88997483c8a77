"""Who works here, in which role and centre, and how does a colleague join, leave or lose the key?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, func, select, update

from casework import lines
from casework.access import ALLOWED, Act
from casework.desk import Desk
from casework.errors import NotFound, Refused
from casework.team import secrets
from db.models import Account, Centre, Invitation, SignIn, now

ROLES = tuple(role for role in ALLOWED if role != "system")
EVERYWHERE = frozenset({"supervisor", "auditor"})  # the roles that may see every centre
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


@dataclass(frozen=True)
class Member:
    id: int
    login: str
    name: str
    role: str
    centre: str
    active: bool
    invited: bool
    signed_in: bool


@dataclass(frozen=True)
class Invited:
    account_id: int
    token: str


def members(desk: Desk) -> list[Member]:
    desk.require(Act.MANAGE_TEAM)
    here = (
        select(SignIn.id)
        .where(
            SignIn.account_id == Account.id,
            col(SignIn.ended_at).is_(None),
            SignIn.expires_at > now(),
        )
        .exists()
    )
    rows = desk.session.exec(
        select(Account, Centre.name, here)
        .join(Centre, col(Centre.id) == col(Account.centre_id), isouter=True)
        .order_by(col(Account.active).desc(), col(Account.name))
    ).all()
    return [
        Member(
            account.id,
            account.login,
            account.name,
            account.role,
            "every centre" if account.all_centres else centre,
            account.active,
            account.password_hash is None,
            bool(signed),
        )
        for account, centre, signed in rows
    ]


def centres(desk: Desk) -> Sequence[Centre]:
    desk.require(Act.MANAGE_TEAM)
    return desk.session.exec(select(Centre).order_by(col(Centre.name))).all()


def add(
    desk: Desk,
    *,
    login: str,
    name: str,
    role: str,
    centre_id: int | None = None,
    all_centres: bool = False,
    password: str | None = None,
) -> Invited:
    """A new colleague, with a password or with an invitation to choose one."""
    login = checked(login, role, centre_id, all_centres)
    name = lines.line(name, "The name", most=80, needed=False) or login
    hashed = secrets.hash_password(password) if password is not None else None
    with _everywhere(desk).changing(Act.MANAGE_TEAM):
        known = desk.session.exec(select(Account.id).where(Account.login == login)).first()
        if known is not None:
            raise Refused(f"There is a {login} already; choose another sign-in name.")
        if centre_id is not None and desk.session.get(Centre, centre_id) is None:
            raise NotFound("That centre")
        account = Account(
            login=login,
            name=name,
            role=role,
            centre_id=centre_id,
            all_centres=all_centres,
            password_hash=hashed,
        )
        desk.session.add(account)
        desk.session.flush()
        token, invitation = secrets.new_invitation(account.id)
        rows = [account] if hashed else [account, invitation]
        _everywhere(desk).keep(Act.MANAGE_TEAM, *rows)
    return Invited(account.id, "" if hashed else token)


def checked(login: str, role: str, centre_id: int | None, all_centres: bool) -> str:
    login = login.strip().lower()
    if not LOGIN.fullmatch(login):
        raise Refused("A sign-in name has up to 40 letters, digits, dots, dashes or underscores.")
    if role not in ROLES:
        raise Refused(f"Choose a role: {', '.join(ROLES)}.")
    if all_centres and role not in EVERYWHERE:
        raise Refused("Only a supervisor or an auditor can belong to every centre.")
    if centre_id is None and not all_centres:
        raise Refused("Say which centre they belong to.")
    return login


def invite(desk: Desk, *, account_id: int) -> Invited:
    """A new link to choose a password (also when it was forgotten); every session of theirs ends."""
    with _everywhere(desk).changing(Act.MANAGE_TEAM):
        account = desk.session.get(Account, account_id)
        if account is None or not account.active:
            raise NotFound("That account")
        token, row = secrets.new_invitation(account_id)
        _end_sessions(desk, account_id)
        _end_invitations(desk, account_id)
        _everywhere(desk).keep(Act.MANAGE_TEAM, row)
    return Invited(account_id, token)


def revoke(desk: Desk, *, account_id: int) -> None:
    """End every session of this account, in every browser, now."""
    with _everywhere(desk).changing(Act.MANAGE_TEAM):
        if desk.session.get(Account, account_id) is None:
            raise NotFound("That account")
        _end_sessions(desk, account_id)
        _everywhere(desk).keep(Act.MANAGE_TEAM, subject=f"Account {account_id}: sessions ended")


def set_active(desk: Desk, *, account_id: int, active: bool) -> None:
    """Close an account, or open it again; the last administrator stays."""
    with _everywhere(desk).changing(Act.MANAGE_TEAM):
        account = desk.session.get(Account, account_id)
        if account is None:
            raise NotFound("That account")
        if not active and account.role == "administrator" and _administrators(desk) < 2:
            raise Refused("This is the last administrator; name another one first.")
        account.active = active
        if not active:
            _end_sessions(desk, account_id)
            _end_invitations(desk, account_id)
        _everywhere(desk).keep(Act.MANAGE_TEAM, account)


def _administrators(desk: Desk) -> int:
    query = select(func.count()).where(Account.role == "administrator", col(Account.active))
    return desk.session.exec(query).one()


def _end_sessions(desk: Desk, account_id: int) -> None:
    ended = update(SignIn).where(
        col(SignIn.account_id) == account_id, col(SignIn.ended_at).is_(None)
    )
    desk.session.exec(ended.values(ended_at=now()))


def _end_invitations(desk: Desk, account_id: int) -> None:
    """Only the newest link opens."""
    ended = update(Invitation).where(
        col(Invitation.account_id) == account_id, col(Invitation.used_at).is_(None)
    )
    desk.session.exec(ended.values(used_at=now()))


def _everywhere(desk: Desk) -> Desk:
    """Accounts belong to the whole helpline: who may manage the team reaches every centre's.

    The actor stays the one who acts, so the trail names them.
    """
    return _HelplineDesk(desk.actor, desk.session)


class _HelplineDesk(Desk):
    def reach(self, row: object, *, what: str = "That") -> None:  # noqa: ARG002
        self.require(Act.MANAGE_TEAM)
