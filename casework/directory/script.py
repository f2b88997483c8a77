"""What is asked on the telephone when a listing is checked, in which order, and what do we have now?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory.answering import records_of
from casework.directory.listed import still_listed
from casework.directory.listing import Listed, card, kept_of
from casework.directory.outcomes import Where
from casework.directory.stated import NO
from casework.directory.words import DAYS
from casework.errors import NotFound
from db.models import Entry, Helpline, Meeting, Service, SourceRecord
from matching.words import AXES, Kind

Answer = Mapping[str, bool]  # fields of an edit ("tag.payment.medicaid") → what they become
NOT_STATED = "not stated"
A_DAY = re.compile(rf"((?:meets |open |intake )?)({'|'.join(DAYS)})( .*)?")


@dataclass(frozen=True)
class Question:
    """One thing to ask. `answers`: what a yes and a no change in the listing; none where it is written
    by hand. `field`: the part of the listing it is about."""

    field: str
    ask: str
    have: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Script:
    place: Where
    records: Sequence[int]  # whose listings an answer changes
    listed: Listed
    greeting: str
    questions: Sequence[Question]


@dataclass(frozen=True)
class _YesNo:
    """A question whose answer is a value of an axis."""

    ask: str
    axis: str
    yes: str
    no: str = ""  # the value that says no, where there is one


MEDICATION = _YesNo(
    "Do you take people who are on methadone or buprenorphine from elsewhere?",
    "opioid_policy", "accepts_medication", "no_medication",
)  # fmt: skip
PREGNANT = _YesNo("Do you take pregnant women?", "pregnancy", "yes", "no")
MEDICAID = _YesNo("Do you take Medicaid?", "payment", "medicaid")
WHEELCHAIR = _YesNo("Can somebody in a wheelchair get in?", "access", "wheelchair")
CARE = (MEDICATION, PREGNANT, MEDICAID, WHEELCHAIR)


def script(desk: Desk, place: str) -> Script:
    """For a service ("s12") or a group ("g3"). Raises NotAllowed; NotFound for what stands no more."""
    desk.require(Act.VERIFY_LISTING)
    of = _place(place)
    meeting_id = None if of.sort == "s" else _a_meeting(desk, of.id)
    service_id = of.id if of.sort == "s" else None
    listed = card(desk, service_id=service_id, meeting_id=meeting_id)
    questions = _of_group(listed) if of.sort == "g" else _of_service(desk, of.id, listed)
    return Script(of, records_of(desk, of), listed, _greeting(desk), questions)


def _place(place: str) -> Where:
    if place[:1] not in {"s", "g"} or not place[1:].isdecimal():
        raise NotFound("That place")
    return Where(place[0], int(place[1:]))


def _a_meeting(desk: Desk, group_id: int) -> int:
    """One of the group's meetings that stands; its words stand for the group."""
    query = (
        select(Meeting.id)
        .join(SourceRecord, col(SourceRecord.id) == col(Meeting.record_id))
        .where(Meeting.group_id == group_id, still_listed())
        .order_by(col(Meeting.id))
    )
    found = desk.session.exec(query).first()
    if found is None:
        raise NotFound("That group")
    return found


def _greeting(desk: Desk) -> str:
    helpline = desk.session.get(Helpline, 1)
    name = helpline.name if helpline else "the helpline"
    return (
        f"“Hello, I am {desk.actor.name} from {name}. We send people to you and want what we say of "
        "you to be right. Do you have two minutes?”"
    )


def _of_service(desk: Desk, service_id: int, listed: Listed) -> list[Question]:
    care = desk.session.get_one(Service, service_id).kind == Kind.TREATMENT
    yes_no = CARE if care else (WHEELCHAIR,)
    soon = "Are you taking new people now? How soon could somebody start?"
    return [
        Question("phones", "Is this still the right number for new people?", _numbers(listed), {}),
        Question("wait", soon, _wait(desk, service_id), {}),
        *(_asked(each, listed) for each in yes_no),
        Question("times", "Are these still your hours?", _by_days(listed.times), {}),
        Question("address", "Is this still where people come?", _place_said(listed), {}),
    ]


def _of_group(listed: Listed) -> list[Question]:
    times = [*listed.times, *listed.also]
    return [
        Question("phones", "Is this still the number for the group?", _numbers(listed), {}),
        Question("times", "Does the group still meet then?", _by_days(times), {}),
        Question("address", "Is it still there?", _place_said(listed), {}),
        Question(
            "tag.open_closed", "Is it open to anyone, or closed?", _of(listed, "open_closed"), {}
        ),
        _asked(WHEELCHAIR, listed),
    ]


def _wait(desk: Desk, service_id: int) -> str:
    record = desk.session.get_one(Service, service_id).record_id
    entry = desk.session.get_one(SourceRecord, record).live_entry_id
    row = desk.session.get(Entry, entry)
    return (kept_of(desk, [row.id]).text(row.wait) if row else "") or NOT_STATED


def _asked(one: _YesNo, listed: Listed) -> Question:
    stated = listed.by_axis().get(one.axis, [])
    words = AXES[one.axis]
    refuses = (words[one.no] if one.no else f"no: {words[one.yes]}") in stated
    have = "yes" if words[one.yes] in stated else "no" if refuses else NOT_STATED
    yes, no = f"tag.{one.axis}.{one.yes}", f"tag.{one.axis}.{one.no or NO + one.yes}"
    answers = {"yes": {yes: True, no: False}, "no": {yes: False, no: True}}
    return Question(f"tag.{one.axis}", one.ask, have, answers)


def _numbers(listed: Listed) -> str:
    return "; ".join(listed.phones) or "no number"


def _by_days(lines: Sequence[str]) -> str:
    """The same hours of many days said once: "open Monday to Friday 9:00 am to 5:00 pm"."""
    together: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        found = A_DAY.fullmatch(line)
        if found:
            together.setdefault((found[1], found[3] or ""), []).append(DAYS.index(found[2]))
        else:
            together.setdefault((line, ""), [])
    said = [f"{before}{_days(days)}{after}" for (before, after), days in together.items()]
    return "; ".join(said) or NOT_STATED


def _days(days: Sequence[int]) -> str:
    if set(days) == set(range(7)):
        return "every day"
    if sorted(days) == [1, 2, 3, 4, 5]:
        return "Monday to Friday"
    return ", ".join(DAYS[day] for day in days)


def _place_said(listed: Listed) -> str:
    return listed.card.where or ("online" if listed.card.online else NOT_STATED)


def _of(listed: Listed, axis: str) -> str:
    return ", ".join(listed.by_axis().get(axis, [])) or NOT_STATED
