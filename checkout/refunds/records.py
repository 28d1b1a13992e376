"""Writes down what Stripe says about refunds. Every function runs under the order's lock."""

import logging
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from catalogue import stock
from catalogue.money import format_money
from checkout.models import (
    MailKind,
    Order,
    OrderEvent,
    OutgoingMail,
    Refund,
    RefundOrigin,
    RefundState,
)
from checkout.payments.refunds import RefundFacts

logger = logging.getLogger(__name__)

# Stripe's words; one that is not here yet is on its way.
STATES = {
    "succeeded": RefundState.SUCCEEDED,
    "failed": RefundState.FAILED,
    "canceled": RefundState.CANCELED,
}


def take_over(order: Order, refunds: Sequence[RefundFacts]) -> None:
    """Bring the rows of `order` in line with all `refunds` of its payment; those made at Stripe get a row."""
    rows = list(order.refunds.all())
    by_stripe = {row.stripe_refund_id: row for row in rows if row.stripe_refund_id}
    by_own = {str(row.pk): row for row in rows if not row.stripe_refund_id}
    for facts in refunds:
        row = by_stripe.get(facts.id) or by_own.pop(facts.own_id, None) or _made_at_stripe(order, facts)
        settle(row, facts)


def _made_at_stripe(order: Order, facts: RefundFacts) -> Refund:
    amount = facts.amount
    refund = Refund.objects.create(
        order=order, amount=amount, currency=facts.currency, origin=RefundOrigin.STRIPE
    )
    tell(refund, "refunded_at_stripe")
    return refund


def settle(refund: Refund, facts: RefundFacts) -> None:
    """Move `refund` to what `facts` say; a step that the table does not know changes nothing.

    The first time that Stripe has taken it, the chosen pieces go back into stock; the first time that it has
    succeeded, the outbox gets a notice for the buyer.
    """
    state = STATES.get(facts.status, RefundState.PENDING)
    if not refund.can_become(state):
        return
    refund.state, refund.stripe_refund_id, refund.last_error = state, facts.id, facts.failure
    if refund.is_accepted and refund.restocked_at is None:
        _restock(refund)
    refund.save()
    if state == RefundState.SUCCEEDED:
        _tell_buyer(refund)
    if state in (RefundState.FAILED, RefundState.CANCELED):
        _tell_failure(refund)


def give_up(refund: Refund, error: str) -> None:
    """Stripe never took `refund` and never will: its money can be refunded anew."""
    refund.state, refund.last_error = RefundState.FAILED, error[:255]
    refund.save(update_fields=["state", "last_error", "updated_at"])
    tell(refund, "refund_not_made", error=error)


def _restock(refund: Refund) -> None:
    back = refund.lines.filter(restock=True).select_related("line")
    quantities = {row.line.sku: row.quantity for row in back}
    if not quantities:
        return
    stock.restock(quantities, refund.stock_reference, refund.user)
    refund.restocked_at = timezone.now()
    pieces = ", ".join(f"{count} × {sku}" for sku, count in sorted(quantities.items()))
    tell(refund, "restocked", pieces=pieces)


def _tell_buyer(refund: Refund) -> None:
    """One notice for one refund, even if it fails at the bank and succeeds after that."""
    about = {"refund": refund, "kind": MailKind.REFUND}
    OutgoingMail.objects.get_or_create(**about, defaults={"order_id": refund.order_id})


def _tell_failure(refund: Refund) -> None:
    """The bank sent the money back: staff have to find another way."""
    tell(
        refund,
        "refund_failed",
        error=refund.last_error,
        stays_in_stock=refund.restocked_at is not None,
        buyer_was_told=refund.mails.filter(sent_at__isnull=False).exists(),
    )
    logger.error("refund %s of order %s failed: %s", refund.pk, refund.order_id, refund.last_error)


def tell(refund: Refund, code: str, *, by_staff: bool = False, **facts: Any) -> None:
    """Add an entry about `refund` to the order's timeline."""
    user = refund.user if by_staff else None
    facts |= {"amount": str(refund.amount), "currency": refund.currency}
    OrderEvent.tell(refund.order_id, code, user=user, **facts)


def money_of(refund: Refund) -> str:
    """The refund's amount as money."""
    return format_money(refund.amount, refund.currency)
