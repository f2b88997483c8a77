"""What is a source called on a screen? What is entered here has no name a person gave it."""

OURS = {"local": "Added here"}


def called(source: str) -> str:
    """As it stands; not yet safe as Markdown (`plain`)."""
    return OURS.get(source, source)


def come_from(source: str) -> str:
    """ "From State licence list"; "Added here"."""
    return OURS.get(source) or f"From {source}"
