"""Any steps in any order: after each one the books agree, and at the end all is as it must be (I1-I18)."""

import os

import pytest

from tests.faults.proof import run_state_machine

STEPS = int(os.environ.get("PROOF_STEPS", 450))
SEED = int(os.environ.get("PROOF_SEED", 1))
DATABASE = "sqlite" if os.environ.get("SHOP_TEST_DB") == "sqlite" else "postgresql"


@pytest.mark.slow
@pytest.mark.sqlite
def test_steps_in_any_order_keep_the_books_straight():
    result = run_state_machine(STEPS, SEED, DATABASE)

    assert result.broken == [], result.story
    assert result.tried >= STEPS
