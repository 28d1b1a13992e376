"""How many products each further choice would leave: one statement, whatever the size of the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import CharField, Count, DecimalField, F, Max, Min, QuerySet, Value
from django.db.models.functions import Cast

from catalogue.facets.asked import Asked
from catalogue.facets.prices import PriceRange, Rungs, price_ranges
from catalogue.facets.scope import Scope
from catalogue.facets.shape import EVERYWHERE, Shape, matching, shape_of, spread, values, values_of
from catalogue.statements import Statement

COLUMNS = ("kind", "facet", "value", "name", "label", "color", "count", "low", "high")
AMOUNT = DecimalField(max_digits=10, decimal_places=2)


@dataclass(frozen=True)
class ValueCount:
    """A value and how many products there would be with it."""

    facet: str
    value: str
    name: str
    label: str
    color: str
    count: int


@dataclass
class Counts:
    """The numbers of a listing: `total` as filtered, `everything` unfiltered; prices as on its cards."""

    total: int = 0
    everything: int = 0
    in_stock: int = 0
    on_sale: int = 0
    lowest: Decimal | None = None
    highest: Decimal | None = None
    by_category: dict[int, int] = field(default_factory=dict)
    price_ranges: list[PriceRange] = field(default_factory=list)
    values: list[ValueCount] = field(default_factory=list)


def counts_for(scope: Scope, asked: Asked) -> Counts:
    """The counts. Those of a large listing are kept for some seconds: they cost the more the larger it is."""
    key = "listing-counts:" + sha256(f"{scope.key}|{asked.key}".encode()).hexdigest()
    kept: Counts | None = cache.get(key)
    if kept is not None:
        return kept
    counts = _counted(scope, asked)
    if counts.total >= settings.SHOP_COUNTS_KEPT_FROM:
        cache.set(key, counts, settings.SHOP_COUNTS_SECONDS)
    return counts


def _counted(scope: Scope, asked: Asked) -> Counts:
    counts = Counts()
    spreads: dict[str, dict[Rungs, int]] = {"price": {}, "everything": {}}
    rows = _COUNTING.rows(shape_of(scope, asked), **values_of(scope, asked))
    for kind, facet, value, name, label, color, count, low, high in rows:
        if kind == "value":
            counts.values.append(ValueCount(facet, value, name, label, color, count))
        elif kind == "category":
            counts.by_category[int(value)] = count
        elif kind in spreads:
            spreads[kind][tuple(map(int, value.split(",")))] = count
            _note_ends(counts, low, high)
        else:
            setattr(counts, kind, count)
    _note_prices(counts, asked, spreads["price"], spreads["everything"])
    return counts


def _note_ends(counts: Counts, low: Decimal | None, high: Decimal | None) -> None:
    if low is not None and (counts.lowest is None or low < counts.lowest):
        counts.lowest = low
    if high is not None and (counts.highest is None or high > counts.highest):
        counts.highest = high


def _note_prices(
    counts: Counts, asked: Asked, matching: dict[Rungs, int], everything: dict[Rungs, int]
) -> None:
    """Note what the spreads over the prices tell, and the totals that are their sums."""
    if not asked.count:
        everything = matching
    if not asked.has_price:
        counts.total = sum(matching.values())
    counts.everything = sum(everything.values())
    counts.price_ranges = price_ranges(everything, matching)


def _branches(shape: Shape) -> Iterator[QuerySet[Any, Any]]:
    """The parts of the statement, no two the same. Each leaves out the filter whose choices it counts."""
    if shape.has_price:
        yield _totals(matching(shape), "total")
    if shape.is_filtered:
        yield _totals(matching(shape.cleared(), EVERYWHERE), "everything", value=spread(shape.cleared()))
    yield _totals(matching(replace(shape, in_stock=True)), "in_stock")
    yield _totals(matching(replace(shape, on_sale=True)), "on_sale")
    free = shape.without_price()
    yield _totals(matching(free), "price", value=spread(free), low=Min("price"), high=Max("price"))
    yield _totals(matching(shape, EVERYWHERE), "category", value=Cast("category_id", CharField()))
    yield from (_values(rows) for rows in values(shape))


def _counting(shape: Shape) -> QuerySet[Any, Any]:
    first, *others = _branches(shape)
    return first.union(*others, all=True)


_COUNTING: Statement[tuple[Any, ...]] = Statement(_counting)


def _totals(rows: QuerySet[Any, Any], kind: str, **columns: Any) -> QuerySet[Any, Any]:
    words = dict.fromkeys(("facet", "name", "label", "color"), Value("", CharField()))
    amounts = dict.fromkeys(("low", "high"), Cast(Value(None), AMOUNT))
    value = columns.pop("value", Value("", CharField()))
    grouped = rows.order_by().values(kind=Value(kind, CharField()), value=value, **words)
    return grouped.annotate(count=Count("pk"), **(amounts | columns)).values_list(*COLUMNS)


def _values(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    words = {f"{name}_": F(f"value__{name}") for name in ("facet", "value", "name", "label", "color")}
    amounts = dict.fromkeys(("low", "high"), Cast(Value(None), AMOUNT))
    grouped = rows.order_by().values(kind=Value("value", CharField()), **words)
    columns = [f"{name}_" if f"{name}_" in words else name for name in COLUMNS]
    return grouped.annotate(count=Count("pk"), **amounts).values_list(*columns)
