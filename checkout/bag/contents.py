"""What a bag shows: its lines at today's prices, what changed since, and what it costs."""

from dataclasses import dataclass
from decimal import Decimal

from catalogue.offers import Offer, offers_for

from checkout.bag.names import full_name
from checkout.bag.stock import held_for
from checkout.models import MAX_QUANTITY, Bag, BagLine
from checkout.pricing import Quote, QuoteItem, quote


@dataclass(frozen=True)
class BagItem:
    """One line as the shopper reads it; amounts in major units.

    `old_price` is the price they last saw, None when it is still that; `available` counts the pieces that
    they could have, those their own checkout holds included.
    """

    offer: Offer
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
    def is_last(self) -> bool:
        """Whether no more can be had than are in the bag."""
        return self.quantity >= self.most

    @property
    def most(self) -> int:
        """The largest quantity that the form offers."""
        return min(self.available, MAX_QUANTITY)

    @property
    def fewer(self) -> int:
        return self.quantity - 1

    @property
    def more(self) -> int:
        return self.quantity + 1


@dataclass(frozen=True)
class BagContents:
    """A bag as it stands now: lines for sale in bag order, the names of those that are gone, the totals."""

    lines: tuple[BagItem, ...]
    dropped: tuple[str, ...]
    quote: Quote

    @property
    def piece_count(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def is_ready(self) -> bool:
        """Whether all of it can be had, so that going to the checkout makes sense."""
        return bool(self.lines) and not any(line.too_many for line in self.lines)


def bag_contents(bag: Bag | None) -> BagContents:
    """What `bag` (None: an empty one) shows. Reads only; the queries do not grow with its lines."""
    rows = list(bag.lines.all()) if bag else []
    offers = offers_for([row.sku for row in rows]) if rows else {}
    held = held_for(bag) if bag and rows else {}
    lines = tuple(_item(row, offers[row.sku], held.get(row.sku, 0)) for row in rows if row.sku in offers)
    return BagContents(
        lines=lines,
        dropped=tuple(row.seen_name for row in rows if row.sku not in offers),
        quote=quote([QuoteItem(line.offer.sku, line.quantity, line.offer.unit_price) for line in lines]),
    )


def _item(row: BagLine, offer: Offer, held: int) -> BagItem:
    return BagItem(
        offer=offer,
        quantity=row.quantity,
        line_total=offer.unit_price * row.quantity,
        old_price=row.seen_price if row.seen_price != offer.unit_price else None,
        available=offer.free + held,
    )
