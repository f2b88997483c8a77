"""Does anybody but the own centre find anything, by any act or read that takes an id?

Every function of casework that takes a desk stands in a table of reached_for.py or in NO_CASE: a new one
without its case fails here.
"""

import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

import casework
from casework.desk import Actor
from casework.errors import CaseworkError, NotAllowed, NotFound, Refused
from db import session
from tests.casework.reached_for import ACTS, READS, World, lived

# Only a supervisor's; and what nobody said on this call.
BY_SUPERVISORS = ("caseloads.", "reports.", "summons.waiting", "people.flag")
EMPTY_HERE = {
    "reports.unmet_calls",
    "endings.ended",
    "endings.undoable",
    "silence.again",
    "silence.noted",
}

# Why the rest has no case.
INNER = "a part of an act that has a case: takes rows its caller has reached already"
PLACES = "the directory belongs to every centre"
TEAM = "the house itself: accounts, letterhead, centres, the trail; test_team, test_centres, test_audit ask"
NO_CASE: dict[str, str] = {
    **dict.fromkeys(
        (
            *(
                "drafts.settle",
                "safety.settle",
                "facts.add_version",
                "facts.newest",
                "facts.provenance",
            ),
            *("follow_ups.after_a_death", "follow_ups.around_release", "follow_ups.proposed"),
            *("one_person.ids", "one_person.rows", "one_person.kept", "one_person.died"),
            *("opening.ticket", "opening.holds", "hands.took_call", "follow_ups.moved"),
            *("follow_ups.stopped", "follow_ups.violence", "hands.holds", "hands.holds_person"),
            *("days.today", "days.zone", "flags.any_stands", "flags.hidden", "flags.last_day"),
            *("flags.of_rows", "flags.rows_of", "flags.standing_now"),
            *("hands.live_with", "hands.locked", "hands.supervises", "letters.why_no_sheet"),
            *("needs.beside", "needs.need_for", "needs.violence", "safety.at_the_gate"),
            *("offers.emergency", "offers.lists", "reach.channel_row"),
            *("referrals.closed_for", "safety.assessed", "safety.raised_at", "read_out.next_start"),
        ),
        INNER,
    ),
    **dict.fromkeys(
        (
            *("directory.add_unverified", "directory.card", "directory.describe"),
            *("directory.edit", "directory.undo_edit", "directory.decide"),
            *("directory.others_alike", "directory.edit_too", "directory.take_back_too"),
            *("directory.undecided", "directory.how_many_undecided"),
            *("directory.whole", "directory.meetings_of"),
            *("directory.drop_upload", "directory.keep_upload", "directory.problems"),
            *("directory.nothing_came_in", "directory.looked_up", "directory.picked"),
            *(
                "directory.look",
                "directory.report",
                "directory.runs",
                "directory.search",
                "directory.source_names",
                "directory.sources",
            ),
            *("directory.kept", "directory.keep_settings", "directory.completeness"),
            *("directory.declare", "directory.export", "directory.would_leave"),
            *("directory.area_table", "directory.lacking", "directory.serve"),
            *("directory.serve_no_longer", "directory.served_areas", "directory.dial"),
            *("directory.drop_number", "directory.enter_number", "directory.numbers"),
            *("directory.rang_number", "directory.enter", "directory.known_already"),
            *("directory.checked_here", "directory.load_national", "directory.unchecked"),
            "directory.national_stands",
            *("directory.told", "directory.take_back", "directory.due", "directory.due_of"),
            *("directory.open_reports", "directory.settle", "directory.reopen", "directory.script"),
            *("directory.shares", "directory.asked_when", "directory.take_stamp_back"),
            *("directory.merge", "directory.two_places", "directory.reconsider"),
            *("directory.look_for_twice", "directory.likely_twice", "directory.side_by_side"),
            *("directory.decided_twice", "directory.merge_all", "directory.reconsider_all"),
            *("directory.sure_lines", "directory.presses"),
            *("directory.verify", "directory.new_number", "directory.put_back"),
            *("directory.put_right", "directory.records_of"),
            *("directory.sweep", "directory.take", "directory.take_in", "directory.upload_path"),
            *("directory.sampled", "directory.saved_mapping", "directory.fetch"),
            *("matches.cards", "matches.list_for", "why.it_stands"),
            "outcomes.behind",
        ),
        PLACES,
    ),
    **dict.fromkeys(
        (
            *("team.add", "team.centres", "team.invite", "team.members", "team.revoke"),
            *("team.set_active", "centres.house", "centres.today", "centres.change_letterhead"),
            *("centres.keep_hotline", "centres.drop_hotline", "centres.centres"),
            *("centres.add_centre", "centres.change_centre"),
            *("audit.zone", "audit.opened", "audit.colleagues", "audit.read", "audit.export"),
        ),
        TEAM,
    ),
    "outcomes.weighed": "one switch for the house; test_outcomes asks",
    "outcomes.weigh": "one switch for the house; test_outcomes asks",
    "reports.went": "of referrals on their way; test_reports asks",
    "reports.went_calls": "of referrals on their way; test_reports asks",
    "summons.numbers": "the helpline's own on-call numbers",
    "calls.begin": "asks for no row: a call of one's own",
    "caseloads.export": "made of the lists above",
    "reports.export": "made of the reports above",
    "reports.tables": "made of the reports above",
    "reach.ways_to": "the same as people.ways_to",
}


@pytest.fixture
def world(at, cast) -> World:
    return lived(at(cast.cleo), cast)


def functions() -> set[str]:
    """noun.function for everything of casework that takes a desk."""
    found = set()
    for noun in pkgutil.iter_modules(casework.__path__):
        if noun.name in {"demo", "desk"}:
            continue
        module = import_module(f"casework.{noun.name}")
        for name in module.__all__ if noun.ispkg else vars(module):
            each = getattr(module, name)
            own = noun.ispkg or getattr(each, "__module__", "") == module.__name__
            public = inspect.isfunction(each) and own and not name.startswith("_")
            if public and "desk" in inspect.signature(each).parameters:
                found.add(f"{noun.name}.{name}")
    return found


def test_every_function_with_a_desk_has_its_case():
    cases = {*ACTS, *READS, *NO_CASE}
    assert functions() - cases == set(), "say what a stranger meets there"
    assert cases - functions() == set(), "these are gone"


def supervisor_of_south(cast) -> Actor:
    return replace(cast.nia, role="supervisor")


def met(desk, case: Callable, w: World) -> object:
    """What came back, or the kind of refusal."""
    try:
        return case(desk, w)
    except CaseworkError as refused:
        return type(refused)
    finally:
        desk.session.rollback()


def about_people() -> dict[str, list]:
    """Every row of every table but the trail, as it lies in the database."""
    with session.engine().connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(sa.select(table))))
            for name, table in SQLModel.metadata.tables.items()
            if name not in {"audit_entry", "sign_in"}
        }


def test_the_other_centre_finds_nothing_to_act_on(at, cast, world):
    before = about_people()
    for stranger in (cast.nia, supervisor_of_south(cast)):
        desk = at(stranger)
        found = {name: met(desk, case, world) for name, case in ACTS.items()}
        wrong = {name: what for name, what in found.items() if what is not NotFound}
        if stranger is cast.nia:
            may_not = {
                *("caseloads.give_back", "caseloads.reassign", "referrals.reopen"),
                *("summons.answer", "people.flag", "people.renew_flag", "people.end_flag"),
                "people.turn_down_flag",
            }
            assert {wrong.pop(name) for name in may_not} == {NotAllowed}
        assert wrong == {}
    assert about_people() == before


def test_the_other_centre_reads_nothing(at, cast, world):
    for stranger in (cast.nia, supervisor_of_south(cast)):
        desk = at(stranger)
        for name, case in READS.items():
            found = met(desk, case, world)
            if found in (NotFound, NotAllowed):
                continue
            assert not found, name
            assert not [mark for mark in world.marks if mark in repr(found)], name


def test_the_own_centre_reads_all_of_it(at, cast, world):
    """Or else finding nothing would say nothing."""
    for name, case in READS.items():
        actor = cast.mona if name.startswith(BY_SUPERVISORS) else cast.cleo
        found = met(at(actor), case, world)
        assert found or name in EMPTY_HERE, name
        assert not inspect.isclass(found), name


@pytest.mark.parametrize("who", ["edda", "adam", "audrey"])
def test_who_takes_no_calls_acts_on_nobody_and_reads_nothing(at, cast, world, who):
    before, desk = about_people(), at(getattr(cast, who))
    found = {name: met(desk, case, world) for name, case in {**ACTS, **READS}.items()}
    refused = (NotAllowed, NotFound)
    assert {name for name in ACTS if found[name] not in refused} == set()
    assert {name for name in READS if found[name] and found[name] not in refused} == set()
    assert about_people() == before


# What product.md 6 and domain.md 1.2 open to any counsellor of the centre.
FOR_THE_CENTRE = {
    "calls.opened",
    "consents.revoke",
    "follow_ups.contact",
    "people.by_code",
    "people.on_call",  # who stands on it already; nobody new is made
    "people.open_person",
    "people.alike",
    "people.ask_for_flag",
}


def test_a_colleague_may_do_what_is_open_to_the_centre_and_no_more(at, cast, world):
    """Dan is not on the call; nothing of hers was given to him."""
    desk = at(cast.dan)
    before = about_people()
    found = {n: met(desk, case, world) for n, case in ACTS.items() if n not in FOR_THE_CENTRE}
    assert found.pop("calls.undo_no_call") is Refused  # it was a call after all
    assert {name: what for name, what in found.items() if what is not NotAllowed} == {}
    assert about_people() == before
    for name in sorted(FOR_THE_CENTRE):
        assert not inspect.isclass(met(desk, ACTS[name], world)), name
