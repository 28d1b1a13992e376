"""The variants of a product: what is really sold, each under its own SKU."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Upper
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Orderable

from catalogue.models.stock import StockRecord

SKU_PATTERN = r"^[A-Za-z0-9._-]+\Z"
sku_characters = RegexValidator(
    SKU_PATTERN, _("Use letters A to Z, digits, full stops, hyphens and underscores only.")
)
not_negative = MinValueValidator(Decimal(0), _("A price cannot be negative."))


class ProductVariantQuerySet(QuerySet["ProductVariant"]):
    """Reads of live variant rows."""

    def with_current_price(self, now: datetime) -> "ProductVariantQuerySet":
        """Adds `current_price`, what is charged at `now`; the SQL twin of `ProductVariant.price_at`."""
        started = Q(sale_starts_at__isnull=True) | Q(sale_starts_at__lte=now)
        not_over = Q(sale_ends_at__isnull=True) | Q(sale_ends_at__gt=now)
        on_sale = Q(sale_price__isnull=False) & started & not_over
        return self.annotate(current_price=Case(When(on_sale, then=F("sale_price")), default=F("price")))

    def with_free(self) -> "ProductVariantQuerySet":
        """Adds `free`, the pieces that can be sold now; 0 for a SKU that was never counted."""
        counted = StockRecord.objects.filter(sku=OuterRef("sku")).annotate(left=F("on_hand") - F("reserved"))
        return self.annotate(free=Coalesce(Subquery(counted.values("left")), 0))


class ProductVariant(Orderable):
    """One thing to buy. Publishing may replace its row: point to its SKU, never to its id."""

    page = ParentalKey("catalogue.ProductPage", on_delete=models.CASCADE, related_name="variants")
    # No unique constraint: translations and aliases of a product share SKUs, and a copy would fail with a
    # database error (wagtail/wagtail#5966). The page's form and `catalogue.skus` keep SKUs apart instead.
    sku = models.CharField(
        _("SKU"),
        max_length=64,
        db_index=True,
        validators=[sku_characters],
        help_text=_(
            "The stock number, unique in the shop. Stock and past orders follow it: do not reuse it."
        ),
    )
    option_1 = models.CharField(_("first option"), max_length=60, blank=True, help_text=_("Such as A3 or L."))
    option_2 = models.CharField(_("second option"), max_length=60, blank=True, help_text=_("Such as Oak."))
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2, validators=[not_negative])
    sale_price = models.DecimalField(
        _("sale price"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[not_negative],
        help_text=_("Shown as a reduction of the lowest price in the 30 days before the sale."),
    )
    sale_starts_at = models.DateTimeField(
        _("sale starts"), null=True, blank=True, help_text=_("Empty: at once.")
    )
    sale_ends_at = models.DateTimeField(_("sale ends"), null=True, blank=True, help_text=_("Empty: stays."))
    # What was asked least in the 30 days before the sale; `catalogue.price_history` writes it on publishing.
    lowest_before = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, blank=True, editable=False
    )
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("own picture"),
        help_text=_(
            "Shown first when chosen, in the bag and the order. Empty: the first picture of the gallery."
        ),
    )
    weight_g = models.PositiveIntegerField(_("weight in grams"), null=True, blank=True)

    objects = ProductVariantQuerySet.as_manager()

    panels = [
        FieldPanel("sku", required_on_save=True),
        FieldRowPanel([FieldPanel("option_1"), FieldPanel("option_2")]),
        FieldRowPanel([FieldPanel("price", required_on_save=True), FieldPanel("weight_g")]),
        MultiFieldPanel(
            [
                FieldPanel("sale_price"),
                FieldRowPanel([FieldPanel("sale_starts_at"), FieldPanel("sale_ends_at")]),
            ],
            heading=_("Sale"),
            classname="collapsed",
        ),
        FieldPanel("image"),
    ]

    class Meta(Orderable.Meta):
        # Rows that no editor has sorted yet have no number: their age decides, the same each time.
        ordering = ("sort_order", "pk")
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        indexes = (
            models.Index(Upper("sku"), name="variant_sku_any_case"),
            # When prices change next is asked after each change; few variants have such hours.
            models.Index(
                fields=("sale_starts_at",),
                condition=Q(sale_starts_at__isnull=False),
                name="variant_sale_starts",
            ),
            models.Index(
                fields=("sale_ends_at",), condition=Q(sale_ends_at__isnull=False), name="variant_sale_ends"
            ),
        )

    def __str__(self) -> str:
        return self.sku

    @property
    def label(self) -> str:
        """The option values as one text, such as "A3, Oak"; empty without options."""
        return ", ".join(value for value in (self.option_1, self.option_2) if value)

    def is_on_sale_at(self, now: datetime) -> bool:
        """Whether the sale price counts at `now`: from its start, up to but not including its end."""
        if self.sale_price is None:
            return False
        started = self.sale_starts_at is None or self.sale_starts_at <= now
        return started and (self.sale_ends_at is None or now < self.sale_ends_at)

    def price_at(self, now: datetime) -> Decimal:
        """What one piece costs at `now`, in major units."""
        if self.sale_price is not None and self.is_on_sale_at(now):
            return self.sale_price
        return self.price

    def low_at(self, now: datetime) -> Decimal | None:
        """The lowest price in the 30 days before the sale that counts at `now`; None without a sale.

        For what was sold before there was a history, the regular price.
        """
        if self.price is None or not self.is_on_sale_at(now):  # a preview may come before the price
            return None
        return self.price if self.lowest_before is None else min(self.price, self.lowest_before)

    def reduced_from(self, now: datetime) -> Decimal | None:
        """The price that is struck at `now`; None unless the sale is below what was asked before it."""
        low = self.low_at(now)
        return low if low is not None and self.sale_price is not None and self.sale_price < low else None
