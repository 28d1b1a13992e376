"""Pictures, editorial pages and the shop-wide settings."""

from home.models.images import ShopImage, ShopRendition

__all__ = ["ShopImage", "ShopRendition"]
