"""Tells Stripe which order a payment became, so that staff find it in the dashboard. Never in a request.

The order's row is the outbox: `naming_due_at` is set when it is written and cleared when Stripe knows.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from checkout import gateway
from checkout.models import Order
from profiles.slices import give_up, in_turn

logger = logging.getLogger(__name__)

BATCH = 50
FIRST_WAIT = timedelta(minutes=1)
MOST_TRIES = 12  # about three days


def name_orders() -> int:
    """Name every order that Stripe does not know yet; answers how many it has learnt of now.

    Safe beside everything else: each is claimed for a while, no lock is held while Stripe is asked, and the
    key of the call is the order's, so that a lost answer changes nothing twice. Failures wait longer each
    time and stop no other order.
    """
    due = Order.objects.filter(naming_due_at__lte=timezone.now()).order_by("naming_due_at")
    return sum(_name(order) for order in in_turn(due[:BATCH], BATCH) if _claim(order))


def _claim(order: Order) -> bool:
    mine = Order.objects.filter(pk=order.pk, naming_due_at=order.naming_due_at)
    wait = FIRST_WAIT * 2 ** min(order.naming_tries, 9)
    return bool(mine.update(naming_due_at=timezone.now() + wait, naming_tries=order.naming_tries + 1))


def _name(order: Order) -> bool:
    try:
        gateway.name_order(
            order.stripe_pid or "", order.order_number, f"{settings.SHOP_NAME} {order.order_number}"
        )
    except gateway.StripeUnavailable as error:
        give_up()
        return _not_now(order, type(error).__name__)
    except gateway.StripeRefused as refusal:
        return _not_now(order, refusal.code)
    Order.objects.filter(pk=order.pk).update(naming_due_at=None)
    return True


def _not_now(order: Order, why: str) -> bool:
    """Tried again later; given up after days, for nothing but Stripe's dashboard lacks it."""
    if order.naming_tries + 1 >= MOST_TRIES:
        logger.error("payment %s never learnt of order %s: %s", order.stripe_pid, order.order_number, why)
        Order.objects.filter(pk=order.pk).update(naming_due_at=None)
    return False
