"""How does nothing that is typed get lost (product.md 1, "Drafts, exactly")?

The browser posts field, value, the version it built on, its tab and a running number. The server
issues versions. A stale base keeps both texts and says so; nothing is dropped with success.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from casework import facts, safety
from casework.desk import Desk
from db.models import Call, Draft, Fact, now


@dataclass(frozen=True)
class Jotted:
    """The issued version; `conflict` is the other text when somebody wrote in between."""

    version: int
    saved_at: datetime
    conflict: str | None = None


def jot(
    desk: Desk,
    *,
    call_id: UUID,
    field: str,
    value: str,
    base: int,
    tab: str,
    seq: int,
    left: bool,
) -> Jotted:
    """Keep what is being typed; when the field was left, make it the fact and drop the draft."""
    facts.check(field, value, "stated")
    with desk.jotting():
        call = facts.writable(desk, call_id)
        draft = desk.session.exec(
            select(Draft).where(Draft.call_id == call_id, Draft.field == field)
        ).first()
        fact = facts.newest(desk, call_id, field)
        if draft and draft.tab == tab and seq < draft.seq:
            return Jotted(draft.version, draft.written_at)  # an older message, overtaken
        theirs = _written_in_between(draft, fact, tab=tab, base=base, value=value)
        if theirs is not None and draft is not None and draft.tab != tab:
            fact = _make_fact_of(desk, call, draft, fact)
            draft = None
        version = _put(desk, call, draft, fact, _Typed(field, value, base, tab, seq), left, theirs)
        return Jotted(version, now(), theirs)


def choose(
    desk: Desk, *, call_id: UUID, field: str, value: str | None, answer: str = "stated"
) -> int:
    """Write a chosen answer as its next version; returns the version. Unchanged: writes nothing."""
    facts.check(field, value, answer)
    with desk.jotting():
        call = facts.writable(desk, call_id)
        _drop_draft(desk, call_id, field)
        last = facts.newest(desk, call_id, field)
        if last and last.value == value and last.answer == answer:
            return last.version
        version = facts.add_version(desk, call, field, value=value, answer=answer, after=last)
        _settle_tier(desk, call, field)
        return version


def _drop_draft(desk: Desk, call_id: UUID, field: str) -> None:
    """The field was left: what stood in its draft is what is chosen now."""
    draft = desk.session.exec(
        select(Draft).where(Draft.call_id == call_id, Draft.field == field)
    ).first()
    if draft is not None:
        desk.session.delete(draft)
        desk.session.flush()


def _settle_tier(desk: Desk, call: Call, field: str) -> None:
    if field.partition(".")[2] in safety.SETS_TIER:
        safety.settle(desk, call)


@dataclass(frozen=True)
class _Typed:
    field: str
    value: str
    base: int
    tab: str
    seq: int


def _written_in_between(
    draft: Draft | None, fact: Fact | None, *, tab: str, base: int, value: str
) -> str | None:
    """The other text, if this one was typed over a version that is no longer the newest."""
    if draft is not None and draft.tab == tab:
        stale = fact is not None and fact.version > draft.version
    else:
        newest = max(draft.version if draft else 0, fact.version if fact else 0)
        stale = newest != base
    if not stale:
        return None
    other = draft.value if draft is not None and draft.tab != tab else fact.value if fact else None
    return other if other is not None and other != value else None


def _make_fact_of(desk: Desk, call: Call, draft: Draft, fact: Fact | None) -> Fact | None:
    """The other browser's draft becomes a version of its own, so that both texts stand."""
    facts.add_version(
        desk, call, draft.field, value=draft.value, after=fact, at_least=draft.version - 1
    )
    desk.session.delete(draft)
    desk.session.flush()
    return facts.newest(desk, call.id, draft.field)


def _put(
    desk: Desk,
    call: Call,
    draft: Draft | None,
    fact: Fact | None,
    typed: _Typed,
    left: bool,
    theirs: str | None,
) -> int:
    newest = max(draft.version if draft else 0, fact.version if fact else 0)
    if left:
        if draft is not None:
            desk.session.delete(draft)
        if fact is not None and fact.value == typed.value and fact.answer == "stated":
            return max(newest, fact.version)
        version = facts.add_version(
            desk,
            call,
            typed.field,
            value=typed.value,
            after=fact,
            at_least=newest,
            kept_both=theirs is not None,
        )
        _settle_tier(desk, call, typed.field)
        return version
    if draft is None:
        if fact is not None and fact.value == typed.value:
            return newest
        draft = Draft(
            call_id=call.id,
            centre_id=call.centre_id,
            field=typed.field,
            value="",
            tab=typed.tab,
            seq=typed.seq,
            written_by_id=desk.me,
        )
        desk.session.add(draft)
    draft.value, draft.base, draft.tab, draft.seq = typed.value, typed.base, typed.tab, typed.seq
    draft.version, draft.written_at = newest + 1, now()
    desk.session.flush()
    return draft.version


def texts(desk: Desk, call_id: UUID) -> dict[str, str]:
    """Field path → text still being typed, to put back on the screen."""
    rows = desk.session.exec(
        select(Draft).where(Draft.call_id == call_id, desk.sees(Draft.centre_id))
    ).all()
    return {row.field: row.value for row in rows}


def settle(desk: Desk, call: Call) -> None:
    """Make facts of all drafts of a call (inside a transaction): closing throws nothing away."""
    for draft in desk.session.exec(select(Draft).where(Draft.call_id == call.id)).all():
        _make_fact_of(desk, call, draft, facts.newest(desk, call.id, draft.field))
