#!/usr/bin/env python
"""Switches off the shop's guards one at a time and expects the tests that are named for them to go red.

saboteurs.py [--only NAME ...] [--list] [--jobs N]
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.saboteurs.judging import Verdict  # noqa: E402
from tests.saboteurs.kinds import Saboteur  # noqa: E402
from tests.saboteurs.registry import SABOTEURS  # noqa: E402
from tests.saboteurs.running import Result, benches, red_without_sabotage, try_all  # noqa: E402


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    chosen = _chosen(options.only)
    if options.list:
        for saboteur in chosen:
            print(f"{saboteur.name:34} {saboteur.guard}")
        return 0
    started = time.monotonic()
    results = _run(chosen, max(1, min(options.jobs, len(chosen))))
    return _report(results, time.monotonic() - started)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these saboteurs alone")
    parser.add_argument("--list", action="store_true", help="name all saboteurs and run none")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (2)")
    return parser.parse_args(arguments)


def _chosen(names: Sequence[str]) -> list[Saboteur]:
    unknown = set(names) - {saboteur.name for saboteur in SABOTEURS}
    if unknown:
        sys.exit("No such saboteur: " + ", ".join(sorted(unknown)))
    return [saboteur for saboteur in SABOTEURS if not names or saboteur.name in names]


def _run(saboteurs: Sequence[Saboteur], jobs: int) -> list[Result]:
    made = benches(ROOT, jobs)
    print(f"{len(saboteurs)} saboteurs. First their tests as they are …", flush=True)
    red = red_without_sabotage(made[0], saboteurs, jobs)
    for test in sorted(red):
        print(f"red or missing without any sabotage: {test}")
    results = []
    for number, result in enumerate(try_all(made, saboteurs, red), 1):
        _print(number, len(saboteurs), result)
        results.append(result)
    return results


def _print(number: int, total: int, result: Result) -> None:
    finding = result.finding
    place = f"[{number}/{total}]"
    print(f"{place:8} {finding.verdict:12} {result.saboteur.name:34} {finding.detail[:110]}", flush=True)


def _report(results: Sequence[Result], seconds: float) -> int:
    """Print what was not caught and the sum; 0 only when all were caught."""
    counts = Counter(result.finding.verdict for result in results)
    for result in results:
        if result.finding.verdict != Verdict.CAUGHT:
            print(f"\n{result.finding.verdict}: {result.saboteur.name}\n  without: {result.saboteur.guard}")
            print(f"  tests: {', '.join(result.saboteur.tests)}\n  {result.finding.detail}")
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict)
    print(f"\n{told}; {len(results)} saboteurs in {seconds:.0f} s")
    return 0 if counts[Verdict.CAUGHT] == len(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
