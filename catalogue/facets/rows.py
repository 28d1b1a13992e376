"""The rows of the index for one product, worked out from its live page and variants."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from catalogue.facets.values import facet_slug, value_slug
from catalogue.models.facets import FacetEntry, FacetValue, ListingEntry
from catalogue.models.variants import ProductVariant

if TYPE_CHECKING:
    from catalogue.models.products import ProductPage, ProductProperty

ValueKey = tuple[str, str, str]


@dataclass(frozen=True)
class Source:
    """A live product page with the id of its category, its variants (each with `free`) and its properties."""

    page: "ProductPage"
    category_id: int
    variants: list[ProductVariant]
    properties: "list[ProductProperty]" = field(default_factory=list)

    @property
    def language(self) -> str:
        code: str = self.page.locale.language_code
        return code

    @property
    def is_alias(self) -> bool:
        """Whether it shows a page of its own language again; what mirrors a language stands for itself."""
        original = self.page.alias_of
        return original is not None and original.locale_id == self.page.locale_id

    def entry(self, now: datetime) -> ListingEntry:
        """The product's own row at `now`."""
        page = self.page
        return ListingEntry(
            page_id=page.pk,
            title=page.title,
            published_at=page.first_published_at or now,
            **self._facts(self.variants, now),
        )

    def values(self) -> dict[ValueKey, FacetValue]:
        """The values that the product has, not saved, by (language, facet, value)."""
        return {key: value for key, (value, _variants) in self._by_value().items()}

    def facet_entries(self, known: dict[ValueKey, int], now: datetime) -> Iterator[FacetEntry]:
        """A row for each value at `now`; `known` are the ids of the values."""
        for key, (_value, variants) in self._by_value().items():
            yield FacetEntry(page_id=self.page.pk, value_id=known[key], **self._facts(variants, now))

    def changes_at(self, now: datetime) -> datetime | None:
        """When a sale of a variant starts or ends, or the page or its source expires; None for never."""
        moments = [m for v in self.variants if v.sale_price is not None for m in _sale_moments(v)]
        moments += filter(None, (self.page.expire_at, self.page.source_expires_at))
        return min((moment for moment in moments if moment > now), default=None)

    def _facts(self, variants: list[ProductVariant], now: datetime) -> dict[str, Any]:
        return {
            "category_id": self.category_id,
            "price": min(variant.price_at(now) for variant in variants),
            "in_stock": any(variant.free > 0 for variant in variants),
            "on_sale": any(variant.reduced_from(now) for variant in variants),
            "is_alias": self.is_alias,
        }

    def _by_value(self) -> dict[ValueKey, tuple[FacetValue, list[ProductVariant]]]:
        found: dict[ValueKey, FacetValue] = {}
        having: dict[ValueKey, dict[int, ProductVariant]] = defaultdict(dict)
        for name, label, variants in self._words():
            key = (self.language, facet_slug(name), value_slug(label))
            if key[1] and key[2]:
                found.setdefault(key, _facet_value(key, name, label))
                having[key] |= {variant.pk: variant for variant in variants}
        return {key: (value, list(having[key].values())) for key, value in found.items()}

    def _words(self) -> Iterator[tuple[str, str, list[ProductVariant]]]:
        for row in self.properties:
            yield row.name, row.value, self.variants
        for variant in self.variants:
            yield self.page.option_1_name, variant.option_1, [variant]
            yield self.page.option_2_name, variant.option_2, [variant]


def _facet_value(key: ValueKey, name: str, label: str) -> FacetValue:
    language, facet, value = key
    return FacetValue(language=language, facet=facet, value=value, name=name.strip(), label=label.strip())


def _sale_moments(variant: ProductVariant) -> Iterable[datetime]:
    return filter(None, (variant.sale_starts_at, variant.sale_ends_at))
