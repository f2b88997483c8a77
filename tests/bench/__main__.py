"""`make bench`: what does Peerline cost, as ratios from one run, with the peers that are installed?"""

import argparse
import importlib
import sys
import time
from collections.abc import Sequence

from tests.bench import machine
from tests.bench.out import Asked, Finding, LeftOut, Unequal, show

# name → module of tests.bench. What needs one core stands last, so that the load at the end tells of
# others' work and not of our own browser and servers.
PARTS = {
    "browser": "browser",
    "desk": "desk",
    "someone": "someone",
    "letters": "letters",
    "import": "reading",
    "taking-in": "taking_in",
    "beside-import": "beside_import",
    "twice": "twice",
    "match": "match",
    "core": "core.measure",
    "scale": "scale",
    "words": "words",
}


def main(words: Sequence[str] | None = None) -> int:
    asked = _asked(words)
    begin, before = time.perf_counter(), machine.load()
    findings: dict[str, Finding] = {}
    loads = [("at start", before)]
    for name in asked.only or PARTS:
        print(f"measuring {name} …", file=sys.stderr)
        try:
            findings[name] = _run(name, Asked(asked.quick, asked.seed))
        except Unequal as difference:
            print(f"\n{name}: NOT EQUAL, no timings. {difference}")
            return 1
        loads.append((f"after {name}", machine.load()))
    _print(findings, loads, time.perf_counter() - begin)
    return 0


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer passes; for a look only")
    parser.add_argument("--seed", type=int, help="other core queries, while something is developed")
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
        first = str(problem).split("\n")[0]
        return Finding(f"left out: it broke ({type(problem).__name__}: {first})")
    return finding


def _print(findings: dict[str, Finding], loads: list[tuple[str, float]], took: float) -> None:
    busy = max(loads[0][1], loads[-1][1]) > machine.BUSY
    ratios = [f"{name}: {ratio}" for name, found in findings.items() for ratio in found.ratios]
    print("RATIOS" + (" · contended: none from this run" if busy else ""))
    for line in [] if busy else ratios or ["none in this run"]:
        print(f"  {line}")
    print(f"\nmachine: {machine.cores()}; {machine.versions()}")
    print(f"  load average {', '.join(f'{value:.2f} {when}' for when, value in loads)} (the end)")
    print(f"  {took:.0f} s in all; the loads between hold our own servers and browser")
    if busy:
        print(f"  contended: publish no ratio (a load average above {machine.BUSY} at either end)")
    for name, finding in findings.items():
        show(name, finding)


if __name__ == "__main__":
    sys.exit(main())
