"""Does every act ask who acts, and does another centre's row sound like a missing one?"""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import consents, follow_ups, letters, people, referrals
from casework.access import ALLOWED, Act, may
from casework.desk import Actor, Desk
from casework.errors import NotAllowed, NotFound
from db.models import now
from tests.casework import story

NOBODY = uuid4()
WRITTEN = {"kind": "violent", "reason": "said so", "version": 1}
# Every act on people, referrals, consents, letters and follow-ups, on a row that is not there.
ACTS: dict[str, Callable] = {
    "open a person": lambda d: people.open_person(d, NOBODY),
    "open on a call": lambda d: people.open_on_call(d, call_id=NOBODY, person_id=NOBODY),
    "become known": lambda d: people.known_as(d, NOBODY, "caller", name="Ann"),
    "case code": lambda d: people.case_code_for(d, NOBODY, "marigold"),
    "by code": lambda d: people.by_code(d, "ACE-FHJ", "marigold"),
    "state": lambda d: people.set_state(d, NOBODY, state="died", version=1),
    "channel": lambda d: people.add_channel(d, person_id=NOBODY, value=story.PHONE),
    "rules": lambda d: people.change_rules(d, channel_id=NOBODY, rules=story.SAFE),
    "keep what was said": lambda d: people.keep_said(d, NOBODY, "caller"),
    "note": lambda d: people.note(d, NOBODY, approach="", name="", version=1),
    "ask for a flag": lambda d: people.ask_for_flag(d, NOBODY, **WRITTEN),
    "merge": lambda d: people.merge(d, kept_id=NOBODY, other_id=uuid4()),
    "unmerge": lambda d: people.unmerge(d, other_id=NOBODY),
    "duplicates": lambda d: people.alike(d, NOBODY),
    "number of a call-back": lambda d: follow_ups.contact(d, NOBODY),
    "drop channel": lambda d: people.drop_channel(d, channel_id=NOBODY),
    "refer": lambda d: referrals.make(
        d, call_id=NOBODY, need_id=NOBODY, side="caller", service_id=1
    ),
    "step": lambda d: referrals.step(d, NOBODY, "ready", version=1),
    "confirm": lambda d: referrals.confirm(d, NOBODY, version=1),
    "consent": lambda d: consents.record(d, person_id=NOBODY, form=story.form(1)),
    "revoke": lambda d: consents.revoke(d, NOBODY),
    "letter": lambda d: letters.issue(d, NOBODY, "provider"),
    "sheet": lambda d: letters.issue_for_caller(d, call_id=NOBODY, side="caller"),
    "fetch": lambda d: letters.fetch(d, NOBODY),
    "attempt": lambda d: follow_ups.record_attempt(d, NOBODY, result="no_answer", version=1),
    "close": lambda d: follow_ups.close(d, follow_up_id=NOBODY, outcome="well", version=1),
    "take": lambda d: follow_ups.take(d, follow_up_id=NOBODY, version=1),
    "book": lambda d: follow_ups.book(
        d, call_id=NOBODY, side="caller", at=now() + timedelta(hours=1), note="to ask"
    ),
}
READS: dict[str, Callable] = {
    "people": people.of_centre,
    "names": lambda d: people.by_name(d, "Maria"),
    "number": lambda d: people.number_used_before(d, story.PHONE),
    "due": follow_ups.due,
    "referrals": referrals.open_ones,
}


@pytest.mark.parametrize("who", ["edda", "adam", "audrey"])
@pytest.mark.parametrize("act", [*ACTS, *READS])
def test_who_does_not_take_calls_touches_nobody(at, cast, who, act):
    desk = at(getattr(cast, who))
    with pytest.raises((NotAllowed, NotFound)) as refused:
        {**ACTS, **READS}[act](desk)
    if act not in {"open a person"}:
        assert refused.type is NotAllowed


@pytest.mark.parametrize("act", ACTS)
def test_what_is_not_here_is_not_here_for_everybody_who_may(at, cast, act):
    for actor in (cast.cleo, cast.mona, cast.netta):
        with pytest.raises(NotFound):
            ACTS[act](at(actor))


@pytest.mark.parametrize("act", READS)
def test_a_centre_sees_its_own(at, cast, act):
    story.referred(at(cast.cleo), story.known(at(cast.cleo)), cast.harbour_house)
    assert not READS[act](at(cast.nia))


def test_a_supervisor_of_the_network_sees_every_centre_and_one_of_a_centre_does_not(at, cast):
    made = story.known(at(cast.nia))
    assert people.open_person(at(cast.netta), made.person).name == "Maria Lopez"
    with pytest.raises(NotFound):
        people.open_person(at(cast.mona), made.person)


def test_the_policy_says_no_by_default():
    assert not may("stranger", Act.OPEN_PERSON)
    for role in ("editor", "administrator", "auditor", "system"):
        about_people = {
            Act.SEE_PEOPLE, Act.OPEN_PERSON, Act.EDIT_PERSON, Act.REFER, Act.STEP_REFERRAL,
            Act.RECORD_CONSENT, Act.ISSUE_LETTER, Act.OPEN_LETTER, Act.FOLLOW_UP,
        }  # fmt: skip
        assert not ALLOWED[role] & about_people
    assert Act.REOPEN_REFERRAL not in ALLOWED["counsellor"]
    assert Act.REASSIGN not in ALLOWED["counsellor"]


# The permission matrix (workflows.md 4), written down a second time and not by its roles but by its
# lines; whose row it is, and how old, is asked in the acts and tested there.
CALLS, PEOPLE = {"counsellor", "supervisor"}, {"counsellor", "supervisor"}
MATRIX: dict[frozenset[Act], set[str]] = {
    # view person/call; open a person (unmask)
    frozenset({Act.SEE_PEOPLE, Act.OPEN_PERSON, Act.OPEN_CALL}): PEOPLE,
    # edit finalized contact: its author for a day, then a supervisor
    frozenset({Act.LOG_CALL, Act.AMEND_CALL, Act.EDIT_PERSON, Act.MATCH, Act.CONFIRM_MATCH}): CALLS,
    # merge two records: whoever holds both, or a supervisor; flag a person: a supervisor
    frozenset({Act.MERGE_PEOPLE}): PEOPLE,
    frozenset({Act.FLAG_PERSON}): {"supervisor"},
    # block/flag profile: a counsellor proposes
    frozenset({Act.ASK_FOR_FLAG}): PEOPLE,
    # close a referral by its steps; reopening is the supervisor's
    frozenset({Act.REFER, Act.STEP_REFERRAL, Act.FOLLOW_UP}): CALLS,
    frozenset({Act.REOPEN_REFERRAL}): {"supervisor"},
    # issue or reprint a letter
    frozenset({Act.ISSUE_LETTER, Act.OPEN_LETTER, Act.RECORD_CONSENT}): CALLS,
    # asking for someone, telling in an emergency; the supervisor comes
    frozenset({Act.SUMMON, Act.DISCLOSE_EMERGENCY}): CALLS,
    frozenset({Act.ANSWER_SUMMONS}): {"supervisor"},
    # reassign, bulk follow-ups; export of caseload and reports
    frozenset({Act.REASSIGN, Act.SEE_CASELOADS}): {"supervisor"},
    frozenset({Act.SEE_REPORTS, Act.EXPORT_REPORTS}): {"supervisor"},
    # edit a service: the counsellor reports, supervisor and editor edit
    frozenset({Act.REPORT_LISTING, Act.ADD_UNVERIFIED}): CALLS,
    frozenset({Act.EDIT_DIRECTORY}): {"supervisor", "editor", "administrator", "system"},
    # mark verified, settle what was reported: whoever answers for the directory, not who runs the house
    frozenset({Act.VERIFY_LISTING}): {"supervisor", "editor"},
    frozenset({Act.IMPORT_DIRECTORY}): {"editor", "administrator", "system"},
    frozenset({Act.EXPORT_DIRECTORY}): {"supervisor", "editor", "administrator", "system"},
    # one word for a whole source, so the administrator's alone
    frozenset({Act.DECLARE_COMPLETE}): {"administrator"},
    frozenset({Act.SEARCH_DIRECTORY}): {*CALLS, "editor", "administrator"},
    # users, roles, retention; the trail
    frozenset({Act.MANAGE_TEAM, Act.MANAGE_HELPLINE}): {"administrator", "system"},
    # whether outcomes count in the lists: the clinical lead
    frozenset({Act.WEIGH_OUTCOMES}): {"supervisor", "administrator"},
    frozenset({Act.SEE_AUDIT}): {"auditor"},
    frozenset({Act.SIGN_OUT}): set(ALLOWED),
    frozenset({Act.SIGN_IN, Act.KEEP_TIME, Act.LOAD_DEMO}): {"system"},
}
WHO = {act: roles for acts, roles in MATRIX.items() for act in acts}


def test_the_matrix_speaks_of_every_act():
    """A new act is decided here as well as in the policy."""
    assert set(Act) - set(WHO) == {Act.SEE_ALL_CENTRES}
    assert {role for roles in WHO.values() for role in roles} == set(ALLOWED)


@given(
    role=st.sampled_from([*ALLOWED, "stranger", "", "Counsellor", "counsellor "]),
    act=st.sampled_from(sorted(WHO)),
    centre=st.none() | st.integers(1, 9),
    everywhere=st.booleans(),
)
def test_nobody_may_more_than_the_matrix_says(role, act, centre, everywhere):
    """Neither the centre nor being over all centres gives anybody an act."""
    desk = Desk(Actor(1, "Somebody", role, centre, everywhere), None)
    if role in WHO[act]:
        desk.require(act)
    else:
        with pytest.raises(NotAllowed):
            desk.require(act)
        with pytest.raises(NotAllowed), desk.changing(act):
            raise AssertionError("the door stood open")


@given(role=st.sampled_from([*ALLOWED, "stranger"]), everywhere=st.booleans())
def test_every_centre_is_seen_only_from_above(role, everywhere):
    seen = may(role, Act.SEE_ALL_CENTRES, all_centres=everywhere)
    assert seen == (role == "system" or (everywhere and role in {"supervisor", "auditor"}))
