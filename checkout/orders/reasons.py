"""Why an order needs attention, in sentences that staff can act on."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.money import format_money
from checkout.models import Order

SENTENCES = {
    "amount": gettext_lazy(
        "Stripe received %(received)s, but the order comes to %(expected)s. "
        "Refund the difference or all of it."
    ),
    "currency": gettext_lazy("The payment was made in %(received)s, but the order is in %(expected)s."),
    "livemode": gettext_lazy(
        "A test payment came to the live shop, or a live payment to the test shop. "
        "Check whether real money moved before anything is sent."
    ),
    "rebuilt": gettext_lazy(
        "The shop had lost this checkout and rebuilt the order from what Stripe knows. "
        "Check the pieces and the address with the customer."
    ),
    "late": gettext_lazy(
        "The payment arrived after the checkout had expired and its stock was free again. "
        "Check that everything is still there."
    ),
    "stock": gettext_lazy("Stock is short: %(pieces)s of %(sku)s could not be taken."),
    "gone": gettext_lazy("The product of %(sku)s has been deleted since it was bought."),
}


def explain(reason: Mapping[str, str], currency: str | None = None, *, paid_in: str | None = None) -> str:
    """The sentence for one reason of `Order.review_reasons`.

    Amounts are shown in `currency` (the shop's by default), received money in `paid_in` where that differs.
    """
    code = reason.get("code", "")
    facts = {"sku": "?", "pieces": "?", "received": "?", "expected": "?", **reason}
    if code == "amount":
        facts["received"] = _money(facts["received"], paid_in or currency)
        facts["expected"] = _money(facts["expected"], currency)
    if code == "currency":
        facts |= {name: facts[name].upper() for name in ("received", "expected")}
    sentence = SENTENCES.get(code) or _("Something did not match (%(code)s). Look at the payment at Stripe.")
    return sentence % {"code": code, **facts}


def reasons_of(order: Order) -> list[str]:
    """All reasons of an order as sentences, in the order in which they were found."""
    reasons = order.review_reasons
    paid_in = next((reason.get("received") for reason in reasons if reason.get("code") == "currency"), None)
    return [explain(reason, order.currency, paid_in=paid_in) for reason in reasons]


def _money(amount: str, currency: str | None) -> str:
    """The written amount as money; as it stands when it is none."""
    try:
        return format_money(Decimal(amount), currency)
    except InvalidOperation:
        return amount
