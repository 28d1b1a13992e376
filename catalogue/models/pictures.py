"""Which pictures wait for their sizes; rows come with a use or a new file, and go when all is made."""

from django.conf import settings
from django.db import models


class PictureDue(models.Model):
    """A picture that lacks sizes, the lowest rank first. Whoever makes them pushes `not_before` ahead."""

    image = models.OneToOneField(settings.WAGTAILIMAGES_IMAGE_MODEL, models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()
    not_before = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        ordering = ("rank", "pk")
        indexes = (models.Index(fields=("rank", "id"), name="picture_due_first"),)

    def __str__(self) -> str:
        return f"{self.image_id}, rank {self.rank}"


class PictureCursor(models.Model):
    """One row: the newest use of a picture that was looked at, as Wagtail's reference index numbers them."""

    reference = models.BigIntegerField(default=0, db_default=0)
    looked_back_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.reference)
