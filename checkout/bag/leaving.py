"""Pieces that leave a bag because they are paid for."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When

from checkout.models import BagLine


def take_out(bag_id: UUID, paid: Mapping[str, int]) -> None:
    """Take the `paid` pieces (by SKU) out of the bag; what was added meanwhile stays.

    Its lines are locked in order of their key, as by everybody who changes a bag.
    """
    rows = BagLine.objects.filter(bag_id=bag_id, sku__in=paid).order_by("pk")
    left = {row.pk: row.quantity - paid[row.sku] for row in rows.select_for_update()}
    more = {pk: quantity for pk, quantity in left.items() if quantity > 0}
    BagLine.objects.filter(pk__in=left.keys() - more.keys()).delete()
    if more:
        quantities: list[Any] = [When(pk=pk, then=Value(quantity)) for pk, quantity in more.items()]
        BagLine.objects.filter(pk__in=more).update(quantity=Case(*quantities, output_field=IntegerField()))
