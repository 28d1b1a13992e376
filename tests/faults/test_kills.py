"""The shop is killed at every failpoint and at any moment; afterwards its books agree (I1, I7, I14, I16).

The long form: `PROOF_KILLS=500 PROOF_SEED=4 pytest tests/faults/test_kills.py`, or `make proof`.
"""

import os

import pytest

from checkout.failpoints import FAILPOINTS
from tests.faults.cases import SCRIPTS
from tests.faults.proof import run_kills, run_random_kills

KILLS = int(os.environ.get("PROOF_KILLS", len(FAILPOINTS)))
RANDOM_KILLS = int(os.environ.get("PROOF_RANDOM_KILLS", 4))
SEED = int(os.environ.get("PROOF_SEED", 1))
DATABASE = "sqlite" if os.environ.get("SHOP_TEST_DB") == "sqlite" else "postgresql"

pytestmark = [pytest.mark.slow]


def test_every_failpoint_has_its_case():
    assert sorted(SCRIPTS) == sorted(FAILPOINTS)


@pytest.mark.sqlite
def test_death_at_every_point_loses_nothing():
    result = run_kills(KILLS, SEED, DATABASE)

    assert result.broken == []
    assert result.tried == KILLS
    assert {point for point, deaths in result.counts.items() if deaths} == set(FAILPOINTS)


def test_deaths_at_any_moment_lose_nothing():
    result = run_random_kills(RANDOM_KILLS, SEED, DATABASE)

    assert result.broken == []
    assert result.tried == RANDOM_KILLS
    assert result.counts["orders"] > 0
