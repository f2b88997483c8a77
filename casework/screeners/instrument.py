"""What is a screener made of, which question comes next, and what do the answers come to?

Every instrument is a content file of one shape: questions, answers, and results in the order in which
they are tried; the first whose condition holds is the result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

NOT_SAID = "not_asked"
Given = Mapping[int, str]  # number of the question → answer code


@dataclass(frozen=True)
class Condition:
    """`any` of these answers, `all` of these, and not `not_all` of these; empty parts do not count."""

    any: Mapping[int, Sequence[str]] = field(default_factory=dict)
    all: Mapping[int, Sequence[str]] = field(default_factory=dict)
    not_all: Mapping[int, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> "Condition":
        return cls(**{part: {int(n): a for n, a in said[part].items()} for part in said})

    def holds(self, given: Given) -> bool:
        def met(wanted: Mapping[int, Sequence[str]]) -> list[bool]:
            return [given.get(number) in answers for number, answers in wanted.items()]

        one = not self.any or any(met(self.any))
        every = all(met(self.all))
        return one and every and not (self.not_all and all(met(self.not_all)))


@dataclass(frozen=True)
class Question:
    number: int
    words: str
    if_yes: str = ""
    asked_if: Condition = field(default_factory=Condition)


@dataclass(frozen=True)
class Result:
    """`level`: high, moderate or none; what follows from it is `casework.safety`'s to say."""

    code: str
    level: str
    words: str
    condition: Condition


@dataclass(frozen=True)
class Instrument:
    code: str
    name: str
    about: str
    notice: str
    caution: str
    answers: Mapping[str, str]
    questions: tuple[Question, ...]
    results: tuple[Result, ...]

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> "Instrument":
        """From a content file; raises KeyError, TypeError or ValueError when it has another shape."""
        questions = tuple(
            Question(
                int(one["number"]),
                str(one["words"]),
                str(one.get("if_yes", "")),
                Condition.read(one.get("asked_if", {})),
            )
            for one in said["items"]
        )
        results = tuple(
            Result(one["code"], one["level"], one["words"], Condition.read(one["if"]))
            for one in said["results"]
        )
        if not questions or {r.level for r in results} - {"high", "moderate", "none"}:
            raise ValueError("no questions, or a level we do not know")
        texts = [str(said[name]) for name in ("code", "name", "about", "notice")]
        caution = str(said.get("caution", ""))
        return cls(*texts, caution, dict(said["answers"]), questions, results)  # type: ignore[arg-type]

    def question(self, number: int) -> Question | None:
        return next((one for one in self.questions if one.number == number), None)

    def to_ask(self, given: Given) -> list[Question]:
        """What was answered, and the next question: one at a time."""
        shown = []
        for one in self.questions:
            if not one.asked_if.holds(given):
                continue
            shown.append(one)
            if given.get(one.number, NOT_SAID) == NOT_SAID:
                break
        return shown

    def result(self, given: Given) -> Result | None:
        """None while the answers come to nothing yet."""
        return next((one for one in self.results if one.condition.holds(given)), None)
