"""Who works here, who is signed in, and how does a colleague get in or lose the key?"""

from casework.team.accounts import (
    ROLES,
    Invited,
    Member,
    add,
    centres,
    invite,
    members,
    revoke,
    set_active,
)
from casework.team.door import (
    DEMO_PASSWORD,
    DEMO_SIGN_INS,
    DemoSignIn,
    Present,
    accept,
    demo_sign_ins,
    invited,
    sign_in,
    sign_out,
    signed_in,
    still_signed_in,
)
from casework.team.first import SetUp, code_fits, is_empty, new_set_up_code, set_up
from casework.team.secrets import MIN_PASSWORD, hash_password

__all__ = [
    "DEMO_PASSWORD",
    "DEMO_SIGN_INS",
    "MIN_PASSWORD",
    "ROLES",
    "DemoSignIn",
    "Invited",
    "Member",
    "Present",
    "SetUp",
    "accept",
    "add",
    "centres",
    "code_fits",
    "demo_sign_ins",
    "hash_password",
    "invite",
    "invited",
    "is_empty",
    "members",
    "new_set_up_code",
    "revoke",
    "set_active",
    "set_up",
    "sign_in",
    "sign_out",
    "signed_in",
    "still_signed_in",
]
