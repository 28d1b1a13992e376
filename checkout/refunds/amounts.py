"""How much of an order's money and how many of its pieces are left to refund. Ask under the order's lock."""

from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from checkout.models import LIVE_STATES, OPEN_STATES, Order, OrderState, Refund, RefundLine


def remaining(order: Order) -> Decimal:
    """What can still be refunded, in the currency that was charged.

    The charge's own figure may be older than our rows or newer: the larger one counts. Refunds whose fate is
    not known are taken as made.
    """
    accepted = _sum_of(order.refunds.filter(state__in=LIVE_STATES - OPEN_STATES))
    waiting = _sum_of(order.refunds.filter(state__in=OPEN_STATES))
    return max(order.paid_total - max(order.refunded_total, accepted) - waiting, Decimal("0.00"))


def refundable(order: Order) -> Decimal:
    """`remaining`, but nothing while a dispute decides about the money or where none was paid."""
    is_disputed = order.state in (OrderState.DISPUTED, OrderState.DISPUTE_LOST)
    return Decimal("0.00") if is_disputed or order.stripe_pid is None else remaining(order)


def is_given_back(order: Order) -> bool:
    """Whether a refund of everything was asked for: what is not paid any more cannot be sent."""
    return order.paid_total > 0 and not remaining(order)


def waiting_total(order: Order) -> Decimal:
    """The refunds that were asked for and whose fate only Stripe knows."""
    return _sum_of(order.refunds.filter(state__in=OPEN_STATES))


def _sum_of(refunds: QuerySet[Refund]) -> Decimal:
    return refunds.aggregate(total=Sum("amount"))["total"] or Decimal("0.00")


def pieces_refunded(order: Order) -> dict[int, int]:
    """Pieces by line that refunds are about already; a failed refund counts no more."""
    return _pieces(order, Q(refund__state__in=LIVE_STATES))


def pieces_restocked(order: Order) -> dict[int, int]:
    """Pieces by line that are back in stock or will be; they stay there when a refund fails later."""
    lives = Q(refund__state__in=LIVE_STATES) | Q(refund__restocked_at__isnull=False)
    return _pieces(order, Q(restock=True) & lives)


def _pieces(order: Order, which: Q) -> dict[int, int]:
    rows = RefundLine.objects.filter(which, refund__order=order).values_list("line")
    return dict(rows.annotate(pieces=Sum("quantity")))
