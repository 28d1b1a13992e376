"""Product cards: what listings, search and the home page show of a product."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.images.models import AbstractImage

from catalogue.addresses import url_of
from catalogue.badges import badge_for
from catalogue.gallery import first_pictures
from catalogue.models.variants import ProductVariant
from catalogue.reviews import Rating, rating_of, rating_text
from catalogue.statements import Among, Statement

if TYPE_CHECKING:
    from catalogue.models.products import ProductImage, ProductPage


@dataclass(frozen=True)
class ProductCard:
    """One card. `price` is the lowest current one; `regular_price` only when that one is reduced."""

    title: str
    url: str
    label: str
    price: Decimal
    regular_price: Decimal | None
    is_from: bool
    image: AbstractImage | None
    image_alt: str
    badge: str
    badge_text: str
    rating: Rating | None = None


def cards_for(
    pages: "Iterable[ProductPage]",
    pictures: "Mapping[int, ProductImage] | None" = None,
    variants: Mapping[int, list[ProductVariant]] | None = None,
) -> list[ProductCard]:
    """Cards in the order of `pages`, in a number of queries that does not depend on how many there are.

    Reads the live rows, also `pictures` and `variants` (by page id) where they are not known. A product
    without a variant has no card: there is nothing to buy.
    """
    pages = list(pages)
    if variants is None:
        variants = variants_by_page(pages)
    if pictures is None:
        pictures = first_pictures(pages)
    now = timezone.now()
    return [
        _card(page, variants[page.pk], pictures.get(page.pk), now) for page in pages if page.pk in variants
    ]


def _card(
    page: "ProductPage",
    variants: list[ProductVariant],
    picture: "ProductImage | None",
    now: datetime,
) -> ProductCard:
    cheapest = min(variants, key=lambda variant: variant.price_at(now))
    price = cheapest.price_at(now)
    badge, badge_text = badge_for(
        sum(variant.free for variant in variants),
        is_on_sale=any(variant.reduced_from(now) for variant in variants),
        is_new=page.is_new,
    )
    return ProductCard(
        title=page.title,
        url=url_of(page),
        label=page.label,
        price=price,
        regular_price=cheapest.reduced_from(now),
        is_from=any(variant.price_at(now) != price for variant in variants),
        image=picture.image if picture else None,
        image_alt=picture.alt_text if picture else "",
        badge=badge,
        badge_text=badge_text,
        rating=rating_of(variants[0].rating_text),
    )


def variants_by_page(
    pages: "Iterable[ProductPage]", *, with_pictures: bool = False
) -> dict[int, list[ProductVariant]]:
    """The live variants of `pages` in their order, with `free` and `rating_text`, by page id; one query."""
    by_page = defaultdict(list)
    page_ids = [page.pk for page in pages]
    for variant in _VARIANTS.rows(with_pictures, page_ids=page_ids) if page_ids else ():
        by_page[variant.page_id].append(variant)
    return dict(by_page)


def _variants(with_pictures: bool) -> QuerySet[ProductVariant]:
    rows = (
        ProductVariant.objects.filter(Among("page_id", "page_ids", "bigint"))
        .with_free()
        .annotate(rating_text=rating_text())
    )
    return rows.select_related("image") if with_pictures else rows


_VARIANTS = Statement(_variants)
