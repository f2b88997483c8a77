"""A source of eight clinics that is taken in, edited and looked at again; for the tests of edits."""

from datetime import time

from sqlmodel import func, select

from casework import directory
from casework.directory import editing, stated
from db.models import (
    ListingEdit,
    SourceRecord,
)
from imports.listing import Tag as SaidTag
from imports.listing import Time
from tests.casework.feeds import FEED, clinic, reading

MEDICAID = SaidTag("payment", "medicaid", "samhsa", "MD")
CASH = SaidTag("payment", "self_pay", "samhsa", "SF")
ONE = clinic(
    1,
    description="By the river.",
    tags=[MEDICAID, CASH],
    times=[Time(weekday=1, start=time(9), minutes=480, kind="opening")],
    costs=[("sliding", "by income")],
    min_age=18,
)
OTHERS = [clinic(i) for i in range(2, 9)]


def take(desk, *listings, **options):
    return directory.take(desk, FEED, reading([*listings, *OTHERS]), **options)


def record(desk, key="c1"):
    return desk.session.exec(select(SourceRecord.id).where(SourceRecord.source_key == key)).one()


def live(desk, key="c1"):
    mine = select(SourceRecord.live_entry_id).where(SourceRecord.source_key == key)
    return desk.session.exec(mine).one()


def shown(desk, key="c1"):
    entry = live(desk, key)
    return stated.stated(desk.session, [entry])[entry]


def edits(desk):
    return desk.session.exec(
        select(ListingEdit).execution_options(populate_existing=True).order_by(ListingEdit.id)
    ).all()


def count(desk, table, *where):
    return desk.session.exec(select(func.count()).select_from(table).where(*where)).one()


def edit(desk, field, value, key="c1", **options):
    editing.edit(desk, record_id=record(desk, key), field=field, value=value, **options)
