"""Orders: what was bought, frozen; and their states."""

import secrets
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_countries.fields import CountryField
from wagtail.images import get_image_model_string

from checkout.models.sums import adds_up

# Crockford's base 32: no I, L, O, U, so a number can be read over the telephone.
NUMBER_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NUMBER_GROUPS, NUMBER_GROUP_LENGTH = 4, 4

# The delivery details of an order and how long each may be: columns, form and rebuilt orders share it.
DETAIL_LENGTHS = {
    "full_name": 100,
    "email": 254,
    "phone_number": 32,
    "street_address1": 120,
    "street_address2": 120,
    "town_or_city": 80,
    "county": 80,
    "postcode": 20,
    "country": 2,
}


class OrderState(models.TextChoices):
    """What an order's money says; fulfilment is another matter."""

    REVIEW = "review", _("Needs attention")
    PAID = "paid", _("Paid")
    PART_REFUNDED = "part_refunded", _("Part refunded")
    REFUNDED = "refunded", _("Refunded")
    DISPUTED = "disputed", _("Disputed")
    DISPUTE_LOST = "dispute_lost", _("Dispute lost")


# Which state may follow which; anything else is refused, so a late event can never turn an order back.
TRANSITIONS: dict[str, frozenset[str]] = {
    OrderState.REVIEW: frozenset({"paid", "part_refunded", "refunded", "disputed", "dispute_lost"}),
    OrderState.PAID: frozenset({"part_refunded", "refunded", "disputed", "dispute_lost"}),
    # A refund can fail days later at the bank, so these two may turn back.
    OrderState.PART_REFUNDED: frozenset({"paid", "review", "refunded", "disputed", "dispute_lost"}),
    OrderState.REFUNDED: frozenset({"paid", "review", "part_refunded", "disputed", "dispute_lost"}),
    OrderState.DISPUTED: frozenset({"paid", "review", "part_refunded", "refunded", "dispute_lost"}),
    OrderState.DISPUTE_LOST: frozenset(),
}


def new_order_number() -> str:
    """A number nobody can guess: 80 random bits in four groups behind the shop's prefix."""
    groups = (
        "".join(secrets.choice(NUMBER_ALPHABET) for _ in range(NUMBER_GROUP_LENGTH))
        for _ in range(NUMBER_GROUPS)
    )
    return "-".join((settings.SHOP_ORDER_PREFIX, *groups))


class Order(models.Model):
    """One paid order. Made by `place_order` alone."""

    order_number = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    attempt = models.OneToOneField(
        "checkout.CheckoutAttempt", models.PROTECT, related_name="order", editable=False
    )
    user_profile = models.ForeignKey(
        "profiles.UserProfile",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("customer"),
    )
    date = models.DateTimeField(_("date"), auto_now_add=True, db_index=True)
    state = models.CharField(_("state"), max_length=16, choices=OrderState, default=OrderState.PAID)

    full_name = models.CharField(_("full name"), max_length=DETAIL_LENGTHS["full_name"])
    email = models.EmailField(_("e-mail"), max_length=DETAIL_LENGTHS["email"])
    phone_number = models.CharField(_("phone number"), max_length=DETAIL_LENGTHS["phone_number"], blank=True)
    street_address1 = models.CharField(_("street and number"), max_length=DETAIL_LENGTHS["street_address1"])
    street_address2 = models.CharField(
        _("flat, floor, company"), max_length=DETAIL_LENGTHS["street_address2"], blank=True
    )
    town_or_city = models.CharField(_("town or city"), max_length=DETAIL_LENGTHS["town_or_city"])
    county = models.CharField(_("county or state"), max_length=DETAIL_LENGTHS["county"], blank=True)
    postcode = models.CharField(_("postcode"), max_length=DETAIL_LENGTHS["postcode"], blank=True)
    country = CountryField(_("country"))
    # What the shopper read, for the mails, which the worker sends; empty: the shop's own.
    language = models.CharField(
        _("language"), max_length=10, blank=True, editable=False, default="", db_default=""
    )

    currency = models.CharField(_("currency"), max_length=3)
    money_version = models.PositiveIntegerField(default=0, editable=False)
    order_total = models.DecimalField(_("pieces"), max_digits=12, decimal_places=2)
    delivery_cost = models.DecimalField(_("delivery"), max_digits=12, decimal_places=2)
    grand_total = models.DecimalField(_("total"), max_digits=12, decimal_places=2)
    paid_total = models.DecimalField(_("received"), max_digits=12, decimal_places=2)
    refunded_total = models.DecimalField(_("refunded"), max_digits=12, decimal_places=2, default=0)

    original_bag = models.TextField(_("bag as paid"), editable=False)
    stripe_pid = models.CharField(
        _("Stripe payment"), max_length=255, unique=True, null=True, blank=True, editable=False
    )
    livemode = models.BooleanField(default=False, editable=False)
    card_brand = models.CharField(_("paid with"), max_length=40, blank=True)
    card_last4 = models.CharField(_("card ends in"), max_length=4, blank=True)
    review_reasons = models.JSONField(_("why it needs attention"), default=list, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)

    # When Stripe is next told which order its payment became; null: it knows, or there is no payment.
    naming_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    naming_tries = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        ordering = ("-date", "-id")
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        permissions = (
            ("refund_order", "Can refund orders"),
            ("review_order", "Can accept orders that need attention"),
        )
        constraints = (
            models.CheckConstraint(
                condition=adds_up("grand_total", F("order_total") + F("delivery_cost")), name="order_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(refunded_total__gte=0) & Q(refunded_total__lte=F("paid_total")),
                name="order_refunds_within_paid",
            ),
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="order_state_known"),
        )
        indexes = (
            models.Index(
                fields=("naming_due_at",),
                condition=Q(naming_due_at__isnull=False),
                name="order_naming_due",
            ),
        )

    def __str__(self) -> str:
        return self.order_number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give the order its number, then save."""
        if not self.order_number:
            self.order_number = new_order_number()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("checkout:success", args=[self.order_number])

    def can_become(self, state: str) -> bool:
        """Whether the transition table lets this order go to `state`."""
        return state in TRANSITIONS[self.state]

    @property
    def needs_attention(self) -> bool:
        return self.state == OrderState.REVIEW

    @property
    def paid_currency(self) -> str:
        """The currency that was charged, where it is not the order's own."""
        charged = (reason["received"] for reason in self.review_reasons if reason.get("code") == "currency")
        return next(charged, self.currency)

    @property
    def first_name(self) -> str:
        """How the shop greets: the first word of the name."""
        return self.full_name.split(" ")[0]

    @property
    def country_name(self) -> str:
        """The country in the active language."""
        return str(countries.name(str(self.country)))

    @property
    def address_lines(self) -> list[str]:
        """The delivery address as it is printed, line by line."""
        town = f"{self.postcode} {self.town_or_city}".strip()
        lines = (self.full_name, self.street_address1, self.street_address2, town, self.county)
        return [line for line in (*lines, self.country_name) if line]

    @property
    def piece_count(self) -> int:
        return sum(line.quantity for line in self.lines.all())


class OrderLineItem(models.Model):
    """One line as it was sold. The links may break; the copy stays."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    product = models.ForeignKey(
        "catalogue.ProductPage", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    page_revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    image = models.ForeignKey(
        get_image_model_string(), models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sku = models.CharField(_("SKU"), max_length=64)
    name = models.CharField(_("name"), max_length=255)
    label = models.CharField(_("kind"), max_length=255, blank=True)
    product_size = models.CharField(_("choice"), max_length=130, blank=True)
    quantity = models.PositiveSmallIntegerField(_("pieces"))
    unit_price = models.DecimalField(_("price"), max_digits=10, decimal_places=2)
    regular_price = models.DecimalField(_("price before sale"), max_digits=10, decimal_places=2)
    lineitem_total = models.DecimalField(_("total"), max_digits=12, decimal_places=2)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=adds_up("lineitem_total", F("unit_price") * F("quantity")), name="line_adds_up"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="line_at_least_one"),
            models.UniqueConstraint(fields=("order", "sku"), name="line_once_per_sku"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} × {self.sku}"

    @property
    def struck_total(self) -> Decimal | None:
        """What the line would have cost without the sale it was bought in; None without one."""
        return self.regular_price * self.quantity if self.regular_price > self.unit_price else None
