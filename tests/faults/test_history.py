"""The history checker names whatever is not true, and nothing about a clean shop."""

from types import SimpleNamespace

import pytest
import requests

from catalogue.models import StockHold, StockMovement, StockRecord
from catalogue.tests.factories import make_product
from checkout.models import Order, OrderLineItem, OutgoingMail
from checkout.orders.placing import place_order
from checkout.tests.paying import make_attempt, payment_of
from tests.faults.history import SUCCESS, History, contradictions

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def order(db) -> Order:
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    attempt = make_attempt({"TW-A4": 2})
    return place_order(attempt.pk, payment_of(attempt))


@pytest.fixture
def shop(order):
    """A shop whose Stripe and post box agree with its one order."""
    intent = {"id": order.stripe_pid, "status": "succeeded", "amount_received": int(order.paid_total * 100)}
    return SimpleNamespace(
        stripe=SimpleNamespace(intents=lambda: [intent], refunds=lambda: []),
        message_ids=lambda: [f"<confirmation.{order.order_number}@localhost>"],
    )


DAMAGE = {
    "price": (lambda order: Order.objects.update(paid_total="1.00"), "total, paid, refunded"),
    "refund": (lambda order: Order.objects.update(refunded_total="1.00"), "total, paid, refunded"),
    "other payment": (lambda order: Order.objects.update(stripe_pid="pi_other"), "has no order"),
    "no payment": (lambda order: Order.objects.update(stripe_pid=None), "and has an order"),
    "review": (lambda order: Order.objects.update(state="review"), "needs attention"),
    "piece lost": (lambda order: StockRecord.objects.update(on_hand=7), "the ledger says 8"),
    "sale unwritten": (lambda order: StockMovement.objects.filter(kind="sale").delete(), "0 left as sold"),
    "line grown": (
        lambda order: OrderLineItem.objects.update(quantity=3, lineitem_total="66.00"),
        "orders have 3",
    ),
    "hold forgotten": (lambda order: StockRecord.objects.update(reserved=1), "1 still held"),
    "hold left": (
        lambda order: StockHold.objects.create(
            record=StockRecord.objects.get(), holder=order.attempt_id, quantity=1
        ),
        "1 holds are left",
    ),
    "mail lost": (lambda order: OutgoingMail.objects.all().delete(), "0 rows in the outbox"),
}


def test_clean_shop_contradicts_itself_nowhere(shop):
    assert contradictions(shop, History()) == []


@pytest.mark.parametrize(("damage", "said"), DAMAGE.values(), ids=DAMAGE.keys())
def test_each_damage_is_named(shop, order, damage, said):
    damage(order)

    assert any(said in sentence for sentence in contradictions(shop, History()))


@pytest.mark.parametrize("times", [0, 2])
def test_mail_lost_or_doubled_is_named(shop, times):
    sent = shop.message_ids() * times
    shop.message_ids = lambda: sent

    assert any(f"went out {times} times" in said for said in contradictions(shop, History()))


def test_promised_order_that_is_gone_is_named(shop):
    history = History()
    answer = requests.Response()
    answer.status_code, answer.headers["Location"] = 302, f"{SUCCESS}MO-GONE/"

    assert history.ask("ida", "finish", lambda: answer) is answer
    assert contradictions(shop, history) == ["order MO-GONE was shown to its shopper and is gone"]


def test_lost_answer_is_unknown_and_promises_nothing():
    history = History()

    def breaks() -> requests.Response:
        raise requests.ConnectionError

    assert history.ask("ida", "finish", breaks) is None
    assert [operation.outcome for operation in history.operations] == ["unknown"]
    assert history.acknowledged == set()
