"""Whether a product is on sale at all, in every language: what no draft of a page can say.

A product is sold while its source is published: the page in the shop's own language, or, until that was
published, the page that was written first.
"""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from wagtail.models import Page

from catalogue.statements import Given


def in_time(now: datetime | Given | None = None) -> Q:
    """Not past the expiry, even if the scheduler is late."""
    return Q(expire_at__isnull=True) | Q(expire_at__gt=now or timezone.now())


def _source(now: datetime | Given | None) -> models.QuerySet[Page]:
    return Page.objects.live().filter(in_time(now), pk=OuterRef("source_pk"))


def source_expiry() -> Any:
    """For a statement of product pages: when the source of each expires."""
    stands = ProductStanding.objects.filter(product_key=OuterRef("translation_key"))
    source = Page.objects.filter(pk=OuterRef("source_pk")).order_by()
    return stands.annotate(expires_at=Subquery(source.values("expire_at"))).values("expires_at")


class ProductStandingQuerySet(models.QuerySet["ProductStanding"]):
    """Reads of where products stand."""

    def without_source(self, now: datetime | Given | None = None) -> Self:
        """Those whose source is not published, has expired or is gone."""
        return self.filter(~Exists(_source(now)))

    def off_sale(self, now: datetime | Given | None = None) -> Self:
        """Those that nobody can buy in any language."""
        return self.filter(Q(archived_at__isnull=False) | ~Exists(_source(now)))


class ProductStanding(models.Model):
    """Where the pages of one translation key stand; an alias has a key, and so a row, of its own.

    `source_pk` outlives its page: a product whose source was deleted is known by that. No row, as beside
    older code, means on sale.
    """

    product_key = models.UUIDField(primary_key=True)
    source_pk = models.BigIntegerField(db_index=True)
    archived_at = models.DateTimeField(null=True)

    objects = ProductStandingQuerySet.as_manager()

    class Meta:
        ordering = ("product_key",)
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.product_key)
