"""How editors find products by words."""

from django.conf import settings

from catalogue.models import ProductPage
from catalogue.models.queries import ProductPageQuerySet
from catalogue.searching.finding import ranked
from catalogue.searching.words import spellings_of, words_of

MOST_FOUND = 500


def selling(pages: ProductPageQuerySet, words: str) -> ProductPageQuerySet | None:
    """Those that sell the SKU `words`; None when none does."""
    found = pages.with_sku(words)
    return found if found.exists() else None


def spelt_otherwise(words: str, most: int = MOST_FOUND) -> list[int]:
    """Live products that shoppers find by `words`, which forgives umlauts that are spelt out or left out."""
    languages = [language for language, _name in settings.LANGUAGES]
    return ranked(words_of(words), languages, most, spellings=spellings_of(words), is_typing=True)


def ids_found_by(words: str, most: int) -> set[int]:
    """The first `most` products that the list finds by `words`, all of them for none."""
    pages = ProductPage.objects.order_by("pk")
    words = words.strip()
    found = selling(pages, words) if words else pages
    if found is None:
        return {*spelt_otherwise(words, most), *(page.pk for page in pages.autocomplete(words)[:most])}
    return set(found.values_list("pk", flat=True)[:most])
