"""One price in every language: a translated product costs what its page in the shop's own language says."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from wagtail.coreutils import get_supported_content_language_variant

from catalogue.models.variants import ProductVariant

if TYPE_CHECKING:
    from catalogue.models.products import ProductPage

MONEY = ("price", "sale_price", "sale_starts_at", "sale_ends_at")


def share_prices(page: "ProductPage") -> None:
    """Give the rows of each SKU the price that the live page in the shop's own language has for it.

    Runs after `page` has written its rows, so no draft of a translation, old or new, changes what shoppers
    pay. A SKU that the original does not have keeps its own price.
    """
    language = _own_language()
    every = type(page).objects.filter(translation_key=page.translation_key)
    original = every.live().filter(locale__language_code=language, alias_of=None).first()
    others = list(every.exclude(pk=original.pk).values_list("pk", flat=True)) if original else []
    for variant in ProductVariant.objects.filter(page=original) if others else ():
        prices = {name: getattr(variant, name) for name in MONEY}
        ProductVariant.objects.filter(page__in=others, sku=variant.sku).update(**prices)


def priced_elsewhere(pages: Iterable["ProductPage"]) -> set[tuple[int, str]]:
    """Which SKUs of `pages`, translations, cost what another page says: pairs of page id and SKU."""
    language = _own_language()
    translations = [page for page in pages if page.locale.language_code != language]
    keys = [page.translation_key for page in translations]
    rows = ProductVariant.objects.filter(
        page__translation_key__in=keys,
        page__live=True,
        page__alias_of=None,
        page__locale__language_code=language,
    ).order_by()
    priced = set(rows.values_list("page__translation_key", "sku"))
    return {(page.pk, sku) for page in translations for key, sku in priced if key == page.translation_key}


def _own_language() -> str:
    return get_supported_content_language_variant(settings.LANGUAGE_CODE)
