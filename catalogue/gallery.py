"""The pictures of product pages, saved or only previewed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from wagtail.images.models import AbstractImage

from catalogue.pictures import can_be_shown, fetch_sizes
from catalogue.statements import Among, Given, Statement

if TYPE_CHECKING:
    from catalogue.models.products import ProductImage, ProductPage


@dataclass(frozen=True)
class GalleryImage:
    """A picture and the words for those who do not see it; `place` is where the editor put it."""

    image: AbstractImage
    alt: str
    place: int = 0


def pictures_around(
    page: "ProductPage", others: "list[ProductPage]", of_variants: Iterable[AbstractImage] = ()
) -> "tuple[list[GalleryImage], dict[int, ProductImage]]":
    """The gallery of `page` in order, and the first picture of each of `others` by its id; two statements.

    Pictures `of_variants` that no editor has put into the gallery come last in it.
    The gallery is the page object's own: a preview shows pictures that were never saved.
    """
    own: Any = page.gallery_images.all()
    is_saved = isinstance(own, QuerySet)
    rows = gallery_rows([other.pk for other in others], whole=page.pk if is_saved else None)
    own = [row for row in rows if row.page_id == page.pk] if is_saved else list(own)
    own = [row for row in own if row.image_id]
    first: dict[int, ProductImage] = {}
    for row in rows:
        first.setdefault(row.page_id, row)
    known = {row.image_id for row in own}
    more = {image.pk: image for image in of_variants if image.pk not in known}.values()
    images = [*(row.image for row in (*own, *first.values())), *more]
    fetch_sizes(images, "wide", "share", "card", "offer")
    shown = [(row.image, row.alt_text) for row in own] + [(image, image.default_alt_text) for image in more]
    gallery = [
        GalleryImage(image, alt, place)
        for place, (image, alt) in enumerate(shown)
        if can_be_shown(image, "wide")
    ]
    return gallery, first


def with_first(gallery: list[GalleryImage], image_id: int | None) -> list[GalleryImage]:
    """`gallery` with the chosen variant's own picture before the others."""
    return sorted(gallery, key=lambda picture: picture.image.pk != image_id) if image_id else gallery


def first_pictures(pages: "list[ProductPage]") -> "dict[int, ProductImage]":
    """The first picture of each product by the product's id; two statements for any number."""
    first: dict[int, ProductImage] = {}
    for row in gallery_rows([page.pk for page in pages]):
        first.setdefault(row.page_id, row)
    fetch_sizes([row.image for row in first.values()], "card", "offer")
    return first


def gallery_rows(
    page_ids: Collection[int], whole: int | None = None, image_ids: Collection[int] = ()
) -> "list[ProductImage]":
    """In order: the first row of each product's gallery, those of `image_ids`, all of the product `whole`."""
    if not page_ids and whole is None:
        return []
    return _ROWS.rows(page_ids=page_ids, whole=whole, image_ids=image_ids)


def _rows() -> "QuerySet[ProductImage]":
    pictures = apps.get_model("catalogue", "ProductImage")._default_manager
    earlier = pictures.filter(page=OuterRef("page"), sort_order__lt=OuterRef("sort_order"))
    shown = ~Exists(earlier) | Q(Among("image_id", "image_ids", "bigint"))
    wanted = Q(shown, Among("page_id", "page_ids", "bigint")) | Q(page=Given("whole", BigIntegerField()))
    return pictures.filter(wanted).select_related("image")


_ROWS: "Statement[ProductImage]" = Statement(_rows)
