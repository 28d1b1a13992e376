"""Writes down what is asked for each piece, and what was the least before a sale.

A reduction is announced from the lowest price of the 30 days before it (Directive 98/6/EC, article 6a), so
nobody types that price: it comes from what was published.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from catalogue.models.prices import PriceRecord
from catalogue.models.variants import ProductVariant

if TYPE_CHECKING:
    from catalogue.models.products import ProductPage

LOOK_BACK = timedelta(days=30)

History = Sequence[PriceRecord]


def note_prices(page: "ProductPage") -> None:
    """Write down what the rows of the live `page` cost from now on, and the lowest price before each sale.

    When a sale starts and ends is known as it is published, so both are written ahead; publishing again
    replaces what was to come. Runs after the prices of translations have been shared.
    """
    now = timezone.now()
    variants = list(ProductVariant.objects.filter(page=page)) if page.live else []
    skus = [variant.sku for variant in variants]
    PriceRecord.objects.filter(sku__in=skus, since__gt=now).delete()
    known: dict[str, list[PriceRecord]] = defaultdict(list)
    for record in PriceRecord.objects.filter(sku__in=skus).order_by("since"):
        known[record.sku].append(record)
    to_come = {variant.sku: list(_changes(variant, known[variant.sku], now)) for variant in variants}
    PriceRecord.objects.bulk_create(record for records in to_come.values() for record in records)
    lowest = {v.sku: lowest_before(v, [*known[v.sku], *to_come[v.sku]], now) for v in variants}
    _keep({v.sku: lowest[v.sku] for v in variants if v.lowest_before != lowest[v.sku]})


def lowest_before(variant: ProductVariant, history: History, now: datetime) -> Decimal | None:
    """The least that was asked in the 30 days before the sale of `variant`; None without a sale or a past."""
    if variant.sale_price is None:
        return None
    start = _start_of_sale(variant, history, now)
    ends = [record.since for record in history[1:]]
    spans = zip(history, [*ends, None], strict=True)
    prices = [
        record.price
        for record, end in spans
        if record.since < start and (end is None or end > start - LOOK_BACK)
    ]
    return min(prices, default=None)


def _start_of_sale(variant: ProductVariant, history: History, now: datetime) -> datetime:
    """When its sale starts, or started: a sale without a date began when its price was first published."""
    if variant.sale_starts_at and variant.sale_starts_at > now:
        return variant.sale_starts_at
    current = [record for record in history if record.since <= now]
    is_running = bool(current) and (current[-1].price, current[-1].is_sale) == (variant.sale_price, True)
    return current[-1].since if is_running else now


def _changes(variant: ProductVariant, history: History, now: datetime) -> Iterator[PriceRecord]:
    """The records that `history` lacks: today's price, and the sale's start and end to come."""
    last = (history[-1].price, history[-1].is_sale) if history else None
    for since in (now, *sorted(_hours_of_sale(variant, now))):
        asked = variant.price_at(since), variant.is_on_sale_at(since)
        if asked != last:
            yield PriceRecord(sku=variant.sku, price=asked[0], since=since, is_sale=asked[1])
        last = asked


def _hours_of_sale(variant: ProductVariant, now: datetime) -> set[datetime]:
    if variant.sale_price is None:
        return set()
    return {hour for hour in (variant.sale_starts_at, variant.sale_ends_at) if hour and hour > now}


def _keep(lowest: Mapping[str, Decimal | None]) -> None:
    """Write it into every row of each SKU, those of translations included."""
    for price in set(lowest.values()):
        skus = [sku for sku, own in lowest.items() if own == price]
        ProductVariant.objects.filter(sku__in=skus).update(lowest_before=price)
