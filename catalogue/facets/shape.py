"""Which filters a listing has, apart from what they let through: all listings of one shape have one SQL."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Concat

from catalogue.facets.asked import Asked
from catalogue.facets.prices import Rung
from catalogue.facets.scope import Scope
from catalogue.models.facets import FacetEntry, ListingEntry
from catalogue.statements import Among, Given

PRICE: Any = ListingEntry._meta.get_field("price")
# The categories that are chosen, and all that there are.
CHOSEN, EVERYWHERE = "categories", "everywhere"


@dataclass(frozen=True)
class Shape:
    """What is filtered by; `facets` is how many of them have a chosen value."""

    is_search: bool = False
    has_hidden: bool = False
    with_aliases: bool = True
    has_categories: bool = False
    has_least: bool = False
    has_most: bool = False
    in_stock: bool = False
    on_sale: bool = False
    facets: int = 0

    @property
    def has_price(self) -> bool:
        return self.has_least or self.has_most

    @property
    def is_filtered(self) -> bool:
        filters = (self.has_categories, self.has_price, self.in_stock, self.on_sale, self.facets)
        return any(filters)

    def without_price(self) -> Self:
        return replace(self, has_least=False, has_most=False)

    def cleared(self) -> Self:
        """The same listing without a filter."""
        return type(self)(self.is_search, self.has_hidden, self.with_aliases)


def shape_of(scope: Scope, asked: Asked) -> Shape:
    """The shape of `scope` as `asked`."""
    return Shape(
        is_search=scope.page_ids is not None,
        has_hidden=bool(scope.hidden_ids),
        with_aliases=scope.with_aliases,
        has_categories=bool(asked.categories),
        has_least=asked.least is not None,
        has_most=asked.most is not None,
        in_stock=asked.in_stock,
        on_sale=asked.on_sale,
        facets=len(asked.facets),
    )


def values_of(scope: Scope, asked: Asked) -> dict[str, Any]:
    """What the filters let through, by the names that the statements have for it."""
    given = {
        CHOSEN: scope.category_ids(asked.categories),
        EVERYWHERE: scope.category_ids(()),
        "page_ids": scope.page_ids,
        "hidden_ids": scope.hidden_ids,
        "least": asked.least,
        "most": asked.most,
        "facets": asked.facets,
    }
    return given | dict(_values_of_facets(asked))


def _values_of_facets(asked: Asked) -> Iterator[tuple[str, Any]]:
    for place, facet in enumerate(asked.facets):
        yield f"facet_{place}", facet
        yield f"values_{place}", [value.pk for value in asked.values[facet]]


def matching(shape: Shape, categories: str = CHOSEN) -> QuerySet[ListingEntry]:
    """The entries of the products that the filters leave."""
    # A chosen value has looked at price and stock of its own variants: those of the others do not matter.
    own = _place(shape, categories) if shape.facets else _row(shape, categories)
    return ListingEntry.objects.filter(own, _with_values(shape, categories))


def values(shape: Shape) -> Iterator[QuerySet[FacetEntry]]:
    """The entries of values that can be chosen further: of no chosen facet, then of each chosen one."""
    rows = FacetEntry.objects.filter(_row(shape))
    others = rows.filter(_with_values(shape))
    yield others.exclude(Among("value__facet", "facets")) if shape.facets else others
    for place in range(shape.facets):
        own = rows.filter(_with_values(shape, but=place))
        yield own.filter(value__facet=Given(f"facet_{place}"))


def spread(shape: Shape) -> Any:
    """The set of rungs (see `prices`) of a product's price; of those that its values have, for each facet."""
    if not shape.facets:
        return Cast(Rung("price"), CharField())
    first, *others = (Cast(_rungs_with_value(shape, place), CharField()) for place in range(shape.facets))
    return Concat(first, *(part for other in others for part in (Value(","), other))) if others else first


def _rungs_with_value(shape: Shape, place: int) -> Subquery:
    chosen = Among("value_id", f"values_{place}", "bigint")
    own = FacetEntry.objects.filter(_row(shape), chosen, page=OuterRef("page"))
    of_page = own.order_by().values("page").annotate(rungs=Sum(Rung("price"), distinct=True))
    return Subquery(of_page.values("rungs"))


def _place(shape: Shape, categories: str) -> Q:
    """Where a row of the index must be."""
    row = Q(Among("category_id", categories, "bigint"))
    if shape.is_search:
        row &= Q(Among("page_id", "page_ids", "bigint"))
    if shape.has_hidden:
        row &= ~Q(Among("page_id", "hidden_ids", "bigint"))
    if not shape.with_aliases:
        row &= Q(is_alias=False)
    return row


def _row(shape: Shape, categories: str = CHOSEN) -> Q:
    """What a row of the index must be, of a product or of one of its values."""
    row = _place(shape, categories)
    if shape.has_least:
        row &= Q(price__gte=Given("least", PRICE))
    if shape.has_most:
        row &= Q(price__lte=Given("most", PRICE))
    if shape.in_stock:
        row &= Q(in_stock=True)
    if shape.on_sale:
        row &= Q(on_sale=True)
    return row


def _with_values(shape: Shape, categories: str = CHOSEN, but: int | None = None) -> Q:
    """The products with a chosen value of each facet, and that one in stock, on sale, at the price."""
    pages = Q()
    for place in range(shape.facets):
        if place != but:
            chosen = Among("value_id", f"values_{place}", "bigint")
            having = FacetEntry.objects.filter(_row(shape, categories), chosen)
            pages &= Q(page__in=having.order_by().values("page"))
    return pages
