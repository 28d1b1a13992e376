"""Who wants to be told when a sold-out piece is back: plain rows by SKU, gone once they are told."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from catalogue.models.products import ProductPage
from catalogue.models.stock import StockRecord
from catalogue.models.variants import ProductVariant


class BackInStockQuerySet(models.QuerySet["BackInStockRequest"]):
    """Reads of those who wait."""

    def due(self, now: datetime) -> Self:
        """Whose piece can be bought now, on a page that everybody sees; without those put off for later."""
        free = StockRecord.objects.filter(sku=OuterRef("sku"), on_hand__gt=F("reserved"))
        pages = ProductPage.objects.visible().values("pk")
        shown = ProductVariant.objects.filter(sku=OuterRef("sku"), page__in=pages)
        return self.filter(Exists(free), Exists(shown), next_try_at__lte=now)


class BackInStockRequest(models.Model):
    """One address that waits for one SKU. It is kept for one mail: the row goes when that has left."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sku = models.CharField(max_length=64)
    email = models.EmailField()  # in small letters, so that one mailbox waits once
    language = models.CharField(max_length=10)  # as the page spoke
    # Names the address in links without spelling it; nobody without the shop's secret can make it.
    withdrawal_key = models.CharField(max_length=64, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BackInStockQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # staff see how many wait, and nobody's address
        constraints = (models.UniqueConstraint(fields=("sku", "email"), name="back_in_stock_asked_once"),)

    def __str__(self) -> str:
        return f"{self.sku}: {self.pk}"
