"""Giving up what was abandoned: first the payment at Stripe, then the stock that it held."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from catalogue.models import BackInStockRequest
from checkout.attempts import end, next_expiry
from checkout.gateway import StripeRefused, StripeUnavailable
from checkout.models import AttemptState, Bag, CardTestingAlarm, CheckoutAttempt, RateCount
from checkout.transactions import Busy
from profiles.slices import in_turn

logger = logging.getLogger(__name__)

BATCH = 200
SOON = timedelta(minutes=5)
BAG_AGE = timedelta(days=90)
ALARM_AGE = timedelta(days=365)
LONGEST_ASKED = timedelta(days=365)  # what the form on the product page promises


@dataclass
class Swept:
    """What one run did: checkouts given up, orders found paid on the way, checkouts left for the next run."""

    expired: int = 0
    placed: int = 0
    kept: int = 0


def sweep() -> Swept:
    """End every checkout that is past its time, and forget old guest bags and rate counts."""
    swept = Swept()
    due = CheckoutAttempt.objects.filter(state=AttemptState.OPEN, expires_at__lt=timezone.now())
    for attempt in in_turn(due.order_by("expires_at")[:BATCH], BATCH):
        _sweep_one(swept, attempt)
    forget()
    return swept


def _sweep_one(swept: Swept, attempt: CheckoutAttempt) -> None:
    try:
        order = end(attempt)
    except (StripeUnavailable, Busy) as error:
        logger.warning("checkout %s kept: %s", attempt.pk, type(error).__name__)
        swept.kept += 1
        _put_off(attempt, timezone.now() + SOON)
        return
    except StripeRefused as refusal:
        logger.error("checkout %s kept: Stripe does not know its payment (%s)", attempt.pk, refusal.code)
        order = None
    attempt.refresh_from_db()
    if order:
        swept.placed += 1
    elif attempt.state == AttemptState.EXPIRED:
        swept.expired += 1
    else:
        swept.kept += 1
        _put_off(attempt, next_expiry())


def _put_off(attempt: CheckoutAttempt, until: datetime) -> None:
    """Ask again later: payments of other keys must not block the others; an awaited one has its own time."""
    waiting = CheckoutAttempt.objects.filter(pk=attempt.pk, state=AttemptState.OPEN)
    waiting.update(expires_at=until)


def forget() -> None:
    """Delete guest bags of three months ago, addresses that waited and alarms of a year ago, old counters."""
    now = timezone.now()
    Bag.objects.filter(user=None, updated_at__lt=now - BAG_AGE).delete()
    BackInStockRequest.objects.filter(created_at__lt=now - LONGEST_ASKED).delete()
    RateCount.objects.filter(expires_at__lt=now).delete()
    CardTestingAlarm.objects.filter(closes_at__lt=now - ALARM_AGE).delete()
