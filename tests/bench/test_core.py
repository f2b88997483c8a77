"""Does the bench compare like with like: the same lists from all, and nobody measured who is not?"""

import random
import sys
from dataclasses import replace

import pytest

from matching import Index
from tests.bench import __main__ as bench
from tests.bench.core import measure
from tests.bench.core.asked import NEAR, NOW, questions
from tests.bench.core.engines import PEERS, must_be_equal, opened
from tests.bench.core.ours import Ours
from tests.bench.core.reference import Reference
from tests.bench.core.rows import rows
from tests.bench.out import Asked, Finding, Unequal
from tests.matching.synthetic import directory

# Those that need nothing but what the tests need anyway.
ALWAYS = ["plain pandas", "vectorised pandas", "SQLite"]


def wide(core):
    """A small country is asked from further away."""
    return replace(core, wanted=replace(core.wanted, within_miles=core.wanted.within_miles * 12))


@pytest.fixture(scope="module")
def offers():
    some = directory(400, seed=9)
    random.Random(9).shuffle(some)
    return some


@pytest.fixture(scope="module")
def asked():
    return [wide(core) for core in questions(each=3, seed=9)]


def test_our_lists_are_those_of_plain_python(offers, asked):
    ours, reference = Ours(Index.build(offers), NOW), Reference(offers, NOW)
    failed = set()
    for core in asked:
        expected = reference.ask(core)
        assert ours.both(core) == expected, core.name
        assert ours.strict(core) == expected[0], core.name
        failed |= {hit[2] for hit in expected[1]}
    assert failed == set(NEAR), "the questions meet every kind of near miss"


def test_the_peers_that_are_always_there_give_our_lists(offers, asked):
    peers, took, left_out = opened(rows(offers, NOW), ALWAYS)
    assert [*peers] == [*took] == ALWAYS
    assert left_out == []
    matches, near = must_be_equal(Ours(Index.build(offers), NOW), peers, asked)
    assert matches and near
    for peer in peers.values():
        peer.close()


def test_what_a_peer_was_told_since_is_in_its_lists(offers, asked):
    """The minutes of another moment, and one listing's new points."""
    plain = rows(offers, NOW)
    peers, _, _ = opened(plain, ALWAYS)
    before = {name: [peer.both(core) for core in asked] for name, peer in peers.items()}
    first = before["SQLite"][0][0][0]
    after = {}
    for name, peer in peers.items():
        peer.refresh(first[0], 3000)
        after[name] = peer.strict(asked[0])[0]
        peer.minute(plain.waits(NOW) + 5000)
        assert [peer.both(core) for core in asked] != before[name]
        peer.close()
    assert len({(place, score) for place, score, _ in after.values()}) == 1
    assert after["SQLite"][0] == first[0] and after["SQLite"][1] > first[1] + 2000


@pytest.mark.parametrize("missing", ["duckdb", "polars"])
def test_a_peer_that_is_not_installed_is_named_and_left_out(missing, offers, monkeypatch):
    monkeypatch.setitem(sys.modules, missing, None)
    name = next(name for name in PEERS if name.casefold() == missing)
    monkeypatch.delitem(sys.modules, f"tests.bench.core.{PEERS[name][0]}", raising=False)
    peers, took, left_out = opened(rows(offers[:5], NOW), [name])
    assert (peers, took) == ({}, {})
    assert left_out == [f"{name}: not installed ({missing})"]


def test_a_machine_without_postgresql_leaves_it_out(offers, monkeypatch):
    monkeypatch.setattr("tests.bench.core.in_postgis.binaries", lambda: None)
    _, _, left_out = opened(rows(offers[:5], NOW), ["PostGIS"])
    assert left_out == ["PostGIS: PostgreSQL is not installed"]


class Liar:
    """A peer that is one point off."""

    def __init__(self, honest):
        self.honest = honest

    def strict(self, core):
        return self.honest.strict(core)

    def both(self, core):
        fit, near = self.honest.both(core)
        return fit, [(place, score + 1, failed) for place, score, failed in near]


def test_lists_that_differ_are_an_error_and_no_timing(offers, asked, monkeypatch, capsys):
    ours = Ours(Index.build(offers), NOW)
    with pytest.raises(Unequal, match=r"polars, query .*near miss 1"):
        must_be_equal(ours, {"polars": Liar(ours)}, asked)

    def differs(_):
        raise Unequal("polars, query 3")

    monkeypatch.setattr(measure, "run", differs)
    assert bench.main(["--only", "core", "--quick"]) == 1
    assert "NOT EQUAL, no timings. polars, query 3" in capsys.readouterr().out


@pytest.mark.parametrize(("load", "said"), [(0.2, "  core: 12×"), (1.6, "contended: none")])
def test_a_busy_machine_has_no_ratio_to_tell(load, said, monkeypatch, capsys):
    monkeypatch.setattr("tests.bench.machine.load", lambda: load)
    monkeypatch.setattr(measure, "run", lambda _: Finding("fast.", ratios=["12×"]))
    assert bench.main(["--only", "core"]) == 0
    out = capsys.readouterr().out
    assert said in out
    assert ("12×" in out) is (load < 1.5)


def test_another_seed_asks_other_questions(monkeypatch):
    seen = []
    monkeypatch.setattr(measure, "run", lambda asked: seen.append(asked) or Finding(""))
    bench.main(["--only", "core", "--quick", "--seed", "7"])
    assert seen == [Asked(quick=True, seed=7)]
    assert questions(1, 7) != questions(1, 8)
