"""The report has the ledger's numbers and no others."""

import json

import pytest

from tests.faults import ledger
from tests.faults.registry import SUITES
from tests.pgtemplate import ROOT

RUN = {
    "at": "2026-01-02 03:04",
    "name": "kills-sqlite",
    "unit": "SIGKILLs at named points",
    "database": "sqlite",
    "seed": 7,
    "tried": 1200,
    "broken": [],
    "seconds": 360.0,
    "commit": "abc1234",
}


def test_report_sums_what_the_ledger_has():
    text = ledger.page([RUN, {**RUN, "tried": 34, "broken": ["stock", "money"]}])

    assert "| 1,234 | SIGKILLs at named points | 2 | 2 | 0.20 |" in text
    assert "| 2026-01-02 03:04 | kills-sqlite | sqlite | 7 | 34 | 2 | 360 | abc1234 |" in text


def test_runs_are_kept_one_a_line_in_order(tmp_path):
    path = tmp_path / "proof" / "ledger.jsonl"

    ledger.append({"seed": 1}, path)
    ledger.append({"seed": 2}, path)

    assert [json.loads(line)["seed"] for line in path.read_text().splitlines()] == [1, 2]
    assert ledger.rows(path) == [{"seed": 1}, {"seed": 2}]


def test_report_in_the_repository_is_the_ledgers():
    if not ledger.LEDGER.exists():
        pytest.skip("no proof has been run yet")

    assert ledger.PAGE.read_text() == ledger.page(ledger.rows())


def test_suites_have_names_of_their_own():
    assert len({suite.name for suite in SUITES}) == len(SUITES)
    assert str(ledger.PAGE.relative_to(ROOT)) == "docs/proof.md"
