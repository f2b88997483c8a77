"""Do the migrations and the models agree, up and down, on both engines?"""

from alembic import command
from alembic.config import Config

from db.session import engine
from db.upgrade import INI


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
