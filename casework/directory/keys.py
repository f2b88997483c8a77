"""What does a key of matching name? `m7` a meeting, `s12` a service, `s12.1` the same at its next place."""


def number(key: str) -> int:
    """The id of the service or meeting: 12 of `s12.1`."""
    return int(whole(key)[1:])


def position(key: str) -> int:
    """Which of its places (entry_location.position); 0 the first."""
    return int(key.partition(".")[2] or 0)


def whole(key: str) -> str:
    """Without its place: `s12` of `s12.1`."""
    return key.partition(".")[0]


def is_first(key: str) -> bool:
    """Whether it stands for the whole service or meeting; a service is counted once."""
    return "." not in key


def at(key: str, place: int) -> str:
    """A service at one of its places: `s12` at 1 is `s12.1`."""
    return f"{key}.{place}" if place else key
