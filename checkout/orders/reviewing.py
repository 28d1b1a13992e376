"""Orders that need attention: staff have looked and accept them."""

import logging

from django.utils import timezone

from checkout.models import Order, OrderEvent, OrderState
from checkout.orders.money import state_of
from checkout.refunds.amounts import is_given_back
from checkout.transactions import money_transaction
from profiles.models import User

logger = logging.getLogger(__name__)

LONGEST_NOTE = 255


class NothingToAccept(Exception):
    """The order does not need attention (any more), or all of its money is on its way back."""


def accept_order(order_id: int, user: User, note: str = "") -> Order:
    """Let an order go on as it is: paid, or part refunded. Stock stays untouched; the reasons stay readable.

    Raises NothingToAccept, Busy, Order.DoesNotExist; then nothing is written.
    """
    with money_transaction():
        order = Order.objects.select_for_update().get(pk=order_id)
        if order.state != OrderState.REVIEW or is_given_back(order):
            raise NothingToAccept
        order.accepted_at = timezone.now()
        order.state = state_of(order)
        order.save(update_fields=["accepted_at", "state"])
        if note:
            OrderEvent.tell(order.pk, "accepted_with_note", user=user, note=note[:LONGEST_NOTE])
        else:
            OrderEvent.tell(order.pk, "accepted", user=user)
    logger.info("order %s accepted by user %s", order.order_number, user.pk)
    return order
