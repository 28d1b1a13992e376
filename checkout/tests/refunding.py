"""Orders that were really paid at the double, and what refunds left behind."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from catalogue.models import MovementKind, StockRecord
from catalogue.stock import adjust
from checkout import gateway
from checkout.attempts import close
from checkout.models import CheckoutAttempt, Order, OrderEvent, Refund, RefundLine
from checkout.orders.placing import place_order
from checkout.payments.facts import Payment
from checkout.refunds.services import refund_order
from checkout.tests.paying import make_attempt


def make_paid(double: Any, pieces: dict[str, int], card: str = "pm_card_visa") -> Order:
    """An order of `pieces` by SKU, charged at the double and placed."""
    attempt = make_attempt(pieces)
    return place_order(attempt.pk, _pay(double, attempt, card))


def make_unsupplied(double: Any, sku: str = "TW-A4", *, hours_ago: float = 25, left: int = 0) -> Order:
    """An order of two pieces, paid so long ago, of which only `left` were there; nothing else is amiss."""
    attempt = make_attempt({sku: 2})
    payment = _pay(double, attempt, "pm_card_visa")
    close(attempt.pk)
    lost = StockRecord.objects.get(sku=sku).on_hand - left
    adjust(sku=sku, delta=-lost, kind=MovementKind.DAMAGE)
    order = place_order(attempt.pk, payment)
    adjust(sku=sku, delta=lost, kind=MovementKind.COUNT)
    Order.objects.filter(pk=order.pk).update(date=timezone.now() - timedelta(hours=hours_ago))
    order.refresh_from_db()
    return order


def _pay(double: Any, attempt: CheckoutAttempt, card: str) -> Payment:
    quote = attempt.latest_quote()
    assert quote
    intent = gateway.create_intent(attempt.pk, int(quote.grand_total * 100), attempt.currency)
    CheckoutAttempt.objects.filter(pk=attempt.pk).update(stripe_pid=intent.id)
    double.control.pay(intent.id, card)
    return gateway.retrieve(intent.id or "")


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
