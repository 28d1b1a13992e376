"""What shoppers and orders know of products: told before a page is unpublished, archived or deleted."""

from dataclasses import astuple, dataclass
from typing import Any

from django.db.models import Q, Sum
from wagtail.models import Page

from catalogue.models import BackInStockRequest, ProductPage, ProductVariant, StockRecord
from catalogue.standing import is_archived, is_source
from checkout.models import BagLine, OrderLineItem, Wish


@dataclass(frozen=True)
class Usage:
    """How many orders name the products, how many bags, pieces on hold, wishes and people waiting."""

    orders: int
    bags: int
    held: int
    wishes: int
    waiting: int

    @property
    def total(self) -> int:
        return sum(astuple(self))


@dataclass(frozen=True)
class ProductUse:
    """The usage of the products in and below a page; `product` is the page itself where it is one."""

    usage: Usage
    product: ProductPage | None
    is_archived: bool
    is_source: bool


def use_of(page: Page, user: Any) -> ProductUse | None:
    """The use of `page`, which `user` is about to end; None where there are no products in or below it."""
    pages = ProductPage.objects.filter(path__startswith=page.path).order_by()
    product = pages.filter(pk=page.pk).first()
    if product is None and not pages.exists():
        return None
    may_archive = product is not None and product.permissions_for_user(user).can_unpublish()
    return ProductUse(
        usage_of(pages),
        product if may_archive else None,
        is_archived(product) if product else False,
        is_source(product) if product else False,
    )


def usage_of(pages: Any) -> Usage:
    """The usage of these product pages in all languages: five counts, each by an index."""
    keys = pages.values("translation_key")
    kin = ProductPage.objects.filter(
        Q(translation_key__in=keys) | Q(alias_of__in=pages.values("pk"))
    ).order_by()
    skus = ProductVariant.objects.filter(page__in=pages.values("pk")).order_by().values("sku")
    lines = OrderLineItem.objects.filter(product__in=kin.values("pk")).order_by()
    return Usage(
        orders=lines.values("order").distinct().count(),
        bags=BagLine.objects.filter(sku__in=skus).order_by().values("bag").distinct().count(),
        held=StockRecord.objects.filter(sku__in=skus).aggregate(held=Sum("reserved"))["held"] or 0,
        wishes=Wish.objects.filter(product_key__in=keys).count(),
        waiting=BackInStockRequest.objects.filter(sku__in=skus).count(),
    )
