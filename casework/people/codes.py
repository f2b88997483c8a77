"""How does somebody come back without a name: a case code and a word they chose (domain.md 1.7)?"""

import hmac
import secrets
from uuid import UUID

from sqlmodel import select

from casework import hands
from casework.access import Act
from casework.desk import Desk
from casework.errors import NotFound, Refused
from casework.people.sounding import words_of
from db.models import Person
from db.secrets import fingerprint

# No characters that sound or look like another (workflows.md 4).
SPEAKABLE = "ACEFHJKLMNPRTUVWXY34579"
LENGTH = 6
SHORTEST_WORD = 3
UNKNOWN = "A record with that code and word"


def case_code_for(desk: Desk, person_id: UUID, word: str) -> str:
    """A code to read out twice, opened only together with their word; asked again, a new pair."""
    plain = _plain_word(word)
    if len(plain) < SHORTEST_WORD:
        raise Refused("The word needs at least three letters, and only they should know it.")
    with desk.changing(Act.EDIT_PERSON):
        person = hands.locked(desk, Person, person_id, what="That person")
        held = hands.holds_person(desk, person.id)
        hands.require(held, "Only who took a call with this person gives them a code.")
        code = "".join(secrets.choice(SPEAKABLE) for _ in range(LENGTH))
        person.case_code = code
        person.case_code_hash = fingerprint(code, "case_code")
        person.word_hash = fingerprint(plain, "word")
        person.version += 1
        desk.keep(Act.EDIT_PERSON, person)
    return f"{code[:3]}-{code[3:]}"


def by_code(desk: Desk, code: str, word: str) -> UUID:
    """Whose code and word these are. A wrong word, no such code and another centre sound alike."""
    desk.require(Act.SEE_PEOPLE)
    plain = "".join(c for c in code.upper() if c.isalnum())
    person = desk.session.exec(
        select(Person).where(
            Person.case_code_hash == fingerprint(plain, "case_code"),
            desk.sees(Person.centre_id),
        )
    ).first()
    kept = (person.word_hash if person else None) or fingerprint("", "nobody's word")
    fits = hmac.compare_digest(kept, fingerprint(_plain_word(word), "word"))
    if person is None or not fits:
        raise NotFound(UNKNOWN)
    return person.merged_into_id or person.id


def _plain_word(word: str) -> str:
    """As it is heard: no case, no accents, no spaces."""
    return "".join(words_of(word)) or "".join(word.casefold().split())
