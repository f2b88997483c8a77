"""A call with all that can follow from it, and every act and read that reaches for a part of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import select

from casework import (
    calls,
    caseloads,
    consents,
    drafts,
    emergencies,
    endings,
    facts,
    follow_ups,
    ledger,
    letters,
    needs,
    offers,
    people,
    reach,
    read_out,
    referrals,
    reports,
    safety,
    showing,
    silence,
    striking,
    summons,
    support,
)
from db import session
from db.models import Channel, FollowUp, Person, now
from matching.words import List
from tests.casework import story

NAME, WORD = "Maria Lopez", "marigold"
TELLING = emergencies.Telling(
    medical=True,
    recipient="Officer Lin",
    facility="Ambulance Dayton",
    nature="he does not wake",
    told=("place", "happened"),
)
NOTES = "he has not slept for three nights"


@dataclass
class World:
    """One call of Cleo's with all that can follow from it, and the ids of every part."""

    call: UUID
    number: str
    person: UUID
    need: UUID
    referral: UUID
    consent: UUID
    letter: UUID
    channel: UUID
    summons: UUID
    line: UUID
    follow_up: UUID
    code: str
    place: int
    centre: int
    cleo: int

    @property
    def marks(self) -> list[str]:
        """What a stranger must not read anywhere."""
        ids = [value for value in vars(self).values() if isinstance(value, UUID)]
        return [NAME, "M. L.", NOTES, "Cleo", self.number, "555-0142", *map(str, ids)]


def lived(desk, cast) -> World:
    """As Cleo takes it, from the first word to the letter and the call-back."""
    made = story.known(desk, substances="fentanyl", zip="45402")
    line = support.add(desk, call_id=made.call, question="on_side", kind="sponsor")
    safety.answer(desk, call_id=made.call, side="caller", item="medical", answer="yes")
    safety.clear(desk, call_id=made.call, side="caller", tier="T0", reason="he answers again")
    jotted = {"base": 0, "tab": "t", "seq": 1, "left": False}
    drafts.jot(desk, call_id=made.call, field="call.happening", value=NOTES, **jotted)
    code = people.case_code_for(desk, made.person, WORD)
    consent = story.signed(desk, made, cast.harbour_house)
    story.referred(desk, made, cast.harbour_house, confirm=["medication"])
    letter = letters.issue(desk, made.referral, "provider")
    safety.screen(desk, call_id=made.call, side="caller", instrument="asq", item=1, answer="yes")
    emergencies.disclose(desk, call_id=made.call, side="caller", telling=TELLING)
    asked = summons.ask(desk, call_id=made.call)
    note_shown(desk, made.call)
    asking = {"kind": "vulnerable", "version": story.version(desk, Person, made.person)}
    people.ask_for_flag(desk, made.person, reason=NOTES, **asking)
    find = desk.session.exec
    made_of = World(
        call=made.call,
        number=calls.on_desk(desk, made.call).number,
        person=made.person,
        need=made.need,
        referral=made.referral,
        consent=consent,
        letter=letter.id,
        summons=asked,
        channel=find(select(Channel.id)).one(),
        line=line,
        follow_up=find(select(FollowUp.id)).one(),
        code=code,
        place=cast.harbour_house,
        centre=cast.north,
        cleo=cast.cleo.id,
    )
    desk.session.rollback()
    return made_of


def note_shown(desk, call: UUID, **said: bool) -> None:
    """What the first list shows, kept as read out."""
    here = calls.on_desk(desk, call)
    shown = next(each for each in offers.lists(desk, here, facts.known(desk, call)) if each.offers)
    said = {"read_out": True, "chosen": False} | said
    showing.note(desk, call_id=call, shown=shown, offer=shown.offers[0], **said)


def typed(w: World) -> dict[str, Any]:
    return {"call_id": w.call, "field": "call.happening", "value": "mine now", "base": 0}


def days(desk, w: World) -> reports.Chosen:
    return replace(reports.Chosen.last_days(desk, 2), centre_id=w.centre)


def version(key: UUID, kind: type) -> int:
    with session.reading() as opened:
        return opened.get(kind, key).version


def _note_shown_by(desk, w: World) -> None:
    with session.reading() as opened:
        own = replace(desk, session=opened, actor=replace(desk.actor, centre_id=w.centre))
        here = calls.on_desk(own, w.call)
        lists = offers.lists(own, here, facts.known(own, w.call))
    shown = next(each for each in lists if each.offers)
    showing.note(
        desk, call_id=w.call, shown=shown, offer=shown.offers[0], read_out=False, chosen=True
    )


# What writes, opens or is audited: a stranger meets NotFound.
ACTS: dict[str, Callable[[Any, World], object]] = {
    "calls.close": lambda d, w: calls.close(d, call_id=w.call, outcome="referred", version=1),
    "calls.opened": lambda d, w: calls.opened(d, w.call),
    "calls.no_call": lambda d, w: calls.no_call(d, call_id=w.call, what="test", version=1),
    "calls.undo_no_call": lambda d, w: calls.undo_no_call(d, call_id=w.call),
    "caseloads.give_back": lambda d, w: caseloads.give_back(
        d, caseloads.Moved("Nia", {w.referral: (w.cleo, 1)}, {w.follow_up: (w.cleo, 1)})
    ),
    "caseloads.reassign": lambda d, w: caseloads.reassign(d, to=d.me, referrals={w.referral: 1}),
    "consents.record": lambda d, w: consents.record(
        d, person_id=w.person, form=story.form(w.place, purpose="another one")
    ),
    "consents.revoke": lambda d, w: consents.revoke(d, w.consent),
    "drafts.choose": lambda d, w: drafts.choose(
        d, call_id=w.call, field="caller.zip", value="45402"
    ),
    "drafts.jot": lambda d, w: drafts.jot(d, **typed(w), tab="u", seq=9, left=True),
    "facts.writable": lambda d, w: facts.writable(d, w.call),
    "follow_ups.book": lambda d, w: follow_ups.book(
        d, call_id=w.call, side="caller", at=now() + timedelta(hours=1), note="to ask"
    ),
    "follow_ups.close": lambda d, w: follow_ups.close(
        d, follow_up_id=w.follow_up, outcome="well", version=version(w.follow_up, FollowUp)
    ),
    "follow_ups.contact": lambda d, w: follow_ups.contact(d, w.follow_up),
    "follow_ups.propose": lambda d, w: follow_ups.propose(d, call_id=w.call, side="caller"),
    "follow_ups.record_attempt": lambda d, w: follow_ups.record_attempt(
        d, w.follow_up, result="no_answer", version=version(w.follow_up, FollowUp)
    ),
    "follow_ups.take": lambda d, w: follow_ups.take(
        d, follow_up_id=w.follow_up, version=version(w.follow_up, FollowUp)
    ),
    "letters.fetch": lambda d, w: letters.fetch(d, w.letter),
    "letters.issue": lambda d, w: letters.issue(d, w.referral, "provider"),
    "letters.issue_for_caller": lambda d, w: letters.issue_for_caller(
        d, call_id=w.call, side="caller"
    ),
    "needs.hear": lambda d, w: needs.hear(d, call_id=w.call, side="caller", kind=List.PEERS),
    "needs.unmet": lambda d, w: needs.unmet(
        d, call_id=w.call, side="caller", kind=List.TREATMENT, reason="cost"
    ),
    "people.add_channel": lambda d, w: people.add_channel(
        d, person_id=w.person, value="(937) 555-0199"
    ),
    "people.by_code": lambda d, w: people.by_code(d, w.code, WORD),
    "people.case_code_for": lambda d, w: people.case_code_for(d, w.person, "another"),
    "people.change_rules": lambda d, w: people.change_rules(
        d, channel_id=w.channel, rules=story.SAFE
    ),
    "people.keep_said": lambda d, w: people.keep_said(d, w.call, "caller"),
    "people.note": lambda d, w: people.note(
        d, w.person, approach="mine now", name="", version=version(w.person, Person)
    ),
    "people.ask_for_flag": lambda d, w: people.ask_for_flag(
        d, w.person, kind="violent", reason="said so", version=version(w.person, Person)
    ),
    "people.flag": lambda d, w: people.flag(
        d, w.person, kind="violent", reason="said so", span=30, version=version(w.person, Person)
    ),
    "people.renew_flag": lambda d, w: people.renew_flag(
        d, w.person, kind="vulnerable", span=30, version=version(w.person, Person)
    ),
    "people.end_flag": lambda d, w: people.end_flag(
        d, w.person, kind="vulnerable", version=version(w.person, Person)
    ),
    "people.turn_down_flag": lambda d, w: people.turn_down_flag(
        d, w.person, kind="vulnerable", version=version(w.person, Person)
    ),
    "people.merge": lambda d, w: people.merge(d, kept_id=w.person, other_id=w.person),
    "people.unmerge": lambda d, w: people.unmerge(d, other_id=w.person),
    "people.alike": lambda d, w: people.alike(d, w.person),
    "people.drop_channel": lambda d, w: people.drop_channel(d, channel_id=w.channel),
    "people.known_as": lambda d, w: people.known_as(d, w.call, "caller", name="Ann Other"),
    "people.on_call": lambda d, w: people.on_call(d, call_id=w.call, side="caller"),
    "people.open_on_call": lambda d, w: people.open_on_call(
        d, call_id=w.call, person_id=w.person
    ),
    "people.open_person": lambda d, w: people.open_person(d, w.person),
    "people.set_state": lambda d, w: people.set_state(
        d, w.person, state="died", version=version(w.person, Person)
    ),
    "referrals.confirm": lambda d, w: referrals.confirm(d, w.referral, version=1),
    "referrals.send": lambda d, w: referrals.send(d, w.referral, version=1),
    "referrals.set_kind": lambda d, w: referrals.set_kind(d, w.referral, "letter", version=1),
    "safety.screen": lambda d, w: safety.screen(
        d, call_id=w.call, side="caller", instrument="asq", item=1, answer="yes"
    ),
    "emergencies.disclose": lambda d, w: emergencies.disclose(
        d, call_id=w.call, side="caller", telling=TELLING
    ),
    "endings.abusive": lambda d, w: endings.abusive(
        d, call_id=w.call, sentence="shouted at me throughout", version=1
    ),
    "endings.take_back": lambda d, w: endings.take_back(d, call_id=w.call),
    "silence.note": lambda d, w: silence.note(d, call_id=w.call, number="937-555-0144"),
    "striking.strike": lambda d, w: striking.strike(d, call_id=w.call, field="call.happening"),
    "summons.answer": lambda d, w: summons.answer(d, summons_id=w.summons),
    "summons.ask": lambda d, w: summons.ask(d, call_id=w.call),
    "summons.end": lambda d, w: summons.end(d, summons_id=w.summons),
    "referrals.make": lambda d, w: referrals.make(
        d, call_id=w.call, need_id=w.need, side="caller", kind="appointment", service_id=w.place
    ),
    "referrals.reopen": lambda d, w: referrals.reopen(
        d, w.referral, version=1, reason="they want to go"
    ),
    "referrals.step": lambda d, w: referrals.step(d, w.referral, "ready", version=1),
    "safety.answer": lambda d, w: safety.answer(
        d, call_id=w.call, side="caller", item="suicide", answer="yes"
    ),
    "safety.clear": lambda d, w: safety.clear(
        d, call_id=w.call, side="caller", tier="T1", reason="it is over"
    ),
    "support.add": lambda d, w: support.add(
        d, call_id=w.call, question="practical", kind="family"
    ),
    "support.change": lambda d, w: support.change(
        d, row_id=w.line, field="lives_with", value="yes"
    ),
    "support.remove": lambda d, w: support.remove(d, row_id=w.line),
    "showing.note": lambda d, w: _note_shown_by(d, w),
}  # fmt: skip

# What is looked at: a stranger finds nothing of it, by NotFound or by an empty answer.
READS: dict[str, Callable[[Any, World], object]] = {
    "calls.by_number": lambda d, w: calls.by_number(d, w.number),
    "calls.mine_today": lambda d, _w: calls.mine_today(d),
    "calls.my_open": lambda d, _w: calls.my_open(d),
    "calls.on_desk": lambda d, w: calls.on_desk(d, w.call),
    "calls.colleagues": lambda d, _w: [n for _, n in calls.colleagues(d) if n in {"Cleo", "Dan"}],
    "caseloads.by_centre": lambda d, _w: [x for x in caseloads.by_centre(d) if x.referrals],
    "caseloads.by_counsellor": lambda d, w: caseloads.by_counsellor(d, centre_id=w.centre),
    "caseloads.takers": lambda d, w: caseloads.takers(d, centre_id=w.centre),
    "caseloads.work": lambda d, w: caseloads.work(
        d, kind="referral", centre_id=w.centre, counsellor_id=w.cleo
    ),
    "consents.covers": lambda d, w: consents.covers(
        d, w.person, service_id=w.place, on=now().date()
    ),
    "consents.of_person": lambda d, w: consents.of_person(d, w.person),
    "drafts.texts": lambda d, w: drafts.texts(d, w.call),
    "facts.known": lambda d, w: facts.known(d, w.call),
    "facts.newest_versions": lambda d, w: facts.newest_versions(d, w.call),
    "follow_ups.due": lambda d, _w: follow_ups.due(d, ahead=timedelta(days=60)),
    "follow_ups.of_call": lambda d, w: follow_ups.of_call(d, w.call),
    "follow_ups.of_referral": lambda d, w: follow_ups.of_referral(d, w.referral),
    "letters.of_call": lambda d, w: letters.of_call(d, w.call),
    "letters.sheet_kind": lambda d, w: letters.sheet_kind(d, w.call, "caller"),
    "letters.why_not": lambda d, w: letters.why_not(d, w.referral, "peer"),
    "showing.read_out": lambda d, w: showing.read_out(d, w.call),
    "people.flagged": lambda d, _w: people.flagged(d),
    "people.by_name": lambda d, _w: people.by_name(d, NAME),
    "people.number_used_before": lambda d, _w: people.number_used_before(d, story.PHONE),
    "people.of_centre": lambda d, _w: people.of_centre(d),
    "people.ways_to": lambda d, w: people.ways_to(d, w.person),
    "read_out.on_list": lambda d, w: read_out.on_list(d, w.call),
    "reach.safe_phone": lambda d, w: reach.safe_phone(d, w.person),
    "reach.standing": lambda d, w: reach.standing(d, w.person),
    "referrals.not_sendable": lambda d, w: referrals.not_sendable(d, w.referral),
    "endings.ended": lambda d, w: endings.ended(d, w.call),
    "endings.undoable": lambda d, _w: endings.undoable(d),
    "silence.again": lambda d, w: silence.again(d, w.call),
    "silence.noted": lambda d, w: silence.noted(d, w.call),
    "emergencies.of_call": lambda d, w: emergencies.of_call(d, w.call),
    "ledger.of_person": lambda d, w: ledger.of_person(d, w.person),
    "safety.screened": lambda d, w: any(safety.screened(d, w.call).values()),
    "summons.mine": lambda d, _w: summons.mine(d),
    "summons.of_call": lambda d, w: summons.of_call(d, w.call),
    "summons.waiting": lambda d, _w: summons.waiting(d),
    "referrals.next_steps": lambda d, w: referrals.next_steps(d, w.referral),
    "referrals.of_call": lambda d, w: referrals.of_call(d, w.call),
    "referrals.of_person": lambda d, w: referrals.of_person(d, w.person),
    "referrals.one": lambda d, w: referrals.one(d, w.referral),
    "referrals.open_ones": lambda d, _w: referrals.open_ones(d),
    "referrals.place_of": lambda d, w: referrals.place_of(d, w.referral),
    "reports.calls_of": lambda d, w: reports.calls_of(d, days(d, w)),
    "reports.choices": lambda d, w: w.cleo in reports.choices(d)[1],
    "reports.referred_calls": lambda d, w: reports.referred_calls(d, days(d, w)),
    "reports.funnel": lambda d, w: reports.funnel(d, days(d, w)).stages["made"],
    "reports.unmet_calls": lambda d, w: reports.unmet_calls(d, days(d, w)),
    "reports.unmet_needs": lambda d, w: reports.unmet_needs(d, days(d, w)).heard,
    "reports.volumes": lambda d, w: reports.volumes(d, days(d, w)).total,
    "safety.cleared": lambda d, w: any(safety.cleared(d, w.call).values()),
    "safety.gate": lambda d, w: any(safety.gate(d, w.call).values()),
    "support.marks": lambda d, w: support.marks(d, w.line),
    "support.sources": lambda d, w: support.sources(d, w.call),
}  # fmt: skip
