"""What the stock pages of the admin read."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from catalogue.models import BackInStockRequest, ProductVariant, StockRecord


def stock_with_products() -> QuerySet[StockRecord]:
    """Stock rows with `free_pieces`, `waiting` and `product_title`.

    `waiting` people want to be told when it is back; no product has a SKU any more whose title is None.
    """
    sold_by = ProductVariant.objects.filter(sku=OuterRef("sku"), page__alias_of__isnull=True)
    title = sold_by.order_by("page_id").values("page__title")[:1]
    return StockRecord.objects.annotate(
        free_pieces=F("on_hand") - F("reserved"),
        product_title=Subquery(title),
        waiting=_people(),
    )


def waited_for(rows: QuerySet[StockRecord]) -> QuerySet[StockRecord]:
    """Those of `rows` that somebody waits for."""
    return rows.filter(Exists(_requests()))


def _people() -> Coalesce:
    return Coalesce(Subquery(_requests().values("people")), 0)


def _requests() -> Any:
    asked = BackInStockRequest.objects.filter(sku=OuterRef("sku")).order_by()
    return asked.values("sku").annotate(people=Count("pk"))


def uncounted_variants() -> QuerySet[ProductVariant]:
    """Variants of pages, drafts included, whose SKU was never counted; one of each SKU's, by SKU.

    `waiting` people want to be told when it can be bought.
    """
    counted = StockRecord.objects.filter(sku=OuterRef("sku"))
    twin_before = ProductVariant.objects.filter(sku=OuterRef("sku"), pk__lt=OuterRef("pk"))
    rows = ProductVariant.objects.filter(~Exists(counted), ~Exists(twin_before))
    return rows.annotate(waiting=_people()).select_related("page").order_by("sku")
