"""Do the migrations and the models agree, up and down, on both engines?"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlmodel import select

from casework import days, letters, people
from db.models import Consent, Person, PersonFlag
from db.session import engine
from db.upgrade import INI
from tests.casework import story


def _config(connection) -> Config:
    config = Config(str(INI))
    config.attributes["connection"] = connection
    return config


def test_models_and_migrations_agree(database):
    with engine().connect() as connection:
        command.check(_config(connection))


def test_every_migration_goes_down_again(database):
    with engine().connect() as connection:
        command.downgrade(_config(connection), "base")
        command.upgrade(_config(connection), "head")
        connection.rollback()


def test_the_words_of_a_consent_go_under_seal_and_out_again(at, cast, database):
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    signed = story.signed(desk, made, cast.harbour_house, expires_event="when he is home")
    letters.issue(desk, made.referral, "provider")
    desk.session.close()
    with engine().connect() as connection:
        command.downgrade(_config(connection), "0003")
        connection.commit()
        lying = connection.execute(sa.text("SELECT purpose, expires_event FROM consent")).one()
        assert tuple(lying) == ("to arrange a first appointment", "when he is home")
        connection.commit()
        command.upgrade(_config(connection), "head")
        connection.commit()
    again = at(cast.cleo).session.get(Consent, signed)
    assert (again.purpose, again.expires_event) == (
        "to arrange a first appointment",
        "when he is home",
    )


def test_a_helpline_of_before_counts_outcomes_until_somebody_switches_it_off(cast, database):
    with engine().connect() as connection:
        command.downgrade(_config(connection), "0004")
        connection.commit()
        assert "by_outcomes" not in {
            c["name"] for c in sa.inspect(connection).get_columns("helpline")
        }
        connection.commit()
        command.upgrade(_config(connection), "head")
        connection.commit()
        found = connection.execute(sa.text("SELECT name, by_outcomes FROM helpline")).one()
    assert (found.name, bool(found.by_outcomes)) == ("Harbour Line", True)


def test_flags_of_before_go_on_for_three_months_and_their_columns_are_gone(at, cast, database):
    desk = at(cast.cleo)
    flagged, other = story.known(desk).person, story.known(desk).person
    desk.session.close()
    with engine().connect() as connection:
        command.downgrade(_config(connection), "0007")
        connection.commit()
        person = sa.table("person", sa.column("id", sa.Uuid()), sa.column("violent", sa.Boolean()))
        connection.execute(person.update().where(person.c.id == flagged).values(violent=True))
        connection.commit()
        command.upgrade(_config(connection), "head")
        connection.commit()
    mona = at(cast.mona)
    (row,) = mona.session.exec(select(PersonFlag)).all()
    assert (row.person_id, row.kind, row.centre_id) == (flagged, "violent", cast.north)
    assert (row.until, row.reason) == (days.today(mona) + timedelta(days=90), None)
    assert [(one.why, one.person_id) for one in people.flagged(mona)] == [("carried", flagged)]
    found = people.by_name(mona, "Maria Lopez")
    assert [one.id for one in found] == [other]
    mona.session.close()
    with engine().connect() as connection:
        assert not {"vulnerable", "violent"} & {
            c["name"] for c in sa.inspect(connection).get_columns("person")
        }


def test_downgraded_only_the_flags_that_stand_are_kept(at, cast, database):
    desk, mona = at(cast.cleo), at(cast.mona)
    stands, over, ended = (story.known(desk).person for _ in range(3))
    for one in (stands, over, ended):
        story.flagged(mona, one, "vulnerable")
    row = mona.session.exec(select(PersonFlag).where(PersonFlag.person_id == over)).one()
    row.until = days.today(mona) - timedelta(days=1)
    mona.session.commit()
    seen = story.version(mona, Person, ended)
    people.end_flag(mona, ended, kind="vulnerable", version=seen)
    for one in (desk, mona):
        one.session.close()
    with engine().connect() as connection:
        command.downgrade(_config(connection), "0007")
        connection.commit()
        person = sa.table("person", sa.column("id", sa.Uuid()), sa.column("vulnerable"))
        found = connection.execute(sa.select(person.c.id).where(person.c.vulnerable == sa.true()))
        assert list(found.scalars()) == [stands]
        command.upgrade(_config(connection), "head")
        connection.rollback()
