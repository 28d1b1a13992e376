"""What the blocks of one page show of the catalogue, fetched for all of them at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.images.models import AbstractImage

from catalogue.cards import ProductCard, cards_for
from catalogue.models import ProductPage, ProductVariant
from catalogue.models.queries import ProductPageQuerySet
from catalogue.offers import Offer, offers_for
from catalogue.pictures import fetch_sizes

LONGEST_RAIL = 12


@dataclass(frozen=True)
class ShelfOffer:
    """One product to buy on the spot: its card and what is for sale of it, in the order of its variants."""

    card: ProductCard
    offers: list[Offer]

    @property
    def first_in_stock(self) -> Offer | None:
        return next((offer for offer in self.offers if offer.free > 0), None)


@dataclass(frozen=True)
class Shelf:
    """Cards and offers for all blocks of a page; a product that cannot be bought is simply not there."""

    picked: tuple[int, ...]

    def cards_of(self, products: Iterable[ProductPage | None]) -> list[ProductCard]:
        """Cards of the products that a block names, in its order."""
        return [self._cards[page.pk] for page in products if page is not None and page.pk in self._cards]

    def cards_by(self, rule: str, products: Iterable[ProductPage | None]) -> list[ProductCard]:
        """Cards by a rail's rule: "newest", "sale", or the `products` it names."""
        if rule == "newest":
            return self._newest
        if rule == "sale":
            return self._on_sale
        return self.cards_of(products)

    def offer_of(self, product: ProductPage | None) -> ShelfOffer | None:
        """What can be bought of `product` right here; None for one that is gone."""
        if product is None or product.pk not in self._cards:
            return None
        skus = [variant.sku for variant in self._variants if variant.page_id == product.pk]
        offers = [self._offers[sku] for sku in skus if sku in self._offers]
        return ShelfOffer(self._cards[product.pk], offers) if offers else None

    @cached_property
    def _cards(self) -> dict[int, ProductCard]:
        pages = list(ProductPage.objects.visible().filter(pk__in=self.picked))
        by_url = {card.url: card for card in cards_for(pages)}
        return {page.pk: by_url[page.url] for page in pages if page.url in by_url}

    @cached_property
    def _newest(self) -> list[ProductCard]:
        return _newest_cards(ProductPage.objects.visible().once())

    @cached_property
    def _on_sale(self) -> list[ProductCard]:
        reduced = ProductVariant.objects.with_current_price(timezone.now()).filter(
            page=OuterRef("pk"), current_price__lt=F("price")
        )
        return _newest_cards(ProductPage.objects.visible().once().filter(Exists(reduced)))

    @cached_property
    def _variants(self) -> list[ProductVariant]:
        return list(ProductVariant.objects.filter(page__in=self.picked).order_by("page", "sort_order"))

    @cached_property
    def _offers(self) -> Mapping[str, Offer]:
        return offers_for([variant.sku for variant in self._variants])


def _newest_cards(pages: ProductPageQuerySet) -> list[ProductCard]:
    return cards_for(pages.order_by("-first_published_at", "-pk")[:LONGEST_RAIL])


def shelf_of(values: Iterable[Any]) -> Shelf:
    """The shelf of all that `values` (blocks) name; fetches their pictures' sizes in one go."""
    leaves = [leaf for value in values for leaf in leaves_of(value)]
    pictures = [leaf for leaf in leaves if isinstance(leaf, AbstractImage)]
    fetch_sizes(pictures, "wide", "widest", "phone", "card", "share")
    return Shelf(tuple(leaf.pk for leaf in leaves if isinstance(leaf, ProductPage)))


def leaves_of(value: Any) -> Iterator[Any]:
    """Everything inside a block's value that is not itself made of blocks."""
    if isinstance(value, StreamValue):
        for child in value:
            yield from leaves_of(child.value)
    elif isinstance(value, StructValue):
        for part in value.values():
            yield from leaves_of(part)
    elif isinstance(value, ListValue):
        for part in value:
            yield from leaves_of(part)
    elif value is not None:
        yield value
