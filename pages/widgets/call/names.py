"""What is each of the two people called on the screen, before anybody gives a name?

Their role: Mother, Son, Caller (look.md 2). Gender is used only where it was told.
"""

from casework.calls import OnDesk
from casework.facts import Facts

# The caller's relation → (woman, man, not told) for the caller, then for the person concerned.
Words = tuple[str, str, str]
ROLES: dict[str, tuple[Words, Words]] = {
    "parent": (("Mother", "Father", "Parent"), ("Daughter", "Son", "Their child")),
    "spouse": (("Wife or partner", "Husband or partner", "Partner"), ("Partner",) * 3),
    "ex_partner": (("Ex-partner",) * 3, ("Ex-partner",) * 3),
    "child_adult": (("Daughter", "Son", "Grown-up child"), ("Mother", "Father", "Parent")),
    "child_minor": (("Girl", "Boy", "Child"), ("Mother", "Father", "Parent")),
    "sibling": (("Sister", "Brother", "Brother or sister"),) * 2,
    "grandparent": (
        ("Grandmother", "Grandfather", "Grandparent"),
        ("Granddaughter", "Grandson", "Grandchild"),
    ),
    "other_kin": (("Family member",) * 3, ("Family member",) * 3),
    "friend": (("Friend",) * 3, ("Their friend",) * 3),
    "employer": (("Employer",) * 3, ("Employee",) * 3),
    "health_worker": (("Health worker",) * 3, ("Their patient",) * 3),
    "sponsor": (("Sponsor or peer",) * 3, ("Person they support",) * 3),
}
PLAIN: tuple[Words, Words] = (("Caller",) * 3, ("Person concerned",) * 3)
GENDERS = {"female": 0, "male": 1}
HIM = {"female": "her", "male": "him"}


def name_of(call: OnDesk, facts: Facts, side: str) -> str:
    """The name they gave, else their role."""
    given = facts.get(f"{side}.name")
    if given and given.value and given.answer == "stated":
        return given.value
    if call.about_self:
        return "Caller"
    caller, concerned = ROLES.get(call.relation, PLAIN)
    words = caller if side == "caller" else concerned
    return words[GENDERS.get(_gender(facts, side), 2)]


def for_whom(call: OnDesk, facts: Facts, side: str) -> str:
    """ "For him", "For her", "For Sam": how a list says whose it is."""
    if call.about_self:
        return "For the caller"
    given = facts.get(f"{side}.name")
    if given and given.value and given.answer == "stated":
        return f"For {given.value}"
    other = "concerned" if side == "caller" else "caller"
    mine, theirs = (HIM.get(_gender(facts, each), "") for each in (side, other))
    if mine and mine != theirs:
        return f"For {mine}"
    role = name_of(call, facts, side).lower()
    return f"For {role}" if role.startswith("their ") else f"For the {role}"


def _gender(facts: Facts, side: str) -> str:
    found = facts.get(f"{side}.gender")
    return (found.value or "") if found and found.answer == "stated" else ""
