"""What staff set about delivery, in the site's settings."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="tag")
class DeliverySettings(BaseSiteSetting):
    """One rule for now: a share of the goods' price, nothing from a threshold on."""

    percentage = models.DecimalField(
        _("delivery, percent of the goods"),
        max_digits=5,
        decimal_places=2,
        default=Decimal("10.00"),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Charged below the free delivery threshold."),
    )
    free_from = models.DecimalField(
        _("free delivery from"),
        max_digits=10,
        decimal_places=2,
        default=Decimal("60.00"),
        validators=[MinValueValidator(0)],
        help_text=_("In the shop's currency. 0 makes every delivery free."),
    )

    class Meta:
        verbose_name = _("delivery")
