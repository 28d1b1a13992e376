"""The pictures of one product page, saved or only previewed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from wagtail.images.models import AbstractImage

from catalogue.pictures import fetch_sizes

if TYPE_CHECKING:
    from catalogue.models.products import ProductPage


@dataclass(frozen=True)
class GalleryImage:
    """A picture and the words for those who do not see it."""

    image: AbstractImage
    alt: str


def gallery_for(page: "ProductPage") -> list[GalleryImage]:
    """The gallery in order, from the page object itself: a preview shows pictures that were never saved."""
    rows = page.gallery_images.all()
    if isinstance(rows, QuerySet):  # a preview has a list of what was never saved
        rows = rows.select_related("image")
    rows = [row for row in rows if row.image_id]
    fetch_sizes([row.image for row in rows], "wide", "share")
    return [GalleryImage(row.image, row.alt_text) for row in rows]
