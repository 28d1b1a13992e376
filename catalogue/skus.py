"""SKUs: which are taken by which product, and new ones by rule for copies."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.db.models.functions import Upper
from wagtail.models import Revision

from catalogue.models.stock import StockRecord
from catalogue.models.variants import ProductVariant

if TYPE_CHECKING:
    from catalogue.models.products import ProductPage

MAX_LENGTH = 64


def taken_by(page: "ProductPage", wanted: Collection[str]) -> dict[str, str]:
    """Titles of the other products that have one of the SKUs `wanted`, by SKU in capitals.

    Looks at the rows of every product and at the drafts and scheduled versions that may yet be published.
    Translations and aliases of `page` are no other products.
    """
    capitals = {sku.upper() for sku in wanted}
    rows = _rows_of_others(page).annotate(capitals=Upper("sku")).filter(capitals__in=capitals)
    drafts = {sku: title for sku, title in _drafts_of_others(page) if sku in capitals}
    return drafts | dict(rows.values_list("capitals", "page__title"))


def new_skus(page: "ProductPage", old: Iterable[str]) -> dict[str, str]:
    """A free SKU for each of `old` when `page` is a copy: SKU-2, then SKU-3 and so on."""
    old = sorted(set(old))
    if not old:
        return {}
    used = _used_near(page, old)
    renamed = {}
    for sku in old:
        renamed[sku] = _next_free(sku, used)
        used.add(renamed[sku].upper())
    return renamed


def rename_variants(page: "ProductPage", renamed: Mapping[str, str]) -> None:
    """Give the variants of `page`, in memory, their new SKUs."""
    for variant in page.variants.all():
        variant.sku = renamed.get(variant.sku, variant.sku)


def make_own(page: "ProductPage", *, with_history: bool) -> None:
    """Rename each SKU of `page` that another product has: in memory, its rows and, if asked, revisions."""
    revisions = list(page.revisions.all()) if with_history else []
    own = {variant.sku for variant in page.variants.all()} | {
        variant["sku"] for revision in revisions for variant in _variants_in(revision)
    }
    taken = taken_by(page, own)
    renamed = new_skus(page, [sku for sku in own if sku.upper() in taken])
    if renamed:
        rename_variants(page, renamed)
        _rename_rows(page, renamed)
        _rename_revisions(revisions, renamed)


def _rename_rows(page: "ProductPage", renamed: Mapping[str, str]) -> None:
    rows = list(ProductVariant.objects.filter(page=page.pk, sku__in=renamed))
    for row in rows:
        row.sku = renamed[row.sku]
    ProductVariant.objects.bulk_update(rows, ["sku"])


def _rename_revisions(revisions: list[Revision], renamed: Mapping[str, str]) -> None:
    for revision in revisions:
        for variant in _variants_in(revision):
            variant["sku"] = renamed.get(variant["sku"], variant["sku"])
    Revision.objects.bulk_update(revisions, ["content"])


def _variants_in(revision: Revision) -> list[dict[str, Any]]:
    return revision.content.get("variants") or []


def _rows_of_others(page: "ProductPage") -> QuerySet[ProductVariant]:
    # An alias has the SKUs of the page it follows, which is asked itself.
    return ProductVariant.objects.filter(page__alias_of__isnull=True).exclude(
        page__translation_key=page.translation_key
    )


def _drafts_of_others(page: "ProductPage") -> Iterator[tuple[str, str]]:
    """Each SKU, in capitals, of a draft or scheduled version of another product, with the draft's title."""
    changed = type(page).objects.filter(has_unpublished_changes=True).values("latest_revision_id")
    kind = ContentType.objects.get_for_model(type(page))
    versions = Revision.objects.filter(
        Q(pk__in=changed) | Q(content_type=kind, approved_go_live_at__isnull=False)
    )
    rows = versions.values_list("content__translation_key", "content__title", "content__variants")
    for key, title, variants in rows:
        if key != str(page.translation_key):
            yield from ((variant["sku"].upper(), title) for variant in variants or [])


def _used_near(page: "ProductPage", skus: Collection[str]) -> set[str]:
    """SKUs in capitals that a new name for one of `skus` could meet: of products, drafts and old stock."""
    near = Q(pk__in=[])
    for sku in skus:
        near |= Q(sku__istartswith=_stem(sku))
    used = {sku.upper() for sku in _rows_of_others(page).filter(near).values_list("sku", flat=True)}
    used |= {sku.upper() for sku in StockRecord.objects.filter(near).values_list("sku", flat=True)}
    return used | {sku for sku, _title in _drafts_of_others(page)}


def _stem(sku: str) -> str:
    return re.sub(r"-\d+\Z", "", sku)


def _next_free(sku: str, used: Collection[str]) -> str:
    # "MUG-2" continues as "MUG-3" when it is itself a copy of "MUG", else its number is part of its name.
    stem = _stem(sku) if _stem(sku).upper() in used else sku
    number = 2
    while (name := f"{stem[: MAX_LENGTH - 1 - len(str(number))]}-{number}").upper() in used:
        number += 1
    return name
