"""A checkout on its way to payment: written down before anything is charged."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from checkout.models.sums import adds_up


class AttemptState(models.TextChoices):
    """Where a checkout stands. Placed and expired are final, but money wins: an expired one may be placed.

    One that awaits its payment has been confirmed by the shopper, has no bag any more and keeps its stock.
    """

    OPEN = "open", _("Open")
    AWAITING = "awaiting", _("Awaiting payment")
    PLACED = "placed", _("Order placed")
    EXPIRED = "expired", _("Expired")


class CheckoutAttempt(models.Model):
    """One shopper's way from bag to payment: one PaymentIntent at Stripe, at most one order.

    Its id is the holder of the stock holds and the root of every idempotency key. `expires_at` is when an
    open one counts as abandoned, and when Stripe is next asked about one that awaits its payment.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bag = models.ForeignKey("checkout.Bag", models.SET_NULL, null=True, blank=True, related_name="attempts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=AttemptState, default=AttemptState.OPEN)
    currency = models.CharField(max_length=3)
    stripe_pid = models.CharField(max_length=255, unique=True, null=True, blank=True)
    intent_amount_minor = models.PositiveBigIntegerField()
    failures = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)
    held_since = models.DateTimeField(null=True, blank=True)  # with its predecessors: see checkout/holding.py
    released_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("bag",), condition=Q(state=AttemptState.OPEN), name="attempt_one_open_per_bag"
            ),
        )
        indexes = (models.Index(fields=("state", "created_at"), name="attempt_state_created"),)

    def __str__(self) -> str:
        return str(self.id)

    def latest_quote(self) -> "CheckoutQuote | None":
        """The quote that was frozen last; None before the first pass through the gate."""
        return self.quotes.order_by("-version").first()

    def quote_of(self, version: int | None) -> "CheckoutQuote | None":
        """The quote that a payment names by its `version`; else the latest; None without any."""
        return self.quotes.filter(version=version or 0).first() or self.latest_quote()


class CheckoutQuote(models.Model):
    """What was promised for one press of Pay: lines, prices and delivery details, never changed again.

    The payment's metadata names the version that it pays for, so even when two tabs freeze different bags
    the order is always the one that was charged.
    """

    attempt = models.ForeignKey(CheckoutAttempt, models.CASCADE, related_name="quotes")
    version = models.PositiveIntegerField()
    lines = models.JSONField()
    details = models.JSONField()
    save_info = models.BooleanField(default=False)
    # As the page spoke; empty: the shop's own.
    language = models.CharField(max_length=10, blank=True, default="", db_default="")
    is_rebuilt = models.BooleanField(default=False)
    order_total = models.DecimalField(max_digits=12, decimal_places=2)
    delivery_cost = models.DecimalField(max_digits=12, decimal_places=2)
    grand_total = models.DecimalField(max_digits=12, decimal_places=2)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("attempt", "version"), name="quote_version_once"),
            models.CheckConstraint(
                condition=adds_up("grand_total", F("order_total") + F("delivery_cost")),
                name="quote_adds_up",
            ),
        )

    def __str__(self) -> str:
        return f"{self.attempt_id} v{self.version}"

    def bag_json(self) -> list[list[Any]]:
        """The lines in the compact form that also travels with the payment: [[sku, quantity, "price"], …]."""
        return [[line["sku"], line["quantity"], line["unit_price"]] for line in self.lines]
