"""What the stock pages of the admin read."""

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from catalogue.models import ProductVariant, StockRecord


def stock_with_products() -> QuerySet[StockRecord]:
    """Stock rows with `free_pieces` and `product_title` (None for a SKU that no product has any more)."""
    sold_by = ProductVariant.objects.filter(sku=OuterRef("sku"), page__alias_of__isnull=True)
    title = sold_by.order_by("page_id").values("page__title")[:1]
    return StockRecord.objects.annotate(
        free_pieces=F("on_hand") - F("reserved"), product_title=Subquery(title)
    )


def uncounted_variants() -> QuerySet[ProductVariant]:
    """Variants of pages, drafts included, whose SKU was never counted; one of each SKU's, by SKU."""
    counted = StockRecord.objects.filter(sku=OuterRef("sku"))
    twin_before = ProductVariant.objects.filter(sku=OuterRef("sku"), pk__lt=OuterRef("pk"))
    rows = ProductVariant.objects.filter(~Exists(counted), ~Exists(twin_before))
    return rows.select_related("page").order_by("sku")
