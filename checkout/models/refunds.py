"""Refunds: written down before Stripe is asked, so that none is lost and none is made twice."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RefundState(models.TextChoices):
    """How far a refund is."""

    REQUESTED = "requested", _("Being sent")
    UNKNOWN = "unknown", _("Stripe did not answer yet")
    PENDING = "pending", _("On its way")
    SUCCEEDED = "succeeded", _("Refunded")
    FAILED = "failed", _("Failed")
    CANCELED = "canceled", _("Canceled")


# Asked for, but whether Stripe has it is not known here; only asking Stripe ends this.
OPEN_STATES = frozenset({RefundState.REQUESTED, RefundState.UNKNOWN})
# Stripe has it, and the money left or is about to leave the shop.
ACCEPTED_STATES = frozenset({RefundState.PENDING, RefundState.SUCCEEDED})
# What counts against the money that can still be refunded.
LIVE_STATES = OPEN_STATES | ACCEPTED_STATES

# Which state may follow which; anything else is a late answer and is refused.
REFUND_TRANSITIONS: dict[str, frozenset[str]] = {
    RefundState.REQUESTED: frozenset({"unknown", "pending", "succeeded", "failed", "canceled"}),
    RefundState.UNKNOWN: frozenset({"pending", "succeeded", "failed", "canceled"}),
    RefundState.PENDING: frozenset({"succeeded", "failed", "canceled"}),
    # The bank may send the money back days later.
    RefundState.SUCCEEDED: frozenset({"failed"}),
    # One that was given up may still turn up at Stripe, and Stripe is right.
    RefundState.FAILED: frozenset({"pending", "succeeded"}),
    RefundState.CANCELED: frozenset(),
}


class RefundOrigin(models.TextChoices):
    """Where a refund was made."""

    SHOP = "shop", _("Here")
    STRIPE = "stripe", _("At Stripe")


class RefundReason(models.TextChoices):
    """Why staff refund."""

    ASKED = "asked", _("The customer sends it back")
    UNAVAILABLE = "unavailable", _("We cannot supply it")
    DAMAGED = "damaged", _("Damaged, wrong or lost on the way")
    MISTAKE = "mistake", _("Paid twice or by mistake")
    OTHER = "other", _("Other")


# How long a failed refund is shown to staff; what they did about it outside the shop, the shop never learns.
SHOWN_AFTER_FAILING = timedelta(days=30)


class RefundQuerySet(models.QuerySet["Refund"]):
    """Refunds that somebody has to look at."""

    def needing_attention(self) -> "RefundQuerySet":
        """Those without Stripe's answer, and those that failed lately and have not been made anew."""
        anew = Refund.objects.filter(
            order=OuterRef("order"), created_at__gt=OuterRef("created_at"), state__in=LIVE_STATES
        )
        lately = timezone.now() - SHOWN_AFTER_FAILING
        failed = Q(state=RefundState.FAILED, updated_at__gte=lately) & ~Exists(anew)
        return self.filter(Q(state__in=OPEN_STATES) | failed)


class Refund(models.Model):
    """One refund of an order's payment. Its id is the idempotency key at Stripe: `refund-<id>`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey("checkout.Order", models.PROTECT, related_name="refunds")
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(
        _("state"), max_length=10, choices=RefundState, default=RefundState.REQUESTED, db_index=True
    )
    stripe_refund_id = models.CharField(
        _("Stripe refund"), max_length=255, unique=True, null=True, blank=True, editable=False
    )
    origin = models.CharField(_("made"), max_length=6, choices=RefundOrigin, default=RefundOrigin.SHOP)
    reason = models.CharField(_("reason"), max_length=12, choices=RefundReason, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    last_error = models.CharField(_("error"), max_length=255, blank=True)
    restocked_at = models.DateTimeField(_("back in stock"), null=True, blank=True)
    created_at = models.DateTimeField(_("when"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        # Orders carry the permissions; a row is never written by hand.
        default_permissions = ()
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_of_something"),
            models.CheckConstraint(condition=Q(state__in=RefundState.values), name="refund_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ACCEPTED_STATES)) | Q(stripe_refund_id__isnull=False),
                name="refund_accepted_by_stripe",
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} of {self.order_id}: {self.state}"

    def can_become(self, state: str) -> bool:
        """Whether the transition table lets this refund go to `state`."""
        return state in REFUND_TRANSITIONS[self.state]

    @property
    def is_open(self) -> bool:
        """Whether only Stripe can tell what became of it."""
        return self.state in OPEN_STATES

    @property
    def is_accepted(self) -> bool:
        """Whether Stripe has taken it."""
        return self.state in ACCEPTED_STATES

    @property
    def stock_reference(self) -> str:
        """What the ledger calls it."""
        return f"refund-{self.pk}"


class RefundLine(models.Model):
    """Pieces of one line that a refund is about; back into stock only where staff chose so."""

    refund = models.ForeignKey(Refund, models.CASCADE, related_name="lines")
    line = models.ForeignKey("checkout.OrderLineItem", models.PROTECT, related_name="refund_lines")
    quantity = models.PositiveSmallIntegerField(_("pieces"))
    restock = models.BooleanField(_("back into stock"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("refund", "line"), name="refund_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="refund_line_at_least_one"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} × {self.line_id}"
