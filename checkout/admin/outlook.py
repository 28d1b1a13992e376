"""What becomes of an order that needs attention when nobody does anything."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkout.models import Order
from checkout.refunds.amounts import is_given_back
from checkout.refunds.unsupplied import refund_due_at


def outlook(order: Order) -> str:
    """A sentence for staff; empty for an order that needs no attention."""
    if not order.needs_attention:
        return ""
    if is_given_back(order):
        return _("All of the money is on its way back. There is nothing left to decide.")
    due_at = refund_due_at(order)
    if due_at is None:
        return _("Nothing happens by itself: this order waits for you.")
    if due_at <= timezone.now():
        return _("Refunded by itself within the next minutes, unless you accept it now.")
    when = date_format(timezone.localtime(due_at), "MOMENT_FORMAT")
    return _("Refunded by itself on %(when)s, unless you accept it before.") % {"when": when}
