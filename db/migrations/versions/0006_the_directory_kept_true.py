"""the directory kept true."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from db.models.base import UtcTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString
HEARD = ("full", "waits", "wrong_number", "closed", "not_taking", "kind")
MERGED = ("service", "support_group", "meeting")


def _text(name: str) -> sa.Column:
    return sa.Column(name, Text(), nullable=False, server_default="")


# Columns are added one by one: on SQLite a batch would make a large table anew.
COLUMNS = {
    "source": (
        lambda: _text("address"),
        lambda: sa.Column("grace_days", sa.Integer(), nullable=False, server_default="30"),
        lambda: sa.Column("mapping", sa.JSON(), nullable=True),
    ),
    "source_record": (lambda: sa.Column("drops_at", UtcTime(), nullable=True),),
    "entry": (
        *(
            lambda name=name: _text(name)
            for name in (
                *("alternate_name", "email", "application", "documents", "wait", "capacity"),
                *("service_area", "alert"),
            )
        ),
        lambda: sa.Column("served_states", sa.JSON(), nullable=False, server_default="[]"),
        lambda: sa.Column("alert_until", sa.Date(), nullable=True),
        lambda: sa.Column("withheld", sa.Boolean(), nullable=False, server_default=sa.false()),
    ),
    "referral": (lambda: sa.Column("place", sa.Integer(), nullable=False, server_default="0"),),
    "schedule": (
        lambda: sa.Column("valid_from", sa.Date(), nullable=True),
        lambda: sa.Column("valid_to", sa.Date(), nullable=True),
    ),
}


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for column in columns:
            op.add_column(table, column())
    for table in MERGED:
        op.add_column(table, sa.Column("merged_into_id", sa.Integer(), nullable=True))
        op.create_index(f"ix_{table}_merged_into_id", table, ["merged_into_id"])
    with op.batch_alter_table("listing_report") as batch:
        batch.add_column(sa.Column("settled_by_id", sa.Integer(), nullable=True))
        batch.add_column(_text("settled_as"))
        batch.create_foreign_key(
            "fk_listing_report_settled_by_id_account", "account", ["settled_by_id"], ["id"]
        )
    _kinds((*HEARD[:-1], "no_medicaid", "kind"))
    _tables()


def downgrade() -> None:
    op.drop_table("served_area")
    for table in ("emergency_centre", "verification", "duplicate", "listing_event", "listing_edit"):
        op.drop_table(table)
    op.drop_table("entry_location")
    op.execute("UPDATE listing_report SET kind = 'not_taking' WHERE kind = 'no_medicaid'")
    _kinds(HEARD)
    with op.batch_alter_table("listing_report") as batch:
        batch.drop_constraint("fk_listing_report_settled_by_id_account", type_="foreignkey")
        batch.drop_column("settled_as")
        batch.drop_column("settled_by_id")
    for table in MERGED:
        op.drop_index(f"ix_{table}_merged_into_id", table)
        op.execute(f"ALTER TABLE {table} DROP COLUMN merged_into_id")
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column().name}")


def _kinds(kinds: tuple[str, ...]) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("listing_report") as batch:
        batch.drop_constraint(op.f("ck_listing_report_kind_known"), type_="check")
        batch.create_check_constraint(op.f("ck_listing_report_kind_known"), f"kind IN ({words})")


def _tables() -> None:
    op.create_table(
        "served_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("county", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_served_area")),
        sa.UniqueConstraint("state", "county", name=op.f("uq_served_area_state")),
    )
    op.create_table(
        "duplicate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("likeness", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=True),
        sa.Column("proposed_at", UtcTime(), nullable=False),
        sa.Column("decided_at", UtcTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('service', 'group', 'meeting')", name=op.f("ck_duplicate_kind_known")
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'merged', 'different', 'undone')",
            name=op.f("ck_duplicate_state_known"),
        ),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_duplicate_in_order")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_duplicate_decided_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate")),
        sa.UniqueConstraint("kind", "first_id", "second_id", name=op.f("uq_duplicate_kind")),
    )
    with op.batch_alter_table("duplicate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duplicate_first_id"), ["first_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_duplicate_second_id"), ["second_id"], unique=False)

    op.create_table(
        "emergency_centre",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("county", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entered_by_id"],
            ["account.id"],
            name=op.f("fk_emergency_centre_entered_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_centre")),
        sa.UniqueConstraint("state", "county", "name", name=op.f("uq_emergency_centre_state")),
    )
    with op.batch_alter_table("emergency_centre", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_emergency_centre_state"), ["state"], unique=False)

    op.create_table(
        "listing_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("source_says", sa.JSON(), nullable=False),
        sa.Column("undecided_since", UtcTime(), nullable=True),
        sa.Column("edited_at", UtcTime(), nullable=False),
        sa.Column("edited_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edited_by_id"], ["account.id"], name=op.f("fk_listing_edit_edited_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["source_record.id"],
            name=op.f("fk_listing_edit_record_id_source_record"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_edit")),
        sa.UniqueConstraint("record_id", "field", name=op.f("uq_listing_edit_record_id")),
    )
    op.create_table(
        "listing_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("what", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "what IN ('changed', 'missing', 'back', 'edited', 'undone', 'decided', 'agreed')",
            name=op.f("ck_listing_event_what_known"),
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["source_record.id"],
            name=op.f("fk_listing_event_record_id_source_record"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_listing_event_run_id_import_run")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_listing_event_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_event")),
    )
    with op.batch_alter_table("listing_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_event_record_id"), ["record_id"], unique=False)

    op.create_table(
        "entry_location",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("precision", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_entry_location_entry_id_entry")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_entry_location_location_id_location")
        ),
        sa.PrimaryKeyConstraint("entry_id", "position", name=op.f("pk_entry_location")),
    )
    with op.batch_alter_table("entry_location", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_entry_location_location_id"), ["location_id"], unique=False
        )

    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("how", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "how IN ('phone', 'website', 'email', 'visit')", name=op.f("ck_verification_how_known")
        ),
        sa.CheckConstraint(
            "outcome IN ('confirmed', 'corrected', 'not_reached', 'gone')",
            name=op.f("ck_verification_outcome_known"),
        ),
        sa.CheckConstraint(
            "(CASE WHEN service_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN group_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_verification_one_place"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_verification_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["support_group.id"], name=op.f("fk_verification_group_id_support_group")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_verification_service_id_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    with op.batch_alter_table("verification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verification_group_id"), ["group_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_verification_service_id"), ["service_id"], unique=False
        )
