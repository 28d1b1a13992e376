"""One row a variant: what a file of the catalogue says, as text that is the same each time."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from wagtail.coreutils import get_supported_content_language_variant

from catalogue.models import CategoryPage, ProductVariant, StockRecord

CHANGEABLE = ("price", "sale_price", "sale_starts_at", "sale_ends_at", "weight_g", "on_hand")
COLUMNS = ("sku", "product", "category", "option_1", "option_2", *CHANGEABLE, "status")


@dataclass(frozen=True)
class Row:
    """A variant of a page in the shop's own language, which sets the price for all; `cells` by column."""

    sku: str
    page_id: int
    reserved: int
    cells: Mapping[str, str]


def rows(skus: Collection[str] | None = None) -> Iterator[Row]:
    """Every variant, or those of `skus`, in the order of the page tree; three statements for any number."""
    language = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    own = Q(page__locale__language_code=language, page__alias_of=None)
    variants = ProductVariant.objects.filter(own).select_related("page")
    records = StockRecord.objects.all()
    if skus is not None:
        variants, records = variants.filter(sku__in=skus), records.filter(sku__in=skus)
    stock = {record.sku: record for record in records}
    categories = dict(CategoryPage.objects.values_list("path", "title"))
    for variant in variants.order_by("page__path", "sort_order", "pk").iterator(chunk_size=1000):
        yield _row(variant, stock.get(variant.sku), categories)


def _row(variant: ProductVariant, stock: StockRecord | None, categories: Mapping[str, str]) -> Row:
    page = variant.page
    values = {name: getattr(variant, name) for name in CHANGEABLE if name != "on_hand"}
    cells = {
        "sku": variant.sku,
        "product": page.title,
        "category": categories.get(page.path[: -page.steplen], ""),
        "option_1": variant.option_1,
        "option_2": variant.option_2,
        **{name: as_text(value) for name, value in values.items()},
        "on_hand": as_text(stock.on_hand if stock else None),
        "status": "live" if page.live else "draft",
    }
    return Row(variant.sku, page.pk, stock.reserved if stock else 0, cells)


def as_text(value: Any) -> str:
    """A value of the database as its cell: money with two places, moments in the shop's time; "" for none."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return str(value)
