"""Stock of many variants in one step."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.bulk.plan import Plan, Refused, Row, changed_meanwhile, ticked_variants
from catalogue.models import MovementKind, ProductVariant, StockRecord
from catalogue.stock import OutOfStock, StockMoved, recount

MOST = 2_147_483_647  # what the field holds


class StockStep(models.TextChoices):
    """What is done to the number of pieces."""

    ADD = "add", gettext_lazy("Add pieces")
    TAKE = "take", gettext_lazy("Take pieces away")
    SET = "set", gettext_lazy("Set to this number")


@dataclass(frozen=True)
class Pieces:
    """How many are on hand; None for a SKU that was never counted."""

    on_hand: int | None

    def __str__(self) -> str:
        return _("Never counted") if self.on_hand is None else str(self.on_hand)


@dataclass(frozen=True)
class StockChange:
    """What is to be done, and the reason for the ledger."""

    step: StockStep
    number: int
    kind: MovementKind
    note: str = ""

    def made_of(self, old: int) -> int:
        """What `old` pieces become; perhaps fewer than none."""
        if self.step == StockStep.SET:
            return self.number
        return old + self.number if self.step == StockStep.ADD else old - self.number


@transaction.atomic
def change_stock(
    page_ids: Collection[int], change: StockChange, *, user: Any, shown: str = ""
) -> Plan[Pieces]:
    """The table of what `change` makes of the pages' SKUs; with `shown`, its fingerprint, also the doing.

    Raises Refused, and changes nothing, when there are too many, when something changed since the table was
    shown, or when open checkouts hold some of the pieces.
    """
    by_sku: dict[str, ProductVariant] = {}
    for variant in ticked_variants(page_ids):
        by_sku.setdefault(variant.sku, variant)  # translations and aliases share it
    records = StockRecord.objects.in_bulk(list(by_sku), field_name="sku")
    plan = Plan(tuple(_row(variant, change, records.get(sku)) for sku, variant in by_sku.items()))
    if shown:
        plan.refuse_unless_shown(shown)
        _write(plan, change, user)
    return plan


def _row(variant: ProductVariant, change: StockChange, record: StockRecord | None) -> Row[Pieces]:
    before = Pieces(record.on_hand if record else None)
    after = Pieces(change.made_of(before.on_hand or 0))
    if after == before:
        return Row(variant, before, None, _("Stays the same."))
    fault = _fault(after.on_hand or 0, record)
    return Row(variant, before, after, fault, is_error=bool(fault))


def _fault(after: int, record: StockRecord | None) -> str:
    held = record.reserved if record else 0
    if after < held and held:
        return _("Open checkouts hold %(held)s of them.") % {"held": held}
    if after < 0:
        return _("There are not so many.")
    return _("More than can be counted.") if after > MOST else ""


def _write(plan: Plan[Pieces], change: StockChange, user: Any) -> None:
    before = {row.variant.sku: row.before.on_hand for row in plan.changes}
    after = {row.variant.sku: row.after.on_hand or 0 for row in plan.changes if row.after}
    try:
        recount(before, after, kind=change.kind, note=change.note, user=user)
    except (StockMoved, OutOfStock) as error:
        raise Refused(changed_meanwhile()) from error
