"""Is nothing that was typed ever lost, whoever typed it, in whatever order it arrives?"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from casework import calls, drafts, facts, striking
from casework.errors import NotAllowed, NotFound
from db.models import Draft, Fact


def type_in(desk, call, text, *, field="call.happening", base=0, tab="a", seq=1, left=False):
    return drafts.jot(
        desk, call_id=call, field=field, value=text, base=base, tab=tab, seq=seq, left=left
    )


def everything(desk, call):
    rows = desk.session.exec(select(Fact).where(Fact.call_id == call)).all()
    typing = desk.session.exec(select(Draft).where(Draft.call_id == call)).all()
    return [r.value for r in rows] + [d.value for d in typing]


def test_typing_is_kept_as_a_draft_and_leaving_makes_it_a_fact(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    first = type_in(desk, call, "He is sha")
    assert drafts.texts(desk, call) == {"call.happening": "He is sha"}
    assert facts.known(desk, call) == {}
    second = type_in(desk, call, "He is shaking", base=first.version, seq=2, left=True)
    assert second.version > first.version
    assert drafts.texts(desk, call) == {}
    assert facts.known(desk, call)["call.happening"].value == "He is shaking"


def test_an_overtaken_message_does_not_undo_a_newer_one(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    type_in(desk, call, "newer", seq=5)
    type_in(desk, call, "older", seq=4)
    assert drafts.texts(desk, call) == {"call.happening": "newer"}


def test_two_browsers_both_keep_their_words(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    type_in(desk, call, "from the first", tab="a", left=True)
    clash = type_in(desk, call, "from the second", tab="b", base=0, left=True)
    assert clash.conflict == "from the first"
    newest = facts.known(desk, call)["call.happening"]
    assert (newest.value, newest.other) == ("from the second", "from the first")


def test_two_browsers_still_typing_both_keep_their_words(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    type_in(desk, call, "typing in one", tab="a")
    clash = type_in(desk, call, "typing in two", tab="b", base=0)
    assert clash.conflict == "typing in one"
    assert set(everything(desk, call)) == {"typing in one", "typing in two"}


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # shrinking against a database takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.booleans(), st.booleans()), min_size=1, max_size=12
    )
)
def test_whatever_the_order_the_last_words_of_each_browser_stand(at, cast, moves):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    known = {"a": 0, "b": 0}
    left_last = {}
    for seq, (tab, left, sees_newest) in enumerate(moves, start=1):
        base = facts.newest_versions(desk, call).get("call.happening", 0)
        text = f"{tab}{seq}"
        done = type_in(
            desk, call, text, tab=tab, seq=seq, left=left, base=base if sees_newest else known[tab]
        )
        known[tab] = done.version
        assert text in everything(desk, call)
        if left:
            left_last[tab] = text
    kept = everything(desk, call)
    desk.session.close()
    assert all(text in kept for text in left_last.values())


def test_only_the_counsellor_on_the_call_types_in_it(at, cast):
    call = calls.begin(at(cast.cleo))
    with pytest.raises(NotAllowed):
        type_in(at(cast.dan), call, "x")
    with pytest.raises(NotFound):
        type_in(at(cast.nia), call, "x")
    with pytest.raises(NotAllowed):
        type_in(at(cast.audrey), call, "x")


def test_closing_turns_what_is_still_typed_into_facts(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    type_in(desk, call, "never left the field")
    calls.close(desk, call_id=call, outcome="supported", version=calls.on_desk(desk, call).version)
    assert facts.known(desk, call)["call.happening"].value == "never left the field"


def test_a_struck_text_is_gone_from_every_version(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    type_in(desk, call, "please forget this", left=True)
    striking.strike(desk, call_id=call, field="call.happening")
    assert everything(desk, call) == [None]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_raw_file_holds_no_word_of_the_caller(at, cast, tmp_path):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    type_in(desk, call, "Zanzibar-typed-draft")
    type_in(desk, call, "Zanzibar-left", field="caller.name", left=True)
    drafts.choose(desk, call_id=call, field="caller.last_use", value="Zanzibar-fact")
    desk.session.close()
    raw = b"".join(path.read_bytes() for path in Path(tmp_path).glob("peerline.db*"))
    assert len(raw) > 100_000
    assert b"Zanzibar" not in raw
