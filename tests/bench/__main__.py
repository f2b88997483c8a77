"""`make bench`: what does Peerline cost, as ratios from one run, with the peers that are installed?"""

import argparse
import importlib
import sys
import time
from collections.abc import Sequence

from tests.bench import machine
from tests.bench.out import Asked, Finding, LeftOut, Unequal, show

# name → module of tests.bench; the order is the order of a run: the quiet ones first.
PARTS = {
    "match": "match",
    "import": "reading",
    "taking-in": "taking_in",
    "letters": "letters",
    "desk": "desk",
    "browser": "browser",
}


def main(words: Sequence[str] | None = None) -> int:
    asked = _asked(words)
    begin, before = time.perf_counter(), machine.load()
    findings: dict[str, Finding] = {}
    for name in asked.only or PARTS:
        print(f"measuring {name} …", file=sys.stderr)
        try:
            findings[name] = _run(name, Asked(asked.quick))
        except Unequal as difference:
            print(f"\n{name}: NOT EQUAL, no timings. {difference}")
            return 1
    _print(findings, before, machine.load(), time.perf_counter() - begin)
    return 0


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer passes; for a look only")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="NAME", help=", ".join(PARTS))
    return parser.parse_args(words)


def _run(name: str, asked: Asked) -> Finding:
    """A part that cannot run is named; a part that breaks is named with what broke."""
    try:
        module = importlib.import_module(f"tests.bench.{PARTS[name]}")
        finding: Finding = module.run(asked)
    except Unequal:
        raise
    except LeftOut as why:
        return Finding(f"left out: {why}")
    except Exception as problem:
        return Finding(f"left out: it broke ({type(problem).__name__}: {problem})")
    return finding


def _print(findings: dict[str, Finding], before: float, after: float, took: float) -> None:
    busy = max(before, after) > machine.BUSY
    print("RATIOS" + (" · contended: publish no ratio" if busy else ""))
    ratios = [f"{name}: {ratio}" for name, found in findings.items() for ratio in found.ratios]
    for line in ratios or ["none in this run"]:
        print(f"  {line}{'  (contended)' if busy and ratios else ''}")
    print(f"\nmachine: {machine.cores()}; {machine.versions()}")
    print(f"  load average {before:.2f} at start, {after:.2f} at end; {took:.0f} s in all")
    if busy:
        print(f"  contended: publish no ratio (a load average above {machine.BUSY})")
    for name, finding in findings.items():
        show(name, finding)


if __name__ == "__main__":
    sys.exit(main())
