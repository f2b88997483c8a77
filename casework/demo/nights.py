"""What happened on the hardest of the invented nights: who came when asked, and what did a screener hear?"""

from collections.abc import Sequence
from datetime import timedelta

from casework.demo.calls import Told
from casework.demo.chance import Chance
from casework.demo.team import Colleague
from db.models import Call, GateAnswer, ScreeningAnswer, Summons

CAME = timedelta(seconds=70)
STAYED = timedelta(minutes=14)
SCREENER = ("asq", {1: "yes", 2: "no", 3: "yes", 4: "no", 5: "no"})


def nights(chance: Chance, told: Sequence[Told], staff: Sequence[Colleague]) -> None:
    """Rows of the calls themselves: summonses and screeners, as their danger asked for them."""
    signs = {
        (row.call_id, row.item): row
        for row in chance.rows
        if isinstance(row, GateAnswer) and row.side == "caller" and row.answer == "yes"
    }
    for one in told:
        if any((one.call.id, item) in signs for item in ("medical", "danger", "suicide")):
            _summons(chance, one, staff)
        if (one.call.id, "suicide") in signs:
            _screened(chance, one.call)


def _summons(chance: Chance, one: Told, staff: Sequence[Colleague]) -> None:
    """A supervisor of the centre comes; where there is none, the numbers to ring were shown."""
    call = one.call
    here = [s for s in staff if s.role == "supervisor" and s.centre_id == call.centre_id]
    asked = call.started_at + timedelta(minutes=1)
    chance.keep(
        Summons(
            id=chance.uid(),
            centre_id=call.centre_id,
            call_id=call.id,
            asked_by_id=call.counsellor_id,
            tier="T0",
            asked_at=asked,
            answered_by_id=here[0].id if here else None,
            answered_at=asked + CAME if here else None,
            ended_at=asked + STAYED,
        )
    )


def _screened(chance: Chance, call: Call) -> None:
    instrument, answers = SCREENER
    for item, answer in answers.items():
        chance.keep(
            ScreeningAnswer(
                id=chance.uid(),
                call_id=call.id,
                centre_id=call.centre_id,
                side="caller",
                instrument=instrument,
                item=item,
                answer=answer,
                written_at=call.started_at + timedelta(minutes=4, seconds=12 * item),
                written_by_id=call.counsellor_id,
            )
        )
