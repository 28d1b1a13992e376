"""What hangs well beside a product."""

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef

from catalogue.models.stock import StockRecord
from catalogue.models.variants import ProductVariant

if TYPE_CHECKING:
    from catalogue.models.products import ProductPage
    from catalogue.models.queries import ProductPageQuerySet

RELATED = 4


def related_to(page: "ProductPage") -> "ProductPageQuerySet":
    """Up to four other visible products of the same category with a piece left, newest first."""
    if page._state.adding:
        return type(page).objects.none()
    in_stock = StockRecord.objects.filter(sku=OuterRef("sku"), on_hand__gt=F("reserved"))
    to_buy = ProductVariant.objects.filter(Exists(in_stock), page=OuterRef("pk"))
    others = type(page).objects.sibling_of(page, inclusive=False).visible()
    return others.filter(Exists(to_buy)).order_by("-first_published_at", "-pk")[:RELATED]
