"""Do the migrations and the models agree, up and down, on both engines?"""

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from casework import letters
from db.models import Consent
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
