"""What a bag shows: its lines at today's prices, what changed since, and what it costs."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from catalogue.offers import Offer, offers_for
from catalogue.pictures import fetch_sizes
from checkout.bag.names import full_name
from checkout.bag.stock import held_for
from checkout.models import Bag, BagLine
from checkout.pricing import DeliveryRule, Quote, QuoteItem, quote

FEW_LEFT = 3


@dataclass(frozen=True)
class BagItem:
    """One line as the shopper reads it; amounts in major units.

    `old_price` is the price they last saw, None when it is still that; `available` counts the pieces that
    they could have, those their own checkout holds included; `image` is None for a piece without a picture.
    """

    offer: Offer
    image: Any
    quantity: int
    line_total: Decimal
    old_price: Decimal | None
    available: int

    @property
    def name(self) -> str:
        return full_name(self.offer)

    @property
    def too_many(self) -> bool:
        return self.quantity > self.available

    @property
    def is_sold_out(self) -> bool:
        return self.available < 1

    @property
    def is_nearly_gone(self) -> bool:
        """Whether so few are left that it is worth saying."""
        return not self.too_many and self.available <= FEW_LEFT

    @property
    def struck_total(self) -> Decimal | None:
        """What the line would cost without the sale; None without one."""
        return self.offer.regular_price * self.quantity if self.offer.is_on_sale else None


@dataclass(frozen=True)
class OffSale:
    """A line of what is not sold any more, under the name that the shopper put into the bag."""

    sku: str
    name: str


@dataclass(frozen=True)
class BagContents:
    """A bag as it stands now: lines for sale in bag order, those that are off sale, the totals."""

    lines: tuple[BagItem, ...]
    dropped: tuple[OffSale, ...]
    quote: Quote

    @property
    def piece_count(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def is_ready(self) -> bool:
        """Whether all of it can be had, so that going to the checkout makes sense."""
        return bool(self.lines) and not self.dropped and not any(line.too_many for line in self.lines)


def bag_contents(bag: Bag | None, rule: DeliveryRule | None = None) -> BagContents:
    """What `bag` (None: an empty one) shows, with delivery by `rule` (by default what staff have set).

    Reads only; the queries do not grow with its lines.
    """
    rows = list(bag.lines.all()) if bag else []
    offers = offers_for([row.sku for row in rows]) if rows else {}
    lines = _items([row for row in rows if row.sku in offers], offers)
    items = [QuoteItem(line.offer.sku, line.quantity, line.offer.unit_price) for line in lines]
    return BagContents(
        lines=lines,
        dropped=tuple(OffSale(row.sku, row.seen_name) for row in rows if row.sku not in offers),
        quote=quote(items, rule=rule),
    )


def _items(rows: list[BagLine], offers: dict[str, Offer]) -> tuple[BagItem, ...]:
    if not rows:
        return ()
    held = _held(rows[0].bag_id, rows, offers)
    fetch_sizes([offer.image for offer in offers.values() if offer.image], "piece")
    return tuple(_item(row, offers[row.sku], held.get(row.sku, 0)) for row in rows)


def _held(bag_id: UUID, rows: list[BagLine], offers: dict[str, Offer]) -> dict[str, int]:
    """What the bag's own checkout holds, asked only where it makes a difference to what is said."""
    is_scarce = any(offers[row.sku].free <= max(row.quantity, FEW_LEFT) for row in rows)
    return held_for(bag_id) if is_scarce else {}


def _item(row: BagLine, offer: Offer, held: int) -> BagItem:
    return BagItem(
        offer=offer,
        image=offer.image,
        quantity=row.quantity,
        line_total=offer.unit_price * row.quantity,
        old_price=row.seen_price if row.seen_price != offer.unit_price else None,
        available=offer.free + held,
    )
