"""A Stripe that hangs leaves every other page as it was (S12). The long form is `make proof`."""

from collections import Counter

import pytest

from tests.faults.hanging_stripe import SHOPPERS, untrue
from tests.faults.proof import run_hanging_stripe


@pytest.mark.slow
def test_forty_shoppers_at_a_hanging_checkout_slow_nobody_else():
    result = run_hanging_stripe(SHOPPERS, 1)

    assert result.broken == []
    assert result.counts["answered 503"] == result.tried == SHOPPERS


@pytest.mark.parametrize(
    ("answers", "idle_ms", "busy_ms", "said"),
    [
        ({503: 40}, 50, 1000, []),
        ({503: 39, 500: 1}, 50, 1000, ["1 shoppers were answered 500"]),
        ({503: 40}, 50, 1001, ["other pages take 1001 ms while Stripe hangs, 50 ms without it"]),
        ({503: 40}, 400, 1600, []),
    ],
)
def test_slow_page_or_untold_shopper_is_named(answers, idle_ms, busy_ms, said):
    assert [*untrue(Counter(answers), idle_ms, busy_ms)] == said
