"""How does a place nobody listed yet come in from a call?"""

from casework.access import Act
from casework.desk import Desk
from casework.directory import by_hand, twice_finding
from casework.errors import Refused
from imports.listing import Listing
from matching.words import Kind


def add_unverified(
    desk: Desk,
    *,
    name: str,
    phone: str = "",
    place: str = "",
    address: str = "",
    kind: Kind = Kind.SERVICE,
    note: str = "",
) -> int:
    """A place heard of on a call: "unverified" until an editor looked (product.md 2). Its service id.

    `place` is a ZIP or a town with its state; it counts in matches at once. Raises NotAllowed;
    Refused without a name, without a way to reach it, or for a place nobody knows.
    """
    desk.require(Act.ADD_UNVERIFIED)
    name = " ".join(name.split())
    if not name:
        raise Refused("What is the place called?")
    if kind is Kind.MEETING:
        raise Refused("A meeting needs its day and time; tell the directory editor.")
    if not phone.strip() and not place.strip():
        raise Refused("Say its phone number or where it is, so that somebody can get there.")
    heard = Listing(
        source_id="",
        record_kind=kind.value,
        name=name[:255],
        description=note.strip(),
        where=by_hand.place_called(place, address),
        phones=by_hand.numbers_in(phone),
        unverified=True,
    )
    with desk.changing(Act.ADD_UNVERIFIED):
        service, record = by_hand.put(desk, heard, of="call")
        desk.keep(Act.ADD_UNVERIFIED, service, record)
        service_id, record_id = service.id, record.id
    twice_finding.look_around(desk, record_id)
    return service_id
