"""The bag: rows in the database, so that two tabs never overwrite each other; the session knows its id."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

MAX_QUANTITY = 99
MAX_LINES = 50


class Bag(models.Model):
    """One shopper's bag; it belongs to an account once its owner has logged in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="bag"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    def __str__(self) -> str:
        return str(self.id)


class BagLine(models.Model):
    """Some pieces of one SKU in a bag, with the name and price the shopper last saw for it."""

    bag = models.ForeignKey(Bag, models.CASCADE, related_name="lines")
    sku = models.CharField(max_length=64)
    quantity = models.PositiveSmallIntegerField()
    seen_price = models.DecimalField(max_digits=10, decimal_places=2)
    seen_name = models.CharField(max_length=400)  # what is gone can still be named
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("sku",), name="bag_line_sku"),)
        constraints = (
            models.UniqueConstraint(fields=("bag", "sku"), name="bag_line_once_per_sku"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MAX_QUANTITY), name="bag_line_quantity_bounds"
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} × {self.sku}"
