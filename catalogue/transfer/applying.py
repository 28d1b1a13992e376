"""Makes the changes that somebody has looked at: exactly those, all of them or none."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue import stock
from catalogue.bulk.pages import Values, lock_pages, publish_values, reasons_against
from catalogue.models import MovementKind, ProductPage
from catalogue.transfer.planning import Change
from catalogue.transfer.rows import Row, rows


class CatalogueMoved(Exception):
    """Something that would change says something else by now; nothing was written."""


@transaction.atomic
def apply_changes(changes: Sequence[Change], user: Any) -> int:
    """Publish the changed products and write the counts; answers how many cells have changed.

    Raises CatalogueMoved.
    """
    skus = {change.sku for change in changes}
    lock_pages({row.page_id for row in rows(skus)})
    now = {row.sku: row for row in rows(skus)}
    if any(
        change.sku not in now or now[change.sku].cells[change.column] != change.before for change in changes
    ):
        raise CatalogueMoved
    by_page = _by_page(changes, now)
    if reasons_against(list(ProductPage.objects.filter(pk__in=by_page)), user):
        raise CatalogueMoved  # a draft, or a lock, since the table was shown
    publish_values(by_page, user)
    _recount([change for change in changes if change.column == "on_hand"], user)
    return len(changes)


def _by_page(changes: Sequence[Change], now: Mapping[str, Row]) -> Mapping[int, Values]:
    found: dict[int, dict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for change in changes:
        if change.column != "on_hand":
            found[now[change.sku].page_id][change.sku][change.column] = _value(change.column, change.after)
    return found


def _value(column: str, text: str) -> Any:
    """The value of a cell that `catalogue.transfer.values` has read."""
    if not text:
        return None
    if column.endswith("_at"):
        return datetime.fromisoformat(text)
    return Decimal(text) if column.endswith("price") else int(text)


def _recount(counts: Sequence[Change], user: Any) -> None:
    before = {change.sku: int(change.before) if change.before else None for change in counts}
    after = {change.sku: int(change.after) for change in counts}
    note = _("Import of the catalogue")
    try:
        stock.recount(before, after, kind=MovementKind.COUNT, note=note, user=user)
    except (stock.StockMoved, stock.OutOfStock):
        raise CatalogueMoved from None
