"""What the shop sells (pages and variants, with drafts) and how many there are (plain tables)."""

from catalogue.models.listings import CataloguePage, CategoryPage
from catalogue.models.products import ProductImage, ProductPage
from catalogue.models.stock import MovementKind, StockHold, StockMovement, StockRecord
from catalogue.models.variants import ProductVariant

__all__ = [
    "CataloguePage",
    "CategoryPage",
    "MovementKind",
    "ProductImage",
    "ProductPage",
    "ProductVariant",
    "StockHold",
    "StockMovement",
    "StockRecord",
]
