"""A product and its variants as pages, search engines and feeds are told of them: one set of facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings

from catalogue.money import quantize

if TYPE_CHECKING:
    from catalogue.models.products import ProductPage
    from catalogue.models.variants import ProductVariant


@dataclass(frozen=True)
class VariantFacts:
    """One variant as it is sold now. `price` is charged, `regular_price` what a sale is struck from."""

    sku: str
    label: str
    options: tuple[str, str]
    price: Decimal
    regular_price: Decimal
    sale_starts_at: datetime | None
    sale_ends_at: datetime | None
    is_in_stock: bool
    weight_g: int | None
    image_id: int | None = None

    @property
    def is_on_sale(self) -> bool:
        return self.price < self.regular_price


@dataclass(frozen=True)
class ProductFacts:
    """A product as pages and feeds tell it; addresses are absolute, `images` may be empty.

    `own_images` are those of variants that look different, by the picture's id.
    """

    key: str
    name: str
    description: str
    url: str
    images: tuple[str, ...]
    option_names: tuple[str, str]
    variants: tuple[VariantFacts, ...]
    own_images: Mapping[int, str]

    def images_of(self, variant: VariantFacts) -> tuple[str, ...]:
        """The variant's own picture, else those of the product."""
        own = self.own_images.get(variant.image_id) if variant.image_id else None
        return (own,) if own else self.images

    def name_of(self, variant: VariantFacts) -> str:
        """The product's name with the choice behind it, where there is one."""
        return f"{self.name}, {variant.label}" if variant.label else self.name

    def url_of(self, variant: VariantFacts) -> str:
        """The page's address with this variant chosen."""
        return f"{self.url}?{urlencode({'sku': variant.sku})}" if len(self.variants) > 1 else self.url


def product_facts(
    page: "ProductPage",
    variants: Iterable[VariantFacts],
    *,
    url: str,
    images: Iterable[str],
    own_images: Mapping[int, str],
) -> ProductFacts:
    """The facts of `page`, saved or only previewed."""
    return ProductFacts(
        key=str(page.translation_key),
        name=page.title,
        description=page.search_description or page.summary or page.title,
        url=url,
        images=tuple(images),
        option_names=(page.option_1_name, page.option_2_name),
        variants=tuple(variants),
        own_images=own_images,
    )


def variant_facts(
    variants: Iterable["ProductVariant"], free: Mapping[str, int], now: datetime
) -> tuple[VariantFacts, ...]:
    """What is sold at `now`; a variant whose price an editor has not typed yet is left out."""
    return tuple(
        _variant(variant, free.get(variant.sku, 0), now) for variant in variants if variant.price is not None
    )


def _variant(variant: "ProductVariant", pieces: int, now: datetime) -> VariantFacts:
    price, before = variant.price_at(now), variant.reduced_from(now)
    return VariantFacts(
        sku=variant.sku,
        label=variant.label,
        options=(variant.option_1, variant.option_2),
        price=quantize(price, settings.STRIPE_CURRENCY),
        regular_price=quantize(before or price, settings.STRIPE_CURRENCY),
        sale_starts_at=variant.sale_starts_at if before else None,
        sale_ends_at=variant.sale_ends_at if before else None,
        is_in_stock=pieces > 0,
        weight_g=variant.weight_g,
        image_id=variant.image_id,
    )
