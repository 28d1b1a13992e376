"""How editors find products by words."""

from catalogue.models import ProductPage
from catalogue.models.queries import ProductPageQuerySet


def selling(pages: ProductPageQuerySet, words: str) -> ProductPageQuerySet | None:
    """Those that sell the SKU `words`; None when none does."""
    found = pages.with_sku(words)
    return found if found.exists() else None


def ids_found_by(words: str, most: int) -> set[int]:
    """The first `most` products that the list finds by `words`, all of them for none."""
    pages = ProductPage.objects.order_by("pk")
    words = words.strip()
    found = selling(pages, words) if words else pages
    if found is None:
        return {page.pk for page in pages.autocomplete(words)[:most]}
    return set(found.values_list("pk", flat=True)[:most])
