"""Money back by itself for what cannot be supplied, once, when staff have not decided in time."""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from checkout.failpoints import fp
from checkout.models import Order, OrderSettings, OrderState, Refund, RefundReason
from checkout.orders.reasons import explain
from checkout.refunds.requests import LONGEST_NOTE, RefundRefused, request_refund
from checkout.refunds.services import send_new
from checkout.transactions import Busy, money_transaction
from profiles.slices import in_turn

logger = logging.getLogger(__name__)

CANNOT_BE_SUPPLIED = frozenset({"stock", "gone"})
# Says nothing against it. Any other doubt, one about the money before all, stays with staff.
BESIDE_IT = frozenset({"late"})


def refund_unsupplied() -> int:
    """Refund every order whose time is over; answers for how many that was asked now.

    Safe beside everything else, a second worker and staff included: the order's lock decides, and the id of
    the refund is made from the order. A failure on one order is logged and does not stop the others.
    """
    hours = _hours()
    if hours is None:
        return 0
    ripe = Order.objects.filter(state=OrderState.REVIEW, date__lte=timezone.now() - timedelta(hours=hours))
    return sum(_refund(order) for order in in_turn(ripe.order_by("date")))


def refund_due_at(order: Order) -> datetime | None:
    """When `order` is refunded by itself; None where that is left to staff."""
    if not _is_unsupplied(order):
        return None
    hours = _hours()
    return None if hours is None else order.date + timedelta(hours=hours)


def refund_id_for(order: Order) -> UUID:
    """The id of the one refund that this order can get by itself."""
    return uuid5(order.attempt_id, "cannot be supplied")


def _hours() -> int | None:
    """How long staff of the default site want to be waited for; None: for ever."""
    stored = OrderSettings.objects.filter(site__is_default_site=True).first() or OrderSettings()
    return stored.refund_unsupplied_after


def _is_unsupplied(order: Order) -> bool:
    """Whether all that is wrong is that pieces are not there, and nobody has begun to refund."""
    codes = {reason.get("code", "") for reason in order.review_reasons}
    is_paid = bool(order.stripe_pid and order.paid_total and not order.refunded_total)
    return (
        order.needs_attention
        and is_paid
        and bool(codes & CANNOT_BE_SUPPLIED)
        and codes <= CANNOT_BE_SUPPLIED | BESIDE_IT
        and not order.refunds.exists()
    )


def _refund(order: Order) -> bool:
    try:
        refund = _ask_if_due(order.pk) if _is_unsupplied(order) else None
        if refund:
            send_new(refund)
    except (Busy, RefundRefused) as error:
        logger.warning("order %s not refunded by itself: %s", order.order_number, type(error).__name__)
        return False
    except Exception:
        logger.exception("order %s could not be refunded by itself", order.order_number)
        return False
    return refund is not None


def _ask_if_due(order_id: int) -> Refund | None:
    """Write the refund down, unless somebody has decided since; from then on it is the worker's to end."""
    with money_transaction():
        order = Order.objects.select_for_update().get(pk=order_id)
        due_at = refund_due_at(order)
        if due_at is None or due_at > timezone.now():
            return None
        refund, _is_new = request_refund(
            order_id=order.pk,
            amount=order.paid_total,
            token=refund_id_for(order),
            user=None,
            reason=RefundReason.UNAVAILABLE,
            note=_why(order),
        )
        fp("unsupplied_asked")
    return refund


def _why(order: Order) -> str:
    missing = [explain(reason) for reason in order.review_reasons if reason["code"] in CANNOT_BE_SUPPLIED]
    return (_("nobody decided in time. %(reasons)s") % {"reasons": " ".join(missing)})[:LONGEST_NOTE]
