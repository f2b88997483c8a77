"""Whom does the invented helpline know: sixty people, half of them with a safe way to be reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from casework.calls import SPEAKABLE
from casework.demo.chance import Chance
from casework.demo.places import METROS, Metro, peoples_numbers
from casework.demo.words import FIRST_NAMES, LAST_NAMES
from casework.people.sounding import name_key
from db.models import Channel, Person
from db.secrets import fingerprint

PEOPLE = 60
METROS_OF_CENTRE = (("dayton", "columbus"), ("desmoines", "pueblo"))
APPROACH = (
    "Speaks softly; wait for the end of the sentence.",
    "Prefers plain words and no advice in the first minutes.",
    "Ask for the dog, it helps to begin.",
    "",
)


@dataclass(frozen=True)
class Known:
    id: UUID
    centre: int
    metro: Metro
    name: str
    reachable: bool


def people(chance: Chance, centres: Sequence[int]) -> list[Known]:
    numbers = peoples_numbers(chance.rng)
    return [_person(chance, centres, index, numbers) for index in range(PEOPLE)]


def _person(chance: Chance, centres: Sequence[int], index: int, numbers: Iterator[str]) -> Known:
    centre = 0 if index % 3 else 1
    metro = METROS[METROS_OF_CENTRE[centre][index % 2]]
    name = FIRST_NAMES[index % len(FIRST_NAMES)] if index % 5 else ""
    if name and index % 4 == 0:
        name += f" {chance.pick(LAST_NAMES)}"
    code = "".join(chance.pick(SPEAKABLE) for _ in range(6))
    person = chance.keep(
        Person(
            id=chance.uid(),
            centre_id=centres[centre],
            name=name or None,
            name_key=name_key(name) if name else None,
            approach=chance.pick(APPROACH) or None,
            case_code=code,
            case_code_hash=fingerprint(code, "case_code"),
            word_hash=fingerprint("lantern", "word"),
            birth_year=chance.rng.randint(1955, 2006) if index % 3 else None,
            zone=metro.zone,
            language="es" if index % 9 == 0 else "en",
            state="in_hospital" if index == 41 else "none",
            created_at=chance.ago(chance.rng.uniform(60, 90)),
        )
    )
    reachable = index % 4 != 3
    if reachable:
        _channel(chance, person, next(numbers), index)
    return Known(person.id, centre, metro, name, reachable)


def _channel(chance: Chance, person: Person, number: str, index: int) -> None:
    only_window = index % 7 == 0
    chance.keep(
        Channel(
            id=chance.uid(),
            centre_id=person.centre_id,
            person_id=person.id,
            kind="phone",
            value=number,
            value_hash=fingerprint(number, "phone"),
            safe="only_window" if only_window else "yes",
            window_from=17 * 60 if only_window else None,
            window_to=20 * 60 if only_window else None,
            voicemail=chance.pick(("no", "ok_no_name", "ok_identify")),
            texts=chance.pick(("yes", "no", "not_asked")),
            cover_phrase="Sam from the book club" if index % 10 == 0 else None,
            created_at=person.created_at,
        )
    )
