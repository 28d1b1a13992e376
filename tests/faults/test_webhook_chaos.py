"""Deliveries repeated, shuffled, late and lost end in one order a payment; else it is named (I1, I14).

The long form: `PROOF_DELIVERIES=20000 pytest tests/faults/test_webhook_chaos.py`, or `make proof`.
"""

import os
from typing import Any

import pytest

from catalogue.tests.factories import make_product
from checkout.models import CheckoutAttempt, WebhookEvent
from checkout.tests.paying import make_attempt
from checkout.webhook_handler import StripeWH_Handler
from checkout.webhooks import process_event
from tests.faults.deliveries import Deliveries
from tests.faults.proof import run_webhook_chaos
from tests.faults.webhook_chaos import COPIES, declined_wrong, untrue

COUNT = int(os.environ.get("PROOF_DELIVERIES", 400))
SEED = int(os.environ.get("PROOF_SEED", 1))
DATABASE = "sqlite" if os.environ.get("SHOP_TEST_DB") == "sqlite" else "postgresql"


@pytest.mark.slow
def test_chaos_of_deliveries_ends_in_one_order_a_payment():
    result = run_webhook_chaos(COUNT, SEED, DATABASE)

    assert result.broken == []
    assert result.tried >= COUNT
    assert 0 < result.counts["orders"] <= result.counts["payments"] == COUNT // COPIES


@pytest.fixture
def declined(db) -> dict[str, Any]:
    """The event that says that a card was declined, as yet delivered to nobody."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    subject = {"object": "payment_intent", "id": make_attempt({"TW-A4": 1}).stripe_pid}
    return {"id": "evt_1", "type": "payment_intent.payment_failed", "data": {"object": subject}}


def deliver(event: dict[str, Any], times: int = 2) -> Deliveries:
    """Have `event` processed so many times, all of them taken."""
    deliveries = Deliveries("")
    for _time in range(times):
        deliveries._note(event["id"], str(process_event(event).status_code))
    return deliveries


def test_events_that_were_done_once_contradict_nothing(declined):
    assert [*untrue(deliver(declined)), *declined_wrong([declined])] == []


def test_effect_that_came_twice_is_named(declined, monkeypatch):
    monkeypatch.setattr(WebhookEvent, "is_processed", False)
    monkeypatch.setattr("checkout.webhooks._is_done_before", lambda event_id: False)

    deliver(declined)

    attempt = CheckoutAttempt.objects.get()
    said = f"payment {attempt.stripe_pid} was declined 1 times, and 2 are counted"
    assert [*declined_wrong([declined])] == [said]


def test_event_that_was_taken_and_not_done_is_named(declined, monkeypatch):
    monkeypatch.setattr(StripeWH_Handler, "_mark", lambda *facts: None)

    deliveries = deliver(declined)

    assert [said for said in untrue(deliveries) if "was delivered and is received" in said]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda: WebhookEvent.objects.all().delete(), "is not written down"),
        (lambda: WebhookEvent.objects.update(deliveries=1), "1 are counted"),
        (lambda: WebhookEvent.objects.update(deliveries=3), "3 are counted"),
        (lambda: WebhookEvent.objects.create(stripe_id="evt_2"), "event evt_2 was never delivered"),
    ],
)
def test_wrong_note_about_an_event_is_named(declined, damage, said):
    deliveries = deliver(declined)

    damage()

    assert [sentence for sentence in untrue(deliveries) if said in sentence]


def test_answer_that_is_neither_yes_nor_come_again_is_named(declined):
    deliveries = deliver(declined)
    deliveries._note(declined["id"], "500")

    assert [*untrue(deliveries)] == ["1 deliveries were answered 500"]
