"""The outbox: a mail is a row in the transaction of what it tells, sent later by the worker."""

from typing import TYPE_CHECKING, cast

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checkout.models.refunds import RefundState

if TYPE_CHECKING:
    from checkout.models.awaited import AwaitedPayment
    from checkout.models.orders import Order


class MailKind(models.TextChoices):
    """Which mail."""

    CONFIRMATION = "confirmation", _("Order confirmation")
    REFUND = "refund", _("Refund notice")
    AWAITED = "awaited", _("Payment awaited")
    AWAITED_FAILED = "awaited_failed", _("Payment not received")


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """What may go out."""

    def true_now(self) -> "OutgoingMailQuerySet":
        """Without notices of refunds whose money did not arrive; they wait until it does."""
        return self.filter(Q(refund=None) | Q(refund__state=RefundState.SUCCEEDED))


class OutgoingMail(models.Model):
    """One mail about one order, one refund of it or one awaited payment, sent once."""

    order = models.ForeignKey("checkout.Order", models.CASCADE, null=True, blank=True, related_name="mails")
    refund = models.ForeignKey("checkout.Refund", models.CASCADE, null=True, blank=True, related_name="mails")
    awaited = models.ForeignKey(
        "checkout.AwaitedPayment", models.CASCADE, null=True, blank=True, related_name="mails"
    )
    kind = models.CharField(max_length=20, choices=MailKind)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("order", "kind"), condition=Q(refund=None), name="mail_once_per_order"
            ),
            models.UniqueConstraint(
                fields=("refund", "kind"), condition=Q(refund__isnull=False), name="mail_once_per_refund"
            ),
            models.CheckConstraint(
                condition=Q(kind="refund", refund__isnull=False) | (~Q(kind="refund") & Q(refund=None)),
                name="mail_names_its_refund",
            ),
            models.UniqueConstraint(
                fields=("awaited", "kind"), condition=Q(awaited__isnull=False), name="mail_once_per_awaited"
            ),
            models.CheckConstraint(
                condition=Q(order__isnull=False, awaited=None) | Q(order=None, awaited__isnull=False),
                name="mail_about_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

    @property
    def about(self) -> "Order | AwaitedPayment":
        """What it is about."""
        return self.order or cast("AwaitedPayment", self.awaited)  # a constraint says that one is there

    @property
    def address(self) -> str:
        """Where it goes; empty for an order rebuilt from a payment that knew none."""
        return self.about.email

    @property
    def language(self) -> str:
        """What its reader reads."""
        return self.order.language if self.order else cast("AwaitedPayment", self.awaited).quote.language

    @property
    def message_name(self) -> str:
        """What its Message-ID begins with: the same for every try."""
        return f"{self.kind}.{self.refund_id or self.about}"
