"""What does the middle of the call desk ask, step by step?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from uuid import UUID

import streamlit as st

from casework import calls, drafts, safety, support
from casework import facts as facts_of
from casework.desk import Desk
from casework.facts import Facts
from casework.fields import SIDE_STEP, step_name
from pages.widgets.call import gate, lines, quick, returning, support_map, times
from pages.widgets.call.ask import ask, more
from pages.widgets.call.names import name_of
from pages.widgets.call.scripts import SCRIPTS
from pages.widgets.call.wrap_up import wrap_up
from pages.widgets.components.guard import narrative
from pages.widgets.fragments import callback, refresh
from pages.widgets.plain import plain

QUICK, DANGER, READ_OUT = 0, 2, 8


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
        """Questions in one row, as far as there is room."""
        with st.container(horizontal=True, gap="medium"):
            self.ask(*paths)

    def places(self) -> None:
        """Where each of them is; a relative is asked for two places."""
        for side in self.sides:
            with st.container(horizontal=True, gap="small"):
                self.ask(f"{side}.zip", label=self._where(side))
                self.ask(f"{side}.town")

    def _where(self, side: str) -> str:
        if side == self.sides[0] and self.call.stage == "leaving":
            return "Going home to which ZIP?"
        if self.call.about_self:
            return "Where are you? ZIP"
        return f"{self.name_of(side)} is where? ZIP"

    def name_of(self, side: str) -> str:
        return name_of(self.call, self.facts, side)

    def text(self, path: str) -> str:
        known = self.facts.get(path)
        return self.texts.get(path, (known.value or "") if known else "")


def page_of(desk: Desk, call_id: UUID) -> Page:
    """All that a step draws from, in as few queries as there are kinds of rows."""
    return Page(
        desk,
        calls.on_desk(desk, call_id),
        facts_of.known(desk, call_id),
        drafts.texts(desk, call_id),
    )


def first_minute(page: Page) -> None:
    """product.md 1.2, in its order; nothing demographic here."""
    page.ask("call.safe")
    narrative("call.happening", "What is happening?", page.text("call.happening"), 72)
    page.ask("call.relation")
    page.beside("call.language", "call.interpreter")
    page.places()
    page.ask("call.callback")


def danger(page: Page) -> None:
    answers = safety.gate(page.desk, page.call.id)
    for side in page.sides:
        gate.gate(page.desk, side, page.name_of(side), answers[side], page.call)


def stage(page: Page) -> None:
    page.ask("call.stage")
    st.text("It orders the lists: in recovery, peers come first; leaving, places at home.")


def who(page: Page) -> None:
    returning.returning(page)
    for side in page.sides:
        if not page.call.about_self:
            st.markdown("**Caller**" if side == "caller" else "**The person concerned**")
        with st.container(horizontal=True, gap="medium"):
            page.ask(f"{side}.name", f"{side}.age", f"{side}.gender")
        returning.known(page, side)
    if not page.call.about_self:
        page.ask("call.provenance")


def use(page: Page) -> None:
    side = page.sides[0]
    page.ask(f"{side}.substances")
    page.beside(f"{side}.last_use", f"{side}.route")
    page.beside(f"{side}.daily", f"{side}.break")
    page.beside(f"{side}.seizure_ever", f"{side}.alone")
    page.beside(f"{side}.overdose", f"{side}.naloxone")
    page.beside(f"{side}.medication", f"{side}.dose")
    if page.facts.get(f"{side}.medication") and page.text(f"{side}.medication") not in {"", "none"}:
        with st.container(horizontal=True, gap="small"):
            page.ask(f"{side}.last_dose", f"{side}.clinic", f"{side}.take_homes")
    with st.expander("More: pregnancy, coming out, reach"):
        page.ask(f"{side}.pregnant", f"{side}.left", f"{side}.reachable", f"{side}.diagnosed")


def around(page: Page) -> None:
    rows = support.sources(page.desk, page.call.id)
    support_map.support_map(page.call.id, rows, page.facts, page.texts)


def wishes(page: Page) -> None:
    """Of the person concerned; a relative is asked for their own groups too."""
    side = _whose(page)
    for_care = side == page.sides[0]
    if for_care:
        page.ask(f"{side}.care")
        page.ask(f"{side}.medication_wish", f"{side}.payment")
    page.ask(f"{side}.within", f"{side}.travel")
    page.beside(f"{side}.modes", f"{side}.outlook")
    times.when(page, side)
    if for_care:
        page.ask(f"{side}.practical")
    page.ask(f"{side}.words")
    with st.expander("To keep away from"):
        lines.away(page, side)
    with st.expander("What was tried before, and how it went"):
        lines.tried(page, side)
    with st.expander("More: company, needs, language, someone to go along"):
        page.ask(f"{side}.company", f"{side}.access")
        page.beside(f"{side}.also", f"{side}.goal")
        page.ask(f"{side}.speaks")
        more(page.call.id, f"{side}.speaks", page.facts, label="Another language")
        page.ask(f"{side}.accompany")


def _whose(page: Page) -> str:
    """One row of names while the call is of two people."""
    if len(page.sides) == 1:
        return page.sides[0]
    return st.segmented_control(
        "Whose wishes?",
        page.sides,
        format_func=lambda side: plain(page.name_of(side)),
        default=page.sides[0],
        required=True,
        key="_whose",
        label_visibility="collapsed",
    )


@dataclass(frozen=True)
class Step:
    name: str
    draw: Callable[[Page], None]


STEPS = (
    Step("First minute", first_minute),
    Step("Danger", danger),
    Step("Stage", stage),
    Step("Who", who),
    Step("Use", use),
    Step("Support", around),
    Step("Wishes", wishes),
    Step("Read out", wrap_up),
)


def step_of(page: Page, number: int) -> None:
    """One step: its name, what to say, the way on; then its questions."""
    step = STEPS[number - 1] if number else Step("Quick lane", quick.quick_lane)
    onward = {QUICK: READ_OUT, READ_OUT: None}.get(number, number + 1)
    with st.container(key=f"at_{number}", horizontal=True, vertical_alignment="center"):
        st.html(_head(step.name, SCRIPTS.get(number, ())))
        if onward is not None:
            words = f"{STEPS[onward - 1].name} →"
            st.button(words, key="next", type="primary", on_click=_onward, args=(onward,))
    step.draw(page)


def _head(name: str, script: Iterable[str]) -> str:
    said = "".join(f"<p>{escape(line)}</p>" for line in script)
    folded = f"<details><summary>What to say</summary>{said}</details>" if said else ""
    return f'<div class="head"><h2>{escape(name)}</h2>{folded}</div>'


@callback
def _onward(_desk: Desk, number: int) -> None:
    st.session_state["_step"] = number
    if number == READ_OUT:
        refresh("step", "matches")
    refresh("step")


def answered(known: Facts) -> set[int]:
    """The steps of which something is known, for the marks in the menu."""
    found = {path for path, fact in known.items() if fact.answer != "not_asked"}
    return {number for path in found if (number := _step_with(path))}


def _step_with(path: str) -> int:
    if path.startswith("support."):
        return 6
    if path == "call.stage":
        return 3
    return SIDE_STEP.get(step_name(path), 1)
