"""What is a meeting called, and is it one for people who look for support?"""

import re

# World service files family groups by a number that their feeds put before the name.
REGISTERED = re.compile(r"\d{4,9}\s+(?=.*[^\W\d_])")
FAMILY_GROUPS = ("Al-Anon", "Alateen")
BUSINESS = re.compile(r"\bbusiness meetings?\b", re.IGNORECASE)


def called(name: str, fellowship: str) -> str:
    """As one says it: "Hope AFG", not "30818592 Hope AFG". A name that is a number stays one."""
    if not fellowship.startswith(FAMILY_GROUPS):
        return name
    return REGISTERED.sub("", name, count=1) if REGISTERED.match(name) else name


def is_business(name: str) -> bool:
    """Whether a group or district sees to its own affairs there: nobody is sent to that."""
    return bool(BUSINESS.search(name))
