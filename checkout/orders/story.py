"""An order as its buyer reads it: how it stands in a few words, and what happened when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.money import format_money
from checkout.models import Order, OrderState, Refund, RefundState


@dataclass(frozen=True)
class Words:
    """The state of an order: the page's title, the dot's kind, and one sentence."""

    title: str
    dot: str
    sentence: str


@dataclass(frozen=True)
class Moment:
    """One thing that happened to an order."""

    when: datetime
    text: str


TITLES = {
    OrderState.PAID: gettext_lazy("We have your order"),
    OrderState.REVIEW: gettext_lazy("We are checking your order"),
    OrderState.PART_REFUNDED: gettext_lazy("Part of it was paid back"),
    OrderState.REFUNDED: gettext_lazy("Paid back"),
    OrderState.DISPUTED: gettext_lazy("Your bank has a question"),
    OrderState.DISPUTE_LOST: gettext_lazy("The payment was taken back"),
}
DOTS = {OrderState.PAID: "good", OrderState.REVIEW: "way"}
SENTENCES = {
    OrderState.PAID: gettext_lazy("Your payment of %(paid)s has arrived, and the order is placed."),
    OrderState.REVIEW: gettext_lazy(
        "Your payment of %(paid)s has arrived. We are checking the order by hand and write to %(email)s. "
        "There is nothing more for you to do."
    ),
    OrderState.PART_REFUNDED: gettext_lazy("Of %(paid)s that you paid, %(refunded)s went back to you."),
    OrderState.REFUNDED: gettext_lazy("All that you paid went back to you: %(refunded)s."),
    OrderState.DISPUTED: gettext_lazy(
        "The payment of %(paid)s is disputed with your bank. As long as that is open, the bank decides about "
        "the money."
    ),
    OrderState.DISPUTE_LOST: gettext_lazy("Your bank has taken the payment of %(paid)s back from us."),
}
FREE = gettext_lazy("The order is placed. There is nothing to pay for it.")
REFUND_WORDS = {
    RefundState.SUCCEEDED: gettext_lazy("%(amount)s paid back. Your bank shows it within 5 to 10 days."),
    RefundState.PENDING: gettext_lazy("%(amount)s on its way back to you"),
}


def words_of(order: Order) -> Words:
    """How `order` stands, in the active language."""
    state = OrderState(order.state)
    is_free = state == OrderState.PAID and not order.stripe_pid
    facts = {
        "paid": format_money(order.paid_total, order.paid_currency),
        "refunded": format_money(order.refunded_total, order.paid_currency),
        "email": order.email,
    }
    sentence = str(FREE) if is_free else SENTENCES[state] % facts
    return Words(str(TITLES[state]), DOTS.get(state, "plain"), sentence)


def story_of(order: Order) -> list[Moment]:
    """What happened to `order`, oldest first: only what its buyer is to know. One query."""
    return sorted(_moments(order), key=lambda moment: moment.when)


def _moments(order: Order) -> Iterator[Moment]:
    yield Moment(order.date, _("Ordered and paid") if order.stripe_pid else _("Ordered"))
    if order.accepted_at:
        yield Moment(order.accepted_at, _("Checked by hand"))
    for refund in Refund.objects.filter(order=order, state__in=list(REFUND_WORDS)):
        amount = format_money(refund.amount, refund.currency)
        yield Moment(refund.created_at, REFUND_WORDS[RefundState(refund.state)] % {"amount": amount})
