"""What does the middle of the call desk ask, step by step?"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from casework import calls, safety, support
from casework.desk import Desk
from casework.facts import Facts
from pages.widgets.call import gate, returning, support_map
from pages.widgets.call.ask import ask
from pages.widgets.call.wrap_up import wrap_up
from pages.widgets.components.guard import narrative


@dataclass(frozen=True)
class Page:
    """What every step needs to draw itself."""

    desk: Desk
    call: calls.OnDesk
    facts: Facts
    texts: dict[str, str]

    @property
    def sides(self) -> tuple[str, ...]:
        return ("caller",) if self.call.about_self else ("concerned", "caller")

    def ask(self, *paths: str, label: str = "") -> None:
        for path in paths:
            ask(self.call.id, path, self.facts, self.texts, label=label)

    def beside(self, *paths: str) -> None:
        """Questions in one row."""
        for column, path in zip(st.columns(len(paths)), paths, strict=True):
            with column:
                self.ask(path)

    def name_of(self, side: str) -> str:
        return name_of(self.call, self.facts, side)


ROLES = {
    "parent": "Parent",
    "spouse": "Partner",
    "ex_partner": "Ex-partner",
    "child_adult": "Grown-up child",
    "child_minor": "Child",
    "sibling": "Brother or sister",
    "grandparent": "Grandparent",
    "friend": "Friend",
}


def name_of(call: calls.OnDesk, facts: Facts, side: str) -> str:
    """A person's name for the screen is their role until a name is given (look.md 2)."""
    given = facts.get(f"{side}.name")
    if given and given.value and given.answer == "stated":
        return given.value
    if side == "concerned":
        return "Person concerned"
    return "Caller" if call.about_self else ROLES.get(call.relation, "Caller")


def first_minute(page: Page) -> None:
    """product.md 1.2, in its order; nothing demographic here."""
    page.ask("call.safe")
    narrative("call.happening", "What is happening?", _text(page, "call.happening"), 84)
    page.ask("call.relation")
    page.beside("call.language", "call.interpreter")
    if not page.call.about_self:
        _place(page, "concerned", "Where are they?")
    _place(page, "caller", "Where are you?" if page.call.about_self else "Where is the caller?")
    page.ask("call.callback")
    with st.expander("Say, once: when anonymity ends"):
        st.text(
            "“You don't have to tell me who you are. Only if somebody's life is in danger, or a "
            "child is being hurt, would I have to tell someone.”"
        )


def _text(page: Page, path: str) -> str:
    known = page.facts.get(path)
    return page.texts.get(path, (known.value or "") if known else "")


def _place(page: Page, side: str, label: str) -> None:
    zip_code, town = st.columns([1, 2])
    with zip_code:
        page.ask(f"{side}.zip", label=f"{label} ZIP")
    with town:
        page.ask(f"{side}.town")


def danger(page: Page) -> None:
    answers = safety.gate(page.desk, page.call.id)
    for side in page.sides:
        gate.gate(page.call.id, side, page.name_of(side), answers[side], page.call)


def stage(page: Page) -> None:
    page.ask("call.stage")
    st.text("It orders the lists: in recovery, peers come first; leaving, places at home.")


def who(page: Page) -> None:
    returning.returning(page.call, page.name_of("caller"))
    for side in page.sides:
        st.markdown(f"**{'They' if side == 'concerned' else 'Caller'}**")
        page.beside(f"{side}.name", f"{side}.age")
        page.ask(f"{side}.gender")
        returning.known(page.call, side, page.name_of(side))


def use(page: Page) -> None:
    side = page.sides[0]
    page.ask(f"{side}.substances")
    page.beside(f"{side}.last_use", f"{side}.route")
    page.beside(f"{side}.daily", f"{side}.seizure_ever")
    page.ask(f"{side}.overdose")
    page.beside(f"{side}.naloxone", f"{side}.alone", f"{side}.break")
    page.beside(f"{side}.medication", f"{side}.dose")
    with st.expander("More: pregnancy, coming out, reach"):
        page.ask(f"{side}.pregnant", f"{side}.left", f"{side}.reachable", f"{side}.diagnosed")


def around(page: Page) -> None:
    rows = support.sources(page.desk, page.call.id)
    support_map.support_map(page.call.id, rows, page.facts, page.texts)


def wishes(page: Page) -> None:
    side = page.sides[0]
    page.ask(f"{side}.care", f"{side}.medication_wish")
    page.beside(f"{side}.within", f"{side}.travel")
    page.ask(f"{side}.payment")
    page.beside(f"{side}.modes", f"{side}.times")
    page.beside(f"{side}.speaks", f"{side}.outlook")
    with st.expander("More: company, access, places to avoid, what was tried"):
        page.ask(f"{side}.company", f"{side}.access")
        page.beside(f"{side}.away_from", f"{side}.away_miles")
        page.ask(f"{side}.tried", f"{side}.accompany")


STEPS: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("First minute", first_minute),
    ("Danger", danger),
    ("Stage", stage),
    ("Who", who),
    ("Use", use),
    ("Support", around),
    ("Wishes", wishes),
    ("Read out", wrap_up),
)


def last_step() -> int:
    return len(STEPS)


def page_of(desk: Desk, call_id: UUID) -> Page:
    """All that a step draws from, in as few queries as there are kinds of rows."""
    from casework import drafts, facts

    return Page(
        desk,
        calls.on_desk(desk, call_id),
        facts.known(desk, call_id),
        drafts.texts(desk, call_id),
    )
