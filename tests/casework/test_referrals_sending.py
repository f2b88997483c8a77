"""Is a referral of the kind that was chosen, and sent in one press only when it lawfully may be?"""

import pytest

from casework import letters, referrals
from casework.errors import NotAllowed, NotFound, Refused, Stale
from db.models import Referral
from tests.casework import story


@pytest.fixture
def made(at, cast):
    return story.referred(at(cast.cleo), story.known(at(cast.cleo)), cast.harbour_house)


def status(desk, made):
    (one,) = referrals.of_call(desk, made.call)
    return one.kind, one.status


def test_put_through_is_a_kind_of_referral(at, cast, made):
    desk = at(cast.cleo)
    referrals.set_kind(desk, made.referral, "warm_transfer", version=1)
    assert status(desk, made) == ("warm_transfer", "offered")
    with pytest.raises(Refused, match="already"):
        referrals.set_kind(desk, made.referral, "warm_transfer", version=2)
    with pytest.raises(Stale):
        referrals.set_kind(desk, made.referral, "letter", version=1)


def test_information_only_is_given_and_closed(at, cast, made):
    desk = at(cast.cleo)
    referrals.set_kind(desk, made.referral, "information", version=1)
    assert status(desk, made) == ("information", "given")
    with pytest.raises(Refused, match="settled"):
        referrals.set_kind(desk, made.referral, "letter", version=2)


@pytest.mark.parametrize("kind", ["information_relative", "gift", ""])
def test_a_kind_nobody_can_choose_is_refused(at, cast, made, kind):
    with pytest.raises(Refused):
        referrals.set_kind(at(cast.cleo), made.referral, kind, version=1)


def test_one_press_sends_what_they_carry(at, cast, made):
    desk = at(cast.cleo)
    assert "no signed consent" in referrals.not_sendable(desk, made.referral)
    with pytest.raises(Refused, match="no signed consent"):
        referrals.send(desk, made.referral, version=1)
    letters.issue_for_caller(desk, call_id=made.call, side="caller")
    assert referrals.not_sendable(desk, made.referral) == ""
    referrals.send(desk, made.referral, version=1)
    assert status(desk, made) == ("referral", "sent")
    with pytest.raises(Refused, match="sent already"):
        referrals.send(desk, made.referral, version=2)


def test_their_own_voice_on_a_three_way_call_needs_no_paper(at, cast, made):
    desk = at(cast.cleo)
    referrals.set_kind(desk, made.referral, "warm_transfer", version=1)
    seen = story.version(desk, Referral, made.referral)
    referrals.send(desk, made.referral, version=seen)
    assert status(desk, made) == ("warm_transfer", "sent")


@pytest.mark.parametrize(
    "act",
    [referrals.send, lambda d, r, version: referrals.set_kind(d, r, "letter", version=version)],
)
def test_others_may_not(at, cast, made, act):
    for actor, error in ((cast.dan, NotAllowed), (cast.nia, NotFound), (cast.edda, NotAllowed)):
        with pytest.raises(error):
            act(at(actor), made.referral, version=1)
