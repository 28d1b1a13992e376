"""What the shop sells (pages and variants, with drafts) and how many there are (plain tables)."""

from catalogue.models.back_in_stock import BackInStockRequest
from catalogue.models.facets import FacetEntry, FacetValue, ListingDue, ListingEntry
from catalogue.models.listings import CataloguePage, CategoryPage
from catalogue.models.page_changes import PageChange
from catalogue.models.pictures import PictureCursor, PictureDue
from catalogue.models.prices import PriceRecord
from catalogue.models.products import ProductImage, ProductPage, ProductProperty
from catalogue.models.reviews import Review, ReviewState
from catalogue.models.search import SearchEntry, SpellKey
from catalogue.models.standing import ProductStanding
from catalogue.models.stock import MovementKind, StockHold, StockMovement, StockRecord
from catalogue.models.variants import ProductVariant

__all__ = [
    "BackInStockRequest",
    "CataloguePage",
    "CategoryPage",
    "FacetEntry",
    "FacetValue",
    "ListingDue",
    "ListingEntry",
    "MovementKind",
    "PageChange",
    "PictureCursor",
    "PictureDue",
    "PriceRecord",
    "ProductImage",
    "ProductPage",
    "ProductProperty",
    "ProductStanding",
    "ProductVariant",
    "Review",
    "ReviewState",
    "SearchEntry",
    "SpellKey",
    "StockHold",
    "StockMovement",
    "StockRecord",
]
