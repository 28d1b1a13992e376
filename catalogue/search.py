"""Search over titles, labels, texts and SKUs, on PostgreSQL and SQLite alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.facets.scope import Scope, categories_of, open_scope
from catalogue.models import CataloguePage, CategoryPage, ProductPage, ProductVariant
from catalogue.models.queries import language_codes
from catalogue.models.variants import SKU_PATTERN

MAX_QUERY_LENGTH = 255
# The best matches only: a search that finds more is better narrowed than paged through. Ten full pages.
MAX_HITS = 240


@dataclass(frozen=True)
class Hits:
    """What was found: ids of visible products, the best match first."""

    ids: list[int]


def search_scope(page_ids: Sequence[int]) -> Scope:
    """The found products as a listing that can be filtered by the shop's first row of categories."""
    languages = language_codes()
    tops = CataloguePage.objects.filter(locale__language_code__in=languages).values_list("depth", flat=True)
    pages = CategoryPage.objects.filter(locale__language_code__in=languages).order_by("path")
    tree = categories_of(pages)
    length = (min(tops, default=0) + 1) * CategoryPage.steplen
    return open_scope(tree, length, page_ids=tuple(page_ids))


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
