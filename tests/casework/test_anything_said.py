"""Whatever a counsellor can hear and type, the lists come out, and what stands on them may stand there."""

import math
import random
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework import fields, left_out, needs
from casework.directory.named import Picked
from casework.facts import ANSWERS, Known
from casework.needs.beside import Beside, _of_lines
from matching import Index, Kind, List, Place, Status, Tier, list_of
from matching.geo import miles
from matching.words import Precision
from tests.matching import cases

NOW = datetime(2026, 11, 1, 5, 40, tzinfo=UTC)  # the night the clocks go back
DIRECTORY = {
    offer.key: offer
    for number, kind in enumerate([*List] * 30)
    for offer in [cases.offered(random.Random(number), number, kind, NOW)]
}
INDEX = Index.build(DIRECTORY.values())
ODD = ("", " ", "0", "-1", "02108", "02108-1234", "00000", "Boston MA", "boston, ma", "Atlantis ZZ",
       "²", "١٢", "999", "17.5", "1e9", "nan", "yoga", "ЁЛКА", "a" * 500, "\x00", "\ud83d\ude00",
       "';--", "{x}", "%s", "*.*", "Ü̈ber", ",", "en,es", "New\nline")  # fmt: skip
SIDES = ("caller", "concerned")
LISTINGS = ("s1", "m2", "g1", "g3", "b07", "gone")


def value(question):
    """Any answer the desk can store; of several choices any set of them."""
    if not question.choices:
        return st.one_of(st.sampled_from(ODD), st.text(max_size=40))
    code = st.sampled_from(sorted(question.choices))
    return st.lists(code, min_size=1, max_size=5).map(",".join) if question.many else code


PATHS = {
    **{f"call.{name}": asked for name, asked in fields.CALL_FIELDS.items()},
    **{f"{side}.{name}": asked for side in SIDES for name, asked in fields.SIDE_FIELDS.items()},
    **{
        f"{side}.{kind}.0000000{n}.{name}": asked
        for side in SIDES
        for kind, all_of_it in fields.LINE_FIELDS.items()
        for name, asked in all_of_it.items()
        for n in (1, 2)
    },
}


def known(path, answer):
    stated = PATHS[path] if answer == "stated" else None
    words = value(stated) if stated else st.none()
    return st.builds(Known, words, st.just(answer), st.just("self"), st.just(1), st.just(NOW))


def facts_of(side):
    """Up to 40 answers of one person and of the call."""
    paths = [path for path in PATHS if path.startswith((side, "call."))]
    answers = st.sampled_from(("stated",) * 6 + ANSWERS)
    some = st.lists(st.sampled_from(paths), min_size=12, max_size=40, unique=True)
    return some.flatmap(
        lambda drawn: st.fixed_dictionaries(
            {path: answers.flatmap(lambda answer, p=path: known(p, answer)) for path in drawn}
        )
    )


@st.composite
def questions(draw):
    side = draw(st.sampled_from(SIDES))
    home = {f"{side}.zip": Known("02108", "stated", "self", 1, NOW)}
    facts = draw(facts_of(side)) | (home if draw(st.booleans()) else {})
    spots = list(_of_lines(facts, side, _Anywhere()))
    beside = Beside(
        violence=draw(st.booleans()),
        points=tuple(point for spot in spots for point in spot.points),
        groups=frozenset(spot.listing for spot in spots if spot.listing),
        did_not_suit=frozenset(draw(st.lists(st.sampled_from(LISTINGS), max_size=3))),
    )
    return needs.wanted(
        facts,
        side=side,
        kind=draw(st.sampled_from(List)),
        relation=draw(st.sampled_from((*fields.RELATIONS, "unknown", "not_asked", "declined"))),
        stage=draw(st.sampled_from((*fields.STAGES, "not_asked", "unknown", "declined"))),
        tier=draw(st.sampled_from([tier.value for tier in Tier])),
        beside=beside,
    )


class _Anywhere(dict):
    """Every picked place has two doors, one of them hard to place."""

    def __missing__(self, listing):
        doors = (Place(42.36, -71.06), Place(42.5, -71.3, Precision.NONE))
        return Picked("Some place", doors if listing else ())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(wanted=questions(), seed=st.integers(0, 2**32 - 1), limit=st.sampled_from((0, 1, 8, 24)))
def test_whatever_is_said_the_lists_come_out_and_hold(wanted, seed, limit):
    found = INDEX.rank(wanted, now=NOW, limit=limit, seed=seed)
    assert found == INDEX.rank(wanted, now=NOW, limit=limit, seed=seed)
    for match in (*found.matches, *found.ring_first):
        may_stand(wanted, match, DIRECTORY[match.key])
    for match in found.near:
        assert match.would_need
        never(wanted, match, DIRECTORY[match.key])
    assert "another reason" not in left_out.said(found.left_out, wanted)
    for sentence in words_of(found):
        assert sentence.strip()
        assert sentence[-1] in ".?!”", sentence


def words_of(found):
    for match in (*found.matches, *found.ring_first, *found.near):
        yield from (*match.reasons, *match.unknowns, *match.cautions)


def never(wanted, match, offer):
    """What holds for every row anybody is shown."""
    assert list_of(offer.kind) is wanted.kind
    at_home = match.via != "in_person"
    assert offer.status is Status.ACTIVE or (at_home and offer.status is Status.TEMPORARILY_CLOSED)
    assert not {offer.key, offer.group} & wanted.stay_away.groups
    assert not (wanted.kind is List.PEERS and wanted.tier is Tier.T0)
    if match.via == "in_person" and offer.place is not None:
        for place, far in wanted.stay_away.points:
            assert apart(place, offer.place) >= far * 0.999 - 0.01
    if wanted.age is not None and offer.kind is not Kind.EMERGENCY_DEPARTMENT:
        low, high = offer.ages
        assert (low is None or low <= wanted.age) and (high is None or wanted.age <= high)


def may_stand(wanted, match, offer):
    never(wanted, match, offer)
    held = any(one.rule == "never_empty" for one in match.because)
    if not held and match.via == "in_person" and match.distance is not None:
        assert match.distance <= wanted.within_miles + 0.06
    if offer.kind is Kind.MEETING and wanted.times and match.next_start is not None:
        there = match.next_start.astimezone(ZoneInfo(wanted.zone))
        cell = ((there.weekday() + 1) % 7, there.hour // 6)
        assert len(wanted.times) == 28 or cell in wanted.times
    if not held and offer.kind is not Kind.EMERGENCY_DEPARTMENT:
        from_home = {"access"} if match.via != "in_person" else set()  # stairs are no matter there
        for axis, values in wanted.must.items():
            if axis in from_home:
                continue
            said = offer.tags.get(axis, frozenset()) | (
                {"free"} if axis == "payment" and wanted.kind is List.PEERS else set()
            )
            free = {"free"} if axis == "payment" else set()
            known_no = axis in offer.complete and said and not said & (values | free)
            assert not known_no, axis


def apart(one, other):
    """Miles between two points, by the haversine formula."""
    lat1, lon1, lat2, lon2 = map(math.radians, (one.lat, one.lon, other.lat, other.lon))
    inner = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return miles(round(2 * 6_371_009 * math.asin(math.sqrt(inner))))
