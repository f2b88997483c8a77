"""What must a list know beside the answers: violence, what to keep away from, what did not suit?"""

import pytest
from sqlmodel import select

from casework import calls, directory, drafts, facts, matches, needs, offers, referrals, support
from casework.errors import NotAllowed, NotFound, Refused
from casework.follow_ups import close
from db.models import FollowUp, Referral, SupportGroup
from matching.words import List
from tests.casework import story
from tests.casework.feeds import FEED, clinic, meeting, reading

DAYTON, COLUMBUS = "45402", "43215"


@pytest.fixture
def town(cast, at):
    """A clinic and two groups of Dayton."""
    directory.take(at(cast.edda), FEED, reading([clinic(1), meeting(2), meeting(4)]))
    matches.settle()


@pytest.fixture
def groups(town, at, cast):
    found = at(cast.cleo).session.exec(select(SupportGroup.name, SupportGroup.id)).all()
    return {name: f"g{key}" for name, key in found}


def begun(desk, relation="self", **said):
    call = calls.begin(desk)
    facts_ = {"call.relation": relation, "caller.zip": DAYTON, "concerned.zip": COLUMBUS} | said
    for field, value in facts_.items():
        drafts.choose(desk, call_id=call, field=field, value=value)
    return call


def beside(desk, call):
    return needs.beside(desk, calls.on_desk(desk, call), facts.known(desk, call))


def add(desk, call, side, kind, name, value, **more):
    return needs.lines.add(desk, call_id=call, side=side, kind=kind, said={name: value, **more})


def shown(desk, call, side="caller", kind=List.PEERS):
    found = offers.lists(desk, calls.on_desk(desk, call), facts.known(desk, call))
    return next(one for one in found if (one.side, one.kind) == (side, kind))


def names(shown):
    return {offer.card.name for offer in shown.offers}


def test_violence_is_of_the_one_it_was_said_of(at, cast):
    desk = at(cast.cleo)
    call = begun(desk, "parent")
    row = support.add(desk, call_id=call, question="distance", kind="partner")
    support.change(desk, row_id=row, field="violent", value="yes")
    found = beside(desk, call)
    assert (found["concerned"].violence, found["caller"].violence) == (True, False)
    support.change(desk, row_id=row, field="ended", value="estranged")
    assert beside(desk, call)["concerned"].violence
    support.change(desk, row_id=row, field="ended", value="died")
    assert not beside(desk, call)["concerned"].violence


def test_several_places_each_with_its_miles(at, cast, town):
    desk = at(cast.cleo)
    call = begun(desk)
    add(desk, call, "caller", "away", "where", DAYTON, miles="20")
    add(desk, call, "caller", "away", "where", "Columbus OH")
    add(desk, call, "caller", "away", "where", "Atlantis")
    add(desk, call, "caller", "away", "miles", "2")  # nothing typed yet
    found = beside(desk, call)["caller"]
    assert [miles for _, miles in found.points] == [20.0, 5.0]
    assert found.not_applied == ("Atlantis",)
    assert "Not kept away from “Atlantis”" in shown(desk, call).note
    assert beside(desk, call)["concerned"].points == ()


def test_his_meeting_is_kept_away_from_wherever_it_meets(at, cast, groups):
    desk = at(cast.cleo)
    call = begun(desk)
    assert names(shown(desk, call)) == {"Quiet Room 1", "Quiet Room 2"}
    line = add(desk, call, "caller", "away", "listing", groups["Quiet Room 1"], miles="2")
    found = beside(desk, call)["caller"]
    assert found.groups == {groups["Quiet Room 1"]}
    assert [miles for _, miles in found.points] == [2.0]
    # The other room stands in the same street; from home it is far enough.
    assert {(o.card.name, o.match.via) for o in shown(desk, call).offers} == {
        ("Quiet Room 2", "online")
    }
    needs.lines.remove(desk, call_id=call, side="caller", kind="away", line=line)
    assert names(shown(desk, call)) == {"Quiet Room 1", "Quiet Room 2"}


def test_a_place_to_avoid_that_is_listed_no_more_is_said_not_dropped(at, cast, groups):
    desk = at(cast.cleo)
    call = begun(desk)
    add(desk, call, "caller", "away", "listing", "g999", miles="2")
    assert beside(desk, call)["caller"].not_applied == ("A place no longer listed",)
    assert "Not kept away from “A place no longer listed”" in shown(desk, call).note


def test_a_place_of_the_support_map_counts_while_it_is_a_trigger(at, cast):
    desk = at(cast.cleo)
    call = begun(desk, "parent")
    row = support.add(desk, call_id=call, question="distance", kind="place")
    where = f"support.{row}.where"
    drafts.choose(desk, call_id=call, field=where, value=COLUMBUS)
    drafts.choose(desk, call_id=call, field=f"support.{row}.miles", value="20")
    found = beside(desk, call)
    assert [miles for _, miles in found["concerned"].points] == [20.0]
    assert found["caller"].points == ()
    support.change(desk, row_id=row, field="is_trigger", value="no")
    assert beside(desk, call)["concerned"].points == ()


def test_what_did_not_suit_stands_last_and_says_so_and_what_helped_does_not(at, cast, groups):
    desk = at(cast.cleo)
    call = begun(desk)
    one, two = groups["Quiet Room 1"], groups["Quiet Room 2"]
    add(desk, call, "caller", "tried", "listing", one, how="did_not_suit")
    add(desk, call, "caller", "tried", "listing", two, how="helped")
    assert beside(desk, call)["caller"].did_not_suit == {one}
    listed = shown(desk, call).offers
    assert [offer.card.name for offer in listed] == ["Quiet Room 2", "Quiet Room 1"]
    assert "Did not suit before, you said." in listed[1].match.cautions


def referred(desk, group):
    """Somebody who was sent to a group, and whose call-back heard that it did not suit."""
    call, side = story.known(desk, zip=DAYTON).call, "caller"
    need = needs.hear(desk, call_id=call, side=side, kind=List.PEERS)
    made = referrals.make(desk, call_id=call, need_id=need, side=side, group_id=int(group[1:]))
    row = desk.session.exec(select(FollowUp).where(FollowUp.referral_id == made)).first()
    close(desk, follow_up_id=row.id, outcome="went_once", version=row.version)
    return desk.session.get(Referral, made).person_id


def test_what_a_call_back_heard_counts_for_the_person_who_said_it(at, cast, groups):
    desk = at(cast.cleo)
    person = referred(desk, groups["Quiet Room 1"])
    own, about = begun(desk), begun(desk, "parent")
    for call, side in ((own, "caller_id"), (about, "concerned_id")):
        with desk.jotting():
            row = facts.writable(desk, call)
            setattr(row, side, person)
            desk.session.add(row)
    assert beside(desk, own)["caller"].did_not_suit == {groups["Quiet Room 1"]}
    # What he told us is not said to his mother, who rings about him.
    assert beside(desk, about)["concerned"].did_not_suit == set()


def test_who_is_alone_is_offered_someone_to_go_along(at, cast, town):
    desk = at(cast.cleo)
    call = begun(desk)
    assert not shown(desk, call).accompany
    row = support.add(desk, call_id=call, question="on_side", kind="sponsor")
    support.change(desk, row_id=row, field="ended", value="died")
    assert shown(desk, call).accompany
    assert not shown(desk, call, kind=List.TREATMENT).accompany
    drafts.choose(desk, call_id=call, field="caller.accompany", value="no")
    assert not shown(desk, call).accompany
    support.remove(desk, row_id=row)
    drafts.choose(desk, call_id=call, field="caller.accompany", value="yes")
    assert shown(desk, call).accompany


def test_lines_stand_in_the_order_they_were_named_and_go_once(at, cast):
    desk = at(cast.cleo)
    call = begun(desk)
    ids = [add(desk, call, "caller", "away", "where", text) for text in ("a", "b", "c")]
    found = needs.lines.of(facts.known(desk, call), "caller", "away")
    assert [line.said["where"] for line in found] == ["a", "b", "c"]
    gone = {"call_id": call, "side": "caller", "kind": "away", "line": ids[1]}
    needs.lines.remove(desk, **gone)
    found = needs.lines.of(facts.known(desk, call), "caller", "away")
    assert [line.said["where"] for line in found] == ["a", "c"]
    with pytest.raises(Refused, match="gone already"):
        needs.lines.remove(desk, **gone)
    with pytest.raises(Refused):
        add(desk, call, "caller", "away", "how", "helped")
    with pytest.raises(Refused):
        add(desk, call, "nobody", "away", "where", "45402")


def test_a_line_is_written_by_whoever_may_write_on_the_call(at, cast):
    call = begun(at(cast.cleo))
    line = {"call_id": call, "side": "caller", "kind": "away", "said": {"where": DAYTON}}
    for actor, refusal in ((cast.dan, NotAllowed), (cast.nia, NotFound), (cast.edda, NotAllowed)):
        with pytest.raises(refusal):
            needs.lines.add(at(actor), **line)
        with pytest.raises((refusal, Refused)):
            needs.lines.remove(at(actor), call_id=call, side="caller", kind="away", line="0" * 8)


def test_a_picked_place_has_its_name_and_doors_and_one_that_is_gone_says_so(at, cast, groups):
    from casework.directory.named import NOT_LISTED, picked

    desk = at(cast.cleo)
    found = picked(desk, {groups["Quiet Room 1"], f"s{cast.harbour_house}", "g999", "?", "m1"})
    assert found[groups["Quiet Room 1"]].name == "Quiet Room 1"
    assert len(found[groups["Quiet Room 1"]].doors) == 1
    assert found[f"s{cast.harbour_house}"].name == "Harbour House"
    assert {found[one].name for one in ("g999", "?")} == {NOT_LISTED}
    assert found["g999"].doors == ()
