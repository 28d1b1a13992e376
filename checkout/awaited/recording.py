"""The one writer of awaited payments. Browser, webhook, sweeper and reconciler all end in `await_payment`."""

import logging
from uuid import UUID

from django.utils import timezone

from catalogue import stock
from checkout.awaited.mails import say_awaited
from checkout.bag.leaving import take_out
from checkout.failpoints import fp
from checkout.models import AttemptState, AwaitedPayment, CheckoutAttempt, CheckoutQuote
from checkout.payments.facts import Payment
from checkout.quotes import lines_of, pieces_of
from checkout.transactions import money_transaction

logger = logging.getLogger(__name__)


class NotPending(Exception):
    """Stripe does not say that this payment is on its way."""


def await_payment(attempt_id: UUID, payment: Payment) -> AwaitedPayment | None:
    """Write down, once, that `payment` of this checkout is on its way; answers what is written there.

    In one transaction: the pieces of the quote that the payment names leave the bag and stay held, the
    checkout lets go of the bag, so that another one can begin, and the mail is written. None for a checkout
    that never passed the gate. Raises NotPending, Busy.
    """
    if not payment.is_pending:
        raise NotPending
    with money_transaction():
        attempt = CheckoutAttempt.objects.select_for_update().get(pk=attempt_id)
        if attempt.state == AttemptState.OPEN:
            _record(attempt, attempt.quote_of(payment.quote_version))
        return AwaitedPayment.objects.select_related("attempt", "quote").filter(attempt=attempt).first()


def _record(attempt: CheckoutAttempt, quote: CheckoutQuote | None) -> None:
    if quote:
        pieces = pieces_of(lines_of(quote))
        _hold_only(attempt, pieces)
        if attempt.bag_id:
            take_out(attempt.bag_id, pieces)
        fp("awaited_left_bag")
        say_awaited(AwaitedPayment.objects.create(attempt=attempt, quote=quote))
    attempt.state, attempt.bag, attempt.expires_at = AttemptState.AWAITING, None, timezone.now()
    attempt.save(update_fields=["state", "bag", "expires_at", "updated_at"])
    fp("awaited_before_commit")
    logger.info("checkout %s awaits its payment", attempt.pk)


def _hold_only(attempt: CheckoutAttempt, pieces: dict[str, int]) -> None:
    """Keep what is being paid for, and let go of what was held for other quotes."""
    try:
        stock.hold(attempt.pk, pieces)
    except stock.OutOfStock:  # a hold was lost by hand; what is there stays, the order will name the rest
        logger.warning("checkout %s awaits its payment without all of its stock", attempt.pk)
