"""Runs saboteurs side by side: each in a copy of the project and on a database of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.pgplugin import start_postgres, temporary_folder
from tests.saboteurs.judging import Finding, Verdict, judge, red_tests
from tests.saboteurs.kinds import Saboteur
from tests.saboteurs.workspace import BadPatch, copy_project, missing_tests, sabotaged

PLUGIN = "tests.saboteurs.plugin"
TIMEOUT_S = 150
PROOF_TIMEOUT_S = 900
# Plugins that no named test needs: importing them takes as long as all the rest.
WITHOUT = ("randomly", "cacheprovider", "playwright", "faker", "hypothesispytest")
OPTIONS = ("-q", "-rfE", "-p", PLUGIN, *(word for name in WITHOUT for word in ("-p", f"no:{name}")))


@dataclass(frozen=True)
class Bench:
    """A place to try one saboteur at a time: a copy of the project, and where its database is made."""

    root: Path
    database_url: str

    def run(
        self,
        tests: Sequence[str],
        *extra: str,
        sql: str = "",
        is_on_sqlite: bool = False,
        timeout_s: int = TIMEOUT_S,
    ) -> "Ran":
        """Run `tests` here, in the environment that this saboteur needs."""
        env = {**os.environ, "SABOTAGE_SQL": sql, "COLUMNS": "180", "PYTHONPATH": ""}
        if is_on_sqlite:
            env["SHOP_TEST_DB"] = "sqlite"
            env.pop("SHOP_TEST_TEMPLATE", None)
        else:
            env["DATABASE_URL"] = self.database_url
        command = [sys.executable, "-m", "pytest", *OPTIONS, *extra, *tests]
        try:
            done = subprocess.run(command, cwd=self.root, env=env, capture_output=True, timeout=timeout_s)
        except subprocess.TimeoutExpired:
            return Ran(-1, f"no end within {timeout_s} s")
        return Ran(done.returncode, (done.stdout + done.stderr).decode(errors="replace"))


@dataclass(frozen=True)
class Ran:
    """How a run of pytest ended."""

    status: int
    output: str


@dataclass(frozen=True)
class Result:
    """What became of one saboteur, and how long that took."""

    saboteur: Saboteur
    finding: Finding
    seconds: float


def benches(project: Path, count: int) -> list[Bench]:
    """`count` benches beside one PostgreSQL server; all of it is gone when this process ends."""
    folder = temporary_folder()
    os.environ["SHOP_VAR_DIR"] = str(folder / "var")
    server_url = start_postgres(folder)
    made = []
    for number in range(count):
        root = folder / f"bench-{number}"
        copy_project(project, root)
        made.append(Bench(root, server_url.replace("/postgres?", f"/bench{number}?")))
    return made


def red_without_sabotage(bench: Bench, saboteurs: Sequence[Saboteur], jobs: int) -> set[str]:
    """The named tests that are red as things are, or missing. Raises RuntimeError when none could be run."""
    red: set[str] = set()
    for is_on_sqlite in (False, True):
        group = [saboteur for saboteur in saboteurs if saboteur.is_on_sqlite == is_on_sqlite]
        named = dict.fromkeys(test for saboteur in group for test in saboteur.tests)
        missing = missing_tests(bench.root, list(named))
        red.update(missing)
        tests = [test for test in named if test not in missing]
        if not tests:
            continue
        workers = str(min(jobs, len(tests)))
        ran = bench.run(tests, "-n", workers, is_on_sqlite=is_on_sqlite, timeout_s=PROOF_TIMEOUT_S)
        if ran.status not in (0, 1):
            raise RuntimeError(ran.output[-3000:])
        red |= red_tests(ran.output)
    return red


def try_all(all_benches: Sequence[Bench], saboteurs: Sequence[Saboteur], red: set[str]) -> Iterator[Result]:
    """Each saboteur's result as it comes, one at a time on each bench; `red` are tests that prove nothing."""
    free: SimpleQueue[Bench] = SimpleQueue()
    for bench in all_benches:
        free.put(bench)
    pool = ThreadPoolExecutor(len(all_benches))
    try:
        waiting = [pool.submit(_try_on_a_free_bench, free, saboteur, red) for saboteur in saboteurs]
        for done in as_completed(waiting):
            yield done.result()
    finally:  # whoever stops the run waits for those that are being tried, not for all
        pool.shutdown(cancel_futures=True)


def _try_on_a_free_bench(free: "SimpleQueue[Bench]", saboteur: Saboteur, red: set[str]) -> Result:
    started = time.monotonic()
    bench = free.get()
    try:
        finding = _try(bench, saboteur, red)
    finally:
        free.put(bench)
    return Result(saboteur, finding, time.monotonic() - started)


def _try(bench: Bench, saboteur: Saboteur, red: set[str]) -> Finding:
    useless = [name for name in red if name.startswith(saboteur.tests)]
    if useless:
        return Finding(Verdict.BROKEN, f"red or missing without any sabotage: {useless[0]}")
    try:
        with sabotaged(bench.root, saboteur.patches):
            ran = bench.run(saboteur.tests, "-x", sql=saboteur.sql, is_on_sqlite=saboteur.is_on_sqlite)
    except BadPatch as error:
        return Finding(Verdict.BROKEN, str(error))
    return judge(ran.status, ran.output)
