"""How many products each further choice would leave: one statement, whatever the size of the catalogue."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import (
    CharField,
    Count,
    DecimalField,
    F,
    Max,
    Min,
    Q,
    QuerySet,
    Value,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from catalogue.facets.asked import Asked
from catalogue.facets.scope import Scope
from catalogue.models.facets import FacetEntry, ListingEntry

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
    values: list[ValueCount] = field(default_factory=list)


def matching(scope: Scope, asked: Asked) -> QuerySet[ListingEntry]:
    """The entries of the products that `asked` leaves of `scope`."""
    # A chosen value has looked at price and stock of its own variants: those of the others do not matter.
    own = _place(scope, asked) if asked.facets else _row(scope, asked)
    return ListingEntry.objects.filter(own, _with_values(scope, asked))


def counts_for(scope: Scope, asked: Asked) -> Counts:
    """The counts. Those of a large listing are kept for some seconds: they cost the more the larger it is."""
    key = "facet-counts:" + sha256(f"{scope.key}|{asked.key}".encode()).hexdigest()
    kept: Counts | None = cache.get(key)
    if kept is not None:
        return kept
    counts = _counted(scope, asked)
    if counts.total >= settings.SHOP_COUNTS_KEPT_FROM:
        cache.set(key, counts, settings.SHOP_COUNTS_SECONDS)
    return counts


def _counted(scope: Scope, asked: Asked) -> Counts:
    counts = Counts()
    first, *others = _branches(scope, asked)
    for kind, facet, value, name, label, color, count, low, high in first.union(*others, all=True):
        if kind == "value":
            counts.values.append(ValueCount(facet, value, name, label, color, count))
        elif kind == "category":
            counts.by_category[int(value)] = count
        else:
            _note_total(counts, asked, kind, count)
            if kind == "price":
                counts.lowest, counts.highest = low, high
    return counts


def _note_total(counts: Counts, asked: Asked, kind: str, count: int) -> None:
    """Note one of the totals, and those that are the same because nothing is filtered."""
    if kind != "price":
        setattr(counts, kind, count)
    elif not asked.has_price:
        counts.total = count
    if kind == "price" and not asked.count:
        counts.everything = count


def _branches(scope: Scope, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """The parts of the statement, no two the same. Each leaves out the filter whose choices it counts."""
    free, everywhere = replace(asked, least=None, most=None), replace(asked, categories=())
    if asked.has_price:
        yield _totals(matching(scope, asked), "total")
    if asked.count:
        yield _totals(matching(scope, asked.cleared()), "everything")
    yield _totals(matching(scope, replace(asked, in_stock=True)), "in_stock")
    yield _totals(matching(scope, replace(asked, on_sale=True)), "on_sale")
    yield _totals(matching(scope, free), "price", low=Min("price"), high=Max("price"))
    yield _totals(matching(scope, everywhere), "category", value=Cast("category_id", CharField()))
    rows = FacetEntry.objects.filter(_row(scope, asked))
    yield _values(rows.filter(_with_values(scope, asked)).exclude(value__facet__in=asked.facets))
    for facet in asked.facets:
        yield _values(rows.filter(_with_values(scope, asked, but=facet), value__facet=facet))


def _place(scope: Scope, asked: Asked) -> Q:
    """Where a row of the index must be."""
    row = Q(category__in=scope.category_ids(asked.categories))
    if scope.page_ids is not None:
        row &= Q(page__in=_these(scope.page_ids))
    if scope.hidden_ids:
        row &= ~Q(page__in=scope.hidden_ids)
    if not scope.with_aliases:
        row &= Q(is_alias=False)
    return row


def _these(page_ids: tuple[int, ...]) -> RawSQL:
    """The ids as a list of one parameter: hundreds of them stand in every branch of the statement."""
    by_vendor = {
        "postgresql": "SELECT value::int FROM json_array_elements_text(%s::json)",
        "sqlite": "SELECT value FROM json_each(%s)",
    }
    return RawSQL(by_vendor[connection.vendor], [json.dumps(page_ids)])  # noqa: S611 - two fixed texts


def _row(scope: Scope, asked: Asked) -> Q:
    """What a row of the index must be, of a product or of one of its values."""
    row = _place(scope, asked)
    if asked.least is not None:
        row &= Q(price__gte=asked.least)
    if asked.most is not None:
        row &= Q(price__lte=asked.most)
    if asked.in_stock:
        row &= Q(in_stock=True)
    if asked.on_sale:
        row &= Q(on_sale=True)
    return row


def _with_values(scope: Scope, asked: Asked, but: str = "") -> Q:
    """The products with a chosen value of each facet, and that one in stock, on sale, at the price."""
    pages = Q()
    for facet in asked.facets:
        if facet != but:
            chosen = [value.pk for value in asked.values[facet]]
            having = FacetEntry.objects.filter(_row(scope, asked), value__in=chosen)
            pages &= Q(page__in=having.order_by().values("page"))
    return pages


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
