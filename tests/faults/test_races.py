"""Everybody at once: a round of every race, refund clicks through faults, many writers on SQLite.

The long form: `PROOF_RACES=360 PROOF_SEED=4 pytest tests/faults/test_races.py`, or `make proof`.
"""

import os

import pytest

from tests.faults.proof import run_races, run_refund_clicks, run_sqlite_writers

ROUNDS = int(os.environ.get("PROOF_RACES", 17))
CLICKS = int(os.environ.get("PROOF_CLICKS", 64))
SEED = int(os.environ.get("PROOF_SEED", 1))
IS_SQLITE = os.environ.get("SHOP_TEST_DB") == "sqlite"
DATABASE = "sqlite" if IS_SQLITE else "postgresql"

pytestmark = [pytest.mark.slow]


@pytest.mark.sqlite
def test_every_race_ends_exact():
    result = run_races(ROUNDS, SEED, DATABASE)

    assert result.broken == []
    assert result.tried == ROUNDS


def test_refund_clicks_through_faults_end_exact():
    result = run_refund_clicks(CLICKS, SEED, DATABASE)

    assert result.broken == []
    assert result.tried == CLICKS
    assert result.counts["succeeded"] > 0


@pytest.mark.sqlite
@pytest.mark.skipif(not IS_SQLITE, reason="PostgreSQL has many writers by nature")
def test_sixteen_writers_on_one_file_all_get_their_turn():
    result = run_sqlite_writers(1, SEED)

    assert result.broken == []
    assert result.tried == 1
