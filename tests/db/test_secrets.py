"""Are a caller's words unreadable in the file, bound to their row, and still found?"""

import pytest
from sqlmodel import select

from db import secrets
from db.models import Channel, Person
from db.secrets import KeyProblem
from db.session import reading, start_writing


def _save(*rows):
    with reading() as session:
        start_writing(session)
        session.add_all(rows)
        session.commit()


def test_a_name_comes_back_and_never_stands_in_the_row(cast):
    _save(Person(centre_id=cast.north, name="Annelise Øverland"))
    with reading() as session:
        person = session.exec(select(Person)).one()
    assert person.name == "Annelise Øverland"
    assert "Annelise" not in repr(person)
    assert b"Annelise" not in person.name_sealed


def test_a_ciphertext_moved_to_another_row_does_not_open(cast):
    first, second = Person(centre_id=cast.north, name="A"), Person(centre_id=cast.north, name="B")
    second.name_sealed = first.name_sealed
    with pytest.raises(KeyProblem):
        _ = second.name


def test_a_phone_is_found_by_its_keyed_hash_alone(cast):
    person = Person(centre_id=cast.north)
    found_by = secrets.fingerprint("+15555550100", "phone")
    _save(person)
    _save(
        Channel(
            centre_id=cast.north, person_id=person.id, value="+15555550100", value_hash=found_by
        )
    )
    with reading() as session:
        channel = session.exec(select(Channel).where(Channel.value_hash == found_by)).one()
    assert channel.value == "+15555550100"
    assert found_by != secrets.fingerprint("+15555550100", "case code")


def test_the_wrong_master_key_says_so(cast):
    wrapped = secrets.wrap(bytes(32), secrets.new_key(), "data")
    with pytest.raises(KeyProblem, match="master key"):
        secrets.unwrap(bytes([1]) * 32, wrapped, "data")
