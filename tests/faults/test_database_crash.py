"""PostgreSQL stops at once while shoppers pay: what was acknowledged is there afterwards (I26)."""

import os

import pytest

from tests.faults.proof import run_database_crashes

CRASHES = int(os.environ.get("PROOF_CRASHES", 1))
SEED = int(os.environ.get("PROOF_SEED", 1))


@pytest.mark.slow
@pytest.mark.skipif(os.environ.get("SHOP_TEST_DB") == "sqlite", reason="SQLite has no server to stop")
def test_crashed_database_keeps_all_it_acknowledged():
    result = run_database_crashes(CRASHES, SEED)

    assert result.broken == []
    assert result.tried == CRASHES
    assert result.counts["orders"] > 0
