"""Do two records of one person read as one, lose nothing by it, and stay safe where one says stop?"""

from datetime import timedelta

import pytest
from sqlmodel import select

from casework import calls, consents, drafts, follow_ups, hands, letters, people, referrals
from casework.errors import NotAllowed, NotFound, Refused
from casework.reach import Rules, safe_phone
from db.models import AuditEntry, FollowUp, Person, Referral, now
from tests.casework import story

OTHER = "(937) 555-0177"


@pytest.fixture
def two(at, cast):
    """Maria, known twice: each record with a call, a referral and a call-back of its own."""
    desk = at(cast.cleo)
    first = story.referred(desk, story.known(desk), cast.harbour_house)
    second = story.begun(desk)
    second.person = people.known_as(
        desk, second.call, "caller", name="Mariah Lopes", phone=OTHER, rules=story.SAFE
    )
    return first, story.referred(desk, second, cast.harbour_house)


def merge(desk, kept, other):
    people.merge(desk, kept_id=kept.person, other_id=other.person)
    desk.session.rollback()


def states(desk):
    desk.session.expire_all()
    rows = desk.session.exec(select(FollowUp)).all()
    return {(row.person_id, row.state, row.outcome) for row in rows}


def test_the_kept_record_reads_both_and_each_row_keeps_its_own(at, cast, two):
    desk, (kept, other) = at(cast.cleo), two
    merge(desk, kept, other)
    for key in (kept.person, other.person):
        file = people.open_person(at(cast.dan), key)
        assert (file.id, file.name) == (kept.person, "Maria Lopez")
        assert (len(file.calls), len(file.referrals), len(file.promised)) == (2, 2, 2)
        assert {way.value for way in file.ways} == {story.PHONE, OTHER}
        assert file.merged == ((other.person, "Mariah Lopes"),)
    assert desk.session.get(Referral, other.referral).person_id == other.person


def test_the_merged_one_is_found_by_its_own_name_and_word_and_shown_as_the_kept(at, cast, two):
    desk, (kept, other) = at(cast.cleo), two
    code = people.case_code_for(desk, other.person, "marigold")
    merge(desk, kept, other)
    assert [one.id for one in people.by_name(desk, "Mariah Lopes")] == [kept.person]
    assert [one.id for one in people.of_centre(desk)] == [kept.person]
    assert people.by_code(desk, code, "marigold") == kept.person
    assert people.number_used_before(desk, OTHER)


def test_a_new_call_stands_on_the_kept_record(at, cast, two):
    desk, (kept, other) = at(cast.cleo), two
    merge(desk, kept, other)
    again = calls.begin(desk)
    assert people.open_on_call(desk, call_id=again, person_id=other.person).id == kept.person
    assert calls.on_desk(desk, again).caller_id == kept.person


def test_taken_apart_each_reads_alone_again(at, cast, two):
    desk, (kept, other) = at(cast.cleo), two
    merge(desk, kept, other)
    people.unmerge(desk, other_id=other.person)
    assert len(people.open_person(desk, kept.person).calls) == 1
    assert people.open_person(desk, other.person).id == other.person
    with pytest.raises(Refused, match="stands alone already"):
        people.unmerge(desk, other_id=other.person)
    trail = [row.subjects for row in desk.session.exec(select(AuditEntry)).all()]
    assert f"Person {other.person} merged into Person {kept.person}" in trail
    assert f"Person {other.person} taken out of Person {kept.person}" in trail


def test_there_are_no_chains_and_no_rings(at, cast, two):
    desk, (kept, other) = at(cast.cleo), two
    merge(desk, kept, other)
    third = people.known_as(desk, calls.begin(desk), "caller", name="Mary")
    for pair, words in (
        ((kept.person, other.person), "already"),
        ((other.person, kept.person), "already"),
        ((third, other.person), "already"),
        ((third, kept.person), "merge this one into it"),
        ((kept.person, kept.person), "one record already"),
    ):
        with pytest.raises(Refused, match=words):
            people.merge(desk, kept_id=pair[0], other_id=pair[1])
    people.merge(desk, kept_id=kept.person, other_id=third)
    assert len(people.open_person(desk, kept.person).calls) == 3


def test_who_stood_side_by_side_on_a_call_are_two_people(at, cast):
    desk = at(cast.cleo)
    mother = story.known(desk, relation="parent")
    son = people.known_as(desk, mother.call, "concerned", name="Maria Lopez", phone=story.PHONE)
    with pytest.raises(Refused, match="two people"):
        people.merge(desk, kept_id=mother.person, other_id=son)
    assert people.alike(desk, mother.person) == []


def test_whoever_holds_both_or_a_supervisor_merges_and_nobody_else(at, cast, two):
    kept, other = two
    pair = {"kept_id": kept.person, "other_id": other.person}
    dan = at(cast.dan)
    people.open_on_call(dan, call_id=calls.begin(dan), person_id=kept.person)
    for actor, error in ((cast.dan, NotAllowed), (cast.nia, NotFound), (cast.edda, NotAllowed)):
        with pytest.raises(error):
            people.merge(at(actor), **pair)
    people.merge(at(cast.mona), **pair)
    for actor, error in ((cast.dan, NotAllowed), (cast.nia, NotFound), (cast.edda, NotAllowed)):
        with pytest.raises(error):
            people.unmerge(at(actor), other_id=other.person)
    assert hands.holds_person(at(cast.dan), other.person)  # one person now: his call is with both


def test_another_centres_person_is_not_there_even_for_the_network(at, cast, two):
    nia = at(cast.nia)
    hers = people.known_as(nia, calls.begin(nia), "caller", name="Maria Lopez")
    with pytest.raises(NotFound):
        people.merge(at(cast.cleo), kept_id=two[0].person, other_id=hers)
    with pytest.raises(Refused, match="two centres"):
        people.merge(at(cast.netta), kept_id=two[0].person, other_id=hers)


@pytest.mark.parametrize("dead", [0, 1])
def test_if_either_died_everything_of_both_stops_and_stays_stopped(at, cast, two, dead):
    mona = at(cast.mona)
    story.dies(at(cast.cleo), two[dead].person)
    with pytest.raises(NotAllowed, match="Only a supervisor"):
        merge(at(cast.cleo), *two)
    merge(mona, *two)
    assert {state for _, state, _ in states(mona)} == {"stopped"}
    assert people.open_person(mona, two[0].person).state == "died"
    assert people.open_person(mona, two[0].person).open_referrals == ()
    living = two[1 - dead]
    with pytest.raises(Refused, match="no safe way"):
        tomorrow = now() + timedelta(days=1)
        follow_ups.book(mona, call_id=living.call, side="caller", at=tomorrow, note="to ask")
    assert "They died" in str(letters.why_not(mona, living.referral, "provider"))
    people.unmerge(mona, other_id=two[1].person)
    assert {state for _, state, _ in states(mona)} == {"stopped"}
    assert people.open_person(mona, living.person).state == "none"


def test_a_death_written_on_the_kept_record_holds_for_all_of_it(at, cast, two):
    desk, (kept, other) = at(cast.cleo), two
    merge(desk, kept, other)
    story.dies(desk, kept.person)
    assert {state for _, state, _ in states(desk)} == {"stopped"}
    people.unmerge(desk, other_id=other.person)
    assert people.open_person(desk, other.person).state == "died"


def test_custody_of_one_stops_the_call_backs_of_the_other_and_keeps_what_is_planned(at, cast, two):
    desk, (kept, other) = at(cast.cleo), two
    seen = story.version(desk, Person, other.person)
    out = now().date() + timedelta(days=9)
    people.set_state(desk, other.person, state="in_custody", version=seen, until=out)
    merge(desk, kept, other)
    open_ones = {person for person, state, _ in states(desk) if state == "open"}
    assert open_ones == {other.person}
    assert people.open_person(desk, kept.person).state == "in_custody"


def test_who_asked_us_not_to_call_is_not_called_by_way_of_a_duplicate(at, cast, two):
    desk, (kept, other) = at(cast.cleo), two
    row = desk.session.exec(select(FollowUp).where(FollowUp.person_id == other.person)).one()
    seen = story.version(desk, FollowUp, row.id)
    follow_ups.record_attempt(desk, row.id, result="asked_not_to_call", version=seen)
    merge(desk, kept, other)
    assert {state for _, state, _ in states(desk)} == {"stopped"}


def test_a_number_on_both_is_as_safe_as_its_stricter_rule(at, cast, two):
    desk, (kept, other) = at(cast.cleo), two
    people.add_channel(desk, person_id=other.person, value=story.PHONE, rules=Rules(safe="no"))
    merge(desk, kept, other)
    assert safe_phone(desk, kept.person).value == "+19375550177"
    people.unmerge(desk, other_id=other.person)
    assert safe_phone(desk, kept.person).value == "+19375550142"


def test_a_merge_widens_no_consent(at, cast, two):
    """Were it a mistake, one person's signature would send a letter about another."""
    desk, (kept, other) = at(cast.cleo), two
    story.signed(desk, kept, cast.harbour_house)
    merge(desk, kept, other)
    assert letters.why_not(desk, kept.referral, "provider") is None
    assert "signature" in str(letters.why_not(desk, other.referral, "provider"))
    assert [one.recipient for one in consents.of_person(desk, kept.person)] == ["Harbour House"]
    assert referrals.place_of(desk, other.referral).person_id == other.person


def test_nobody_flagged_comes_up_by_way_of_a_duplicate(at, cast, two):
    desk, (kept, other) = at(cast.cleo), two
    merge(desk, kept, other)
    mona = at(cast.mona)
    story.flagged(mona, kept.person, "violent")
    assert people.by_name(desk, "Mariah Lopes") == people.by_name(desk, "Maria Lopez") == []
    assert not people.number_used_before(desk, OTHER)
    third = people.known_as(desk, calls.begin(desk), "caller", name="Maria Lopez", phone=OTHER)
    assert people.alike(desk, third) == []


def test_likely_and_possible_duplicates_come_with_what_speaks_for_them(at, cast, two):
    desk, (kept, other) = at(cast.cleo), two
    rings = people.known_as(desk, calls.begin(desk), "caller", name="Bo", phone=story.PHONE)
    both = people.known_as(desk, calls.begin(desk), "caller", name="Maria Lopez", phone=OTHER)
    found = {
        one.person.id: (one.person.how_sure, one.why) for one in people.alike(desk, kept.person)
    }
    assert found == {
        other.person: ("likely", "a name that sounds the same"),
        rings: ("possible", "the same number"),
        both: ("likely", "a name that sounds the same"),
    }
    by_both = {one.person.id: one.why for one in people.alike(desk, other.person)}
    assert by_both[both] == "the same number and a name that sounds the same"
    assert people.alike(at(cast.dan), kept.person)
    with pytest.raises(NotFound):
        people.alike(at(cast.nia), kept.person)
    assert "Maria" not in str(people.alike(desk, kept.person))


def test_a_mother_who_calls_again_finds_her_son_beside_her(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk, relation="parent")
    son = people.known_as(desk, made.call, "concerned", name="Jon Lopez")
    again = calls.begin(desk)
    drafts.choose(desk, call_id=again, field="call.relation", value="parent")
    file = people.open_on_call(desk, call_id=again, person_id=made.person)
    assert [(one.id, one.words) for one in file.theirs] == [(son, "parent of J. L.")]
    his = people.open_on_call(desk, call_id=again, person_id=son, side="concerned")
    assert [one.words for one in his.theirs] == ["M. L., parent"]
    with pytest.raises(Refused, match="other side"):
        third = calls.begin(desk)
        drafts.choose(desk, call_id=third, field="call.relation", value="parent")
        people.open_on_call(desk, call_id=third, person_id=son, side="concerned")
        people.open_on_call(desk, call_id=third, person_id=son, side="caller")
