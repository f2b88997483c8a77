"""flags have a last day."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import sqlmodel
from alembic import op

from db.models.base import UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = ("vulnerable", "violent")
# Of flags set before, nobody wrote why or until when. They go on for three months: half of what a new
# one gets, since each should be looked at, and long enough that a holiday ends none of them unseen.
TO_REVIEW = timedelta(days=90)

PERSON = sa.table(
    "person",
    sa.column("id", sa.Uuid()),
    sa.column("centre_id", sa.Integer()),
    *(sa.column(kind, sa.Boolean()) for kind in KINDS),
)
FLAG = sa.table(
    "person_flag",
    sa.column("id", sa.Uuid()),
    sa.column("centre_id", sa.Integer()),
    sa.column("person_id", sa.Uuid()),
    sa.column("kind", sa.String()),
    sa.column("set_at", UtcTime()),
    sa.column("until", sa.Date()),
    sa.column("ended_at", UtcTime()),
    sa.column("ended_as", sa.String()),
)


def upgrade() -> None:
    _table()
    last = _today() + TO_REVIEW
    for kind in KINDS:
        flagged = sa.select(PERSON.c.id, PERSON.c.centre_id).where(PERSON.c[kind].is_(True))
        rows = [
            {
                "id": uuid4(),
                "centre_id": found.centre_id,
                "person_id": found.id,
                "kind": kind,
                "set_at": datetime.now(UTC),
                "until": last,
                "ended_as": "",
            }
            for found in op.get_bind().execute(flagged)
        ]
        if rows:
            op.get_bind().execute(FLAG.insert(), rows)
    # Not by a batch: that would make the table anew, and nearly all others point at it.
    for kind in KINDS:
        op.execute(f"ALTER TABLE person DROP COLUMN {kind}")


def downgrade() -> None:
    for kind in KINDS:
        column = sa.Column(kind, sa.Boolean(), nullable=False, server_default=sa.false())
        op.add_column("person", column)
        stands = sa.select(FLAG.c.person_id).where(
            FLAG.c.kind == kind, FLAG.c.ended_at.is_(None), FLAG.c.until >= _today()
        )
        op.get_bind().execute(
            PERSON.update().where(PERSON.c.id.in_(stands)).values(**{kind: sa.true()})
        )
    op.drop_table("person_flag")


def _today():
    """At the helpline, where a last day is counted."""
    zone = op.get_bind().execute(sa.text("SELECT zone FROM helpline")).scalar()
    return datetime.now(ZoneInfo(zone or "America/New_York")).date()


def _table() -> None:
    text = sqlmodel.sql.sqltypes.AutoString()
    op.create_table(
        "person_flag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", UtcTime(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("set_at", UtcTime(), nullable=True),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_as", text, nullable=False),
        sa.CheckConstraint(
            "kind IN ('vulnerable', 'violent')", name=op.f("ck_person_flag_kind_known")
        ),
        sa.CheckConstraint(
            "ended_as IN ('', 'early', 'renewed', 'not_set')",
            name=op.f("ck_person_flag_ended_as_known"),
        ),
        sa.CheckConstraint(
            "(set_at IS NULL) = (until IS NULL)", name=op.f("ck_person_flag_set_until_a_day")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_as = '')", name=op.f("ck_person_flag_ended_somehow")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_person_flag_{column}_{table}")
            )
            for column, table in (
                ("centre_id", "centre"),
                ("person_id", "person"),
                *((f"{did}_by_id", "account") for did in ("asked", "set", "ended")),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_flag")),
    )
    for column in ("person_id", "until"):
        op.create_index(op.f(f"ix_person_flag_{column}"), "person_flag", [column])
