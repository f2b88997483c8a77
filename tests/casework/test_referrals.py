"""Does a referral walk only the steps of the table, in the right hands, and settle its need?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from casework import letters, needs, referrals
from casework.errors import NotAllowed, NotFound, Refused, Stale
from casework.referrals.steps import AUTHOR, CENTRE, legal
from db.models import STEPS, FollowUp, Need, Referral, ReferralStep, now
from matching.words import List
from tests.casework import story

# Copied a second time on purpose: product.md 6.
BY_HAND = {
    "draft": "offered cancelled",
    "offered": "ready consent_pending given declined cancelled",
    "consent_pending": "ready declined cancelled",
    "ready": "sent declined cancelled",
    "sent": "received accepted waitlisted scheduled attended no_show rejected lost cancelled",
    "received": "accepted waitlisted scheduled attended no_show rejected lost cancelled",
    "accepted": "scheduled waitlisted attended rejected lost cancelled",
    "waitlisted": "scheduled waitlisted attended rejected lost cancelled",
    "scheduled": "scheduled attended no_show cancelled",
    "no_show": "scheduled attended ready lost cancelled",
    "attended": "engaged completed lost cancelled",
    "engaged": "completed lost cancelled",
}
OPEN_TO_THE_CENTRE = {"sent", "received", "accepted", "waitlisted", "scheduled", "no_show"} | {
    "attended",
    "engaged",
}


def sent(desk, cast):
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    story.signed(desk, made, cast.harbour_house)
    story.stepped(desk, made.referral, "ready", "sent")
    return made


def test_the_table_is_the_one_of_the_product_page():
    told = {(a, b) for a, row in BY_HAND.items() for b in row.split()}
    assert set(referrals.TABLE) == told
    assert set(STEPS) == {s for pair in told for s in pair} == set(referrals.WORDS)
    assert set(BY_HAND) | set(referrals.CLOSING) == set(STEPS)
    for (frm, to), who in referrals.TABLE.items():
        open_to_all = frm in OPEN_TO_THE_CENTRE and (to != "cancelled" or frm == "scheduled")
        assert who == (CENTRE if open_to_all else AUTHOR), (frm, to)


@given(st.lists(st.sampled_from(STEPS), max_size=12), st.sampled_from(sorted(referrals.KINDS)))
def test_closed_stays_closed_whatever_is_tried(tries, kind):
    at = "offered"
    for to in tries:
        if legal(at, to, kind):
            assert at not in referrals.CLOSING
            assert to != "given" or kind in referrals.INFORMATION
            at = to


def test_one_press_makes_it_offered_and_books_the_first_call_back(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    (one,) = referrals.of_call(desk, made.call)
    assert (one.name, one.status, one.is_open) == ("Harbour House", "offered", True)
    (due,) = desk.session.exec(select(FollowUp)).all()
    assert (due.referral_id, due.person_id) == (made.referral, made.person)


def test_information_is_given_at_once(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.begun(desk), cast.harbour_house, kind="information")
    (one,) = referrals.of_call(desk, made.call)
    assert (one.status, one.is_open) == ("given", False)


def test_the_same_place_twice_is_refused(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.begun(desk), cast.harbour_house)
    with pytest.raises(Refused, match="already"):
        story.referred(desk, made, cast.harbour_house)


def test_a_need_of_the_other_side_is_not_here(at, cast):
    desk = at(cast.cleo)
    made = story.begun(desk, relation="parent")
    need = needs.hear(desk, call_id=made.call, side="caller", kind=List.PEERS)
    with pytest.raises(NotFound):
        referrals.make(
            desk, call_id=made.call, need_id=need, side="concerned", service_id=cast.harbour_house
        )


def test_nothing_is_sent_without_consent_or_a_sheet(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    story.stepped(desk, made.referral, "ready")
    with pytest.raises(Refused, match="no signed consent"):
        story.stepped(desk, made.referral, "sent")
    step = next(s for s in referrals.next_steps(desk, made.referral) if s.to == "sent")
    assert "no signed consent" in step.missing
    letters.issue_for_caller(desk, call_id=made.call, side="caller")
    story.stepped(desk, made.referral, "sent")


def test_what_must_be_confirmed_is_confirmed_before_it_counts_as_sent(at, cast):
    desk = at(cast.cleo)
    made = story.referred(
        desk, story.known(desk), cast.harbour_house, confirm=["takes methadone: not stated"]
    )
    story.signed(desk, made, cast.harbour_house)
    story.stepped(desk, made.referral, "ready")
    with pytest.raises(Refused, match="takes methadone"):
        story.stepped(desk, made.referral, "sent")
    for actor, error in ((cast.dan, NotAllowed), (cast.nia, NotFound), (cast.edda, NotAllowed)):
        with pytest.raises(error):
            referrals.confirm(at(actor), made.referral, version=1)
    seen = story.version(desk, Referral, made.referral)
    referrals.confirm(desk, made.referral, version=seen)
    with pytest.raises(Refused, match="already"):
        referrals.confirm(desk, made.referral, version=seen + 1)
    story.stepped(desk, made.referral, "sent")


@pytest.mark.parametrize(
    ("last", "outcome", "why"),
    [
        ("completed", "met", None),
        ("rejected", "unmet", "insurance"),
        ("lost", "unmet", "no_contact"),
    ],
)
def test_closing_settles_the_need(at, cast, last, outcome, why):
    desk = at(cast.cleo)
    made = sent(desk, cast)
    if last == "completed":
        story.stepped(desk, made.referral, "attended")
    story.stepped(desk, made.referral, last, reason="insurance" if last == "rejected" else "")
    need = desk.session.get(Need, made.need, populate_existing=True)
    assert (need.outcome, need.unmet_reason) == (outcome, why)


def test_the_counsellor_may_say_otherwise(at, cast):
    desk = at(cast.cleo)
    made = sent(desk, cast)
    story.stepped(desk, made.referral, "attended")
    seen = story.version(desk, Referral, made.referral)
    referrals.step(desk, made.referral, "completed", version=seen, outcome="partly")
    assert desk.session.get(Need, made.need, populate_existing=True).outcome == "partly"


def test_a_no_elsewhere_leaves_an_open_hope_standing(at, cast):
    desk = at(cast.cleo)
    made = sent(desk, cast)
    row = desk.session.get(Referral, made.referral)
    values = row.model_dump(exclude={"id"})
    other = Referral(**values)
    desk.session.add(other)
    desk.session.flush()
    desk.session.add(
        ReferralStep(
            referral_id=other.id, centre_id=cast.north, seq=1, status="sent", by_id=cast.cleo.id
        )
    )
    desk.session.commit()
    story.stepped(desk, made.referral, "rejected")
    assert desk.session.get(Need, made.need, populate_existing=True).outcome == "unknown"


def test_reasons_dates_and_versions_are_asked_for(at, cast):
    desk = at(cast.cleo)
    made = sent(desk, cast)
    seen = story.version(desk, Referral, made.referral)

    def step(to, version=seen, **heard):
        referrals.step(desk, made.referral, to, version=version, heard=referrals.Heard(**heard))

    for to, words in (("rejected", "needs a reason"), ("scheduled", "day and an hour")):
        with pytest.raises(Refused, match=words):
            step(to)
    with pytest.raises(Refused, match="Choose why"):
        step("rejected", reason="we pay them")
    with pytest.raises(Refused, match="After “sent” comes no “keeps going”"):
        step("engaged")
    with pytest.raises(Stale):
        step("attended", version=seen - 1)


def test_a_colleague_records_what_is_the_centres_and_no_more(at, cast):
    desk, dan, nia = at(cast.cleo), at(cast.dan), at(cast.nia)
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    with pytest.raises(NotAllowed):
        story.stepped(dan, made.referral, "ready")
    assert referrals.next_steps(dan, made.referral) == []
    story.signed(desk, made, cast.harbour_house)
    story.stepped(desk, made.referral, "ready", "sent")
    with pytest.raises(NotAllowed):
        story.stepped(dan, made.referral, "cancelled")
    with pytest.raises(NotFound):
        story.stepped(nia, made.referral, "attended")
    with pytest.raises(NotAllowed):
        story.stepped(at(cast.edda), made.referral, "attended")
    story.stepped(dan, made.referral, "attended")
    with pytest.raises(Refused, match="comes no"):
        story.stepped(dan, made.referral, "attended")
    assert "cancelled" not in {s.to for s in referrals.next_steps(dan, made.referral)}
    story.stepped(at(cast.mona), made.referral, "cancelled")


def test_only_a_supervisor_opens_it_again_and_to_where_it_stood(at, cast):
    desk, mona = at(cast.cleo), at(cast.mona)
    made = sent(desk, cast)
    story.stepped(desk, made.referral, "scheduled", "attended", "lost")
    seen = story.version(desk, Referral, made.referral)
    with pytest.raises(NotAllowed):
        referrals.reopen(desk, made.referral, version=seen, reason="they rang")
    with pytest.raises(Refused, match="why"):
        referrals.reopen(mona, made.referral, version=seen, reason=" ")
    (back,) = referrals.next_steps(mona, made.referral)
    assert back.to == "attended"
    referrals.reopen(mona, made.referral, version=seen, reason="they rang us")
    assert referrals.one(desk, made.referral).status == "attended"
    assert desk.session.get(Need, made.need, populate_existing=True).outcome == "unknown"
    with pytest.raises(Refused, match="is open"):
        referrals.reopen(mona, made.referral, version=seen + 1, reason="once more")


def test_words_are_said_for_people(at, cast):
    desk = at(cast.cleo)
    made = sent(desk, cast)
    story.stepped(desk, made.referral, "rejected", reason="no_bed")
    assert referrals.one(desk, made.referral).words == "the place said no (no bed)"
    assert referrals.open_ones(desk) == []
    with pytest.raises(NotFound):
        referrals.one(at(cast.nia), made.referral)


def test_status_is_derived_in_sql_too(at, cast):
    desk = at(cast.cleo)
    made = sent(desk, cast)
    row = desk.session.exec(select(col(Referral.id), referrals.status_of())).one()
    assert tuple(row) == (made.referral, "sent")


def test_an_appointment_brings_its_call_back_forward(at, cast):
    desk = at(cast.cleo)
    made = sent(desk, cast)
    story.stepped(desk, made.referral, "scheduled")
    (due,) = desk.session.exec(select(FollowUp)).all()
    assert due.reason == "before the first visit"
    assert (due.due_from - now()).days <= 2
