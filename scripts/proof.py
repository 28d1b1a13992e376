#!/usr/bin/env python
"""Runs the fault suites, one a core at a time, writes each run into the ledger and the report from it.

proof.py [--seed N] [--only SUITE ...] [--scale 0.1] [--minutes 60] [--jobs N] [--soak]
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from random import SystemRandom
from threading import Lock

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from tests.faults import ledger  # noqa: E402
from tests.faults.registry import SUITES, Suite  # noqa: E402
from tests.faults.result import Result  # noqa: E402

Turn = tuple[Suite, int, int]
WRITING = Lock()  # one suite at a time writes to the ledger, the report and the screen


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    chosen = _chosen(options.only)
    seed = options.seed if options.seed is not None else SystemRandom().randrange(10**6)
    deadline = time.monotonic() + options.minutes * 60
    jobs = min(options.jobs, len(chosen))
    print(
        f"{len(chosen)} suites, {jobs} at a time, seed {seed}, at most {options.minutes:g} minutes",
        flush=True,
    )
    turns = _queue(_turns(chosen, seed, options.scale, times=1000 if options.soak else 1))
    with ThreadPoolExecutor(jobs) as lanes:
        broken = sum(lanes.map(lambda _number: _lane(turns, deadline), range(jobs)))
    if not turns.empty():
        print("The time is over; what is left was not tried.")
    print(f"{'RED' if broken else 'GREEN'}: {broken} broken statements. Report: docs/proof.md")
    return 1 if broken else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, help="replays a run (drawn, and shown, if not given)")
    parser.add_argument("--only", nargs="+", default=[], metavar="SUITE", help="these suites alone")
    parser.add_argument("--scale", type=float, default=1.0, help="a part of each suite's count (1)")
    parser.add_argument("--minutes", type=float, default=60, help="start no suite after so long (60)")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time (a core each)"
    )
    parser.add_argument("--soak", action="store_true", help="begin anew until the minutes are over")
    return parser.parse_args(arguments)


def _chosen(names: Sequence[str]) -> list[Suite]:
    unknown = set(names) - {suite.name for suite in SUITES}
    if unknown:
        sys.exit("No such suite: " + ", ".join(sorted(unknown)))
    return [suite for suite in SUITES if not names or suite.name in names]


def _turns(suites: Sequence[Suite], seed: int, scale: float, times: int) -> Iterator[Turn]:
    """Suite, count and seed of each run; every turn of a soak has a seed of its own."""
    for turn in range(times):
        for suite in suites:
            yield suite, max(1, round(suite.count * scale)), seed + turn


def _queue(turns: Iterable[Turn]) -> "SimpleQueue[Turn]":
    queue: SimpleQueue[Turn] = SimpleQueue()
    for turn in turns:
        queue.put(turn)
    return queue


def _lane(turns: "SimpleQueue[Turn]", deadline: float) -> int:
    """Run one suite after another until none is left or the time is over; how many statements broke."""
    broken = 0
    while time.monotonic() < deadline:
        try:
            broken += _run(*turns.get_nowait())
        except Empty:
            break
    return broken


def _run(suite: Suite, count: int, seed: int) -> int:
    """Run one suite and write it down; answers how many statements broke."""
    print(f"\n{suite.name}: {count} {suite.unit}, seed {seed}", flush=True)
    at, commit = datetime.now(UTC), _commit()
    result = _result(suite, count, seed)
    facts = {"name": suite.name, "unit": suite.unit, "asked": count, "at": f"{at:%Y-%m-%d %H:%M}"}
    machine = {"commit": commit, "python": platform.python_version(), "cores": os.cpu_count()}
    with WRITING:
        ledger.append({**result.to_json(), **facts, **machine})
        ledger.PAGE.write_text(ledger.page(ledger.rows()))
        _tell(suite, result)
    return len(result.broken)


def _result(suite: Suite, count: int, seed: int) -> Result:
    """What came out; a run that fails itself is a broken statement like any other."""
    started = time.monotonic()
    try:
        return suite.run(count, seed)
    except Exception as error:
        problem = f"the run itself failed: {type(error).__name__}: {str(error)[:200]}"
        seconds = round(time.monotonic() - started, 1)
        return Result(suite.name, "", seed, broken=[problem], seconds=seconds)


def _tell(suite: Suite, result: Result) -> None:
    found = f"{result.tried} tried, {len(result.broken)} broken, {result.seconds:.0f} s"
    print(f"\n{suite.name}: {found}", flush=True)
    for sentence in result.broken:
        print(f"  BROKEN {sentence}")
    if result.broken and result.story:
        print(result.story)


def _commit() -> str:
    """The commit that runs; a plus says that files differ from it, the ledger and its report aside."""
    changes = ("status", "--porcelain", "--untracked-files=no", "--", ".", ":!proof", ":!docs/proof.md")
    return f"{_git('rev-parse', '--short', 'HEAD') or 'unknown'}{'+' if _git(*changes) else ''}"


def _git(*words: str) -> str:
    found = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    return found.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
