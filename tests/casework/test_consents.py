"""Is every element of 42 CFR 2.31(a) asked for, and does a consent hold only while it should?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework import consents
from casework.errors import NotAllowed, NotFound, Refused
from db.models import now
from tests.casework import story

TODAY = now().date()
DEFICIENT = [
    ({"patient_name": " "}, "name the person"),
    ({"discloser": ""}, "who may disclose"),
    ({"what": ()}, "what may be disclosed"),
    ({"what": ("everything",)}, "item by item"),
    ({"service_id": None}, "names nobody"),
    ({"recipient": ""}, "one place"),
    ({"service_id": 1, "group_id": 1}, "one place"),
    ({"purpose": ""}, "what for"),
    ({"revocation_told": False}, "taken back"),
    ({"expires_on": None}, "when it ends"),
    ({"signature": ""}, "must be signed"),
    ({"signature": "spoken"}, "spoken yes is not consent"),
    ({"signed_on": None}, "day it was signed"),
    ({"signed_on": TODAY + timedelta(days=1)}, "day it was signed"),
    ({"expires_on": TODAY - timedelta(days=1)}, "run out"),
    ({"signer": "mother"}, "relative cannot consent"),
    ({"signer": "guardian"}, "seen the paper"),
    ({"kinds": ("named", "proceedings")}, "cannot stand on one form"),
    ({"kinds": ("tpo",)}, "pass on"),
    ({"kinds": ()}, "which kind"),
]


@pytest.mark.parametrize(("wrong", "words"), DEFICIENT)
def test_a_form_that_lacks_an_element_is_refused_by_name(wrong, words):
    form = replace(story.form(1), **wrong)
    assert words in consents.why_deficient(form, today=TODAY)


def test_a_whole_form_lacks_nothing():
    assert consents.why_deficient(story.form(1), today=TODAY) == ""
    by_guardian = replace(story.form(1), signer="guardian", document_seen=True)
    assert consents.why_deficient(by_guardian, today=TODAY) == ""
    tpo = replace(story.form(1), kinds=("tpo",), redisclosure_told=True, refusal_told=True)
    assert consents.why_deficient(tpo, today=TODAY) == ""


def test_it_covers_its_recipient_while_it_lasts_and_nobody_else(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    story.signed(desk, made, cast.harbour_house)
    place = cast.harbour_house

    def covered(on=TODAY, **where):
        return consents.covers(desk, made.person, on=on, **where) is not None

    assert covered(service_id=place)
    assert covered(service_id=place, on=TODAY + timedelta(days=90))
    assert not covered(service_id=place, on=TODAY + timedelta(days=91))
    assert not covered(service_id=place, on=TODAY - timedelta(days=1))
    assert not covered(service_id=place + 1)
    assert not covered(group_id=place)
    assert not covered()


@pytest.mark.parametrize("kind", ["counseling_notes", "proceedings"])
def test_consents_for_other_things_cover_no_letter(at, cast, kind):
    desk = at(cast.cleo)
    made = story.known(desk)
    story.signed(desk, made, cast.harbour_house, kinds=(kind,))
    assert not consents.covers(desk, made.person, service_id=cast.harbour_house, on=TODAY)


def test_the_same_form_twice_is_refused(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    story.signed(desk, made, cast.harbour_house)
    with pytest.raises(Refused, match="already"):
        story.signed(desk, made, cast.harbour_house)


def test_taking_back_is_honoured_at_once_whoever_hears_it(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    consent = story.signed(desk, made, cast.harbour_house)
    with pytest.raises(NotFound):
        consents.revoke(at(cast.nia), consent)
    with pytest.raises(NotAllowed):
        consents.revoke(at(cast.edda), consent)
    consents.revoke(at(cast.dan), consent)
    assert not consents.covers(desk, made.person, service_id=cast.harbour_house, on=TODAY)
    with pytest.raises(Refused, match="already"):
        consents.revoke(desk, consent)
    (shown,) = consents.of_person(desk, made.person)
    assert (shown.holds, shown.recipient) == (False, "Harbour House")


def test_recording_is_for_who_knows_the_person(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    for actor, error in ((cast.dan, NotAllowed), (cast.nia, NotFound), (cast.audrey, NotAllowed)):
        with pytest.raises(error):
            story.signed(at(actor), made, cast.harbour_house)
    assert story.signed(at(cast.mona), made, cast.harbour_house)


def test_nothing_is_signed_for_somebody_who_died(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk)
    story.dies(desk, made.person)
    with pytest.raises(Refused, match="died"):
        story.signed(desk, made, cast.harbour_house)
