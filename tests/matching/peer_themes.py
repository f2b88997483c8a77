"""What is a call about that asks for people? One theme a function."""

from dataclasses import replace
from datetime import time

from matching import ForWhom, Slot, Tier
from tests.matching.theme_tools import DETOX, any_of, must, near_by, saying, simple, wish

OPENED = (
    "women",
    "men",
    "lgbtq",
    "young",
    "veterans",
    "non_binary",
    "poc",
    "native",
    "professionals",
    "seniors",
)


def company(r, wanted, offers):
    offers = saying(r, near_by(r, offers), "company", OPENED, 0.8, 0)
    asked = any_of(r, OPENED, 3)
    wanted = replace(simple(wanted), age=r.choice((None, 19, 64)), for_whom=ForWhom.SELF)
    return (must if r.random() < 0.3 else wish)(wanted, company=asked), offers


def outlook(r, wanted, offers):
    asked = any_of(r, ("secular", "faith", "twelve_step"))
    offers = saying(r, near_by(r, offers), "outlook", ("secular", "faith", "twelve_step"), 0.7, 0.5)
    return (must if r.random() < 0.5 else wish)(simple(wanted), outlook=asked), offers


def both_outlooks(r, wanted, offers):
    offers = saying(r, near_by(r, offers), "outlook", ("secular", "faith", "twelve_step"), 0.7, 0)
    return simple(wanted), offers


def stance(r, wanted, offers):
    """Some are against medication; some others are only to be rung first."""
    stances = ("affirming", "accepts", "varies", "abstinence_only", "abstinence_only")
    offers = saying(r, near_by(r, offers)[: r.randint(1, 30)], "moud_stance", stances, 0.8, 0)
    wanted = replace(simple(wanted), for_whom=ForWhom.SELF, substances=frozenset({"opioid"}))
    if r.random() < 0.5:
        offers = saying(r, offers, "access", ("wheelchair",), 0.2, 0)
        wanted = must(wanted, access=frozenset({"wheelchair"}))
    return wanted, offers


def kin(r, wanted, offers):
    offers = saying(r, near_by(r, offers), "for_whom", ("kin", "teen_kin", "bereaved"), 0.7, 0)
    offers = saying(r, offers, "open_closed", ("closed", "open"), 0.6, 0)
    offers = saying(r, offers, "approach", ("craft", "confrontation"), 0.4, 0)
    whom = r.choice((ForWhom.KIN, ForWhom.KIN, ForWhom.BEREAVED))
    return replace(simple(wanted), for_whom=whom, age=r.choice((None, None, 15, 19, 20))), offers


def violence(r, wanted, offers):
    offers = saying(r, near_by(r, offers), "women_only", ("yes", "no"), 0.6, 0)
    return replace(simple(wanted), violence=True, for_whom=ForWhom.SELF), offers


def focus(r, wanted, offers):
    values = ("alcohol", "any_drug", "opioids", "cocaine", "cannabis", "stimulants")
    offers = saying(r, near_by(r, offers), "substance_focus", values, 0.7, 0)
    return replace(simple(wanted), for_whom=ForWhom.SELF, substances=any_of(r, DETOX)), offers


def week(r, wanted, offers):
    """Once a month, on their days only."""

    def slot() -> Slot:
        return replace(r.choice(slots), nth=r.choice((None, 1, 2, 3, 4, -1)))

    slots = [s for o in offers for s in o.slots] or [Slot(0, time(19), 60, "UTC")]
    offers = [
        replace(o, slots=[slot() for _ in range(r.randint(1, 3))]) for o in near_by(r, offers)
    ]
    cells = [(day, part) for day in range(7) for part in range(4)]
    times = frozenset(r.sample(cells, r.randint(6, 20)))
    return replace(simple(wanted), times=times, tier=Tier.T3), offers


def danger(r, wanted, offers):
    return replace(simple(wanted), tier=r.choice((Tier.T0, Tier.T1))), near_by(r, offers)


PEERS = [
    company,
    company,
    company,
    outlook,
    outlook,
    both_outlooks,
    stance,
    kin,
    violence,
    focus,
    week,
    danger,
]
