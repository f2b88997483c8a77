"""Whom of the invented people is flagged, why and until when?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from casework.demo.chance import Chance
from casework.demo.people import Known
from casework.demo.team import Colleague
from db.models import PersonFlag


@dataclass(frozen=True)
class Invented:
    person: int  # their place among the people
    kind: str
    reason: str
    set_ago: int  # days
    span: int


# Mona's people: one ends soon, one stands for long, one ran out and nobody said a word.
SET = (
    Invented(19, "vulnerable", "Somebody rings in her name to hear whether she called.", 173, 182),
    Invented(38, "violent", "Threatened the volunteer who met him at the door.", 40, 182),
    Invented(44, "vulnerable", "Her family looks for her; she lives at a shelter.", 98, 91),
)
ASKED = Invented(53, "vulnerable", "Says that a brother reads all messages.", 1, 0)


def flagged(chance: Chance, known: Sequence[Known], staff: Sequence[Colleague]) -> None:
    of = {one.login: one for one in staff}
    centre = of["mona"].centre_id
    for one in SET:
        row, at = _row(chance, known, one, centre), chance.ago(one.set_ago)
        row.set_at, row.until = at, (at + timedelta(days=one.span)).date()
        row.set_by_id = of["mona"].id
    asked = _row(chance, known, ASKED, centre)
    asked.asked_at, asked.asked_by_id = chance.ago(ASKED.set_ago), of["cleo"].id


def _row(chance: Chance, known: Sequence[Known], one: Invented, centre: int) -> PersonFlag:
    return chance.keep(
        PersonFlag(
            id=chance.uid(),
            centre_id=centre,
            person_id=known[one.person].id,
            kind=one.kind,
            reason=one.reason,
        )
    )
