"""What listings are filtered and counted by: plain rows that `catalogue.facets.keeping` makes of live pages.

Nothing here is a truth of its own. All of it can be deleted and made again by `manage.py rebuild_listings`.
"""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

MAX_LENGTH = 60
hex_color = RegexValidator(r"^#[0-9A-Fa-f]{6}\Z", _("Write a colour as #16324A."))


class FacetValue(models.Model):
    """One answer to one question, such as Paper size: A3, in one language; the slugs stand in addresses."""

    language = models.CharField(_("language"), max_length=10)
    facet = models.SlugField(max_length=MAX_LENGTH, allow_unicode=True)
    value = models.SlugField(max_length=MAX_LENGTH, allow_unicode=True)
    name = models.CharField(_("facet"), max_length=MAX_LENGTH)
    label = models.CharField(_("value"), max_length=MAX_LENGTH)
    color = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        validators=[hex_color],
        help_text=_("Such as #16324A. A facet is shown as dots once each of its values has a colour."),
    )

    panels = [FieldPanel("name", read_only=True), FieldPanel("label", read_only=True), FieldPanel("color")]

    class Meta:
        ordering = ("language", "facet", "value")
        verbose_name = _("filter value")
        verbose_name_plural = _("filter values")
        # Rows come and go with the products; editors choose their colours.
        default_permissions = ("view", "change")
        constraints = (
            models.UniqueConstraint(fields=("language", "facet", "value"), name="facet_value_once"),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.label}"


class ListingRow(models.Model):
    """What the index says of some variants of a product now: the cheapest price, any in stock."""

    category = models.ForeignKey("catalogue.CategoryPage", models.CASCADE, related_name="+", db_index=False)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    in_stock = models.BooleanField()
    on_sale = models.BooleanField()
    # Shows a product of the same language in a further place.
    is_alias = models.BooleanField()

    class Meta:
        abstract = True


class ListingEntry(ListingRow):
    """A live product, over all of its variants; one without a variant has no entry."""

    page = models.OneToOneField("catalogue.ProductPage", models.CASCADE, primary_key=True, related_name="+")
    title = models.CharField(max_length=255)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("page",)
        indexes = (
            models.Index(fields=("category", "-published_at", "-page"), name="listing_newest"),
            models.Index(fields=("-published_at", "-page"), name="listing_all_newest"),
            models.Index(fields=("price", "title", "page"), name="listing_all_price"),
            models.Index(fields=("title", "page"), name="listing_all_title"),
        )

    def __str__(self) -> str:
        return self.title


class FacetEntry(ListingRow):
    """A live product, over those of its variants that have one value."""

    page = models.ForeignKey("catalogue.ProductPage", models.CASCADE, related_name="+", db_index=False)
    value = models.ForeignKey(FacetValue, models.CASCADE, related_name="entries", db_index=False)

    class Meta:
        ordering = ("page", "value")
        constraints = (models.UniqueConstraint(fields=("page", "value"), name="facet_entry_once"),)
        indexes = (
            models.Index(fields=("value", "category"), name="facet_entry_value"),
            models.Index(fields=("category", "value"), name="facet_entry_category"),
        )

    def __str__(self) -> str:
        return f"{self.page_id}: {self.value_id}"


class ListingDue(models.Model):
    """Something that the index has to be told at `due_at`: a sale begins or ends, a SKU ran out or came back.

    Exactly one of `page` and `sku` is set. Rows are only added and taken away, so that a checkout which
    writes one never waits for another.
    """

    page = models.ForeignKey("catalogue.ProductPage", models.CASCADE, null=True, related_name="+")
    sku = models.CharField(max_length=64, blank=True)
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("due_at", "pk")

    def __str__(self) -> str:
        return self.sku or str(self.page_id)
