"""What an account would like to have one day."""

from django.conf import settings
from django.db import models


class Wish(models.Model):
    """A product on an account's wishlist; `product_key` as in `catalogue.reviews.product_key_of`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes")
    product_key = models.UUIDField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-added_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("user", "product_key"), name="wish_once"),)
        indexes = (models.Index(fields=("product_key",), name="wish_product"),)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.product_key}"
