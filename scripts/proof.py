#!/usr/bin/env python
"""Runs the fault suites one after another, writes each run into the ledger and the report from the ledger.

proof.py [--seed N] [--only SUITE ...] [--scale 0.1] [--minutes 60] [--soak]
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from tests.faults import ledger  # noqa: E402
from tests.faults.registry import SUITES, Suite  # noqa: E402
from tests.faults.result import Result  # noqa: E402


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    chosen = _chosen(options.only)
    seed = options.seed if options.seed is not None else SystemRandom().randrange(10**6)
    deadline = time.monotonic() + options.minutes * 60
    print(f"{len(chosen)} suites, seed {seed}, at most {options.minutes:g} minutes", flush=True)
    broken = 0
    for number, suite in enumerate(_turns(chosen, is_endless=options.soak)):
        if time.monotonic() > deadline:
            print("The time is over; what is left was not tried.")
            break
        # Every turn of a soak has a seed of its own, and the ledger names it.
        broken += _run(suite, max(1, round(suite.count * options.scale)), seed + number // len(chosen))
    ledger.PAGE.write_text(ledger.page(ledger.rows()))
    print(f"{'RED' if broken else 'GREEN'}: {broken} broken statements. Report: docs/proof.md")
    return 1 if broken else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, help="replays a run (drawn, and shown, if not given)")
    parser.add_argument("--only", nargs="+", default=[], metavar="SUITE", help="these suites alone")
    parser.add_argument("--scale", type=float, default=1.0, help="a part of each suite's count (1)")
    parser.add_argument("--minutes", type=float, default=60, help="start no suite after so long (60)")
    parser.add_argument("--soak", action="store_true", help="begin anew until the minutes are over")
    return parser.parse_args(arguments)


def _chosen(names: Sequence[str]) -> list[Suite]:
    unknown = set(names) - {suite.name for suite in SUITES}
    if unknown:
        sys.exit("No such suite: " + ", ".join(sorted(unknown)))
    return [suite for suite in SUITES if not names or suite.name in names]


def _turns(suites: Sequence[Suite], *, is_endless: bool) -> Iterator[Suite]:
    yield from suites
    while is_endless:
        yield from suites


def _run(suite: Suite, count: int, seed: int) -> int:
    """Run one suite and write it down; answers how many statements broke."""
    print(f"\n{suite.name}: {count} {suite.unit}, seed {seed}", flush=True)
    at, started = datetime.now(UTC), time.monotonic()
    try:
        result = suite.run(count, seed)
    except Exception as error:
        seconds = round(time.monotonic() - started, 1)
        problem = f"the run itself failed: {type(error).__name__}: {str(error)[:200]}"
        result = Result(suite.name, "", seed, broken=[problem], seconds=seconds)
    facts = {"name": suite.name, "unit": suite.unit, "asked": count, "at": f"{at:%Y-%m-%d %H:%M}"}
    machine = {"commit": _commit(), "python": platform.python_version(), "cores": os.cpu_count()}
    ledger.append({**result.to_json(), **facts, **machine})
    print(f"  {result.tried} tried, {len(result.broken)} broken, {result.seconds:.0f} s", flush=True)
    for sentence in result.broken:
        print(f"  BROKEN {sentence}")
    if result.broken and result.story:
        print(result.story)
    return len(result.broken)


def _commit() -> str:
    """The commit that ran; a plus says that files differed from it."""
    said = [_git("rev-parse", "--short", "HEAD"), _git("status", "--porcelain", "--untracked-files=no")]
    return f"{said[0] or 'unknown'}{'+' if said[1] else ''}"


def _git(*words: str) -> str:
    found = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    return found.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
