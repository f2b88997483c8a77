"""Who acts, in which session, and through which door is anything written?

Three doors, and nothing else commits: `keep` for acts, `jot` for what is being typed, `stage` for the
bulk of an import (house.md 6, ADR 4).
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, false, insert, true
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session, col

from casework.access import Act, may
from casework.errors import CaseworkError, NotAllowed, NotFound, NotSignedIn, Refused, Stale
from db.models import Account, AuditEntry, Row, now
from db.session import reading, start_writing

AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True)
class Actor:
    """Who acts, as plain values: a row would go stale between two runs of a screen."""

    id: int | None
    name: str
    role: str
    centre_id: int | None
    all_centres: bool = False

    @classmethod
    def of(cls, account: Account) -> "Actor":
        return cls(account.id, account.name, account.role, account.centre_id, account.all_centres)


@dataclass(frozen=True)
class Desk:
    actor: Actor
    session: Session

    @classmethod
    def of_system(cls, session: Session, purpose: str) -> "Desk":
        return cls(Actor(None, purpose, "system", None, all_centres=True), session)

    @property
    def me(self) -> int:
        """The account of who acts; the system has none and writes no casework."""
        if self.actor.id is None:
            raise NotAllowed("The program itself does not do that.")
        return self.actor.id

    # -- permission ---------------------------------------------------------------------------

    def may(self, act: Act) -> bool:
        return may(self.actor.role, act, all_centres=self.actor.all_centres)

    def require(self, act: Act) -> None:
        if not self.may(act):
            raise NotAllowed(f"You may not {act}.")

    def sees(self, centre: Any) -> ColumnElement[bool]:
        """The rows about people this actor may see: their own centre's, every centre's, or none."""
        if not self._sees_people:
            return false()
        if self.may(Act.SEE_ALL_CENTRES):
            return true()
        return col(centre) == self.actor.centre_id

    @property
    def _sees_people(self) -> bool:
        """Who takes no calls reads nobody's, whatever the screen; the clock sees all."""
        return self.may(Act.SEE_PEOPLE) or self.may(Act.KEEP_TIME)

    def reach(self, row: Row, *, what: str = "That") -> None:
        """Refuse another centre's row in the words for a missing one."""
        centre = getattr(row, "centre_id", self.actor.centre_id)
        if centre != self.actor.centre_id and not self.may(Act.SEE_ALL_CENTRES):
            raise NotFound(what)

    def find(self, kind: type[AnyRow], key: UUID | int | None, *, what: str = "That") -> AnyRow:
        """One row this actor can reach; missing and forbidden sound alike."""
        row = self.session.get(kind, key) if key is not None else None
        if row is None or (hasattr(row, "centre_id") and not self._sees_people):
            raise NotFound(what)
        self.reach(row, what=what)
        return row

    # -- the first door: acts -----------------------------------------------------------------

    @contextlib.contextmanager
    def changing(self, act: Act) -> Iterator[None]:
        """A transaction holding the write lock: re-read what you change inside it, then `keep`."""
        self.require(act)
        start_writing(self.session)
        self.session.info["changing"] = True
        try:
            yield
        except IntegrityError as clash:
            raise Refused(f"Could not {act}: it was done already, or a part is missing.") from clash
        except DataError as odd:
            raise Refused(f"Could not {act}: a text holds marks that cannot be kept.") from odd
        finally:
            self.session.info["changing"] = False
            self.session.rollback()  # does nothing after the commit

    def keep(self, act: Act, *rows: Row, subject: str | Sequence[str] = "") -> None:
        """Save the rows and the note of who did it, together or not at all.

        Inside `changing` it ends that transaction; alone it opens one. `subject` names what the act
        was about where it changes no row (opening a record); of many decided at once, one each.
        """
        if self.session.info.get("changing"):
            self._write(act, rows, subject)
        else:
            with self.changing(act):
                self._write(act, rows, subject)

    def _write(self, act: Act, rows: Sequence[Row], subject: str | Sequence[str]) -> None:
        self.require(act)
        for row in rows:
            self.reach(row)
        self.session.add_all(rows)
        self.session.flush()
        names = subject or ", ".join(f"{type(r).__name__} {getattr(r, 'id', '')}" for r in rows)
        each = {names: max(len(rows), 1)} if isinstance(names, str) else dict.fromkeys(names, 1)
        who = {"at": now(), "actor_id": self.actor.id, "act": act.name}
        trail = [{**who, "subjects": about, "count": count} for about, count in each.items()]
        self.session.execute(insert(AuditEntry), trail)
        self.session.commit()

    # -- the second door: what is being typed --------------------------------------------------

    @contextlib.contextmanager
    def jotting(self) -> Iterator[None]:
        """Drafts and facts: permission stands in the statements' WHERE, the versions are the trail."""
        self.require(Act.LOG_CALL)
        start_writing(self.session)
        try:
            yield
            self.session.commit()
        finally:
            self.session.rollback()

    # -- the third door: bulk ------------------------------------------------------------------

    def stage(self, table: Any, rows: Sequence[dict[str, Any]]) -> None:
        """A batch that nobody sees yet; committed at once so that desks go on saving."""
        self.require(Act.IMPORT_DIRECTORY)
        if not rows:
            return
        start_writing(self.session)
        self.session.execute(insert(table), rows)
        self.session.commit()


@contextlib.contextmanager
def at_desk(actor: Actor | None) -> Iterator[Desk]:
    """A desk with a session of its own, for one run of a screen or one request."""
    if actor is None:
        raise NotSignedIn
    with reading() as session:
        yield Desk(actor, session)


def check_version(row: Any, seen: int) -> None:
    """The row is still the version the screen saw; then it becomes the next one."""
    if row.version != seen:
        raise Stale
    row.version += 1


__all__ = ["Actor", "CaseworkError", "Desk", "at_desk", "check_version"]
