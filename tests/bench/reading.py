"""How many records a second does each reader turn into listings, without any database?"""

from tests.bench import feeds
from tests.bench.out import Asked, Finding, LeftOut
from tests.bench.stats import median, timed

PASSES = 5


def run(asked: Asked) -> Finding:
    found = Finding("", ("records read", "records", "rejected", "s", "records/s"))
    feeds.folder()
    for feed in feeds.PER_FORMAT:
        try:
            found.rows.append(_row(feed, 2 if asked.quick else PASSES))
        except LeftOut as why:
            found.left_out.append(str(why))
    if not found.rows:
        raise LeftOut("; ".join(found.left_out))
    rates = ", ".join(f"{row[0]} {row[-1]}" for row in found.rows)
    found.line = f"records a second by the reader alone: {rates}."
    return found


def _row(feed: feeds.Feed, passes: int) -> list[str]:
    read = feeds.reader(feed)
    runs = [timed(read) for _ in range(passes)]
    seconds, reading = median([took for took, _ in runs]), runs[-1][1]
    rate = reading.read / seconds
    name = f"{feed.format} ({feed.name})"
    return [name, f"{reading.read:,}", f"{reading.rejected:,}", f"{seconds:.2f}", f"{rate:,.0f}"]
