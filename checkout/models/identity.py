"""Which shop this is, among all that may share its Stripe account."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

ID_LENGTH = 64


def new_shop_id() -> str:
    """A name that no other installation has."""
    return uuid.uuid4().hex


def address_now() -> str:
    """Where this shop is reached."""
    return settings.SITE_URL[:200]


class ShopIdentity(models.Model):
    """The one row that is made with the tables and never changed, so that backups and processes share it.

    It also counts what Stripe told us about other shops: one row for all of that.
    """

    shop_id = models.CharField(max_length=ID_LENGTH, default=new_shop_id)
    made_at = models.DateTimeField(default=timezone.now)  # older payments name no shop
    made_for = models.CharField(max_length=200, blank=True, default=address_now)
    foreign_events = models.PositiveBigIntegerField(default=0, db_default=0)
    foreign_shop = models.CharField(max_length=ID_LENGTH, blank=True, db_default="")  # the last one
    foreign_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.shop_id
