"""What staff set about delivery, in the site's settings."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from catalogue.remembering import RememberedSettings

SATURDAY = 5
working_days = [MinValueValidator(0), MaxValueValidator(60)]


@register_setting(icon="tag")
class DeliverySettings(RememberedSettings, BaseSiteSetting):
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
    handling_days_min = models.PositiveSmallIntegerField(
        _("packed after, at least"), default=1, db_default=1, validators=working_days
    )
    handling_days_max = models.PositiveSmallIntegerField(
        _("packed after, at most"), default=2, db_default=2, validators=working_days
    )
    transit_days_min = models.PositiveSmallIntegerField(
        _("on the way, at least"), default=2, db_default=2, validators=working_days
    )
    transit_days_max = models.PositiveSmallIntegerField(
        _("on the way, at most"), default=3, db_default=3, validators=working_days
    )
    return_days = models.PositiveSmallIntegerField(
        _("days to send something back"),
        default=30,
        db_default=30,
        validators=[MinValueValidator(14), MaxValueValidator(365)],
        help_text=_("Counted from delivery. The law of the European Union asks for 14 at least."),
    )
    country = CountryField(
        _("home country"),
        default="DE",
        db_default="DE",
        help_text=_("Search engines and product feeds are told that these terms hold there."),
    )

    panels = [
        MultiFieldPanel([FieldRowPanel([FieldPanel("percentage"), FieldPanel("free_from")])], _("Price")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("handling_days_min"), FieldPanel("handling_days_max")]),
                FieldRowPanel([FieldPanel("transit_days_min"), FieldPanel("transit_days_max")]),
            ],
            heading=_("Working days"),
            help_text=_("Product pages tell shoppers the dates that follow from these."),
        ),
        MultiFieldPanel([FieldPanel("return_days"), FieldPanel("country")], heading=_("Terms")),
    ]

    class Meta:
        verbose_name = _("delivery")

    def clean(self) -> None:
        super().clean()
        for name in ("handling_days", "transit_days"):
            if getattr(self, f"{name}_min") > getattr(self, f"{name}_max"):
                raise ValidationError({f"{name}_max": _("At most cannot be less than at least.")})

    def arrival(self) -> tuple[date, date]:
        """The first and the last day on which an order of today arrives; weekends carry nothing."""
        today = timezone.localdate()
        soonest = self.handling_days_min + self.transit_days_min
        latest = self.handling_days_max + self.transit_days_max
        return _working_day(today, soonest), _working_day(today, latest)


def _working_day(start: date, number: int) -> date:
    """The working day that is `number` such days after `start`."""
    return next(islice(_working_days_after(start), max(number, 1) - 1, None))


def _working_days_after(start: date) -> Iterator[date]:
    day = start
    while True:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            yield day
