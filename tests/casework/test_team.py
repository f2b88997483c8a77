"""Who gets in, who does not, and how long a key fits."""

from datetime import timedelta

import pytest
from argon2 import Type, extract_parameters
from sqlmodel import select

from casework import team
from casework.access import ALLOWED
from casework.errors import NotAllowed, NotFound, Refused
from casework.team import secrets as keeping
from db import session
from db.models import Account, AuditEntry, Helpline, Invitation, SignIn, now
from tests.conftest import REAL_HASHER, REAL_NOBODY

GOOD = "quiet harbour lights"


@pytest.fixture
def with_password(cast):
    def give(actor, password=GOOD):
        with session.reading() as opened:
            session.start_writing(opened)
            account = opened.get(Account, actor.id)
            account.password_hash = team.hash_password(password)
            opened.commit()
        return actor

    return give


def change(kind, key, **values):
    with session.reading() as opened:
        session.start_writing(opened)
        row = opened.get(kind, key)
        for name, value in values.items():
            setattr(row, name, value)
        opened.commit()


def test_the_right_password_opens_and_the_token_says_who(cast, with_password):
    with_password(cast.cleo)
    token = team.sign_in(" Cleo ", GOOD)
    present = team.signed_in(token)
    assert present.actor == cast.cleo
    assert present.helpline == "Harbour Line"
    assert not present.is_demo
    assert team.still_signed_in(present.sign_in_id) == present


def test_the_token_itself_is_not_kept(cast, with_password):
    with_password(cast.cleo)
    token = team.sign_in("cleo", GOOD)
    with session.reading() as opened:
        assert token not in opened.exec(select(SignIn.token_hash)).one()


def test_a_kept_password_is_dear_to_guess(monkeypatch):
    """The costs of RFC 9106 where memory is short; the other tests hash cheaply."""
    monkeypatch.setattr(keeping, "_hasher", REAL_HASHER)
    kept = extract_parameters(team.hash_password(GOOD))
    assert kept.type is Type.ID
    assert kept.memory_cost >= 65536 and kept.time_cost >= 3 and kept.salt_len >= 16
    assert extract_parameters(REAL_NOBODY) == kept, "an unknown name is heard by the time it takes"


@pytest.mark.parametrize("login", ["cleo", "nobody", ""])
def test_a_wrong_password_and_an_unknown_name_sound_alike(cast, with_password, login):
    with_password(cast.cleo)
    with pytest.raises(Refused, match="did not work"):
        team.sign_in(login, "wrong")


def test_an_account_without_a_password_cannot_be_opened(cast):
    with pytest.raises(Refused):
        team.sign_in("dan", "")


def test_five_wrong_tries_let_the_account_rest_even_for_the_right_password(cast, with_password):
    with_password(cast.cleo)
    for _ in range(5):
        with pytest.raises(Refused):
            team.sign_in("cleo", "wrong")
    with pytest.raises(Refused, match="did not work"):
        team.sign_in("cleo", GOOD)
    change(Account, cast.cleo.id, locked_until=now() - timedelta(seconds=1))
    assert team.signed_in(team.sign_in("cleo", GOOD))


def test_a_right_password_forgets_the_wrong_ones(cast, with_password):
    with_password(cast.cleo)
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(Refused):
                team.sign_in("cleo", "wrong")
        team.sign_in("cleo", GOOD)


def test_a_key_fits_twelve_hours(cast, with_password):
    with_password(cast.cleo)
    token = team.sign_in("cleo", GOOD)
    change(SignIn, team.signed_in(token).sign_in_id, expires_at=now())
    assert team.signed_in(token) is None


def test_signing_out_ends_this_browser_and_no_other(cast, with_password):
    with_password(cast.cleo)
    here, there = team.sign_in("cleo", GOOD), team.sign_in("cleo", GOOD)
    team.sign_out(here)
    team.sign_out(here)  # twice is no error
    assert team.signed_in(here) is None
    assert team.signed_in(there)


def test_revoking_ends_every_browser_of_one_account(cast, with_password, at):
    with_password(cast.nia)
    with_password(cast.dan)
    tokens = [team.sign_in("nia", GOOD) for _ in range(2)]
    other = team.sign_in("dan", GOOD)
    desk = at(cast.adam)  # of another centre: the team is the whole helpline's
    team.revoke(desk, account_id=cast.nia.id)
    assert [team.signed_in(token) for token in tokens] == [None, None]
    assert team.signed_in(other)


def test_a_closed_account_is_out_at_once_and_opens_again(cast, with_password, at):
    with_password(cast.cleo)
    token = team.sign_in("cleo", GOOD)
    desk = at(cast.adam)
    team.set_active(desk, account_id=cast.cleo.id, active=False)
    assert team.signed_in(token) is None
    with pytest.raises(Refused):
        team.sign_in("cleo", GOOD)
    team.set_active(desk, account_id=cast.cleo.id, active=True)
    assert team.signed_in(token) is None  # the old key stays dead
    assert team.sign_in("cleo", GOOD)


def test_the_last_administrator_stays(cast, at):
    desk = at(cast.adam)
    with pytest.raises(Refused, match="last administrator"):
        team.set_active(desk, account_id=cast.adam.id, active=False)


def test_an_invitation_opens_once(cast, at):
    desk = at(cast.adam)
    made = team.add(desk, login="Ines", name="Ines", role="counsellor", centre_id=cast.south)
    assert team.invited(made.token) == "ines"
    token = team.accept(made.token, GOOD)
    assert team.signed_in(token).actor.name == "Ines"
    assert team.invited(made.token) is None
    with pytest.raises(Refused, match="used"):
        team.accept(made.token, GOOD)
    with pytest.raises(NotFound):
        team.accept("made up", GOOD)


def test_an_invitation_is_too_old_after_a_week(cast, at):
    desk = at(cast.adam)
    made = team.invite(desk, account_id=cast.dan.id)
    row = desk.session.exec(select(Invitation.id)).one()
    change(Invitation, row, expires_at=now())
    assert team.invited(made.token) is None
    with pytest.raises(Refused, match="too old"):
        team.accept(made.token, GOOD)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (
            {"role": "counsellor", "all_centres": True, "centre_id": None},
            "supervisor or an auditor",
        ),
        ({"centre_id": None}, "which centre"),
        ({"role": "system"}, "Choose a role"),
        ({"login": "cleo"}, "already"),
        ({"login": "a b"}, "sign-in name"),
        ({"login": "<script>"}, "sign-in name"),
        ({"password": "short"}, "10 characters"),
    ],
)
def test_what_cannot_be_an_account_is_refused(cast, at, what, words):
    asked = {"login": "ines", "name": "Ines", "role": "counsellor", "centre_id": cast.north}
    desk = at(cast.adam)
    with pytest.raises(Refused, match=words):
        team.add(desk, **{**asked, **what})


def test_a_supervisor_of_the_network_belongs_to_every_centre(cast, at):
    desk = at(cast.adam)
    team.add(desk, login="nora", name="Nora", role="supervisor", all_centres=True)
    nora = next(one for one in team.members(desk) if one.login == "nora")
    assert nora.centre == "every centre"
    assert nora.invited


@pytest.mark.parametrize("who", ["cleo", "mona", "edda", "audrey"])
def test_only_an_administrator_changes_the_team(cast, at, who):
    desk = at(getattr(cast, who))
    for act in (
        lambda: team.members(desk),
        lambda: team.add(desk, login="x", name="x", role="counsellor", centre_id=cast.north),
        lambda: team.invite(desk, account_id=cast.dan.id),
        lambda: team.revoke(desk, account_id=cast.dan.id),
        lambda: team.set_active(desk, account_id=cast.dan.id, active=False),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_each_act_leaves_its_line_without_names(cast, at, with_password):
    with_password(cast.cleo)
    team.sign_out(team.sign_in("cleo", GOOD))
    desk = at(cast.adam)
    team.invite(desk, account_id=cast.dan.id)
    lines = desk.session.exec(select(AuditEntry.act, AuditEntry.actor_id)).all()
    subjects = " ".join(desk.session.exec(select(AuditEntry.subjects)).all()).lower()
    cleo = cast.cleo.id
    assert lines == [("SIGN_IN", cleo), ("SIGN_OUT", cleo), ("MANAGE_TEAM", cast.adam.id)]
    assert "cleo" not in subjects
    assert "dan" not in subjects


def test_demo_sign_ins_are_shown_in_the_demo_only(cast):
    assert team.demo_sign_ins() == []
    change(Helpline, 1, is_demo=True)
    shown = team.demo_sign_ins()
    assert [one.login for one in shown] == [
        *("cleo", "dan", "mona", "nia", "edda", "adam", "audrey")
    ]
    assert {one.password for one in shown} == {"demo"}


FIRST = team.SetUp(
    "Harbour Line", "614-555-0100", "North", "America/New_York", "Ada", "Ada", "long enough words"
)


def test_an_empty_house_is_set_up_once_with_the_code(database):
    assert team.is_empty()
    code = team.new_set_up_code()
    with pytest.raises(Refused, match="code"):
        team.set_up("WRONG", FIRST)
    token = team.set_up(code.lower(), FIRST)
    ada = team.signed_in(token)
    assert (ada.actor.role, ada.helpline) == ("administrator", "Harbour Line")
    assert team.new_set_up_code() is None
    with pytest.raises(Refused):
        team.set_up(code, FIRST)


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Atlantis/Capital"},
        {"helpline": " "},
        {"centre": ""},
        {"name": ""},
        {"login": ""},
        {"password": "short"},
    ],
)
def test_a_set_up_that_lacks_something_makes_nothing(database, wrong):
    code = team.new_set_up_code()
    with pytest.raises(Refused):
        team.set_up(code, team.SetUp(**{**vars(FIRST), **wrong}))
    assert team.is_empty()
    assert team.code_fits(code)


def test_no_code_fits_where_none_was_made(database):
    assert not team.code_fits("")
    with pytest.raises(Refused):
        team.set_up("", FIRST)


def test_every_role_may_sign_out_and_is_known():
    assert set(team.ROLES) == set(ALLOWED) - {"system"}
