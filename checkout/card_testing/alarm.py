"""The alarm over the whole shop: declined cards raise it; while it lasts only known buyers begin to pay."""

import math
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from checkout import session
from checkout.limits import Limit, TooMany, count, new_payments, spend, spend_for
from checkout.models import CardTestingAlarm, Order, OrderState
from profiles.models import User

# Counted for the whole shop; how many are too many is a setting.
DECLINES = Limit("declines-shop", 0, 600)
# While the alarm lasts even a known account, which could be stolen as well, begins few payments.
KNOWN_BUYER = Limit("known-buyer", 5, 3600)
# An order that a stolen card has just paid makes nobody a known buyer.
KNOWN_AFTER = timedelta(days=1)
GOOD_STATES = (OrderState.PAID, OrderState.PART_REFUNDED)


class PaymentsPaused(TooMany):
    """New payments wait until the alarm is over, in `retry_after` seconds."""


def current_alarm() -> CardTestingAlarm | None:
    """The alarm that lasts; None when all is quiet."""
    return CardTestingAlarm.objects.filter(closes_at__gt=timezone.now()).first()


def note_decline(created: object) -> None:
    """Count one declined card, of the second `created`, and raise the alarm or keep it up when they are many.

    What is told late, after an outage, does not count, nor what tells no time. Call it last in the
    transaction of what it counts: the counter's row is every worker's, and its lock lets one of many at once
    raise the alarm.
    """
    most = settings.SHOP_DECLINES_ALARM
    is_new = isinstance(created, int) and timezone.now().timestamp() - created <= DECLINES.seconds
    if not (is_new and most and settings.SHOP_RATE_LIMITS):
        return
    declined = count(DECLINES, "")
    # A busy sale has many declined cards too, but more orders.
    if declined.times >= most and declined.times > _orders_since(declined.since):
        _raise_or_extend(declined.times)


def _orders_since(second: int) -> int:
    return Order.objects.filter(date__gte=datetime.fromtimestamp(second, UTC)).count()


def _raise_or_extend(declined: int) -> None:
    closes_at = timezone.now() + timedelta(minutes=settings.SHOP_ALARM_MINUTES)
    alarm = current_alarm() or CardTestingAlarm()
    alarm.closes_at, alarm.declined = closes_at, declined
    alarm.save()


def spend_payment(request: HttpRequest) -> None:
    """Count one more payment that a shopper begins. Raises PaymentsPaused during an alarm; TooMany."""
    user = session.shopper(request)
    alarm = current_alarm()
    if alarm and user and is_known(user, alarm):
        spend(KNOWN_BUYER, str(user.pk))
    elif alarm:
        raise PaymentsPaused(math.ceil((alarm.closes_at - timezone.now()).total_seconds()))
    spend_for(request, new_payments())


def must_wait(user: User | None) -> bool:
    """Whether there is an alarm that `user` (None: a guest) is no exception from."""
    alarm = current_alarm()
    return alarm is not None and (user is None or not is_known(user, alarm))


def is_known(user: User, alarm: CardTestingAlarm) -> bool:
    """Whether `user` has a good order of before the alarm, and not of the hours just before it."""
    before = alarm.opened_at - KNOWN_AFTER
    return Order.objects.filter(user_profile__user=user, state__in=GOOD_STATES, date__lt=before).exists()
