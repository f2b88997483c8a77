"""How long does one letter take, and how large is its PDF?"""

from exports.letters import KINDS
from tests.bench.out import Asked, Finding
from tests.bench.stats import median, ms, p95, timed
from tests.exports.letters_cast import LETTERS

KIND_NAMES = ("provider", "caller_held")


def run(asked: Asked) -> Finding:
    found = Finding("", ("letter", "n", "median ms", "p95 ms", "first ms", "PDF KB"))
    for name in KIND_NAMES:
        found.rows.append(_row(name, 40 if asked.quick else 200))
    said = ", ".join(f"{row[0]} {row[2]} ms" for row in found.rows)
    found.line = f"a letter as PDF, median: {said}."
    found.notes.append("first: with fonts still to be opened, once a process")
    return found


def _row(name: str, number: int) -> list[str]:
    letter, render = LETTERS[name], KINDS[name].render
    first, pdf = timed(lambda: render(letter))
    took = [timed(lambda: render(letter))[0] for _ in range(number)]
    size = f"{len(pdf) / 1024:.1f}"
    return [name, str(number), ms(median(took)), ms(p95(took)), ms(first), size]
