"""Offers: what the live site sells under a SKU right now. Bag and checkout know products by nothing else."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, DateTimeField, OuterRef, QuerySet, Subquery
from django.utils import timezone
from wagtail.images.models import AbstractImage

from catalogue.addresses import url_of
from catalogue.gallery import gallery_rows
from catalogue.models import ProductImage, ProductPage, ProductVariant
from catalogue.models.queries import language_codes
from catalogue.money import quantize
from catalogue.statements import Among, Given, Statement


@dataclass(frozen=True)
class Offer:
    """What is sold under one SKU, from the live rows only. Amounts are major units with two places."""

    sku: str
    product_id: int
    revision_id: int | None
    name: str
    option_label: str
    label: str
    unit_price: Decimal
    regular_price: Decimal
    free: int
    weight_g: int | None
    image: AbstractImage | None
    image_alt: str
    url: str

    @property
    def image_id(self) -> int | None:
        """The picture's id; None without one."""
        return self.image.pk if self.image else None

    @property
    def is_on_sale(self) -> bool:
        """Whether less than the regular price is charged."""
        return self.unit_price < self.regular_price


def offers_for(skus: Collection[str], *, with_pictures: bool = True) -> dict[str, Offer]:
    """Offers by SKU; a missing one is not for sale (unknown, draft, expired, private or deleted).

    At most two queries whatever the number, one without pictures. Of translations and aliases, which share
    their SKUs, the page in the visitor's language counts, else the one in the shop's own.
    """
    if not skus:
        return {}
    chosen: dict[str, ProductVariant] = {}
    now = timezone.now()
    for variant in _best_first(_LIVE.rows(skus=skus, now=now)):
        chosen.setdefault(variant.sku, variant)
    pictures = _pictures(chosen.values()) if with_pictures else {}
    offers = [_offer(variant, pictures, now) for variant in chosen.values()]
    return {offer.sku: offer for offer in offers if offer.url}


def _live_variants() -> QuerySet[ProductVariant]:
    siblings = (
        ProductVariant.objects.filter(page=OuterRef("page"))
        .order_by()
        .values("page")
        .annotate(count=Count("pk"))
        .values("count")
    )
    visible = ProductPage.objects.visible(Given("now", DateTimeField())).filter(
        Among("variants__sku", "skus")
    )
    return (
        ProductVariant.objects.filter(Among("sku", "skus"), page__in=visible.values("pk"))
        .annotate(sibling_count=Subquery(siblings))
        .with_free()
        .select_related("page__locale", "image")
        .defer("page__story", "page__details", "page__related")
    )


_LIVE = Statement(_live_variants)


def _best_first(variants: Iterable[ProductVariant]) -> list[ProductVariant]:
    wanted, own = language_codes()
    rank = {own: 1, wanted: 0}

    def order(variant: ProductVariant) -> tuple[int, bool, int]:
        page = variant.page
        return rank.get(page.locale.language_code, 2), page.alias_of_id is not None, page.pk

    return sorted(variants, key=order)


def _pictures(variants: Collection[ProductVariant]) -> dict[int, list[ProductImage]]:
    by_page: dict[int, list[ProductImage]] = {}
    own = {variant.image_id for variant in variants if variant.image_id}
    for row in gallery_rows({variant.page_id for variant in variants}, image_ids=own):
        by_page.setdefault(row.page_id, []).append(row)
    return by_page


def _offer(variant: ProductVariant, pictures: dict[int, list[ProductImage]], now: datetime) -> Offer:
    page = variant.page
    image, image_alt = _picture_of(variant, pictures.get(page.pk, []))
    return Offer(
        sku=variant.sku,
        product_id=page.pk,
        revision_id=page.live_revision_id,
        name=page.title,
        option_label=variant.label,
        label=page.label,
        # A currency without cents cannot charge a price that was typed with them.
        unit_price=quantize(variant.price_at(now), settings.STRIPE_CURRENCY),
        regular_price=quantize(variant.reduced_from(now) or variant.price_at(now), settings.STRIPE_CURRENCY),
        free=variant.free,
        weight_g=variant.weight_g,
        image=image,
        image_alt=image_alt,
        url=_url(variant),
    )


def _picture_of(variant: ProductVariant, gallery: list[ProductImage]) -> tuple[AbstractImage | None, str]:
    """The variant's own picture, else the gallery's first, and its words."""
    own = [row for row in gallery if row.image_id == variant.image_id]
    if variant.image is not None and not own:
        return variant.image, variant.image.default_alt_text
    row = next(iter([*own, *gallery]), None)
    return (row.image, row.alt_text) if row else (None, "")


def _url(variant: ProductVariant) -> str:
    """The page's address, with the SKU where one can choose; empty when no site shows the page."""
    url = url_of(variant.page)
    if url and variant.sibling_count > 1:
        return url + "?" + urlencode({"sku": variant.sku})
    return url
