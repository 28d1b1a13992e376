"""Paid orders are there in time although no event comes (I15). The long form is `make proof`."""

import time

import pytest

from tests.faults.proof import run_recovery
from tests.faults.recovery import too_late, waits


@pytest.mark.slow
def test_orders_of_lost_events_are_there_in_time():
    result = run_recovery(4, 1)

    assert result.broken == []
    assert result.tried == 4
    assert result.counts["browser back, ms"] <= 5000
    assert result.counts["worker called, ms"] <= 10_000


def test_payment_that_never_has_its_order_is_too_late(db):
    [waited] = waits([("pi_lost", time.monotonic())], 0.2)

    assert waited > 0.2
    assert too_late("an order was there", waited, 0.2) == ["an order was there after 1.2 s, allowed are 0"]
    assert too_late("an order was there", 0.1, 0.2) == []
