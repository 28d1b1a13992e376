"""The orders of an account as its owner reads them: one row each, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.pictures import fetch_sizes
from checkout.account.buyers import COUNTED
from checkout.models import Order, OrderLineItem, OrderState
from profiles.models import User

MAX_PICTURES = 2

# The dot beside the word, by state: a component class of the badge.
DOTS = {
    OrderState.REVIEW: "low",
    OrderState.PAID: "good",
    OrderState.PART_REFUNDED: "new",
    OrderState.REFUNDED: "new",
    OrderState.DISPUTED: "new",
    OrderState.DISPUTE_LOST: "new",
}
WORDS = {
    OrderState.REVIEW: gettext_lazy("Paid, we are checking it"),
    OrderState.PAID: gettext_lazy("Paid"),
    OrderState.PART_REFUNDED: gettext_lazy("Part refunded"),
    OrderState.REFUNDED: gettext_lazy("Refunded"),
    OrderState.DISPUTED: gettext_lazy("Payment disputed"),
    OrderState.DISPUTE_LOST: gettext_lazy("Payment taken back"),
}
RUNNING = frozenset({OrderState.REVIEW, OrderState.PAID})


@dataclass(frozen=True)
class OrderRow:
    """One order in the list: its heading, at most two pictures, a dot and a word for its state."""

    order: Order
    title: str
    pictures: tuple[Any, ...]
    dot: str
    word: str

    @property
    def is_running(self) -> bool:
        return self.order.state in RUNNING

    @property
    def counts_as_bought(self) -> bool:
        """Whether its pieces may be reviewed."""
        return self.order.state in COUNTED


def orders_of(user: User) -> QuerySet[Order]:
    """The orders of `user`, newest first, with what their rows show: three queries for any number."""
    return Order.objects.filter(user_profile__user=user).prefetch_related("lines", "lines__image")


def order_rows(orders: Iterable[Order]) -> list[OrderRow]:
    """How `orders` stand in the list; one more query for the sizes of all their pictures."""
    orders = list(orders)
    fetch_sizes([line.image for order in orders for line in order.lines.all()], "piece")
    return [order_row(order) for order in orders]


def order_row(order: Order) -> OrderRow:
    """How `order` stands in the list; its lines must be there already."""
    lines = list(order.lines.all())
    state = OrderState(order.state)
    return OrderRow(
        order=order,
        title=title_of(lines),
        pictures=tuple(line.image for line in lines if line.image)[:MAX_PICTURES],
        dot=DOTS[state],
        word=str(WORDS[state]),
    )


def title_of(lines: list[OrderLineItem]) -> str:
    """What an order is called: "Tailwind and 1 more"."""
    if not lines:
        return _("Order")
    others = len(lines) - 1
    if not others:
        return lines[0].name
    text = ngettext("%(name)s and %(count)s more", "%(name)s and %(count)s more", others)
    return text % {"name": lines[0].name, "count": others}
