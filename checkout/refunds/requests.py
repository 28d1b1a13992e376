"""Asking for a refund: judged and written down under the order's lock, before Stripe hears of it."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy

from catalogue.money import format_money, quantize
from checkout.models import (
    Order,
    OrderLineItem,
    OrderState,
    Refund,
    RefundLine,
    RefundReason,
)
from checkout.refunds.amounts import pieces_refunded, pieces_restocked, remaining
from checkout.refunds.records import tell
from checkout.transactions import money_transaction
from profiles.models import User

logger = logging.getLogger(__name__)

LONGEST_NOTE = 200


@dataclass(frozen=True)
class Pieces:
    """Pieces of one line (its id) that a refund is about, and whether they go back into stock."""

    line_id: int
    quantity: int
    restock: bool = False


class RefundRefused(Exception):
    """This refund cannot be made; `str()` is a sentence for staff. Nothing was written."""

    sentence = gettext_lazy("This refund cannot be made.")

    def __init__(self, **facts: str) -> None:
        super().__init__(str(self.sentence) % facts)


class NothingPaid(RefundRefused):
    sentence = gettext_lazy("Nothing was paid for this order, so there is nothing to refund.")


class Disputed(RefundRefused):
    sentence = gettext_lazy("The payment is disputed: the bank decides about its money now.")


class NothingLeft(RefundRefused):
    sentence = gettext_lazy("All that was paid has been refunded or is on its way back.")


class BadAmount(RefundRefused):
    sentence = gettext_lazy("This is no amount of money that can be refunded.")


class TooMuch(RefundRefused):
    sentence = gettext_lazy("Only %(left)s is left to refund.")


class TooManyPieces(RefundRefused):
    sentence = gettext_lazy("Of %(sku)s only %(left)s can be refunded.")


class TooManyBack(RefundRefused):
    sentence = gettext_lazy("Of %(sku)s only %(left)s can go back into stock.")


class UnknownLine(RefundRefused):
    sentence = gettext_lazy("These pieces are not in this order.")


class TokenUsed(RefundRefused):
    sentence = gettext_lazy("This form has been sent before, with something else in it. Open it anew.")


def request_refund(
    *,
    order_id: int,
    amount: Decimal,
    token: UUID,
    user: User | None,
    reason: str = RefundReason.OTHER,
    note: str = "",
    lines: Sequence[Pieces] = (),
) -> tuple[Refund, bool]:
    """Write down a refund of `amount` (major units of the charged currency); Stripe is not asked yet.

    `token` comes with the form and becomes the refund's id: sent again it answers the refund there is, and
    False. Raises RefundRefused, Busy, Order.DoesNotExist; then nothing is written.
    """
    with money_transaction():
        order = Order.objects.select_for_update().get(pk=order_id)
        existing = Refund.objects.filter(pk=token).first()
        if existing:
            return _same(existing, order, amount), False
        _check_money(order, amount)
        _check_pieces(order, lines)
        asked = Refund(
            id=token, order=order, amount=amount, currency=order.paid_currency,
            reason=reason, note=note, user=user,
        )  # fmt: skip
        _write(asked, lines)
    logger.info("refund %s of order %s asked for by user %s", token, order.order_number, user and user.pk)
    return asked, True


def _write(refund: Refund, lines: Sequence[Pieces]) -> None:
    refund.save(force_insert=True)
    RefundLine.objects.bulk_create(
        RefundLine(refund=refund, line_id=row.line_id, quantity=row.quantity, restock=row.restock)
        for row in lines
    )
    tell(refund, "refund_asked", by_staff=True, reason=refund.note or refund.reason)


def _same(refund: Refund, order: Order, amount: Decimal) -> Refund:
    if refund.order_id != order.pk or refund.amount != amount:
        raise TokenUsed
    return refund


def _check_money(order: Order, amount: Decimal) -> None:
    if order.stripe_pid is None or not order.paid_total:
        raise NothingPaid
    if order.state in (OrderState.DISPUTED, OrderState.DISPUTE_LOST):
        raise Disputed
    left = remaining(order)
    if not left:
        raise NothingLeft
    if not amount.is_finite() or amount <= 0 or amount != quantize(amount, order.paid_currency):
        raise BadAmount
    if amount > left:
        raise TooMuch(left=format_money(left, order.paid_currency))


def _check_pieces(order: Order, rows: Sequence[Pieces]) -> None:
    lines = {line.pk: line for line in order.lines.all()}
    if any(row.line_id not in lines or row.quantity < 1 for row in rows):
        raise UnknownLine
    if len({row.line_id for row in rows}) < len(rows):
        raise UnknownLine
    refunded, restocked = pieces_refunded(order), pieces_restocked(order)
    for row in rows:
        _check_one(lines[row.line_id], row, refunded, restocked)


def _check_one(
    line: OrderLineItem, row: Pieces, refunded: Mapping[int, int], restocked: Mapping[int, int]
) -> None:
    left = line.quantity - refunded.get(line.pk, 0)
    if row.quantity > left:
        raise TooManyPieces(sku=line.sku, left=str(left))
    left = line.quantity - restocked.get(line.pk, 0)
    if row.restock and row.quantity > left:
        raise TooManyBack(sku=line.sku, left=str(left))
