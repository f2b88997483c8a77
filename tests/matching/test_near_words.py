"""What does a near miss say: what it has, and the one thing that would have to give?"""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from matching import Index, Kind, List, Offered, Place, Slot, Tier, Tone, Wanted

NY = "America/New_York"
NOW = datetime(2026, 11, 22, 22, 20, tzinfo=UTC)  # a Sunday, 5:20 pm in Boston
BOSTON, SALEM = Place(42.36, -71.06), Place(42.52, -70.90)
TUESDAY = Slot(2, time(19, 30), 60, NY)
FIRST_TUESDAY = replace(TUESDAY, nth=1)
MORNINGS = frozenset((day, 1) for day in range(7))
MEETING = Offered(
    key="m1",
    kind=Kind.MEETING,
    name="Open door",
    place=BOSTON,
    slots=(TUESDAY,),
    tags={"for_whom": frozenset({"self"}), "outlook": frozenset({"twelve_step"})},
    confirmed_on=date(2026, 11, 1),
)
CLINIC = Offered(
    key="s1",
    kind=Kind.TREATMENT,
    name="Harbour House",
    place=BOSTON,
    how_soon=24,
    tags={"payment": frozenset({"private", "self_pay"})},
    complete=frozenset({"payment"}),
    confirmed_on=date(2026, 11, 1),
)
PEERS = Wanted(kind=List.PEERS, place=BOSTON, zone=NY, tier=Tier.T3, within_miles=10)
CARE = replace(PEERS, kind=List.TREATMENT, must={"payment": frozenset({"medicaid"})})
SECULAR = {"outlook": frozenset({"secular"})}

NEAR = {
    "how far it is": (
        replace(MEETING, place=SALEM),
        PEERS,
        "Would fit if 13.7 miles worked, not only 10 miles.",
        "Le serviría si pudiera ir a 13.7 millas, no solo a 10 millas.",
    ),
    "the day and hour": (
        MEETING,
        replace(PEERS, times=MORNINGS),
        "Would fit if Tuesdays at 7:30 pm worked; you asked for other times.",
        "Le serviría si pudiera los martes a las 7:30 pm; usted pidió otro horario.",
    ),
    "the day and hour on the caller's clock": (
        MEETING,
        replace(PEERS, times=MORNINGS, zone="America/Los_Angeles"),
        "Would fit if Tuesdays at 4:30 pm worked; you asked for other times.",
        "Le serviría si pudiera los martes a las 4:30 pm; usted pidió otro horario.",
    ),
    "the date where it is not every week": (
        replace(MEETING, slots=(FIRST_TUESDAY,)),
        replace(PEERS, times=MORNINGS),
        "Would fit if Tuesday, December 1, 7:30 pm worked; you asked for other times.",
        "Le serviría si pudiera el martes 1 de diciembre a las 7:30 pm; usted pidió otro horario.",
    ),
    "how it is paid": (
        CLINIC,
        CARE,
        "Would fit if cash or private insurance worked; you asked for Medicaid.",
        "Le serviría si pudiera pagar así: efectivo o seguro privado; usted pidió Medicaid.",
    ),
    "that it is paid otherwise": (
        replace(CLINIC, tags={}),
        CARE,
        "Would fit if another way to pay worked; you asked for Medicaid.",
        "Le serviría si pudiera pagar de otra forma; usted pidió Medicaid.",
    ),
    "the way in": (
        MEETING,
        replace(PEERS, modes=frozenset({"online"})),
        "Would fit if in person worked; you asked for online.",
        "Le serviría si pudiera en persona; usted pidió en línea.",
    ),
    "the outlook": (
        MEETING,
        replace(PEERS, must=SECULAR),
        "Would fit if 12-step worked; you asked for secular.",
        "Le serviría si le pareciera bien: 12 pasos; usted pidió no religioso.",
    ),
    "another outlook": (
        replace(
            MEETING,
            tags={"for_whom": frozenset({"self"})},
            complete=frozenset({"outlook"}),
        ),
        replace(PEERS, must=SECULAR),
        "Would fit if another outlook worked; you asked for secular.",
        "Le serviría con otra orientación; usted pidió no religioso.",
    ),
}


@pytest.mark.parametrize(("offer", "wanted", "english", "spanish"), NEAR.values(), ids=NEAR)
def test_a_near_miss_says(offer, wanted, english, spanish):
    ranking = Index.build([offer]).rank(wanted, now=NOW)
    assert not ranking.matches and not ranking.ring_first
    (near,) = ranking.near
    assert near.would_need == english
    assert near.said(Tone.NEEDS, "es") == (spanish,)
    assert Index.build([offer]).rank(wanted, now=NOW, language="es").near[0].would_need == spanish


def test_the_nearest_medical_place_says_by_which_way_it_is_reached():
    hospital = replace(
        CLINIC, tags={"setting": frozenset({"hospital"}), "payment": frozenset({"medicaid"})}
    )
    wanted = replace(CARE, tier=Tier.T1, modes=frozenset({"online"}), place=SALEM)
    (match,) = Index.build([hospital]).rank(wanted, now=NOW).matches
    assert match.cautions == ("It is in person; you asked for online.", "Further than 10 miles.")
    assert "Of the nearest medical care, however far." in match.reasons
