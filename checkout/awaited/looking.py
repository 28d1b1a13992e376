"""Asking Stripe about awaited payments, for what no event told: seldom, and the more seldom the older."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from checkout import gateway
from checkout.attempts import close, end
from checkout.identity import is_foreign
from checkout.models import AttemptState, CheckoutAttempt
from checkout.orders.placing import place_order
from checkout.payments.facts import Payment

BATCH = 100
SOONEST, LATEST = timedelta(minutes=1), timedelta(hours=1)


def due_awaited() -> Iterator[CheckoutAttempt]:
    """The awaited checkouts whose time has come, each put off before it is handed out."""
    now = timezone.now()
    due = CheckoutAttempt.objects.filter(state=AttemptState.AWAITING, expires_at__lte=now)
    for attempt in due.exclude(stripe_pid=None).order_by("expires_at")[:BATCH]:
        CheckoutAttempt.objects.filter(pk=attempt.pk, state=AttemptState.AWAITING).update(
            expires_at=_next_look(attempt, now)
        )
        yield attempt


def _next_look(attempt: CheckoutAttempt, now: datetime) -> datetime:
    """A tenth of its age from now, within a minute and an hour: banks take days."""
    return now + min(max((now - attempt.created_at) / 10, SOONEST), LATEST)


def look_at(attempt: CheckoutAttempt) -> None:
    """Ask Stripe about an awaited checkout, and `follow_bank`."""
    follow_bank(attempt, gateway.retrieve(attempt.stripe_pid or ""))


def follow_bank(attempt: CheckoutAttempt, payment: Payment) -> None:
    """Do what the answer of an awaited payment's bank asks for: place the order, or give the pieces free.

    A payment that failed is canceled first, so that nobody can pay it any more when its pieces come free.
    Raises StripeUnavailable, StripeRefused, Busy.
    """
    if is_foreign(payment):  # this database is a copy of another shop's
        return
    if payment.is_paid:
        place_order(attempt.pk, payment)
    elif payment.is_canceled:
        close(attempt.pk)
    elif payment.is_open:
        end(attempt)
