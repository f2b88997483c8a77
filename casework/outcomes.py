"""Do the lists weigh what became of people, and which number stands behind the words on a card?"""

from sqlmodel import select

from casework.access import Act
from casework.desk import Desk
from casework.directory import keys, snapshot
from casework.directory.estimates import Estimate
from casework.directory.learned import Learned
from casework.directory.one_place import families
from casework.directory.outcomes import ENOUGH, Heard, Where
from casework.errors import NotFound, Refused
from db.models import Helpline, Service, now

NOT_YET = "We don't know yet: fewer than 5 outcomes are known, so no figure is told."
TOLD = (
    "Of {counted} people we sent there and know of, {got_in} got in. Estimate {rate} %, in eight cases "
    "of ten {low} to {high} %."
)


def weighed(desk: Desk) -> bool:
    """Whether outcomes count in the lists, and are said on the cards."""
    return bool(desk.session.exec(select(Helpline.by_outcomes)).first())


def weigh(desk: Desk, on: bool) -> None:
    """Switched on or off for every list of the helpline, from the next list on."""
    with desk.changing(Act.WEIGH_OUTCOMES):
        row = desk.session.get(Helpline, 1, populate_existing=True)
        if row is None:
            raise NotFound("The helpline")
        if row.by_outcomes == on:
            raise Refused(f"Outcomes {'count' if on else 'do not count'} already.")
        row.by_outcomes = on
        said = "outcomes count in the lists" if on else "outcomes do not count in the lists"
        desk.keep(Act.WEIGH_OUTCOMES, row, subject=said)


def behind(desk: Desk, key: str) -> str:
    """The number behind the words on a card, asked for by its key (s12, m7): counts of every centre
    together, and none under five, so that no centre reads another's people from it."""
    desk.require(Act.MATCH)
    offer = snapshot.fresh().index.offer(key)
    if offer is None:
        raise NotFound("That place")
    where = Where("g", int(offer.group[1:])) if offer.group[:1] == "g" else _of_service(desk, key)
    learned = Learned(desk.session, now(), {where})
    return _told(*learned.estimate(where, offer.kind, offer.tags))


def _of_service(desk: Desk, key: str) -> Where:
    id = keys.number(key)
    if desk.session.get(Service, id) is None:
        raise NotFound("That place")
    return Where("s", families(desk.session, Service, [id]).head(id))


def _told(known: Heard, estimate: Estimate) -> str:
    if known.counted < ENOUGH or not estimate.is_known:
        return NOT_YET
    low, high = (round(100 * end) for end in estimate.interval())
    rate = round(100 * estimate.rate)
    return TOLD.format(counted=known.counted, got_in=known.got_in, rate=rate, low=low, high=high)
