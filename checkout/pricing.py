"""What a bag costs: the one computation that bag, checkout, payment, order and mail share."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from catalogue.money import quantize, to_minor
from catalogue.remembering import Remembered
from checkout.models.settings import DeliverySettings

ZERO = Decimal("0.00")
_shown_rule: "Remembered[DeliveryRule]" = Remembered()


@dataclass(frozen=True)
class QuoteItem:
    """Some pieces of one SKU at the price of one piece (major units)."""

    sku: str
    quantity: int
    unit_price: Decimal

    @property
    def total(self) -> Decimal:
        return self.unit_price * self.quantity


@dataclass(frozen=True)
class DeliveryRule:
    """What delivery costs: `percentage` of the goods below `free_from`, nothing from there on."""

    percentage: Decimal
    free_from: Decimal

    def cost(self, order_total: Decimal, currency: str) -> Decimal:
        """The delivery cost for goods of `order_total`, rounded to what can be charged."""
        if not order_total or order_total >= self.free_from:
            return ZERO
        return quantize(order_total * self.percentage / 100, currency)

    def missing(self, order_total: Decimal) -> Decimal:
        """What is still to be bought until delivery is free; zero when it is."""
        return max(self.free_from - order_total, ZERO)


@dataclass(frozen=True)
class Quote:
    """The totals of a bag, in major units of `currency`."""

    items: tuple[QuoteItem, ...]
    order_total: Decimal
    delivery_cost: Decimal
    grand_total: Decimal
    currency: str
    free_delivery_missing: Decimal
    free_delivery_from: Decimal

    @property
    def amount_minor(self) -> int:
        """The grand total as Stripe counts it."""
        return to_minor(self.grand_total, self.currency)


def delivery_rule() -> DeliveryRule:
    """The rule that staff set for the default site."""
    stored = DeliverySettings.objects.filter(site__is_default_site=True).first() or DeliverySettings()
    return DeliveryRule(stored.percentage, stored.free_from)


def shown_delivery_rule() -> DeliveryRule:
    """As `delivery_rule`, half a second old at most: for what is shown and not yet charged."""
    return _shown_rule.get("default site", delivery_rule)


def quote(
    items: Sequence[QuoteItem], *, rule: DeliveryRule | None = None, currency: str | None = None
) -> Quote:
    """The totals of `items` by the delivery rule (by default the one that staff set)."""
    code = currency or settings.STRIPE_CURRENCY
    rule = rule or delivery_rule()
    order_total = sum((item.total for item in items), ZERO)
    delivery_cost = rule.cost(order_total, code)
    return Quote(
        items=tuple(items),
        order_total=order_total,
        delivery_cost=delivery_cost,
        grand_total=order_total + delivery_cost,
        currency=code,
        free_delivery_missing=rule.missing(order_total),
        free_delivery_from=rule.free_from,
    )
