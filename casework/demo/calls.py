"""Which two hundred calls did the invented helpline take in the last ninety days?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from casework.calls import SPEAKABLE
from casework.demo import stories
from casework.demo.chance import Chance
from casework.demo.people import METROS_OF_CENTRE, Known
from casework.demo.places import METROS, Metro
from casework.demo.team import Colleague
from casework.demo.words import KIN_STORIES, SELF_STORIES, WHO
from db.models import Call, Relation

DAYS = 90
OPEN = 5  # calls whose counsellor went to the next one without closing
# Calls by hour of the day, in the centre's own time: evenings and nights are long.
HOURS = (5, 4, 3, 3, 2, 2, 3, 4, 6, 8, 9, 9, 8, 7, 7, 8, 9, 11, 13, 15, 16, 14, 11, 8)


@dataclass(frozen=True)
class Told:
    """One call with what the referrals need to know of it."""

    call: Call
    metro: Metro
    person: Known | None
    counsellor: Colleague
    kin: bool
    scene: str = ""


def calls(
    chance: Chance, count: int, staff: Sequence[Colleague], people: Sequence[Known]
) -> list[Told]:
    numbers: set[str] = set()
    return [_call(chance, index, staff, people, _number(chance, numbers)) for index in range(count)]


def _number(chance: Chance, used: set[str]) -> str:
    while True:
        letters = "".join(chance.pick(SPEAKABLE) for _ in range(7))
        number = f"{letters[:3]}-{letters[3:]}"
        if number not in used:
            used.add(number)
            return number


def _call(
    chance: Chance, index: int, staff: Sequence[Colleague], people: Sequence[Known], number: str
) -> Told:
    """Call 0 is the man whose sponsor died, call 1 the mother whose son cannot be reached."""
    scene = {0: "sponsor_died", 1: "mother"}.get(index, "")
    centre = 0 if scene or index % 3 else 1
    takers = [s for s in staff if s.role == "counsellor"]
    ours = [
        s for s in takers if s.centre_id == (takers[0] if centre == 0 else takers[-1]).centre_id
    ]
    counsellor = ours[0] if scene else chance.pick(ours)
    person = _person(chance, index, centre, people)
    metro = person.metro if person else METROS[chance.pick(METROS_OF_CENTRE[centre])]
    if scene:
        metro = METROS["dayton"]
    kin = index % 5 in {1, 3}
    call = chance.keep(
        Call(
            id=chance.uid(),
            number=number,
            centre_id=counsellor.centre_id,
            counsellor_id=counsellor.id,
            logged_by_id=counsellor.id,
            started_at=_moment(chance, index, ZoneInfo(metro.zone)),
            relation=_relation(chance, scene, kin),
            caller_id=person.id if person else None,
            concerned_id=person.id if person and not kin else None,
        )
    )
    told = Told(call, metro, person, counsellor, kin, scene)
    _end(chance, call, index)
    _mother_and_son(chance, told, people)
    if call.state != "void" and call.call_class != "silent":
        _say(chance, told, index)
    return told


def _relation(chance: Chance, scene: str, kin: bool) -> str:
    if not kin:
        return "self"
    return "parent" if scene else chance.pick(("parent", "spouse", "sibling", "friend"))


def _person(chance: Chance, index: int, centre: int, people: Sequence[Known]) -> Known | None:
    """Anonymous is the normal case; the scenes need somebody who can be rung back."""
    ours = [p for p in people if p.centre == centre]
    if index < 2:
        return next(p for p in ours[index:] if p.reachable and p.name)
    return chance.pick(ours) if chance.odds(44) and not _no_talk(index) else None


def _no_talk(index: int) -> bool:
    return index % 17 == 9 or index % 23 == 11


def _moment(chance: Chance, index: int, zone: ZoneInfo) -> datetime:
    days = (2, 1)[index] if index < 2 else int(chance.rng.random() ** 1.2 * DAYS)
    if 2 <= index < 2 + OPEN:
        days = 0
    hour = chance.rng.choices(range(24), HOURS)[0]
    there = chance.now.astimezone(zone) - timedelta(days=days)
    moment = there.replace(hour=hour, minute=chance.rng.randrange(60), second=7, microsecond=0)
    if moment >= chance.now - timedelta(minutes=40):
        moment = chance.now - timedelta(minutes=40 + chance.rng.randrange(20))
    return moment.astimezone(chance.now.tzinfo)


def _end(chance: Chance, call: Call, index: int) -> None:
    """Most are closed with an outcome; some are none at all, a few still open."""
    minutes = chance.rng.randint(4, 35)
    if 2 <= index < 2 + OPEN:
        return
    call.state, call.ended_at = "closed", call.started_at + timedelta(minutes=minutes)
    if index % 17 == 9:
        call.state = "void"
        call.call_class = ("hang_up", "wrong_number", "prank", "test")[index // 17 % 4]
        call.ended_at = call.started_at + timedelta(seconds=40)
    elif index % 23 == 11:
        call.call_class, call.outcome = "silent", "could_not_speak"
    else:
        call.outcome = "supported"


def _say(chance: Chance, told: Told, index: int) -> None:
    call = told.call
    stage, happening = _story(chance, told, index)
    call.stage = stage
    tier = "T3" if told.scene == "sponsor_died" else stories.TIERS[index % len(stories.TIERS)]
    side = "concerned" if told.kin else "caller"
    facts: dict[str, str] = {
        "call.safe": "yes",
        "call.happening": happening,
        "call.relation": call.relation,
        "call.stage": stage,
        "call.language": "es" if index % 14 == 6 else "en",
    }
    own = stories.about(chance, told.metro, tier, uses=stage != "lost_someone")
    facts |= {f"{side}.{name}": text for name, text in own.items()}
    answers = {side: stories.gate(chance, call, side, tier)}
    if told.kin:
        hers = stories.about(chance, told.metro, "T3", uses=False)
        facts |= {f"caller.{name}": text for name, text in hers.items()}
        answers["caller"] = stories.gate(chance, call, "caller", "T3")
    if told.scene == "mother":
        facts |= {"caller.zip": "43004", "concerned.zip": "45402", "concerned.reachable": "no"}
        facts["concerned.substances"] = "fentanyl"
    stories.write(chance, call, facts)
    stories.settle(chance, call, answers, facts)
    if told.scene == "sponsor_died":
        stories.sponsor_died(chance, call, chance.ago(8))
    elif chance.odds(60):
        stories.support(chance, call)


def _story(chance: Chance, told: Told, index: int) -> tuple[str, str]:
    who = WHO.get(told.call.relation, "friend")
    if told.scene == "sponsor_died":
        return "in_recovery", SELF_STORIES["in_recovery"][0]
    if told.scene == "mother":
        return "worried", KIN_STORIES["worried"][3].format(who="son")
    choices: Any = KIN_STORIES if told.kin else SELF_STORIES
    stage = chance.pick(list(SELF_STORIES))
    if told.kin:
        stage = "lost_someone" if index % 15 == 8 else "worried"
    return stage, chance.pick(choices[stage]).format(who=who)


def _mother_and_son(chance: Chance, told: Told, people: Sequence[Known]) -> None:
    if told.scene != "mother" or told.person is None:
        return
    others = [p for p in people if p.centre == told.person.centre and p.id != told.person.id]
    told.call.concerned_id = others[-1].id
    chance.keep(
        Relation(
            id=chance.uid(),
            centre_id=told.call.centre_id,
            person_id=told.person.id,
            other_id=others[-1].id,
            kind="parent",
        )
    )
