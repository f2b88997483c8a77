"""Does nothing that names somebody leave without their signature, and is what leaves kept?"""

import hashlib
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlmodel import select

from casework import calls, consents, drafts, letters, people, read_out, support
from casework.errors import CaseworkError, NotAllowed, NotFound, Refused
from db import session
from db.models import AuditEntry, Consent, Disclosure, Entry, Helpline, Letter, Location, Phone, now
from tests.casework import story


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages).split())


def ready(desk, cast, **other):
    made = story.known(
        desk,
        substances="fentanyl,alcohol",
        last_use="this morning",
        pregnant="yes",
        payment="medicaid",
    )
    story.referred(desk, made, cast.harbour_house)
    story.signed(desk, made, cast.harbour_house, **other)
    return made


def test_the_letter_says_what_the_consent_names_and_no_more(at, cast):
    desk = at(cast.cleo)
    made = ready(desk, cast)
    issued = letters.issue(desk, made.referral, "provider")
    kept = letters.fetch(desk, issued.id)
    said = text_of(kept.pdf)
    for word in (
        "Harbour House",
        "Maria Lopez",
        "fentanyl, alcohol",
        "this morning",
        issued.number,
    ):
        assert word in said
    assert "(937) 555-0142; no voicemail" in said
    assert "This record which has been disclosed to you is protected" in said
    for word in ("Pregnant", "Medicaid"):
        assert word not in said
        assert word not in kept.html


def test_what_was_made_is_kept_with_hash_ledger_and_trail(at, cast):
    desk = at(cast.cleo)
    made = ready(desk, cast)
    issued = letters.issue(desk, made.referral, "provider")
    row = desk.session.get(Letter, issued.id)
    assert row.sha256 == hashlib.sha256(row.pdf).hexdigest()
    assert b"Maria" not in row.html_sealed and b"%PDF" not in row.pdf_sealed
    assert row.reply_code_hash and row.template_version == "provider en-1"
    (line,) = desk.session.exec(select(Disclosure)).all()
    assert (line.basis, line.recipient, line.letter_id) == ("consent", "Harbour House", row.id)
    assert line.what == ["name", "callback", "substances"]
    acts = desk.session.exec(select(AuditEntry.act)).all()
    assert acts.count("ISSUE_LETTER") == 1


def test_without_a_signature_the_lawful_ways_are_said(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.known(desk), cast.harbour_house)
    refusal = letters.why_not(desk, made.referral, "provider")
    assert "a spoken yes is not enough" in refusal.words
    assert {way.act for way in refusal.ways} == {
        "caller_held", "three_way", "mail_form", "record_consent",
    }  # fmt: skip
    with pytest.raises(Refused, match="spoken yes"):
        letters.issue(desk, made.referral, "provider")
    assert desk.session.exec(select(Letter)).all() == []


@pytest.mark.parametrize(
    ("gender", "words"),
    [("male", "Only he can"), ("female", "Only she can"), ("", "Only they can")],
)
def test_the_mothers_letter_about_him_is_refused_with_the_way_on(at, cast, gender, words):
    desk = at(cast.cleo)
    made = story.known(desk, relation="parent", **({"gender": gender} if gender else {}))
    story.referred(desk, made, cast.harbour_house)
    story.signed(desk, made, cast.harbour_house)  # hers, not his
    refusal = letters.why_not(desk, made.referral, "provider")
    assert refusal.words == f"{words} sign this."
    assert [way.act for way in refusal.ways] == [
        "read_out", "caller_held", "three_way", "mail_form", "emergency",
    ]  # fmt: skip
    with pytest.raises(Refused, match=words):
        letters.issue(desk, made.referral, "provider")


def test_her_sheet_names_nobody(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk, relation="parent", name="Danny", substances="heroin")
    story.referred(desk, made, cast.harbour_house)
    held = letters.issue(desk, made.referral, "caller_held")
    own = letters.issue_for_caller(desk, call_id=made.call, side="caller")
    for issued in (held, own):
        kept = letters.fetch(desk, issued.id)
        for word in ("Danny", "Maria", "heroin", "parent"):
            assert word not in text_of(kept.pdf) and word not in kept.html
    assert "Harbour House" in text_of(letters.fetch(desk, held.id).pdf)
    assert "Harbour House" not in text_of(letters.fetch(desk, own.id).pdf)
    kinds = [letters.sheet_kind(desk, made.call, side) for side in ("caller", "concerned")]
    assert kinds == ["relative", "caller_held"]
    basis = set(desk.session.exec(select(Disclosure.basis)).all())
    assert basis == {"no_identity", "to_the_person"}


def test_what_she_said_about_him_is_not_in_his_letter(at, cast):
    desk = at(cast.cleo)
    made = story.known(desk, relation="parent", substances="heroin")
    story.referred(desk, made, cast.harbour_house)
    made.person = people.known_as(desk, made.call, "concerned", name="Danny Lopez")
    story.signed(desk, made, cast.harbour_house, patient_name="Danny Lopez")
    kept = letters.fetch(desk, letters.issue(desk, made.referral, "provider").id)
    assert "Danny Lopez" in text_of(kept.pdf)
    assert "heroin" not in text_of(kept.pdf)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_provider_letter_exists_without_a_covering_consent(at, cast, data):
    """Whatever is done in whatever order: a letter of that kind has a consent of that person, to that
    place, unrevoked and unexpired when it was made."""
    desk = at(cast.cleo)
    relation = data.draw(st.sampled_from(["self", "parent"]))
    made = story.referred(desk, story.known(desk, relation=relation), cast.harbour_house)
    consent = None
    for step in data.draw(st.lists(st.sampled_from(["sign", "revoke", "make"]), max_size=5)):
        try:
            if step == "sign":
                purpose = {"what": data.draw(st.sampled_from([("name",), ("name", "payer")]))}
                consent = story.signed(desk, made, cast.harbour_house, **purpose)
            elif step == "revoke" and consent:
                consents.revoke(desk, consent)
            elif step == "make":
                letters.issue(desk, made.referral, "provider")
        except CaseworkError:
            continue
    rows = desk.session.exec(
        select(Letter, Consent)
        .join(Consent, Consent.id == Letter.consent_id, isouter=True)
        .where(Letter.kind == "provider", Letter.referral_id == made.referral)
    ).all()
    for letter, held in rows:
        assert relation == "self" and held is not None
        assert held.person_id == letter.person_id
        assert held.revoked_at is None or held.revoked_at > letter.issued_at


def test_taken_back_it_is_not_opened_again(at, cast):
    desk = at(cast.cleo)
    made = ready(desk, cast)
    issued = letters.issue(desk, made.referral, "provider")
    consents.revoke(desk, desk.session.get(Letter, issued.id).consent_id)
    with pytest.raises(Refused, match="taken back"):
        letters.fetch(desk, issued.id)
    with pytest.raises(Refused):
        letters.issue(desk, made.referral, "provider")


def test_run_out_it_is_not_opened_again(at, cast):
    desk = at(cast.cleo)
    made = ready(desk, cast)
    issued = letters.issue(desk, made.referral, "provider")
    held = desk.session.get(Consent, desk.session.get(Letter, issued.id).consent_id)
    held.expires_on = now().date() - timedelta(days=1)
    desk.session.commit()
    with pytest.raises(Refused, match="run out"):
        letters.fetch(desk, issued.id)


def test_after_a_death_nothing_is_made_or_opened(at, cast):
    desk = at(cast.cleo)
    made = ready(desk, cast)
    issued = letters.issue(desk, made.referral, "provider")
    story.dies(desk, made.person)
    with pytest.raises(Refused, match="died"):
        letters.fetch(desk, issued.id)
    for kind in ("provider", "caller_held"):
        with pytest.raises(Refused, match="died"):
            letters.issue(desk, made.referral, kind)


def test_under_violence_a_paper_needs_a_way_named_on_this_call(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.begun(desk), cast.harbour_house)
    row = support.add(desk, call_id=made.call, question="distance", kind="partner")
    support.change(desk, row_id=row, field="violent", value="yes")
    with pytest.raises(Refused, match="could be found"):
        letters.issue_for_caller(desk, call_id=made.call, side="caller")
    person = people.on_call(desk, call_id=made.call, side="caller")
    people.add_channel(
        desk, person_id=person, value="12 Elm St", kind="address",
        rules=people.Rules(safe="yes"), call_id=made.call,
    )  # fmt: skip
    assert letters.issue_for_caller(desk, call_id=made.call, side="caller").number


def test_an_empty_sheet_is_refused(at, cast):
    desk = at(cast.cleo)
    with pytest.raises(Refused, match="empty"):
        letters.issue_for_caller(desk, call_id=calls.begin(desk), side="caller", kind="caller_held")


def test_large_print_and_spanish_without_a_letterhead(at, cast):
    desk = at(cast.cleo)
    made = story.referred(desk, story.begun(desk), cast.harbour_house)
    issued = letters.issue(
        desk, made.referral, "caller_held", language="es", large_print=True, no_logo=True
    )
    kept = letters.fetch(desk, issued.id)
    assert "Harbour Line" not in text_of(kept.pdf)
    assert '<html lang="es"' in kept.html
    with pytest.raises(Refused, match="English and Spanish"):
        letters.issue(desk, made.referral, "caller_held", language="de")


def test_911_and_988_stand_once_in_the_letters_own_words(at, cast):
    with session.reading() as opened:
        session.start_writing(opened)
        opened.get(Helpline, 1).hotlines = {
            "Emergency": "911", "Lifeline": {"number": "988"}, "Poison control": "800-222-1222",
        }  # fmt: skip
        opened.commit()
    desk = at(cast.cleo)
    made = story.referred(desk, story.begun(desk), cast.harbour_house)
    sheet = letters.issue_for_caller(desk, call_id=made.call, side="caller", kind="caller_held")
    words = text_of(letters.fetch(desk, sheet.id).pdf)
    assert words.count("911") == 1 and words.count("988") == 1 and "800-222-1222" in words


def test_a_spanish_sheet_writes_the_month_out(at, cast, monkeypatch):
    """2/12 is a day in February to one reader and in December to another."""
    start = datetime(2026, 12, 2, 17, 30, tzinfo=UTC)
    monkeypatch.setattr(read_out, "next_start", lambda *_: start)
    desk = at(cast.cleo)
    made = story.referred(desk, story.begun(desk), cast.harbour_house)
    sheet = letters.issue_for_caller(
        desk, call_id=made.call, side="caller", look=letters.Look(language="es")
    )
    assert "miércoles 2 de diciembre, 5:30 pm" in letters.fetch(desk, sheet.id).html


def test_a_struck_word_is_not_printed(at, cast):
    desk = at(cast.cleo)
    made = ready(desk, cast)
    drafts.choose(desk, call_id=made.call, field="caller.substances", value=None, answer="declined")
    assert "fentanyl" not in text_of(
        letters.fetch(desk, letters.issue(desk, made.referral, "provider").id).pdf
    )


def test_letters_are_for_who_has_the_call(at, cast):
    desk = at(cast.cleo)
    made = ready(desk, cast)
    issued = letters.issue(desk, made.referral, "provider")
    for actor, error in ((cast.dan, NotAllowed), (cast.nia, NotFound), (cast.edda, NotAllowed)):
        for act in (
            lambda d: letters.issue(d, made.referral, "provider"),
            lambda d: letters.issue_for_caller(d, call_id=made.call, side="caller"),
            lambda d: letters.fetch(d, issued.id),
        ):
            with pytest.raises(error):
                act(at(actor))
    assert letters.fetch(at(cast.mona), issued.id).number == issued.number
    dan = at(cast.dan)
    people.open_on_call(dan, call_id=calls.begin(dan), person_id=made.person)
    assert letters.fetch(dan, issued.id).pdf
    assert letters.of_call(desk, made.call) == [(issued.number, issued.id)]


def test_a_confidential_address_and_a_private_phone_are_never_printed(at, cast):
    desk = at(cast.cleo)
    entry, where = desk.session.exec(select(Entry, Location).join(Location)).one()
    where.confidential = True
    desk.session.add(
        Phone(entry_id=entry.id, raw="937-555-0177", e164="+19375550177", private=True)
    )
    desk.session.commit()
    made = ready(desk, cast)
    for kind in ("provider", "caller_held"):
        kept = letters.fetch(desk, letters.issue(desk, made.referral, kind).id)
        for word in ("Quay", "0177"):
            assert word not in text_of(kept.pdf) and word not in kept.html
