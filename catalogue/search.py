"""Search over titles, labels, texts and SKUs, on PostgreSQL and SQLite alike."""

import re
from dataclasses import dataclass

from catalogue.models import ProductPage, ProductVariant
from catalogue.models.queries import ProductPageQuerySet
from catalogue.models.variants import SKU_PATTERN

MAX_QUERY_LENGTH = 255
# The best matches only: a search that finds more is better narrowed than paged through. Ten full pages.
MAX_HITS = 240


@dataclass(frozen=True)
class Hits:
    """What was found: ids of visible products, the best match first."""

    ids: list[int]

    def products(self) -> ProductPageQuerySet:
        """The found products, in no particular order."""
        return ProductPage.objects.filter(pk__in=self.ids)

    def in_order(self, ids: list[int]) -> list[ProductPage]:
        """The products `ids` (some of the found), in that order."""
        by_id = self.products().in_bulk(ids)
        return [by_id[pk] for pk in ids if pk in by_id]


def find_products(text: str) -> Hits:
    """Visible products that have all words of `text`, or `text` as SKU (these first); none for no words."""
    # A quotation mark ends the string that Wagtail's SQLite search makes of each word, with an error.
    text = text.replace('"', " ").strip()
    if not any(character.isalnum() for character in text):
        return Hits([])
    ranked = list(dict.fromkeys([*_with_sku(text), *_with_words(text)]))
    visible = ProductPage.objects.filter(pk__in=ranked).visible().once()
    shown = set(visible.values_list("pk", flat=True))
    return Hits([pk for pk in ranked if pk in shown])


def _with_sku(text: str) -> list[int]:
    # PostgreSQL's full text cuts "SKU-1" into pieces, so SKUs are found in their own column.
    if not re.match(SKU_PATTERN, text):
        return []
    return list(ProductVariant.objects.filter(sku__iexact=text).values_list("page_id", flat=True))


def _with_words(text: str) -> list[int]:
    # `only` because the texts of up to 240 products would be read for nothing.
    return [page.pk for page in ProductPage.objects.live().only("pk").search(text)[:MAX_HITS]]
