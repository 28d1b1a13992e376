"""The outbox: a mail is a row in the order's transaction, sent later by the worker."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailKind(models.TextChoices):
    """Which mail."""

    CONFIRMATION = "confirmation", _("Order confirmation")


class OutgoingMail(models.Model):
    """One mail about one order, sent once."""

    order = models.ForeignKey("checkout.Order", models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=20, choices=MailKind)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("order", "kind"), name="mail_once_per_order"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.order_id}"
