"""The search over titles, labels, texts and SKUs: exact SKU first, then editors' picks, then words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page
from wagtail.search.utils import normalise_query_string

from catalogue.addresses import url_of
from catalogue.facets.scope import Scope, categories_of, open_scope
from catalogue.models import CategoryPage, ProductPage, ProductVariant
from catalogue.models.privacy import InPrivateSection
from catalogue.models.queries import language_codes
from catalogue.models.variants import SKU_PATTERN
from catalogue.searching.finding import corrected, ranked
from catalogue.searching.words import spellings_of, words_of

MAX_QUERY_LENGTH = 255
# The best matches only: a search that finds more is better narrowed than paged through. Ten full pages.
MAX_HITS = 240
MAX_SUGGESTIONS, MAX_CATEGORIES, SHORTEST_SUGGESTED = 6, 3, 2


@dataclass(frozen=True)
class Hits:
    """What was found: ids of visible products, the best match first.

    `instead` are the words looked for because what was typed found nothing; `picks` are pages, other
    than products, that editors chose for these words.
    """

    ids: list[int]
    instead: str = ""
    picks: list[Page] = field(default_factory=list)


@dataclass(frozen=True)
class Suggestion:
    """One line below the search field while somebody types; `label` tells two of one name apart."""

    title: str
    url: str
    label: str = ""


def find_products(text: str) -> Hits:
    """Visible products that have all words of `text`, or `text` as SKU (these first); none for no words.

    Where nothing is found, words that are spelt nearly so are looked for instead.
    """
    text = text.encode("utf-8", "ignore").decode()  # half a pair is no character that a database can compare
    words = words_of(text)
    if not words:
        return Hits([])
    picked, pages = _picks(text)
    found = ranked(words, language_codes(), MAX_HITS, spellings=spellings_of(text))
    ids = _shown([*_with_sku(text.strip()), *picked, *found])
    if ids or pages:
        return Hits(ids, picks=pages)
    instead = corrected(words, language_codes())
    ids = _shown(ranked(instead, language_codes(), MAX_HITS)) if instead != words else []
    return Hits(ids, " ".join(instead) if ids else "")


def search_scope(page_ids: Sequence[int]) -> Scope:
    """The found products as a listing that can be filtered by the shop's first row of categories."""
    languages = language_codes()
    pages = CategoryPage.objects.filter(locale__language_code__in=languages).order_by("path")
    tree = categories_of(pages, languages)
    length = min((len(category.path) for category in tree), default=0)
    return open_scope(tree, length, page_ids=tuple(page_ids))


def suggestions_for(text: str) -> list[Suggestion]:
    """Categories, then products, that somebody may mean who has typed `text` so far."""
    words = words_of(text)
    if not words or len(words[-1]) < SHORTEST_SUGGESTED:
        return []
    categories = CategoryPage.objects.live().exclude(InPrivateSection())
    categories = categories.filter(locale__language_code=language_codes()[0])
    named = categories.filter(title__istartswith=text.strip()).order_by("path")[:MAX_CATEGORIES]
    found = ranked(words, language_codes(), MAX_SUGGESTIONS, spellings=spellings_of(text), is_typing=True)
    ids = _shown(found)
    products = ProductPage.objects.only("title", "label", "url_path", "locale", "depth", "path").in_bulk(ids)
    pages = [*named, *(products[pk] for pk in ids)]
    lines = [Suggestion(page.title, url_of(page), getattr(page, "label", "")) for page in pages]
    return [suggestion for suggestion in lines if suggestion.url]


def _shown(page_ids: list[int]) -> list[int]:
    """Those that a shopper may see, each product once, in the same order."""
    if not page_ids:
        return []
    visible = ProductPage.objects.filter(pk__in=page_ids).visible().once()
    shown = set(visible.values_list("pk", flat=True))
    return [pk for pk in dict.fromkeys(page_ids) if pk in shown]


def _with_sku(text: str) -> list[int]:
    # A stemmer cuts "SKU-1" into pieces, so SKUs are found in their own column.
    if not re.match(SKU_PATTERN, text):
        return []
    return list(ProductVariant.objects.filter(sku__iexact=text).values_list("page_id", flat=True)[:MAX_HITS])


def _picks(text: str) -> tuple[list[int], list[Page]]:
    """What editors chose for exactly these words: ids of products, and other live pages."""
    chosen = SearchPromotion.objects.filter(
        ~Q(InPrivateSection("page__path")),
        query__query_string=normalise_query_string(text),
        page__live=True,
    ).select_related("page__content_type")
    pages = [promotion.page for promotion in chosen]
    products = {page.pk for page in pages if issubclass(page.specific_class, ProductPage)}
    others = [page for page in pages if page.pk not in products]
    return [page.pk for page in pages if page.pk in products], others
