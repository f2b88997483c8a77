"""What is known of a person beside their answers: violence, what to keep away from, what did not suit?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from casework import one_person, safety, support
from casework.calls import OnDesk
from casework.desk import Desk
from casework.directory import Picked, picked
from casework.facts import Facts, value
from casework.needs.lines import Named, of
from casework.needs.said import place_of
from db.models import FollowUp, Referral, ReferralStep, SupportSource
from matching.words import Place

MILES = "5"  # where nobody said how far
VIOLENT = frozenset({"violence_now", "home"})
SIDES = ("caller", "concerned")
Pair = tuple[int | None, int | None]


@dataclass(frozen=True)
class Beside:
    """Of one person on a call. `isolated`: the sentence that says why, for the counsellor only."""

    violence: bool = False
    points: tuple[tuple[Place, float], ...] = ()
    groups: frozenset[str] = frozenset()
    venues: frozenset[str] = frozenset()
    did_not_suit: frozenset[str] = frozenset()
    not_applied: tuple[str, ...] = ()
    isolated: str = ""


def beside(
    desk: Desk, call: OnDesk, known: Facts, given: safety.Gate | None = None
) -> Mapping[str, Beside]:
    """Side → what its lists must know. The support map is of the person concerned, and so are its
    violence and its places; a gate's answers are of the side they were given for."""
    sources = support.sources(desk, call.id)
    named = {side: of(known, side, "away") + of(known, side, "tried") for side in SIDES}
    listings = {n.said["listing"] for ns in named.values() for n in ns if n.said.get("listing")}
    places = picked(desk, listings)
    violent = violence(desk, call, sources, given)
    concerned = "caller" if call.about_self else "concerned"
    found = {}
    for side in SIDES:
        of_map = sources if side == concerned else ()
        away = [*_of_lines(known, side, places), *_of_map(known, of_map)]
        found[side] = Beside(
            violence=side in violent,
            points=tuple((door, miles) for spot in away for door, miles in spot.points),
            groups=frozenset(spot.listing for spot in away if spot.listing),
            venues=frozenset(key for spot in away for key in spot.venues),
            did_not_suit=_tried(named[side], places) | _before(desk, call, side),
            not_applied=tuple(spot.text for spot in away if spot.text and not spot.points),
            isolated=_isolated(of_map),
        )
    return found


def violence(
    desk: Desk,
    call: OnDesk,
    sources: Sequence[SupportSource] | None = None,
    given: safety.Gate | None = None,
) -> frozenset[str]:
    """For whom did anyone say that a home or a person is violent? A bare yes to danger counts as its
    gravest reading, as in the gate, until a sign narrows it."""
    rows = support.sources(desk, call.id) if sources is None else sources
    gate = given or safety.at_the_gate(desk, call.id)
    sides = {side for side, answers in gate.answers.items() if _violent(answers)}
    if any(row.violent == "yes" and row.ended != "died" for row in rows):
        sides.add("caller" if call.about_self else "concerned")
    return frozenset(sides)


def _violent(answers: Mapping[str, str]) -> bool:
    signs = {sign for sign in safety.GATE["danger"].signs if answers.get(f"danger.{sign}") == "yes"}
    return bool(signs & VIOLENT) or (answers.get("danger") == "yes" and not signs)


@dataclass(frozen=True)
class _Spot:
    """Something to keep away from: as it was typed, or picked; and where that is."""

    points: tuple[tuple[Place, float], ...]
    text: str = ""
    listing: str = ""
    venues: tuple[str, ...] = ()


def _of_lines(known: Facts, side: str, places: Mapping[str, Picked]) -> Iterable[_Spot]:
    old = value(known, f"{side}.away_from") or ""
    if old:
        yield _typed(old, value(known, f"{side}.away_miles"))
    for line in of(known, side, "away"):
        listing, miles = line.said.get("listing", ""), line.said.get("miles")
        if listing:
            yield _picked(listing, places[listing], float(miles or MILES))
        elif line.said.get("where", "").strip():
            yield _typed(line.said["where"], miles)


def _of_map(known: Facts, sources: Sequence[SupportSource]) -> Iterable[_Spot]:
    """A source that is a trigger or violent, with a place: also one that ended, unless by death."""
    for row in sources:
        where = value(known, f"support.{row.id}.where") or ""
        if where.strip() and row.ended != "died" and "yes" in {row.is_trigger, row.violent}:
            yield _typed(where, value(known, f"support.{row.id}.miles"))


def _picked(listing: str, there: Picked, miles: float) -> _Spot:
    """The group wherever it meets, whatever else meets at its door, and the miles around. Of one that
    is listed no more nobody knows the door, and that is said."""
    points = tuple((door, miles) for door in there.doors)
    text = "" if there.keys else there.name
    return _Spot(points, text, there.listing or listing, there.keys)


def _typed(text: str, miles: str | None) -> _Spot:
    found = place_of(text)
    return _Spot(((found.place, float(miles or MILES)),) if found else (), text=text)


def _tried(named: Sequence[Named], places: Mapping[str, Picked]) -> frozenset[str]:
    return frozenset(
        places[line.said["listing"]].listing
        for line in named
        if line.kind == "tried"
        and line.said.get("how") == "did_not_suit"
        and line.said.get("listing")
    )


def _before(desk: Desk, call: OnDesk, side: str) -> frozenset[str]:
    """What an earlier call-back heard, or a place nobody felt welcome at: for those who told us so
    themselves. What he said in confidence does not shape the list his mother hears."""
    person = call.caller_id if side == "caller" else None
    if person is None:
        return frozenset()
    pairs = _did_not_suit(desk, one_person.ids(desk, person))
    listings = {f"s{s}" if s is not None else f"g{g}" for s, g in pairs}
    return frozenset(there.listing for there in picked(desk, listings).values())


def _did_not_suit(desk: Desk, people: Collection[UUID]) -> Sequence[Pair]:
    theirs = (col(Referral.person_id).in_(people), desk.sees(Referral.centre_id))
    heard = (
        select(Referral.service_id, Referral.group_id)
        .join(FollowUp, col(FollowUp.referral_id) == col(Referral.id))
        .where(*theirs, FollowUp.outcome == "went_once")
    )
    unwelcome = (
        select(Referral.service_id, Referral.group_id)
        .join(ReferralStep, col(ReferralStep.referral_id) == col(Referral.id))
        .where(*theirs, ReferralStep.reason == "unwelcome")
    )
    return [*desk.session.exec(heard).all(), *desk.session.exec(unwelcome).all()]


def _isolated(sources: Sequence[SupportSource]) -> str:
    return next((f.because for f in support.flags(sources) if f.name == "isolated"), "")
