"""Forged webhooks by the hundred while shoppers buy: none is believed, everybody is served (S11).

How long shoppers wait beside the flood is measured by the long form alone: `make proof`.
"""

from collections import Counter

import pytest

from checkout.models import WebhookEvent
from tests.faults.forged_flood import FORGED, too_slow, untrue
from tests.faults.proof import run_forged_flood


@pytest.mark.slow
def test_flood_of_forgeries_writes_nothing_and_everybody_is_served():
    result = run_forged_flood(400, 1)

    assert result.broken == []
    assert result.counts["answered 400"] == result.tried >= 400
    assert result.counts["orders"] == 8


def test_forgery_that_was_believed_is_named(db):
    WebhookEvent.objects.create(stripe_id=f"{FORGED}1")

    assert [*untrue(Counter({"400": 5, "200": 1}), 3, 2)] == [
        "1 forgeries were answered 200",
        "1 forgeries are written down",
        "2 checkouts were paid, there are 3 orders",
    ]


def test_shopper_who_waits_three_times_as_long_is_named():
    assert too_slow(100, 299) == []
    assert too_slow(100, 300) == ["a checkout takes 300 ms beside the flood, 100 ms without it"]
