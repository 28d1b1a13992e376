"""The outbox: a mail is a row in the transaction of what it tells, sent later by the worker."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checkout.models.refunds import RefundState


class MailKind(models.TextChoices):
    """Which mail."""

    CONFIRMATION = "confirmation", _("Order confirmation")
    REFUND = "refund", _("Refund notice")


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """What may go out."""

    def true_now(self) -> "OutgoingMailQuerySet":
        """Without notices of refunds whose money did not arrive; they wait until it does."""
        return self.filter(Q(refund=None) | Q(refund__state=RefundState.SUCCEEDED))


class OutgoingMail(models.Model):
    """One mail about one order or one refund of it, sent once."""

    order = models.ForeignKey("checkout.Order", models.CASCADE, related_name="mails")
    refund = models.ForeignKey("checkout.Refund", models.CASCADE, null=True, blank=True, related_name="mails")
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
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.order_id}"

    @property
    def message_name(self) -> str:
        """What its Message-ID begins with: the same for every try."""
        return f"{self.kind}.{self.refund_id or self.order.order_number}"
