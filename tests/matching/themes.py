"""What is a call about? Makes a random case speak of one thing, so that rare rules get their say."""

import random
from collections.abc import Callable
from dataclasses import replace

from matching import ForWhom, Kind, List, Place, Tier, Wanted
from tests.matching.peer_themes import PEERS
from tests.matching.theme_tools import (
    DETOX,
    HOME,
    Offers,
    Themed,
    any_of,
    must,
    near_by,
    saying,
    simple,
    some_are,
    wish,
)

Theme = Callable[[random.Random, Wanted, Offers], Themed]


def themed(r: random.Random, wanted: Wanted, offers: Offers) -> Themed:
    """Two cases of three speak of one thing; the third stays as it fell."""
    themes = THEMES[wanted.kind]
    return r.choice(themes)(r, wanted, offers) if r.random() < 0.67 else (wanted, offers)


def money(r, wanted, offers):
    asked = any_of(r, ("medicaid", "private", "self_pay", "free"))
    offers = saying(r, near_by(r, offers), "payment", ("medicaid", "private", "free", "medicare"))
    return must(replace(simple(wanted), place=HOME), payment=asked), offers


def wheelchair(r, wanted, offers):
    asked = frozenset({"wheelchair"}) | any_of(r, ("wheelchair", "childcare", "transport"))
    offers = saying(r, near_by(r, offers), "access", ("wheelchair", "childcare", "transport"))
    return must(replace(simple(wanted), place=HOME), access=asked), offers


def speaking(r, wanted, offers):
    offers = saying(r, near_by(r, offers), "language", ("es", "en", "ase"))
    return must(replace(simple(wanted), place=HOME), language=frozenset({"es"})), offers


def equals(r, wanted, offers):
    """All the same but for their names: whose turn is it?"""
    one = near_by(r, offers[:1])[0]
    return simple(wanted), [replace(one, key=o.key, group=o.group, name=o.name) for o in offers]


def keeping_away(r, wanted, offers):
    group, key = r.choice(offers).group, r.choice(offers).key
    avoid = r.choice(
        (
            {"groups": frozenset({group or key})},
            {"venues": frozenset({key, r.choice(offers).key})},
            {"tags": {"outlook": frozenset({"faith"}), "setting": frozenset({"residential"})}},
            {"points": [(HOME, r.choice((1.0, 5.0, 10.0)))]},
        )
    )
    offers = saying(r, near_by(r, offers), "outlook", ("faith", "secular"), all_of=0)
    offers = some_are(r, offers, 0.3, place=HOME)
    return replace(simple(wanted), stay_away=replace(wanted.stay_away, **avoid), place=HOME), offers


def withdrawal(r, wanted, offers):
    asked = r.choice(
        ({"care_type": frozenset({"detox"})}, {"setting": frozenset({"hospital_detox"})})
    )
    offers = saying(r, near_by(r, offers), "detox_substance", DETOX)
    offers = saying(r, offers, "care_type", ("detox",), share=0.8, all_of=0)
    return must(replace(simple(wanted), substances=any_of(r, DETOX)), **asked), offers


def one_withdrawal(r, wanted, offers):
    offers = saying(r, near_by(r, offers), "detox_substance", DETOX)
    return must(simple(wanted), detox_substance=any_of(r, DETOX)), offers


def medication(r, wanted, offers):
    wanted = replace(
        simple(wanted), on_medication=r.random() < 0.6, substances=frozenset({"opioid"})
    )
    offers = saying(
        r, near_by(r, offers), "medication", ("methadone", "naltrexone", "naloxone", "otp")
    )
    policies = ("accepts_medication", "no_medication", "no_opioid_treatment", "opioid_only")
    return wanted, saying(r, offers, "opioid_policy", policies)


def accepting(r, wanted, offers):
    axis, values = r.choice(
        (
            ("opioid_policy", ("accepts_medication", "no_medication")),
            ("opioid_policy", ("accepts_medication",)),
            ("opioid_policy", ("accepts_medication",)),
            ("medication", ("methadone", "buprenorphine")),
        )
    )
    asked = {axis: frozenset(values[:1])}
    wanted = must(simple(wanted), **asked) if r.random() < 0.7 else wish(simple(wanted), **asked)
    return wanted, saying(r, near_by(r, offers), axis, values)


def drinking(r, wanted, offers):
    uses = frozenset({"alcohol"}) | (frozenset({"opioid"}) if r.random() < 0.7 else frozenset())
    offers = saying(r, near_by(r, offers), "alcohol_policy", ("no_alcohol_treatment",))
    return replace(simple(wanted), substances=uses), offers


def minds(r, wanted, offers):
    offers = saying(r, near_by(r, offers), "care_type", ("mental_health", "co_occurring"), 0.8)
    return simple(wanted), offers


def far_from_help(r, wanted, offers):
    """Medical places however far, that fail what was asked but no fact of safety."""
    offers = [
        replace(
            o,
            place=Place(42.36 + r.gauss(0, 3), -71.06 + r.gauss(0, 3)),
            in_person=True,
            ages=(None, None),
        )
        for o in offers
    ]
    offers = saying(r, offers, "setting", ("hospital", "residential_detox"), 0.7, 0)
    offers = saying(r, offers, "language", ("en", "es"), 0.7, 0.7)
    wanted = replace(simple(wanted), tier=r.choice((Tier.T1, Tier.T2)), place=HOME)
    paying = {"payment": frozenset({"medicaid"})}
    asked = r.choice(({}, {"language": frozenset({"es"})}, paying, paying))
    if r.random() < 0.4:
        wanted = replace(wanted, pregnant=True)
    modes = r.choice((frozenset(), frozenset({"online"})))
    return must(replace(wanted, modes=modes), **asked), saying(
        r, offers, "payment", ("private",), 0.6, 0.6
    )


def from_home(r, wanted, offers):
    offers = some_are(r, offers, 0.6, in_person=False, online=False)
    offers = saying(r, offers, "setting", ("telehealth", "outpatient"), 0.8, 0)
    offers = [
        replace(o, served_states=any_of(r, ("MA", "NH", "ME")) if r.random() < 0.6 else frozenset())
        for o in offers
    ]
    return replace(simple(wanted), state="MA"), offers


def for_some(r, wanted, offers):
    """Clients of one kind only, one sex only, one age only."""
    offers = saying(
        r, near_by(r, offers), "exclusive", ("dui_only", "opioid_only", "alcohol_only"), 0.5, 0
    )
    offers = saying(r, offers, "women_only", ("yes",), 0.3, 0)
    offers = saying(r, offers, "men_only", ("yes",), 0.2, 0)
    wanted = replace(simple(wanted), substances=any_of(r, ("alcohol", "opioid", "cannabis")))
    asked = r.choice(({}, {"exclusive": frozenset({"dui_only"})}, {"sex": frozenset({"male"})}))
    return wish(replace(wanted, violence=r.random() < 0.3), **asked), offers


def young(r, wanted, offers):
    offers = saying(
        r, near_by(r, offers), "age_group", ("children", "adolescents", "adults", "seniors")
    )
    return replace(simple(wanted), age=r.choice((9, 12, 16, 17, 25, 61))), offers


def of_no_age(r, wanted, offers):
    offers = saying(r, near_by(r, offers), "age_group", ("children", "adolescents", "adults"), 1, 1)
    return simple(wanted), offers


def naloxone(r, wanted, offers):
    values = frozenset({"naloxone"}) | r.choice((frozenset(), frozenset({"methadone"})))
    offers = saying(r, near_by(r, offers), "medication", ("naloxone", "methadone"))
    return wish(simple(wanted), medication=values), offers


def relatives(r, wanted, offers):
    offers = saying(r, near_by(r, offers), "approach", ("craft", "confrontation"), 0.7, 0)
    return replace(simple(wanted), for_whom=ForWhom.KIN), some_are(
        r, offers, 0.4, kind=Kind.INTERVENTIONIST
    )


ANY: list[Theme] = [wheelchair, speaking, equals, equals, keeping_away]
CARE: list[Theme] = [
    money,
    withdrawal,
    withdrawal,
    one_withdrawal,
    medication,
    accepting,
    drinking,
    drinking,
    minds,
    accepting,
    far_from_help,
    far_from_help,
    from_home,
    for_some,
    young,
    of_no_age,
]
THEMES: dict[List, list[Theme]] = {
    List.TREATMENT: ANY + CARE + CARE,
    List.PEERS: ANY + PEERS + PEERS,
    List.PRACTICAL: [*ANY, money, naloxone, relatives],
}
