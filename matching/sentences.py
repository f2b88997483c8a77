"""How do we say why: reasons, unknowns and cautions as short sentences to read aloud."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from matching import geo
from matching.aloud import spoken
from matching.asked import Asked
from matching.rules import MUST
from matching.schedule import EPOCH, moment, zone_of
from matching.verdict import MEDICAL_AXES, Verdict
from matching.view import Entries
from matching.weights import (
    FRESH_MEETING,
    FRESH_SERVICE,
    FULL_FOR,
    GONE_SAID_FOR,
    WAITS_FOR,
)
from matching.words import AXES, Kind, Offered, Precision, Tier

LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "ase": "sign language",
    "fr": "French",
    "zh": "Chinese",
    "vi": "Vietnamese",
    "ar": "Arabic",
    "ht": "Haitian Creole",
    "ru": "Russian",
    "tl": "Tagalog",
    "ko": "Korean",
    "fa": "Persian",
    "pt": "Portuguese",
    "pl": "Polish",
}
AXIS_NAMES = {
    "company": "who it is for",
    "payment": "how it can be paid",
    "moud_stance": "how it stands to medication",
    "opioid_policy": "whether it accepts medication",
    "detox_substance": "which withdrawal care it gives",
    "age_group": "which ages it takes",
}


@dataclass
class Said:
    """The sentences of one match while they are gathered."""

    _reasons: list[str] = field(default_factory=list)
    _unknowns: list[str] = field(default_factory=list)
    _cautions: list[str] = field(default_factory=list)
    would_need: str = ""

    def why(self, sentence: str) -> None:
        self._reasons.append(sentence)

    def unknown(self, sentence: str) -> None:
        self._unknowns.append(sentence)

    def caution(self, sentence: str) -> None:
        self._cautions.append(sentence)

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._reasons))

    @property
    def unknowns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._unknowns))

    @property
    def cautions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._cautions))


NALOXONE = frozenset({"naloxone"})  # nobody wishes for it by name; who uses opioids needs it near


def called(axis: str, values: Iterable[str]) -> str:
    """The values in a counsellor's words: "Spanish or English"."""
    words = [LANGUAGES.get(v, v) if axis == "language" else _word(axis, v) for v in values]
    return " or ".join(sorted(words))


def _word(axis: str, value: str) -> str:
    return AXES.get(axis, {}).get(value, value.replace("_", " "))


def say(asked: Asked, shown: Entries, held: Any) -> list[Said]:
    """The sentences of every row shown, by asking each rule once more."""
    said = [Said() for _ in range(len(shown))]
    _when_and_where(asked, shown, said)
    emergency = shown.takes_everyone.tolist()
    for rule in MUST:
        for verdict in rule(asked, shown):
            for i, one in enumerate(said):
                _of_verdict(asked, verdict, i, one, bool(held[i]), emergency[i])
    offers = shown.col("offers")
    for i, one in enumerate(said):
        _wishes(asked, offers[i], one)
        _stance(asked, offers[i], one)
        _reports(asked, offers[i], one)
        _freshness(asked, offers[i], one)
        if asked.peers and asked.wanted.tier is Tier.T1:
            one.caution("After you are safe.")
        if held[i]:
            one.why("One of the three nearest medical places.")
    return said


def _when_and_where(asked: Asked, shown: Entries, said: list[Said]) -> None:
    metres = shown.distance(asked).tolist()
    waits = shown.wait(asked)[0].tolist()
    rows = zip(said, shown.col("offers"), metres, waits, shown.way.tolist(), strict=True)
    for one, offer, away, wait, way in rows:
        if wait == 0 and offer.kind is not Kind.MEETING:
            one.why("Open now.")
        elif wait >= 0:
            verb = "Meets" if offer.kind is Kind.MEETING else "Opens"
            when = spoken(moment(asked.now, wait), asked.at.astimezone(UTC), asked.wanted.zone)
            one.why(f"{verb} {when}.")
        elif offer.kind is Kind.MEETING:
            one.unknown("Its time is not stated; ask.")
        if way:
            one.why("By phone." if way == 2 else "From home, online.")
        elif away >= 0:
            one.why(_miles(offer, asked, away))
        else:
            one.unknown("How far it is we do not know.")
        _how_soon(asked, offer, one)


def _miles(offer: Offered, asked: Asked, away: int) -> str:
    assert offer.place is not None and asked.home is not None
    exact = {Precision.POINT, Precision.STREET}
    about = "" if {offer.place.precision, asked.home.precision} <= exact else "About "
    number = geo.miles(away)
    unit = "mile" if number == 1 else "miles"
    return f"{about}{number:g} {unit} away."


def _how_soon(asked: Asked, offer: Offered, one: Said) -> None:
    if asked.peers:
        return
    if offer.kind is Kind.EMERGENCY_DEPARTMENT:
        one.why("Open at all hours.")
    elif offer.how_soon is None:
        one.unknown("How soon there is a place is not stated; ask.")
    elif offer.how_soon == 0:
        one.why("Walk in today.")
    elif offer.how_soon <= 48:
        one.why(f"A place within {offer.how_soon} hours.")
    else:
        one.why(f"A place in about {-(-offer.how_soon // 24)} days.")


def _of_verdict(
    asked: Asked, verdict: Verdict, i: int, one: Said, held: bool, emergency: bool
) -> None:
    if verdict.no[i]:
        if held:
            one.caution(_needs(asked, verdict))
        else:
            one.would_need = _needs(asked, verdict)
    elif verdict.unknown is not None and verdict.unknown[i]:
        one.unknown(_not_stated(verdict))
    elif verdict.earns and verdict.unknown is not None:
        one.why(_yes(asked, verdict, emergency))


def _yes(asked: Asked, verdict: Verdict, emergency: bool) -> str:
    if emergency and (verdict.rule == "keeps_medication" or verdict.axis in MEDICAL_AXES):
        return "An emergency department sees whoever comes."
    if verdict.rule == "keeps_medication":
        return "You can stay on your medication there."
    if verdict.rule == "role":
        return {"self": "For people who use.", "kin": "For family and friends."}.get(
            asked.wanted.for_whom.value, "For people who lost someone."
        )
    if verdict.rule == "cost":
        wanted = called("payment", asked.must["payment"])
        return f"Takes {wanted}, or is free."
    return f"Has what you asked: {called(verdict.axis, verdict.values)}."


def _not_stated(verdict: Verdict) -> str:
    fixed = {
        "keeps_medication": "Not stated whether you can stay on your medication; ring first.",
        "role": "Not stated who it is for; ask.",
        "distance": "How far it is we do not know.",
        "times": "Its time is not stated; ask.",
        "serves_state": "Not stated which states it serves; ask.",
        "alcohol_treatment": "Does not treat alcohol use; ask what they would do about it.",
        "stay_away": "We do not know where it is; ring first, to keep away from what you named.",
    }
    if verdict.rule in fixed:
        return fixed[verdict.rule]
    words = called(verdict.axis, verdict.values)
    if verdict.axis == "language":
        return f"No {words} listed; ask for an interpreter, they may owe you one."
    return f"Not stated: {words}; {'ring first' if verdict.ring else 'ask'}."


def _needs(asked: Asked, verdict: Verdict) -> str:
    fixed = {
        "distance": f"More than {asked.miles:g} miles to go.",
        "times": "Another day or time than you asked.",
        "format": "In person, online or by phone otherwise than you asked.",
    }
    if verdict.rule in fixed:
        return fixed[verdict.rule]
    words = called(verdict.axis, verdict.values)
    if verdict.rule == "cost":
        return f"Another way to pay than {called('payment', asked.must['payment'])}."
    if verdict.rule == "outlook":
        return f"Another outlook than {words}."
    if verdict.axis == "language":
        return f"No {words} listed; ask for an interpreter, they may owe you one."
    return f"Not listed: {words}."


def _wishes(asked: Asked, offer: Offered, one: Said) -> None:
    for axis, values in asked.wish.items():
        met = values & offer.tags.get(axis, frozenset())
        if met == NALOXONE:
            one.why("Gives out naloxone.")
        elif met:
            one.why(f"As you wished: {called(axis, met)}.")
        elif axis not in asked.must and not offer.tags.get(axis) and axis not in offer.complete:
            one.unknown(f"Not stated: {called(axis, values)}.")
    if asked.wanted.violence and "yes" in offer.tags.get("women_only", frozenset()):
        one.why("Women only: would you feel safer there?")


def _stance(asked: Asked, offer: Offered, one: Said) -> None:
    """Medication said aloud wherever it matters (domain.md 5.3 rule 3)."""
    if "closed" in offer.tags.get("open_closed", frozenset()) and asked.for_self:
        one.caution("Closed meeting: for those who say it is their problem too.")
    if not asked.medication_matters:
        return
    if not asked.peers:
        if "no_medication" in offer.tags.get("opioid_policy", frozenset()):
            one.caution("Does not support medication; you do not need to stop yours.")
        return
    stance = offer.tags.get("moud_stance", frozenset())
    if stance & {"affirming", "accepts"}:
        one.why(f"{called('moud_stance', stance & {'affirming', 'accepts'}).capitalize()}.")
    elif "abstinence_only" in stance:
        one.caution("Does not support medication; you do not need to stop yours.")
    elif "varies" in stance:
        one.caution("Ask before sharing; you do not need to stop medication.")
    elif offer.kind is Kind.MEETING:
        one.unknown("How it stands to medication is not stated; you do not need to stop yours.")


def _reports(asked: Asked, offer: Offered, one: Said) -> None:
    tried = asked.wanted.did_not_suit
    if offer.key in tried or (offer.group and offer.group in tried):
        one.caution("Did not suit before, you said.")
    for report in offer.reports:
        at = report.at if report.at.tzinfo else report.at.replace(tzinfo=UTC)
        ago = max(0, asked.now - int(at.timestamp() // 60))
        if report.kind in {"full", "not_taking"} and ago < FULL_FOR:
            one.caution(f"Told full at {_clock(at, asked)}; ask if a bed opens.")
        elif report.kind in {"wrong_number", "closed"} and ago < GONE_SAID_FOR:
            what = "a wrong number" if report.kind == "wrong_number" else "closed"
            one.caution(f"Told {what} on {_day(at, asked)}; check first.")
        elif report.kind == "waits" and report.weeks is not None and ago < WAITS_FOR:
            one.caution(f"Told a wait of {report.weeks} weeks on {_day(at, asked)}.")


def _clock(at: datetime, asked: Asked) -> str:
    return f"{at.astimezone(zone_of(asked.wanted.zone)):%H:%M}"


def _day(at: datetime, asked: Asked) -> str:
    local = at.astimezone(zone_of(asked.wanted.zone))
    return f"{local:%B} {local.day}"


def _freshness(asked: Asked, offer: Offered, one: Said) -> None:
    if offer.unverified:
        one.caution("Not verified yet.")
    if offer.confirmed_on is None:
        one.unknown("When it was last checked we do not know.")
        return
    days = asked.now // 1440 - (offer.confirmed_on.toordinal() - EPOCH)
    if days > (FRESH_MEETING if offer.kind is Kind.MEETING else FRESH_SERVICE):
        one.caution(f"Last checked {days} days ago; ask if it still holds.")
