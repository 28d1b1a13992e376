"""What staff set about orders, in the site's settings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="clipboard-list")
class OrderSettings(BaseSiteSetting):
    """What the shop does by itself with orders that need attention."""

    refund_unsupplied_after = models.PositiveSmallIntegerField(
        _("hours until the shop refunds what it cannot supply"),
        default=24,
        null=True,
        blank=True,
        help_text=_(
            "An order whose pieces are not there is refunded by itself unless staff decide within so many "
            "hours. 0 refunds at once; empty leaves it to staff."
        ),
    )

    class Meta:
        verbose_name = _("orders")
