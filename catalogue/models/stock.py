"""Stock: plain tables keyed by SKU, which no revision of a page can ever touch."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class StockRecord(models.Model):
    """How many pieces of one SKU there are, and how many of them open checkouts hold."""

    sku = models.CharField(_("SKU"), max_length=64, unique=True)
    on_hand = models.IntegerField(_("on hand"), default=0)
    reserved = models.IntegerField(_("held"), default=0)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ("sku",)
        verbose_name = _("stock")
        verbose_name_plural = _("stock")
        # Rows are never written by hand: `catalogue.stock` writes them, with a movement each.
        default_permissions = ("view",)
        permissions = (("adjust_stock", "Can adjust stock"),)
        constraints = (
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="stock_on_hand_not_negative"),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="stock_reserved_not_negative"),
            models.CheckConstraint(condition=Q(reserved__lte=F("on_hand")), name="stock_reserved_on_hand"),
        )

    def __str__(self) -> str:
        return self.sku

    @property
    def free(self) -> int:
        """Pieces that can still be sold."""
        return self.on_hand - self.reserved


class MovementKind(models.TextChoices):
    """Why stock changed."""

    INITIAL = "initial", _("First count")
    SALE = "sale", _("Sold")
    RESTOCK = "restock", _("Came back")
    DELIVERY = "delivery", _("Delivered to us")
    COUNT = "count", _("Counted")
    DAMAGE = "damage", _("Damaged or lost")
    OTHER = "other", _("Other")


class StockMovement(models.Model):
    """One change of stock; only ever added, so that the sum of a SKU's rows is its stock on hand."""

    record = models.ForeignKey(StockRecord, models.PROTECT, related_name="movements", verbose_name=_("SKU"))
    delta = models.IntegerField(_("change"))
    kind = models.CharField(_("reason"), max_length=16, choices=MovementKind)
    reference = models.CharField(_("reference"), max_length=64, blank=True)
    note = models.CharField(_("note"), max_length=255, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        constraints = (
            models.CheckConstraint(condition=~Q(delta=0), name="movement_changes_something"),
            # One sale row for one order and SKU: a second writer of the same order fails here.
            models.UniqueConstraint(
                fields=("record", "reference"), condition=Q(kind="sale"), name="movement_sold_once"
            ),
            # And what one refund brings back comes back once. Staff's own corrections name no reference.
            models.UniqueConstraint(
                fields=("record", "reference"),
                condition=Q(kind="restock") & ~Q(reference=""),
                name="movement_restocked_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.record_id}: {self.delta:+d}"


class StockHold(models.Model):
    """Pieces that one open checkout holds; `holder` is its attempt's id, known only to the checkout."""

    record = models.ForeignKey(StockRecord, models.PROTECT, related_name="holds")
    holder = models.UUIDField(db_index=True)
    quantity = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("holder", "record"), name="hold_once_per_record"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="hold_at_least_one"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} × {self.record_id}"
