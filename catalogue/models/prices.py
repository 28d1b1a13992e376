"""What each SKU has cost, and from when on: the history that a sale is measured by."""

from django.db import models


class PriceRecord(models.Model):
    """From `since` until the next record of its SKU, one piece cost `price`. To come are a sale's hours.

    Written by `catalogue.price_history` alone, and kept when the product goes.
    """

    sku = models.CharField(max_length=64)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    since = models.DateTimeField()
    is_sale = models.BooleanField()

    class Meta:
        default_permissions = ()
        ordering = ("sku", "since")
        constraints = (models.UniqueConstraint(fields=("sku", "since"), name="price_record_once"),)

    def __str__(self) -> str:
        return f"{self.sku}: {self.price}"
