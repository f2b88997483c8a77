"""How are passwords and tokens kept so that a stolen table opens no door?"""

import hashlib
import secrets
import threading
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from casework.errors import Refused
from db.models import Invitation, SignIn, now

SESSION = timedelta(hours=12)
INVITATION = timedelta(days=7)
MIN_PASSWORD = 10
# Easy to read aloud and to type: the characters of call numbers.
CODE = "ACEFHJKMNPRTUVWXY3479"

_hasher = PasswordHasher()
# Of a password that nobody knows, at the same cost. To make one would take each start 0.2 s.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$ICs4yLO+vp58ZUeFVnzyYg$"
    "LGVfQ+S3MYRH2gNLqKxG+bizaRL6j5YrNZndJqlqdHc"
)
_two_at_once = threading.BoundedSemaphore(2)  # argon2 takes 64 MB each time


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def same(kept: str, token: str) -> bool:
    return secrets.compare_digest(kept, hashed(token))


def new_token() -> str:
    return secrets.token_urlsafe(32)


def new_code() -> str:
    return "-".join("".join(secrets.choice(CODE) for _ in range(4)) for _ in range(3))


def fits(kept: str | None, password: str) -> bool:
    with _two_at_once:
        try:
            return _hasher.verify(kept or _NOBODY, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def hash_password(password: str) -> str:
    if len(password) < MIN_PASSWORD:
        raise Refused(f"A password needs at least {MIN_PASSWORD} characters.")
    if len(password) > 200:
        raise Refused("A password has at most 200 characters.")
    with _two_at_once:
        return _hasher.hash(password)


def new_sign_in(account_id: int) -> tuple[str, SignIn]:
    token = new_token()
    row = SignIn(token_hash=hashed(token), account_id=account_id, expires_at=now() + SESSION)
    return token, row


def new_invitation(account_id: int) -> tuple[str, Invitation]:
    token = new_token()
    row = Invitation(token_hash=hashed(token), account_id=account_id, expires_at=now() + INVITATION)
    return token, row
