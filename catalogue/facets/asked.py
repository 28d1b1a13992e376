"""What a shopper asked a listing for, read from its address. What the shop does not know is no filter."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Self
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from catalogue.facets.values import RESERVED
from catalogue.models.facets import MAX_LENGTH, FacetValue

# More than anyone ticks; what comes after is not looked at.
MAX_FACETS, MAX_VALUES, MAX_CATEGORIES = 8, 40, 20
HIGHEST_PRICE = Decimal(99_999_999)
Kept = tuple[tuple[str, str], ...]
IN_STOCK, ON_SALE, CATEGORY, LEAST, MOST = "in-stock", "on-sale", "category", "min", "max"


@dataclass(frozen=True)
class Asked:
    """The filters of one listing. `values` are the known ones by facet; categories are slugs.

    `kept` are the parameters that are no filters but stay in every address: the search words, the order.
    """

    values: Mapping[str, list[FacetValue]] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    in_stock: bool = False
    on_sale: bool = False
    kept: Kept = ()

    @property
    def count(self) -> int:
        """How many chips there are; both ends of the price are one."""
        ticked = len(self.categories) + sum(len(chosen) for chosen in self.values.values())
        return ticked + self.in_stock + self.on_sale + self.has_price

    @property
    def facets(self) -> list[str]:
        """The facets of which a value is chosen."""
        return [facet for facet, chosen in self.values.items() if chosen]

    @property
    def has_price(self) -> bool:
        return self.least is not None or self.most is not None

    @property
    def key(self) -> str:
        """The same for the same filters, in whatever order they were asked for."""
        return urlencode(sorted(self._filters()))

    def url(self) -> str:
        """The address of this choice, relative to the listing and on its first page."""
        return "?" + urlencode([*self.kept, *self._filters()])

    def without_value(self, value: FacetValue) -> Self:
        left = [other for other in self.values[value.facet] if other.pk != value.pk]
        return replace(self, values={**self.values, value.facet: left})

    def without_category(self, slug: str) -> Self:
        return replace(self, categories=tuple(other for other in self.categories if other != slug))

    def cleared(self) -> Self:
        """Nothing asked but what is kept."""
        return type(self)(kept=self.kept)

    def _filters(self) -> Iterator[tuple[str, str]]:
        yield from ((CATEGORY, slug) for slug in self.categories)
        for facet, chosen in self.values.items():
            yield from ((facet, value.value) for value in chosen)
        for name, amount in ((LEAST, self.least), (MOST, self.most)):
            if amount is not None:
                yield name, f"{amount.normalize():f}"
        for name, is_on in ((IN_STOCK, self.in_stock), (ON_SALE, self.on_sale)):
            if is_on:
                yield name, "1"


def asked_in(query: QueryDict, languages: Collection[str], kept: Kept = ()) -> Asked:
    """The filters in the address `query`. One query when it names a facet, else none."""
    least, most = _amount(query.get(LEAST, "")), _amount(query.get(MOST, ""))
    if least is not None and most is not None and least > most:
        least, most = most, least
    return Asked(
        values=_known_values(query, languages),
        categories=tuple(dict.fromkeys(query.getlist(CATEGORY)))[:MAX_CATEGORIES],
        least=least,
        most=most,
        in_stock=query.get(IN_STOCK) == "1",
        on_sale=query.get(ON_SALE) == "1",
        kept=kept,
    )


def _known_values(query: QueryDict, languages: Collection[str]) -> dict[str, list[FacetValue]]:
    named: dict[str, list[str]] = {}
    for facet, values in query.lists():
        short = [value for value in values[:MAX_VALUES] if 0 < len(value) <= MAX_LENGTH]
        if facet not in RESERVED and 0 < len(facet) <= MAX_LENGTH and short and len(named) < MAX_FACETS:
            named[facet] = short
    if not named:
        return {}
    wanted = Q(pk__in=[])
    for facet, values in named.items():
        wanted |= Q(facet=facet, value__in=values)
    by_facet: dict[str, list[FacetValue]] = defaultdict(list)
    for value in FacetValue.objects.filter(wanted, language__in=languages).order_by("pk"):
        by_facet[value.facet].append(value)
    return {facet: by_facet[facet] for facet in named if facet in by_facet}


def _amount(text: str) -> Decimal | None:
    """An amount as a shopper types it, such as 20, €19.50 or 19,5; None for what is none."""
    words = text.strip().lstrip("€£$").rstrip("€£$").strip().replace(",", ".")
    if not words or len(words) > 12:
        return None
    try:
        amount = Decimal(words)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount <= HIGHEST_PRICE else None
