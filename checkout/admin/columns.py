"""Columns of the lists: a state with its color, a customer with the address, an amount of money."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from catalogue.money import format_money
from checkout.admin.permissions import may_view
from checkout.models import Order, OrderState, RefundState, WebhookOutcome

# The color of a tag, by what it says: a modifier of its class.
STATE_TONES: dict[str, str] = {
    OrderState.REVIEW: "alarm",
    OrderState.PAID: "good",
    OrderState.PART_REFUNDED: "back",
    OrderState.REFUNDED: "back",
    OrderState.DISPUTED: "bad",
    OrderState.DISPUTE_LOST: "bad",
}
OUTCOME_TONES: dict[str, str] = {
    WebhookOutcome.RECEIVED: "wait",
    WebhookOutcome.DONE: "good",
    WebhookOutcome.IGNORED: "back",
    WebhookOutcome.FAILED: "alarm",
}
REFUND_TONES: dict[str, str] = {
    RefundState.REQUESTED: "wait",
    RefundState.UNKNOWN: "wait",
    RefundState.PENDING: "wait",
    RefundState.SUCCEEDED: "good",
    RefundState.FAILED: "alarm",
    RefundState.CANCELED: "back",
}
OUTCOME_WORDS = {
    WebhookOutcome.RECEIVED: gettext_lazy("Not done yet"),
    WebhookOutcome.DONE: gettext_lazy("Done"),
    WebhookOutcome.IGNORED: gettext_lazy("Nothing to do"),
    WebhookOutcome.FAILED: gettext_lazy("Failed"),
}


class TagColumn(Column):
    """A dot and a word; `get_tone` answers the modifier of the tag's class."""

    cell_template_name = "checkout/admin/cells/tag.html"

    def __init__(self, name: str, *, get_tone: Callable[[Any], str], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.get_tone = get_tone

    def get_cell_context_data(self, instance: Model, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"tone": self.get_tone(instance)}


class CustomerColumn(Column):
    """Name and e-mail address, one above the other."""

    cell_template_name = "checkout/admin/cells/customer.html"


class StripeIdsColumn(Column):
    """The ids of an event and of the payment that it is about, one above the other."""

    cell_template_name = "checkout/admin/cells/stripe_ids.html"


class MomentColumn(Column):
    """When, to the minute: staff compare it with what a customer says."""

    cell_template_name = "checkout/admin/cells/moment.html"


class OrderLinkColumn(Column):
    """The order that a row is about, linked to its page in the admin for those who may see orders."""

    cell_template_name = "checkout/admin/cells/order_link.html"

    def get_cell_context_data(self, instance: Model, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"may_view_orders": may_view(context["request"].user, Order)}


def state_tone(order: Order) -> str:
    """The color of an order's state."""
    return STATE_TONES[order.state]


def outcome_tone(event: Any) -> str:
    """The color of what became of an event."""
    return OUTCOME_TONES[event.outcome]


def outcome_word(event: Any) -> str:
    """What became of an event, in a word or three."""
    return str(OUTCOME_WORDS[event.outcome])


def total_text(order: Order) -> str:
    """The order's total as money."""
    return format_money(order.grand_total, order.currency)
