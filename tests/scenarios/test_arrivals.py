"""Browser and webhook in every order: one payment, one order, one mail (fault matrix A)."""

import pytest

from catalogue.models import StockRecord
from checkout.models import Order, OutgoingMail
from checkout.sweeping import sweep
from tests.race import run_together
from tests.scenarios.conftest import abandon

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def succeeded(stripe, tab):
    """The id of the event that says that the tab's payment succeeded."""
    return stripe.control.events("payment_intent.succeeded", tab.intent_id)[0]["id"]


def test_browser_then_webhook_makes_one_order(shopper, tab, stripe, the_order):  # A1
    answer = shopper.pay(tab)
    statuses = stripe.control.release()

    order = the_order()
    assert answer.headers["Location"] == f"/checkout/success/{order.order_number}/"
    assert set(statuses) == {200}
    assert (order.state, str(order.grand_total), order.lines.get().sku) == ("paid", "24.20", "TW-A4")


def test_webhook_then_browser_gets_the_same_order(shopper, tab, stripe, the_order):  # A2
    shopper.gate(tab)
    shopper.confirm(tab)
    stripe.control.release()

    answer = shopper.finish(tab)

    assert answer.headers["Location"] == f"/checkout/success/{the_order().order_number}/"
    assert shopper.get(answer.headers["Location"]).status_code == 200


def test_webhook_beside_browser_makes_one_order(shopper, tab, stripe, the_order):  # A3, A3b
    shopper.gate(tab)
    shopper.confirm(tab)
    event = succeeded(stripe, tab)

    answers = run_together(
        2, lambda turn: shopper.finish(tab).status_code if turn else stripe.control.redeliver(event)[0]
    )

    assert answers == [200, 302]
    assert the_order().state == "paid"


def test_browser_gone_before_paying_makes_no_order(shopper, tab, stripe):  # A4
    shopper.gate(tab)

    abandon()
    swept = sweep()

    assert (swept.expired, Order.objects.count()) == (1, 0)
    assert stripe.control.intent(tab.intent_id)["status"] == "canceled"
    assert StockRecord.objects.get(sku="TW-A4").reserved == 0


def test_browser_gone_after_paying_order_comes_by_webhook(shopper, tab, stripe, the_order):  # A5
    shopper.gate(tab)
    shopper.confirm(tab)

    stripe.control.release()

    order = the_order()
    assert (order.state, order.email, order.lines.get().quantity) == ("paid", "ida@example.org", 1)
    assert str(order.paid_total) == "24.20"


def test_same_event_again_changes_nothing(shopper, tab, stripe, the_order):  # A6
    shopper.gate(tab)
    shopper.confirm(tab)
    stripe.control.release()

    statuses = stripe.control.redeliver(succeeded(stripe, tab), times=3)

    assert statuses == [200, 200, 200]
    assert the_order().events.filter(kind="placed").count() == 1


def test_sixty_four_deliveries_at_once_make_one_order(shopper, tab, stripe, the_order):  # A7
    shopper.gate(tab)
    shopper.confirm(tab)

    statuses = stripe.control.redeliver(succeeded(stripe, tab), times=64)

    assert set(statuses) <= {200, 503}
    assert 200 in statuses
    assert the_order().lines.count() == 1
    assert StockRecord.objects.get(sku="TW-A4").on_hand == 9


def test_posting_twice_gives_the_same_order(shopper, tab, the_order):  # A8
    first = shopper.pay(tab)
    second = shopper.finish(tab)

    assert first.headers["Location"] == second.headers["Location"]
    assert str(the_order().grand_total) == "24.20"


def test_events_late_and_in_reverse_make_one_order(shopper, tab, stripe, the_order):  # A9
    shopper.pay(tab)

    statuses = stripe.control.release("reversed")

    assert set(statuses) == {200}
    assert the_order().state == "paid"
    assert OutgoingMail.objects.count() == 1
