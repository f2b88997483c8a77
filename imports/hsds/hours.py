"""When is an HSDS service open: rules of 3.x, weekday rows of 1.x, and words where neither can be read?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from imports.hsds import ours
from imports.hsds.counted import Counted
from imports.hsds.package import Package, Row
from imports.hsds.places import Place
from imports.listing import Time
from imports.places import number, zip_in_state, zone_or_none
from imports.text import clean
from imports.times import DAY, between, clock, is_unsure, says_half, weekday

DAYS = {name: day for day, name in enumerate(("SU", "MO", "TU", "WE", "TH", "FR", "SA"))}
EVERY_DAY = tuple((day, None) for day in range(7))
BYDAY = re.compile(r"([+-]?\d)?(SU|MO|TU|WE|TH|FR|SA)")
NTH = frozenset({1, 2, 3, 4, -1})
LAST_MINUTE = time(23, 59)
LONGEST_NIGHT = 16 * 60  # minutes; a door open longer than that past midnight is a typing error
ISO_TAIL = re.compile(r"(?<=\d)(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$", re.IGNORECASE)
# With one of these a rule is not every week, and nothing here says which.
SELDOM = ("byweekno", "byyearday", "bymonthday")
SAY_WHEN = ("opens_at", "closes_at", "weekday", "byday")
KINDS = frozenset({"opening", "meeting", "intake"})


@dataclass(frozen=True, slots=True)
class Hours:
    package: Package
    zone: str  # of the feed
    counted: Counted

    def of(self, service: Row, places: Sequence[Place]) -> list[Time]:
        """Its own schedules, else those where it stands, else its places' (formats.md 5)."""
        package = self.package
        at = [p.link.id() for p in places if p.link is not None]
        where = [p.location.id() for p in places]
        zone = self._zone(places)
        rows = list(package.by("schedule", "service_id", service.id()))
        rows = rows or list(package.every("schedule", "service_at_location_id", at))
        rows = rows or list(package.every("schedule", "location_id", where))
        found = [each for row in rows for each in self._times(row, zone)]
        found += [self._holiday(row) for row in package.by("holiday", "service_id", service.id())]
        return list(dict.fromkeys(found))

    def _zone(self, places: Sequence[Place]) -> str:
        where = places[0].where if places else None
        place = zip_in_state(where.postal_code, where.state) if where else None
        return zone_or_none(self.zone) or (place.zone if place else "")

    def _times(self, row: Row, zone: str) -> list[Time]:
        said = ours.fields_of(self.package, "time", row)
        kind = said["kind"] if said.get("kind") in KINDS else "opening"
        zone = zone_or_none(said.get("zone")) or zone
        since, until = _date(row, "valid_from", "dtstart"), _date(row, "valid_to", "until")
        days = _days(row)
        start, minutes = self._clocks(row, said.get("minutes"))
        text = said["text"] if "text" in said else clean(row.get("description"))[:500]
        self._unread(row, days)
        if (start is None or not days) and "text" not in said:
            written = row.text("opens_at", "closes_at")
            text, days = _in_words(row, text, with_day=not written), days if written else []
        start, minutes = (start, minutes) if days else (None, None)
        if start and not zone:
            said_so = "no time zone: choose one for the feed"
            self.counted.often(row.number, row.field("opens_at"), said_so)
        late = bool(start and minutes and _minute(start) + minutes > DAY)
        return [
            Time(
                weekday=day,
                start=start,
                minutes=minutes,
                zone=zone if start else said.get("zone", ""),
                crosses_midnight=said["crosses_midnight"] == "true"
                if "crosses_midnight" in said
                else late,
                text=text if number == 0 or start is None else "",
                kind=kind,
                nth=nth,
                valid_from=since,
                valid_to=until,
            )
            for number, (day, nth) in enumerate(days or [(None, None)])
        ]

    def _clocks(self, row: Row, stated: str | None) -> tuple[time | None, int | None]:
        """Start and minutes; neither where one of both cannot be read or they contradict.

        Of two clocks either both or none name the half of the day: `9:00am` to `5:00` is not known.
        """
        written = [ISO_TAIL.sub("", row.text(each)) for each in ("opens_at", "closes_at")]
        opens, closes = (clock(each) for each in written)
        if opens and re.search(r"(?i)\d(?:Z|[+-]00:?00)$", row.text("opens_at")) and self.zone:
            said = f"marked as UTC; taken as the time in {self.zone}, as most feeds mean it"
            self.counted.often(row.number, row.field("opens_at"), said)
        if closes is None and re.fullmatch(r"24:00(:00)?", written[1]):
            closes = time(0)
        if opens is not None and not written[1] and stated is not None:
            length = number(stated)
            return opens, int(length) if length is not None and 1 <= length <= DAY else None
        if not any(row.text(each) for each in SAY_WHEN):
            return None, None  # words alone, and meant so
        self._unusable(row, opens, closes)
        if opens is None or closes is None:
            return None, None
        if says_half(written[0]) != says_half(written[1]) or is_unsure(*written):
            self._note(row, "closes_at", "one of both times does not say which half of the day")
            return None, None
        minutes = _length(opens, closes)
        if minutes is None:
            self._note(row, "closes_at", "does not fit when it opens; kept as text")
            return None, None
        return opens, minutes

    def _unusable(self, row: Row, opens: time | None, closes: time | None) -> None:
        for column, found in (("opens_at", opens), ("closes_at", closes)):
            if found is None:
                said = "not a time; kept as text" if row.text(column) else "no time; kept as text"
                self._note(row, column, said)

    def _unread(self, row: Row, days: Sequence[tuple[int, int | None]]) -> None:
        if not days and (row.text("weekday", "byday", "freq")):
            column = "weekday" if row.text("weekday") else "byday" if row.text("byday") else "freq"
            self._note(row, column, "not a day or rule of every week; kept as text")

    def _note(self, row: Row, column: str, said: str) -> None:
        self.counted.notes.warn(row.number, row.field(column), row.text(column), said)

    def _holiday(self, row: Row) -> Time:
        since, until = _date(row, "start_date"), _date(row, "end_date")
        closed = row.text("closed").lower() in {"true", "yes", "1", "t"}
        words = "closed" if closed else _in_words(row, "", with_day=False)
        when = " to ".join(
            dict.fromkeys(filter(None, (row.text("start_date"), row.text("end_date"))))
        )
        return Time(weekday=None, start=None, minutes=None, kind="opening", valid_from=since,
                    valid_to=until, text=f"Holiday {when}: {words}".strip(": "))  # fmt: skip


def _days(row: Row) -> list[tuple[int, int | None]]:
    """(weekday, which of the month or None for every week); none for a rule that is neither."""
    if any(row.text(each) for each in SELDOM) or row.text("interval") not in ("", "1"):
        return []
    freq, byday = row.text("freq").upper(), row.text("byday").upper()
    if freq == "DAILY" and not byday:
        return list(EVERY_DAY)
    if byday:
        return _by_rule(byday, freq)
    if freq not in ("", "WEEKLY"):
        return []
    written = row.text("weekday")
    if written.isdigit():
        return []  # Sunday or Monday first? Versions and feeds differ.
    day = DAYS.get(written.upper(), weekday(written))
    return [] if day is None else [(day, None)]


def _by_rule(byday: str, freq: str) -> list[tuple[int, int | None]]:
    parts = [each.strip() for each in byday.split(",") if each.strip()]
    found: dict[tuple[int, int | None], None] = {}
    for each in parts:
        rule = BYDAY.fullmatch(each)
        nth = int(rule[1]) if rule and rule[1] else None
        if rule is None or (nth is None) == (freq == "MONTHLY") or (nth and nth not in NTH):
            return []
        found[DAYS[rule[2]], nth] = None
    return list(found)


def _length(opens: time, closes: time) -> int | None:
    """Minutes from opening to closing; 00:00 to 23:59 or to 00:00 is the whole day."""
    if opens == time(0) and closes in (time(0), LAST_MINUTE):
        return DAY
    minutes = between(opens, closes)
    past_midnight = closes < opens and closes != time(0)
    return minutes if minutes and not (past_midnight and minutes > LONGEST_NIGHT) else None


def _in_words(row: Row, text: str, *, with_day: bool) -> str:
    """What stood there: both times, and the feed's own sentence; else at least the day."""
    clocks = "–".join(filter(None, (row.text("opens_at"), row.text("closes_at"))))
    own = clean(row.get("original_text"))
    words = [each for each in (clocks, own, text) if each]
    day = row.text("weekday", "byday")
    return "; ".join(dict.fromkeys(words or [day] if with_day else words))[:500]


def _date(row: Row, *columns: str) -> date | None:
    for column in columns:
        try:
            return date.fromisoformat(row.text(column)[:10])
        except ValueError:
            continue
    return None


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
