"""What Stripe told us: each event once, with what became of it. Never its body, which holds personal data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WebhookOutcome(models.TextChoices):
    """What became of an event."""

    RECEIVED = "received", _("Not done yet")
    DONE = "done", _("Done")
    IGNORED = "ignored", _("Nothing to do")
    FAILED = "failed", _("Failed, Stripe will send it again")


# What staff read instead of Stripe's names.
WORDS = {
    "payment_intent.succeeded": _("Payment received"),
    "payment_intent.payment_failed": _("Payment declined"),
    "payment_intent.processing": _("Payment on its way"),
    "payment_intent.canceled": _("Payment given up"),
    "charge.refunded": _("Money given back"),
    "refund.created": _("Refund begun"),
    "refund.updated": _("Refund changed"),
    "refund.failed": _("Refund failed"),
    "charge.dispute.created": _("Payment disputed"),
    "charge.dispute.closed": _("Dispute decided"),
}
OTHER = _("Other news from Stripe")

# Its effects are committed; only then may a repeated delivery be skipped.
PROCESSED = frozenset({WebhookOutcome.DONE, WebhookOutcome.IGNORED})


class WebhookEvent(models.Model):
    """One event of Stripe's."""

    stripe_id = models.CharField(_("event"), max_length=255, unique=True)
    type = models.CharField(_("type"), max_length=100)
    stripe_pid = models.CharField(_("payment"), max_length=255, blank=True, db_index=True)
    livemode = models.BooleanField(default=False)
    api_version = models.CharField(_("API version"), max_length=40, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=WebhookOutcome, default=WebhookOutcome.RECEIVED
    )
    detail = models.CharField(_("detail"), max_length=255, blank=True)
    deliveries = models.PositiveIntegerField(_("deliveries"), default=1)
    order = models.ForeignKey(
        "checkout.Order",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="webhook_events",
        verbose_name=_("order"),
    )
    received_at = models.DateTimeField(_("received"), auto_now_add=True, db_index=True)
    processed_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("webhook event")
        verbose_name_plural = _("webhook events")

    def __str__(self) -> str:
        return f"{self.words} {self.stripe_id}"

    @property
    def words(self) -> str:
        """What it tells, in the active language."""
        return str(WORDS.get(self.type, OTHER))

    @property
    def is_processed(self) -> bool:
        """Whether its effects are committed."""
        return self.outcome in PROCESSED
