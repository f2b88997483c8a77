"""the same file again."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not by a batch: on SQLite that would make the table anew.
    text = sqlmodel.sql.sqltypes.AutoString()
    op.add_column("import_run", sa.Column("read_as", text, nullable=False, server_default=""))
    count = sa.Column("problems", sa.Integer(), nullable=False, server_default="0")
    op.add_column("import_run", count)
    sure = sa.Column("sure", text, nullable=False, server_default="")
    op.add_column("duplicate", sure)
    op.add_column("duplicate", sa.Column("decided_with_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE duplicate DROP COLUMN decided_with_id")
    op.execute("ALTER TABLE duplicate DROP COLUMN sure")
    op.execute("ALTER TABLE import_run DROP COLUMN problems")
    op.execute("ALTER TABLE import_run DROP COLUMN read_as")
