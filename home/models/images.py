"""The shop's pictures: one image model for every page, and its renditions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL.Image import DecompressionBombError
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image, SourceImageIOError

# What Pillow raises of half a file.
BROKEN = (OSError, SyntaxError, ValueError, EOFError, DecompressionBombError)


class ShopImage(AbstractImage):
    """A picture; its `description` is the alternative text where a page gives none of its own."""

    is_unreadable = models.BooleanField(default=False, db_default=False, editable=False)

    admin_form_fields = Image.admin_form_fields

    if TYPE_CHECKING:
        # Wagtail publishes no types: without this the reverse of `uploaded_by_user` has none either.
        _default_manager: ClassVar[models.Manager["ShopImage"]]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]
        # The few that the admin's start page names.
        indexes = [
            models.Index(fields=["id"], condition=models.Q(is_unreadable=True), name="image_unreadable")
        ]

    def generate_rendition_file(self, filter: Filter, *, source: Any = None) -> Any:
        """As Wagtail's, with one error for whatever is wrong with a file: its lists show a sign instead."""
        with one_error():
            return super().generate_rendition_file(filter, source=source)

    def create_rendition(self, filter: Filter) -> AbstractRendition:
        """As Wagtail's, with the same error when there is no room to write."""
        with one_error():
            return super().create_rendition(filter)


@contextmanager
def one_error() -> Iterator[None]:
    """Whatever breaks in here is SourceImageIOError, which is what Wagtail expects and catches."""
    try:
        yield
    except SourceImageIOError:
        raise
    except BROKEN as error:
        raise SourceImageIOError(str(error)) from error


class ShopRendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(ShopImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_spec"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"
