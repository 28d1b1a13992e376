"""Orders that were really paid at the double, and what refunds left behind."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from catalogue.models import StockRecord
from checkout import gateway
from checkout.models import CheckoutAttempt, Order, OrderEvent, Refund, RefundLine
from checkout.orders.placing import place_order
from checkout.refunds.services import refund_order
from checkout.tests.paying import make_attempt


def make_paid(double: Any, pieces: dict[str, int], card: str = "pm_card_visa") -> Order:
    """An order of `pieces` by SKU, charged at the double and placed."""
    attempt = make_attempt(pieces)
    quote = attempt.latest_quote()
    assert quote
    intent = gateway.create_intent(attempt.pk, int(quote.grand_total * 100), attempt.currency)
    CheckoutAttempt.objects.filter(pk=attempt.pk).update(stripe_pid=intent.id)
    double.control.pay(intent.id, card)
    return place_order(attempt.pk, gateway.retrieve(intent.id or ""))


def ask(order: Order, amount: str, *, token: UUID | None = None, **more: Any) -> Refund:
    """Refund `amount` of `order`, each time with a token of its own unless one is given."""
    return refund_order(order_id=order.pk, amount=Decimal(amount), token=token or uuid4(), user=None, **more)


def money_of(order: Order) -> tuple[str, str]:
    """State and refunded total, as they are now."""
    order.refresh_from_db()
    return str(order.state), str(order.refunded_total)


def sent_back(double: Any, order: Order) -> int:
    """What really left: the sum of all refunds at the double that did not fail, in cents."""
    rows = double.control.refunds(order.stripe_pid)
    return sum(row["amount"] for row in rows if row["status"] != "failed")


def written() -> tuple[Any, ...]:
    """Everything that a refused refund must leave as it was."""
    return (
        list(Order.objects.order_by("pk").values()),
        list(Refund.objects.order_by("pk").values()),
        RefundLine.objects.count(),
        OrderEvent.objects.count(),
        list(StockRecord.objects.order_by("pk").values_list("sku", "on_hand", "reserved")),
    )
