"""What the block picker shows of blocks that need a picture or a product: the newest of the shop's own."""

from typing import Any

from wagtail.images import get_image_model

from catalogue.models import CategoryPage, ProductPage


def sample_picture() -> dict[str, Any] | None:
    """The newest picture, in the raw form of an ImageBlock; None in a shop without pictures."""
    image = get_image_model().objects.order_by("-pk").first()
    return image and {"image": image.pk, "alt_text": image.description, "decorative": False}


def sample_products(count: int) -> list[int]:
    """Keys of the newest products, at most `count`."""
    newest = ProductPage.objects.live().order_by("-first_published_at")
    return list(newest.values_list("pk", flat=True)[:count])


def sample_categories(count: int) -> list[int]:
    """Keys of the first categories, at most `count`."""
    return list(CategoryPage.objects.live().order_by("path").values_list("pk", flat=True)[:count])
