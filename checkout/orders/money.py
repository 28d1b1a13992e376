"""What happened to an order's money later: refunds and disputes, always read anew from Stripe.

Events come in any order and more than once, so none of them is added up: each only says "look again".
A look takes in the payment, its refunds and its dispute, and writes all of them down together.
"""

from collections.abc import Callable, Sequence

from catalogue.money import from_minor
from checkout import gateway
from checkout.models import Order, OrderEvent, OrderState
from checkout.payments.facts import Payment
from checkout.payments.refunds import RefundFacts
from checkout.refunds.records import take_over
from checkout.transactions import money_transaction


def refresh_money(order_id: int, *, after: Callable[[Order], None] = lambda order: None) -> Order:
    """Bring paid, refunded and state in line with Stripe. `after` runs in the same transaction, at the end.

    What was read before another caller wrote is thrown away and read again, so an old answer never
    overwrites a newer one. Nobody reads a third time: of two who have written since we began, the second
    began after the first had written, and so what stands there is at least as new as what we came for.
    Raises StripeUnavailable, StripeRefused, Busy.
    """
    order = Order.objects.get(pk=order_id)
    enough = order.money_version + 2
    while True:
        payment = gateway.retrieve(order.stripe_pid or "")
        refunds = gateway.list_refunds(order.stripe_pid or "")
        dispute = _dispute(payment)
        with money_transaction():
            locked = Order.objects.select_for_update().get(pk=order_id)
            if locked.money_version == order.money_version:
                _write(locked, payment, refunds, dispute)
            elif locked.money_version < enough:
                order = locked
                continue
            after(locked)
            return locked


def _dispute(payment: Payment) -> str:
    """The status of the payment's dispute; empty when there is none."""
    charge = payment.charge
    return gateway.dispute_status(charge.id) if charge and charge.is_disputed else ""


def _write(order: Order, payment: Payment, refunds: Sequence[RefundFacts], dispute: str) -> None:
    before = order.state, order.refunded_total
    if payment.charge:
        refunded = from_minor(payment.charge.refunded_minor, payment.currency)
        order.refunded_total = min(refunded, order.paid_total)
    take_over(order, refunds)
    _fill_in_card(order, payment)
    state = state_of(order, dispute)
    if state != order.state and order.can_become(state):
        order.state = state
    order.money_version += 1
    order.save()
    if (order.state, order.refunded_total) != before:
        currency = order.paid_currency
        facts = {"state": order.state, "refunded": str(order.refunded_total), "currency": currency}
        OrderEvent.tell(order.pk, "money", **facts)


def _fill_in_card(order: Order, payment: Payment) -> None:
    if payment.charge and not order.card_last4:
        order.card_brand, order.card_last4 = payment.charge.card_brand, payment.charge.card_last4


def state_of(order: Order, dispute: str = "") -> str:
    """The state that the money says; what staff have to look at stays until they accept it."""
    if dispute == "lost":
        return OrderState.DISPUTE_LOST
    if dispute and dispute not in gateway.DISPUTE_OVER:
        return OrderState.DISPUTED
    if order.refunded_total >= order.paid_total > 0:
        return OrderState.REFUNDED
    if order.review_reasons and not order.accepted_at:
        return OrderState.REVIEW
    return OrderState.PART_REFUNDED if order.refunded_total else OrderState.PAID
