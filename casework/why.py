"""Why does a place stand on a list: each sentence with its rule, and what it rests on?

Asked when somebody opens it; nothing here is worked out when a list is drawn.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework import outcomes
from casework.access import Act
from casework.desk import Desk
from casework.directory.last_checked import HOW
from casework.directory.stated import NO
from casework.directory.words import LANGUAGES
from casework.directory.written import Code, Written, written
from matching import Because, Match
from matching.sayings.rules import of_rule
from matching.words import AXES

SOME = 3  # times that are shown
SHORT = 60  # characters of a code that is shown
KNOWN_BY = {
    "point": "to the door",
    "street": "by its street",
    "zip": "by its ZIP",
    "city": "by its town",
    "none": "not well",
}
ATTENDED = {
    "in_person": "in person",
    "online": "online",
    "hybrid": "in person and online",
    "inactive": "as not meeting now",
}
TIMED = frozenset({"meets", "opens", "open_now", "open_until"})
REPORTED = {
    "shut": "closed",
    "full_before": "full",
    "was_kind": "kind",
    "waits_unknown": "waits",
    "no_wait": "waits",
}


@dataclass(frozen=True)
class Traced:
    """One sentence, the rule that says it, and what its source wrote or it was worked out from."""

    said: str
    rule: str
    rests_on: str


@dataclass(frozen=True)
class Trace:
    source: str  # from whom, and when
    lines: Sequence[Traced]


def it_stands(desk: Desk, match: Match, *, place: str, precision: str) -> Trace:
    """Every sentence of a match traced; `place`: where the list looks from; `precision`: how well we
    know where the listing is. Raises NotAllowed, NotFound."""
    desk.require(Act.MATCH)
    axes = {one.axis for one in match.because if one.axis in AXES}
    behind = _Behind(desk, match.key, written(desk, match.key, axes), place, precision)
    lines = [Traced(one.said(), of_rule(one.rule), behind.rests_on(one)) for one in match.because]
    return Trace(_source(behind.written), lines)


@dataclass(frozen=True)
class _Behind:
    """What the sentences of one listing rest on."""

    desk: Desk
    key: str
    written: Written
    place: str
    precision: str

    def rests_on(self, one: Because) -> str:
        if one.axis in AXES and (one.values or one.says.startswith("stance_unknown")):
            return self.codes(one.axis, one.values)
        found = RESTS_ON.get(one.says) or RESTS_ON.get(one.rule, "")
        return found if isinstance(found, str) else found(self, one)

    def codes(self, axis: str, values: Collection[str]) -> str:
        """The codes of the values; else whatever is written on that axis, and what silence means."""
        on_axis = [code for code in self.written.codes if code.axis == axis]
        exact = [code for code in on_axis if code.value in values]
        if exact:
            return _quoted(exact)
        silence = self.written.silence.get(axis, "")
        if on_axis:
            return f"{_quoted(on_axis)} {_sentence(silence)}".strip()
        return f"Nothing is written about it. {_sentence(silence)}".strip()

    def times(self, _: Because) -> str:
        if not self.written.times:
            return "No time is written."
        clock = self.written.zone.rpartition("/")[2].replace("_", " ")
        by = f" By the clock of {clock}." if clock else ""
        more = len(self.written.times) - SOME
        others = f"; {more} more" if more > 0 else ""
        return f"Listed: {'; '.join(self.written.times[:SOME])}{others}.{by}"

    def soon(self, one: Because) -> str:
        if one.says in TIMED:
            return self.times(one)
        if one.says == "soon_unknown":
            return "No wait is written or was told, and too few people were sent there lately."
        return "How long it took those we sent there lately."

    def distance(self, one: Because) -> str:
        if one.says == "distance_unknown":
            return "One of the two places is not known."
        known = KNOWN_BY.get(self.precision, "not well")
        return f"A straight line from the middle of {self.place}; where it is, is known {known}."

    def attendance(self, _: Because) -> str:
        listed = ATTENDED.get(self.written.attendance)
        return f"Listed {listed}." if listed else "The kind of listing it is."

    def reports(self, one: Because) -> str:
        who = self.written.told.get(REPORTED.get(one.says, one.says), "a colleague")
        return f"Told {who} on the telephone."

    def fresh(self, one: Because) -> str:
        if one.says == "unverified":
            return "Added from a call; nobody has checked it."
        if one.says == "gone":
            return "It was not in the newest file of its source."
        if ours := self.written.asked:
            return f"{HOW[ours.how].capitalize()} on {_day(ours.at.date())}."
        if self.written.checked:
            return f"Checked by its source on {_day(self.written.checked)}."
        if self.written.changed:
            return f"Changed by its source on {_day(self.written.changed)}."
        return "Neither its source nor we gave a date."

    def quality(self, _: Because) -> str:
        return outcomes.behind(self.desk, self.key)


# By sentence or by rule: what rests on no code.
RESTS_ON: Mapping[str, str | Callable[[_Behind, Because], str]] = {
    "everyone": "By law an emergency department sees whoever comes.",
    "all_hours": "Emergency departments are open at all hours.",
    "soon": _Behind.soon,
    "times": _Behind.times,
    "distance": _Behind.distance,
    "format": _Behind.attendance,
    "status": "Its source or an editor marked it closed for now.",
    "serves_state": "Which states it serves is nowhere written.",
    "stay_away": "No place of it is known.",
    "quality": _Behind.quality,
    "did_not_suit": "They told us.",
    "reports": _Behind.reports,
    "freshness": _Behind.fresh,
    "danger_first": "The danger gate of this call.",
    "never_empty": "All medical places in the directory, by miles in a straight line.",
    "role": "The kind of listing it is.",
    "confrontation": "The kind of listing it is.",
}


def _quoted(codes: Sequence[Code]) -> str:
    """Per source: "FindTreatment wrote SP (Spanish), AH (sign language)."."""
    by_source: dict[str, list[str]] = {}
    for code in codes:
        words = LANGUAGES if code.axis == "language" else AXES.get(code.axis, {})
        raw = code.code[:SHORT] or "no code of its own"
        called = words.get(code.value.removeprefix(NO), "")
        called = f"no: {called}" if called and code.value.startswith(NO) else called
        by_source.setdefault(code.source, []).append(f"{raw} ({called})" if called else raw)
    return " ".join(f"{source} wrote {', '.join(raw)}." for source, raw in by_source.items())


def _source(found: Written) -> str:
    parts = [f"From {' and '.join(found.sources)}"]
    parts += [f"brought in {_day(found.brought_in)}"] if found.brought_in else []
    parts += [f"changed by its source {_day(found.changed)}"] if found.changed else []
    parts += [f"checked by us {_day(found.checked)}"] if found.checked else []
    return ", ".join(parts) + "."


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
