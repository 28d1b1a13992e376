"""The product feed: an RSS file as Google's Merchant Center reads it, an item for each variant.

The names of its elements: https://support.google.com/merchants/answer/7052112
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from io import StringIO

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.images.models import AbstractImage

from catalogue.facts import ProductFacts, VariantFacts, product_facts, variant_facts
from catalogue.models import ProductPage
from catalogue.pictures import fetch_sizes
from catalogue.stock import free_stock
from catalogue.structured_data import Policies, named_options

BATCH = 250
# What XML 1.0 cannot hold; a text that was pasted may.
NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
Fields = list[tuple[str, str]]
PictureUrl = Callable[[AbstractImage], str]


def feed_lines(*, title: str, url: str, policies: Policies, picture_url: PictureUrl) -> Iterator[str]:
    """The feed piece by piece, some hundred products at a time; one language, each product once.

    `url` is the shop's address, `picture_url` answers the absolute address of a picture.
    """
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>\n'
    yield _written([("title", title), ("link", url), ("description", title)])
    for products in _batches():
        yield "".join(_items(products, policies, picture_url))
    yield "</channel></rss>\n"


def _batches() -> Iterator[list[ProductPage]]:
    last = 0
    found = ProductPage.objects.visible().once().defer("story", "details", "related").order_by("pk")
    while products := list(found.filter(pk__gt=last)[:BATCH]):
        prefetch_related_objects(products, "variants__image", "gallery_images__image")
        fetch_sizes([picture for page in products for picture in _pictures(page)], "share")
        yield products
        last = products[-1].pk


def _pictures(page: ProductPage) -> list[AbstractImage]:
    """The picture of the product first, if it has one, then those of its variants."""
    first = [row.image for row in page.gallery_images.all()[:1] if row.image_id]
    return [*first, *_own_pictures(page)]


def _own_pictures(page: ProductPage) -> list[AbstractImage]:
    return [variant.image for variant in page.variants.all() if variant.image is not None]


def _items(products: Sequence[ProductPage], policies: Policies, picture_url: PictureUrl) -> Iterator[str]:
    now = timezone.now()
    free = free_stock([variant.sku for page in products for variant in page.variants.all()])
    for page in products:
        variants = variant_facts(page.variants.all(), free, now)
        facts = product_facts(
            page,
            variants,
            url=page.full_url or "",
            images=[picture_url(picture) for picture in _pictures(page)[:1]],
            own_images={picture.pk: picture_url(picture) for picture in _own_pictures(page)},
        )
        for variant in variants:
            yield f"<item>{_written(_fields(facts, variant, policies))}</item>\n"


def _fields(facts: ProductFacts, variant: VariantFacts, policies: Policies) -> Fields:
    several = len(facts.variants) > 1
    return [
        ("g:id", variant.sku),
        ("g:title", facts.name_of(variant)),
        ("g:description", facts.description),
        ("g:link", facts.url_of(variant)),
        *[("g:image_link", image) for image in facts.images_of(variant)],
        *[(f"g:{name}", value) for name, value in named_options(facts, variant).items()],
        ("g:availability", "in_stock" if variant.is_in_stock else "out_of_stock"),
        *_prices(variant),
        ("g:condition", "new"),
        ("g:brand", settings.SHOP_NAME),
        ("g:identifier_exists", "no"),
        *([("g:item_group_id", facts.key)] if several else []),
        *([("g:shipping_weight", f"{variant.weight_g} g")] if variant.weight_g else []),
        *_delivery(variant, policies),
    ]


def _prices(variant: VariantFacts) -> Fields:
    prices = [("g:price", _amount(variant.regular_price))]
    if not variant.is_on_sale:
        return prices
    prices.append(("g:sale_price", _amount(variant.price)))
    if variant.sale_starts_at and variant.sale_ends_at:
        span = f"{variant.sale_starts_at.isoformat()}/{variant.sale_ends_at.isoformat()}"
        prices.append(("g:sale_price_effective_date", span))
    return prices


def _amount(amount: Decimal) -> str:
    return f"{amount} {settings.STRIPE_CURRENCY.upper()}"


def _delivery(variant: VariantFacts, policies: Policies) -> Fields:
    cost = _amount(policies.delivery_cost(variant.price))
    return [("g:shipping", f"{country}:::{cost}") for country in policies.countries]


def _written(fields: Fields) -> str:
    text = StringIO()
    xml = SimplerXMLGenerator(text, "utf-8", short_empty_elements=True)
    for name, value in fields:
        xml.addQuickElement(name, NOT_IN_XML.sub("", value))
    return text.getvalue()
