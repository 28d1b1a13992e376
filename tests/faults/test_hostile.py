"""Hostile input at every address of the shop: refused or harmless, never an error (I22, S9, S10, S32-S36).

The long form: `PROOF_INPUTS=200000 PROOF_SEED=4 pytest tests/faults/test_hostile.py`, or `make proof`.
"""

import os

import pytest

from tests.faults.proof import run_hostile

INPUTS = int(os.environ.get("PROOF_INPUTS", 4_000))
SEED = int(os.environ.get("PROOF_SEED", 1))
DATABASE = "sqlite" if os.environ.get("SHOP_TEST_DB") == "sqlite" else "postgresql"


@pytest.mark.slow
def test_hostile_input_is_refused_everywhere():
    result = run_hostile(INPUTS, SEED, DATABASE)

    assert result.broken == [], result.story
    assert result.tried == INPUTS


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.skipif(DATABASE != "sqlite", reason="the other one runs on PostgreSQL")
def test_hostile_input_is_refused_on_sqlite_as_well():
    result = run_hostile(INPUTS // 2, SEED, DATABASE)

    assert result.broken == [], result.story
