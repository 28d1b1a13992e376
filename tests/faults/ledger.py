"""The ledger of proof runs, one JSON object a line, and the page that is written from it and nothing else."""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.pgtemplate import ROOT

LEDGER = ROOT / "proof" / "ledger.jsonl"
PAGE = ROOT / "docs" / "proof.md"
SHOWN_RUNS = 60

Row = dict[str, Any]
HEAD = """# What was tried, and what broke

Written by `make proof` from `proof/ledger.jsonl`, one line there for each run of each suite. *Broken* counts
the statements that were not true after a run; the ledger has them word for word, with the seed to replay it:

    make proof ONLY=kills-postgresql SEED=7
"""


def append(row: Row, path: Path = LEDGER) -> None:
    """Add one run to the ledger."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as ledger:
        ledger.write(json.dumps(row, sort_keys=True) + "\n")


def rows(path: Path = LEDGER) -> list[Row]:
    """All runs so far, oldest first."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def page(runs: Sequence[Row]) -> str:
    """The report as Markdown: totals over the whole ledger, then the latest runs one by one."""
    return "\n".join([HEAD, "## In total", "", *_totals(runs), "", *_latest(runs)]) + "\n"


def _totals(runs: Sequence[Row]) -> list[str]:
    by_unit: dict[str, list[Row]] = defaultdict(list)
    for run in runs:
        by_unit[run["unit"]].append(run)
    return [
        "| tried | what | runs | broken | hours |",
        "| ---: | --- | ---: | ---: | ---: |",
        *(_total(unit, found) for unit, found in by_unit.items()),
    ]


def _total(unit: str, runs: Sequence[Row]) -> str:
    tried, broken, seconds = (
        sum(run["tried"] for run in runs),
        sum(len(run["broken"]) for run in runs),
        sum(run["seconds"] for run in runs),
    )
    return f"| {tried:,} | {unit} | {len(runs)} | {broken} | {seconds / 3600:.2f} |"


def _latest(runs: Sequence[Row]) -> list[str]:
    latest = runs[: -SHOWN_RUNS - 1 : -1]
    title = f"## The latest {len(latest)} of {len(runs)} runs, newest first"
    head = "| when (UTC) | suite | database | seed | tried | broken | seconds | code |"
    line = "| --- | --- | --- | ---: | ---: | ---: | ---: | --- |"
    return [title, "", head, line, *(_one(run) for run in latest)]


def _one(run: Row) -> str:
    cells = (run["at"], run["name"], run["database"], run["seed"], run["tried"], len(run["broken"]))
    return "| " + " | ".join(map(str, cells)) + f" | {run['seconds']:.0f} | {run['commit']} |"
