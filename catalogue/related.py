"""What hangs well beside a product."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import BigIntegerField, DateTimeField, Exists, F, IntegerField, OuterRef
from django.utils import timezone

from catalogue.models.stock import StockRecord
from catalogue.models.variants import ProductVariant
from catalogue.statements import Below, Given, Statement

if TYPE_CHECKING:
    from catalogue.models.products import ProductPage
    from catalogue.models.queries import ProductPageQuerySet

RELATED = 4


def related_to(page: "ProductPage") -> "list[ProductPage]":
    """Up to four other visible products of the same category with a piece left, newest first."""
    if page._state.adding:
        return []
    return _RELATED.rows(
        page=page.pk, depth=page.depth, parent=page.path[: -page.steplen], now=timezone.now()
    )


def _related() -> "ProductPageQuerySet":
    in_stock = StockRecord.objects.filter(sku=OuterRef("sku"), on_hand__gt=F("reserved"))
    to_buy = ProductVariant.objects.filter(Exists(in_stock), page=OuterRef("pk"))
    pages: ProductPageQuerySet = apps.get_model("catalogue", "ProductPage").objects.all()
    beside = pages.filter(Below("path", "parent"), depth=Given("depth", IntegerField()))
    others = beside.exclude(pk=Given("page", BigIntegerField())).visible(Given("now", DateTimeField()))
    return others.filter(Exists(to_buy)).order_by("-first_published_at", "-pk")[:RELATED]


_RELATED: "Statement[ProductPage]" = Statement(_related)
