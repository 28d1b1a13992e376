"""Sending refunds to Stripe once, and finding out what became of those whose answer was lost."""

import logging
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.money import to_minor
from checkout import gateway
from checkout.failpoints import fp, sending
from checkout.identity import shop_id
from checkout.models import OPEN_STATES, Order, Refund, RefundState
from checkout.orders.money import refresh_money
from checkout.payments.refunds import RefundFacts
from checkout.refunds.records import give_up, settle
from checkout.refunds.requests import request_refund
from checkout.transactions import Busy, money_transaction
from profiles.slices import in_turn

logger = logging.getLogger(__name__)

SETTLING_TIME = timedelta(seconds=20)  # what is younger is still being sent by whoever asked for it
# Stripe keeps an idempotency key for 24 hours at least; from here on the same key might refund again.
KEY_TIME = timedelta(hours=23)
BATCH = 200
# Said of a call whose first sending may still take effect: no answer at all.
NOT_AN_ANSWER = frozenset({"idempotency_key_in_use", "idempotency_error", "IdempotencyError", "lock_timeout"})
LATER = (gateway.StripeUnavailable, Busy)


def refund_order(**asked: Any) -> Refund:
    """Ask for a refund (arguments as of `request_refund`) and send it: one refund for one token.

    Answers it in the state that is known by then; `unknown` is resolved by the worker.
    Raises RefundRefused, Busy before anything is written; afterwards nothing.
    """
    refund, is_new = request_refund(**asked)
    if is_new:
        send_new(refund)
    refund.refresh_from_db()
    return refund


def send_new(refund: Refund) -> None:
    """Send what has just been written down, and bring the order's money in line."""
    fp("refund_saved")
    send(refund)
    _look_again(refund)


def send(refund: Refund) -> None:
    """Ask Stripe for `refund` and write its answer down. Outside any transaction, always under one key."""
    order = refund.order
    try:
        with sending("refund_sent"):
            facts = gateway.create_refund(
                order.stripe_pid or "",
                to_minor(refund.amount, refund.currency),
                refund_id=refund.pk,
                order_number=order.order_number,
                shop_id=shop_id(),
            )
    except gateway.StripeUnavailable:
        _write(refund, "unavailable")
    except gateway.StripeRefused as refusal:
        _write(refund, "unavailable" if refusal.code in NOT_AN_ANSWER else refusal)
    else:
        fp("refund_returned")
        _write(refund, facts)


def _write(refund: Refund, answer: RefundFacts | gateway.StripeRefused | str) -> None:
    """Write an answer down, unless a newer look at Stripe has told more in the meantime."""
    try:
        with money_transaction():
            Order.objects.select_for_update().get(pk=refund.order_id)
            locked = Refund.objects.get(pk=refund.pk)
            if locked.is_open:
                _apply(locked, answer)
    except Busy:
        logger.warning("answer about refund %s not written: busy", refund.pk)


def _apply(refund: Refund, answer: RefundFacts | gateway.StripeRefused | str) -> None:
    if isinstance(answer, RefundFacts):
        settle(refund, answer)
    elif isinstance(answer, gateway.StripeRefused):
        give_up(refund, answer.code)
    else:
        refund.state, refund.last_error = RefundState.UNKNOWN, answer
        refund.save(update_fields=["state", "last_error", "updated_at"])


def _look_again(refund: Refund) -> None:
    """Bring the order's money in line now; should that fail, Stripe's event does it."""
    try:
        refresh_money(refund.order_id)
    except (*LATER, gateway.StripeRefused) as error:
        logger.warning("money of order %s not read again: %s", refund.order_id, type(error).__name__)


def resolve_refunds(*, settling_time: timedelta = SETTLING_TIME) -> int:
    """Find out about every refund whose answer was lost; answers how many are known now.

    Safe beside everything else. A failure on one refund is logged and does not stop the others.
    """
    due = Refund.objects.filter(state__in=OPEN_STATES, updated_at__lte=timezone.now() - settling_time)
    oldest = due.select_related("order").order_by("created_at")[:BATCH]
    return sum(_resolve(refund) for refund in in_turn(oldest, BATCH))


def _resolve(refund: Refund) -> bool:
    try:
        _resolve_one(refund)
    except (*LATER, gateway.StripeRefused) as error:
        logger.warning("refund %s still open: %s", refund.pk, type(error).__name__)
    except Exception:
        logger.exception("refund %s could not be resolved", refund.pk)
    return not Refund.objects.filter(pk=refund.pk, state__in=OPEN_STATES).exists()


def _resolve_one(refund: Refund) -> None:
    """Look at Stripe; send again what is not there, but only while the key still guards it."""
    if _is_found(refund):
        return
    if timezone.now() - refund.created_at < KEY_TIME:
        send(refund)
        _look_again(refund)
    elif not _is_found(refund):  # once more: Stripe's lists may lag a moment
        _write_never_arrived(refund)


def _is_found(refund: Refund) -> bool:
    """Whether Stripe lists it; then everything is written down already."""
    refresh_money(refund.order_id)
    refund.refresh_from_db()
    return not refund.is_open


def _write_never_arrived(refund: Refund) -> None:
    with money_transaction():
        Order.objects.select_for_update().get(pk=refund.order_id)
        locked = Refund.objects.get(pk=refund.pk)
        if locked.is_open:
            give_up(locked, _("it never arrived at Stripe"))
