"""the words of a consent are sealed."""

import sqlalchemy as sa
from alembic import op

from db import secrets
from db.session import unlock
from db.settings import settings

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORDS = ("discloser", "purpose", "expires_event")
CONSENT = sa.table(
    "consent",
    sa.column("id", sa.Uuid()),
    *(sa.column(word, sa.String()) for word in WORDS),
    *(sa.column(f"{word}_sealed", sa.LargeBinary()) for word in WORDS),
)


def upgrade() -> None:
    for word in WORDS:
        op.add_column("consent", sa.Column(f"{word}_sealed", sa.LargeBinary(), nullable=True))
    for row in _rows(WORDS):
        sealed = {
            f"{word}_sealed": secrets.ring().seal(getattr(row, word).encode(), _bound(row, word))
            for word in WORDS
            if getattr(row, word)
        }
        _write(row, sealed)
    _drop(WORDS)


def downgrade() -> None:
    for word in WORDS:
        op.add_column("consent", sa.Column(word, sa.String(), nullable=False, server_default=""))
    for row in _rows([f"{word}_sealed" for word in WORDS]):
        opened = {
            word: secrets.ring().open(blob, _bound(row, word)).decode()
            for word in WORDS
            if (blob := getattr(row, f"{word}_sealed"))
        }
        _write(row, opened)
    _drop([f"{word}_sealed" for word in WORDS])


def _rows(names) -> list:
    found = op.get_bind().execute(sa.select(CONSENT.c.id, *(CONSENT.c[n] for n in names))).all()
    if found:
        unlock(op.get_bind().engine, settings())
    return found


def _bound(row, word) -> str:
    return f"consent.{word}_sealed.{row.id}"


def _write(row, values) -> None:
    if values:
        op.get_bind().execute(CONSENT.update().where(CONSENT.c.id == row.id).values(**values))


def _drop(names) -> None:
    # Not by a batch: that would make the table anew, and letters point at its rows.
    for name in names:
        op.execute(f"ALTER TABLE consent DROP COLUMN {name}")
