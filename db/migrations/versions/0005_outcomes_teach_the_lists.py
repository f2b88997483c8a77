"""outcomes teach the lists."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not by a batch: on SQLite that would make the table anew.
    on = sa.Column("by_outcomes", sa.Boolean(), nullable=False, server_default=sa.true())
    op.add_column("helpline", on)
    op.create_index("ix_referral_service_id", "referral", ["service_id"])
    op.create_index("ix_referral_group_id", "referral", ["group_id"])
    op.create_index("ix_referral_step_status_at", "referral_step", ["status", "at"])


def downgrade() -> None:
    op.drop_index("ix_referral_step_status_at", "referral_step")
    op.drop_index("ix_referral_group_id", "referral")
    op.drop_index("ix_referral_service_id", "referral")
    op.execute("ALTER TABLE helpline DROP COLUMN by_outcomes")
