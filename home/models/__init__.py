"""Pictures, editorial pages and the shop-wide settings."""

from home.models.images import ShopImage, ShopRendition
from home.models.pages import HomePage, JournalIndexPage, JournalPage, StandardPage
from home.models.set_up import SetUpPage
from home.models.settings import ShopSettings, TranslatedWords

__all__ = [
    "HomePage",
    "JournalIndexPage",
    "JournalPage",
    "SetUpPage",
    "ShopImage",
    "ShopRendition",
    "ShopSettings",
    "StandardPage",
    "TranslatedWords",
]
