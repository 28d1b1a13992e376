"""The only writer of stock: holds for checkouts, sales, corrections; each leaves a ledger row.

Every function runs inside the caller's transaction, locks the stock rows in order of their key (so two
checkouts with the same pieces can never wait for each other in a circle), checks, then writes.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from catalogue.badges import LAST_PIECES
from catalogue.facets.keeping import note_stock
from catalogue.models.stock import MovementKind, StockHold, StockMovement, StockRecord
from catalogue.page_changes import note_page_change


class OutOfStock(Exception):
    """Some pieces are not there: `free` says for each such SKU how many could be had."""

    def __init__(self, free: Mapping[str, int]) -> None:
        super().__init__(", ".join(sorted(free)))
        self.free = dict(free)


class StockMoved(Exception):
    """Pieces came or went since somebody looked."""


def free_stock(skus: Collection[str]) -> dict[str, int]:
    """Pieces that can be sold now by SKU; a SKU that was never counted has none."""
    rows = StockRecord.objects.filter(sku__in=skus).annotate(left=F("on_hand") - F("reserved"))
    return dict.fromkeys(skus, 0) | dict(rows.values_list("sku", "left"))


def held_by(holder: UUID) -> dict[str, int]:
    """What `holder` holds, by SKU."""
    return dict(StockHold.objects.filter(holder=holder).values_list("record__sku", "quantity"))


@transaction.atomic
def hold(holder: UUID, quantities: Mapping[str, int]) -> None:
    """Make the holds of `holder` exactly `quantities` (pieces by SKU); what it held before counts as its own.

    Raises OutOfStock, with `free` counting the holder's own pieces, and then changes nothing.
    """
    records = _locked(quantities.keys(), holder)
    mine = held_by(holder)
    short = {
        sku: free
        for sku, wanted in quantities.items()
        if wanted > (free := _free_for(records.get(sku), mine.get(sku, 0)))
    }
    if short:
        raise OutOfStock(short)
    changes = {sku: quantities.get(sku, 0) - mine.get(sku, 0) for sku in records}
    _add(records, reserved=changes)
    _replace_holds(holder, records, quantities)


@transaction.atomic
def release(holder: UUID) -> None:
    """Give back all that `holder` holds. Only for a checkout that can no longer be paid."""
    hold(holder, {})


@transaction.atomic(savepoint=False)  # it refuses nothing, so the caller has nothing to go back to
def take(holder: UUID, quantities: Mapping[str, int], reference: str) -> dict[str, int]:
    """Sell `quantities` (pieces by SKU): from the holder's own holds first, then from what is free.

    Answers what could not be taken, by SKU (empty: all is well); the rest is taken all the same. All holds
    of `holder` end. One ledger row per SKU, `reference` names the order.
    """
    records = _locked(quantities.keys(), holder)
    mine = held_by(holder)
    taken = {
        sku: min(wanted, _free_for(records.get(sku), mine.get(sku, 0))) for sku, wanted in quantities.items()
    }
    _add(
        records,
        on_hand={sku: -count for sku, count in taken.items()},
        reserved={sku: -count for sku, count in mine.items()},
    )
    _end_holds(holder, records)
    _write_movements(records, {sku: -count for sku, count in taken.items()}, MovementKind.SALE, reference)
    return {sku: wanted - taken[sku] for sku, wanted in quantities.items() if wanted > taken[sku]}


@transaction.atomic(savepoint=False)
def restock(quantities: Mapping[str, int], reference: str, user: Any = None) -> None:
    """Put pieces back (by SKU): one ledger row per SKU. `reference` names the refund.

    Raises IntegrityError when this reference has brought a SKU back before; the caller's transaction is over.
    """
    StockRecord.objects.bulk_create(
        [StockRecord(sku=sku) for sku in sorted(quantities)], ignore_conflicts=True
    )  # a SKU may never have been counted
    records = _locked(quantities.keys())
    _add(records, on_hand=quantities)
    _write_movements(records, quantities, MovementKind.RESTOCK, reference, user)


@transaction.atomic
def adjust(*, sku: str, delta: int, kind: MovementKind, note: str = "", user: Any = None) -> StockRecord:
    """Change the stock on hand of `sku` by `delta` pieces with a reason; makes the record on first count.

    Raises OutOfStock when fewer pieces would remain than open checkouts hold; then nothing changes.
    """
    StockRecord.objects.get_or_create(sku=sku)
    record = _locked([sku])[sku]
    if record.free + delta < 0:
        raise OutOfStock({sku: record.free})
    if delta:
        _add({sku: record}, on_hand={sku: delta})
        StockMovement.objects.create(record=record, delta=delta, kind=kind, note=note, user=user)
        record.refresh_from_db()
    return record


@transaction.atomic
def recount(
    before: Mapping[str, int | None],
    after: Mapping[str, int],
    *,
    kind: MovementKind,
    note: str = "",
    user: Any = None,
) -> None:
    """Bring the stock on hand of many SKUs from `before` (None: never counted) to `after`, with one reason.

    Each SKU gets a ledger row; a first count says that it is one. Raises StockMoved when one has another
    number than `before`, OutOfStock when open checkouts hold more than `after`; then nothing changes.
    """
    StockRecord.objects.bulk_create([StockRecord(sku=sku) for sku in sorted(after)], ignore_conflicts=True)
    records = _locked(after.keys())
    if any(records[sku].on_hand != (before[sku] or 0) for sku in after):
        raise StockMoved
    if short := {sku: records[sku].free for sku in after if after[sku] < records[sku].reserved}:
        raise OutOfStock(short)
    deltas = {sku: after[sku] - (before[sku] or 0) for sku in after}
    _add(records, on_hand=deltas)
    first = {sku: delta for sku, delta in deltas.items() if before[sku] is None}
    later = {sku: delta for sku, delta in deltas.items() if before[sku] is not None}
    _write_movements(records, first, MovementKind.INITIAL, "", user, note)
    _write_movements(records, later, kind, "", user, note)


def _locked(skus: Collection[str], holder: UUID | None = None) -> dict[str, StockRecord]:
    """The stock rows of `skus` and of all that `holder` holds, locked in order of their key."""
    wanted = Q(sku__in=skus)
    if holder:
        wanted |= Q(pk__in=StockHold.objects.filter(holder=holder).values("record"))
    rows = StockRecord.objects.select_for_update().filter(wanted).order_by("pk")
    return {record.sku: record for record in rows}


def _free_for(record: StockRecord | None, mine: int) -> int:
    return record.free + mine if record else 0


def _add(
    records: Mapping[str, StockRecord],
    *,
    on_hand: Mapping[str, int] | None = None,
    reserved: Mapping[str, int] | None = None,
) -> None:
    """Add to both counters of many records in one statement, in the database, under its CHECKs."""
    changes = {"on_hand": on_hand or {}, "reserved": reserved or {}}
    updates = {
        name: F(name) + Case(*whens, default=Value(0))
        for name, by_sku in changes.items()
        if (whens := [When(sku=sku, then=Value(by)) for sku, by in by_sku.items() if by and sku in records])
    }
    if updates:
        StockRecord.objects.filter(pk__in=[record.pk for record in records.values()]).update(**updates)
    if turned := [sku for sku, record in records.items() if _turns(record, changes)]:
        note_stock(turned)
    if any(_is_seen(record, changes) for record in records.values()):
        note_page_change()


def _turns(record: StockRecord, changes: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether the last free piece goes, or a first one comes."""
    return (record.free > 0) != (record.free + _gain(record, changes) > 0)


def _is_seen(record: StockRecord, changes: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether pages say something else now: they count the last pieces, not the others."""
    gain = _gain(record, changes)
    return gain != 0 and min(record.free, record.free + gain) <= LAST_PIECES


def _gain(record: StockRecord, changes: Mapping[str, Mapping[str, int]]) -> int:
    """How many more pieces are free after `changes`."""
    return changes["on_hand"].get(record.sku, 0) - changes["reserved"].get(record.sku, 0)


def _replace_holds(holder: UUID, records: Mapping[str, StockRecord], quantities: Mapping[str, int]) -> None:
    _end_holds(holder, records)
    StockHold.objects.bulk_create(
        StockHold(record=records[sku], holder=holder, quantity=quantity)
        for sku, quantity in quantities.items()
        if quantity
    )


def _end_holds(holder: UUID, records: Mapping[str, StockRecord]) -> None:
    # Of the locked rows only: should two calls of one holder overlap, no hold goes without its pieces.
    StockHold.objects.filter(holder=holder, record__in=records.values()).delete()


def _write_movements(
    records: Mapping[str, StockRecord],
    deltas: Mapping[str, int],
    kind: MovementKind,
    reference: str,
    user: Any = None,
    note: str = "",
) -> None:
    StockMovement.objects.bulk_create(
        StockMovement(record=records[sku], delta=delta, kind=kind, reference=reference, note=note, user=user)
        for sku, delta in deltas.items()
        if delta
    )
