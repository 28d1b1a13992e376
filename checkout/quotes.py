"""Frozen lines: what a shopper was promised, in a form that outlives prices, pages and pictures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from catalogue.offers import Offer
from checkout.models import CheckoutAttempt, CheckoutQuote
from checkout.pricing import Quote, QuoteItem


@dataclass(frozen=True)
class FrozenLine:
    """One line of a quote; prices in major units, ids may point to nothing by the time of the order."""

    sku: str
    name: str
    label: str
    option_label: str
    quantity: int
    unit_price: Decimal
    regular_price: Decimal
    product_id: int | None
    revision_id: int | None
    image_id: int | None

    @property
    def total(self) -> Decimal:
        return self.unit_price * self.quantity

    def as_sold(self) -> dict[str, Any]:
        """What an order's line keeps of it, whatever becomes of page and picture."""
        return {
            "sku": self.sku,
            "name": self.name,
            "label": self.label,
            "product_size": self.option_label,
            "quantity": self.quantity,
            "unit_price": self.unit_price,
            "regular_price": self.regular_price,
            "lineitem_total": self.total,
        }

    def to_json(self) -> dict[str, Any]:
        """Plain values; prices as text, so that no float ever touches them."""
        return {**vars(self), "unit_price": str(self.unit_price), "regular_price": str(self.regular_price)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "FrozenLine":
        prices = {name: Decimal(values[name]) for name in ("unit_price", "regular_price")}
        return cls(**{**values, **prices})


def freeze(item: QuoteItem, offer: Offer | None) -> FrozenLine:
    """The line for `item` as `offer` sells it now; without an offer the SKU stands for the name."""
    return FrozenLine(
        sku=item.sku,
        name=offer.name if offer else item.sku,
        label=offer.label if offer else "",
        option_label=offer.option_label if offer else "",
        quantity=item.quantity,
        unit_price=item.unit_price,
        regular_price=max(offer.regular_price, item.unit_price) if offer else item.unit_price,
        product_id=offer.product_id if offer else None,
        revision_id=offer.revision_id if offer else None,
        image_id=offer.image_id if offer else None,
    )


def save_quote(
    attempt: CheckoutAttempt,
    quote: Quote,
    lines: Iterable[FrozenLine],
    details: Mapping[str, str],
    *,
    save_info: bool = False,
    is_rebuilt: bool = False,
) -> CheckoutQuote:
    """Write the next version of what `attempt` promises, in the active language.

    The caller holds the attempt's lock.
    """
    latest = attempt.latest_quote()
    return CheckoutQuote.objects.create(
        attempt=attempt,
        version=latest.version + 1 if latest else 1,
        lines=[line.to_json() for line in lines],
        details=dict(details),
        save_info=save_info,
        is_rebuilt=is_rebuilt,
        language=get_language() or settings.LANGUAGE_CODE,
        order_total=quote.order_total,
        delivery_cost=quote.delivery_cost,
        grand_total=quote.grand_total,
    )


def lines_of(quote: CheckoutQuote) -> list[FrozenLine]:
    """The frozen lines of `quote`, in the bag's order."""
    return [FrozenLine.from_json(line) for line in quote.lines]


def pieces_of(lines: Iterable[FrozenLine]) -> dict[str, int]:
    """How many pieces of which SKU `lines` are about."""
    return {line.sku: line.quantity for line in lines}
