"""What can go wrong in an act, in words for the person at the desk.

CaseworkError
├── NotAllowed   this role or person may not do this
├── NotFound     no such row, or one of another centre (said the same way)
├── Refused      a rule or another person's change stands against it; nothing was written
│   └── Stale    somebody changed the row since the screen saw it
│       └── Differs  the same of one field of a listing, with both texts
└── NotSignedIn  nobody, or no longer
"""


class CaseworkError(Exception):
    """Base of all; its text is shown as it is."""


class NotAllowed(CaseworkError):
    pass


class NotFound(CaseworkError):
    def __init__(self, what: str = "That") -> None:
        super().__init__(f"{what} is not here.")


class Refused(CaseworkError):
    pass


class Stale(Refused):
    def __init__(self) -> None:
        super().__init__("Somebody changed this a moment ago. Look again, then decide.")


class Differs(Stale):
    """`theirs` is what stands there now, `yours` what was to be written; nothing was."""

    def __init__(self, field: str, theirs: object, yours: object) -> None:
        super().__init__()
        self.field, self.theirs, self.yours = field, theirs, yours


class NotSignedIn(CaseworkError):
    def __init__(self) -> None:
        super().__init__("Please sign in.")
