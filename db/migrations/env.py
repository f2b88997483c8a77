"""How alembic reaches our database."""

import sqlmodel  # noqa: F401 - migrations name its types
from alembic import context

from db.models import Row
from db.models.base import UtcTime
from db.session import connect
from db.settings import settings


def run() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    engine = connect(settings())
    with engine.connect() as connection:
        migrate(connection)
    engine.dispose()


def migrate(connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Row.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render,
        transaction_per_migration=sqlite,
    )
    with context.begin_transaction():
        context.run_migrations()


def render(kind, item, _context):
    return "UtcTime()" if kind == "type" and isinstance(item, UtcTime) else False


run()
