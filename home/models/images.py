"""The shop's pictures: one image model for every page, and its renditions."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class ShopImage(AbstractImage):
    """A picture; its `description` is the alternative text where a page gives none of its own."""

    admin_form_fields = Image.admin_form_fields

    if TYPE_CHECKING:
        # Wagtail publishes no types: without this the reverse of `uploaded_by_user` has none either.
        _default_manager: ClassVar[models.Manager["ShopImage"]]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]


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
