"""How long one checkout may hold what others wait for: twice the hold time, then they have their chance."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Min, Q
from django.utils import timezone

from checkout.models import AttemptState, CheckoutAttempt


class HeldTooLong(Exception):
    """Its time is over; from `free_at` on, when others have had their chance, it may hold again."""

    def __init__(self, free_at: datetime) -> None:
        super().__init__(free_at.isoformat())
        self.free_at = free_at

    @property
    def minutes(self) -> int:
        """How many minutes from now that is, one at least."""
        return max(round((self.free_at - timezone.now()).total_seconds() / 60), 1)


def hold_time() -> timedelta:
    """How long pieces stay held after Pay was pressed."""
    return timedelta(minutes=settings.SHOP_HOLD_MINUTES)


def longest() -> timedelta:
    """How long one shopper holds without a break, however often Pay is pressed."""
    return 2 * hold_time()


def break_time() -> timedelta:
    """How long the pieces are free for everybody before the same shopper may hold anew."""
    return hold_time() / 2


def hold_on(attempt: CheckoutAttempt, earlier: Collection[str] = ()) -> None:
    """Let `attempt`, whose row the caller has locked, hold for one more hold time; at most to the limit.

    `earlier` are ids of checkouts that the same session began. Raises HeldTooLong.
    """
    now = timezone.now()
    since, released_at = _held(attempt, earlier, now)
    if now >= since + longest():
        raise HeldTooLong((released_at or now) + break_time())
    attempt.held_since = since
    attempt.expires_at = min(now + hold_time(), since + longest())


def _held(
    attempt: CheckoutAttempt, earlier: Collection[str], now: datetime
) -> tuple[datetime, datetime | None]:
    """Since when this shopper holds without a real break, and when they let go (None: not yet).

    Successors count as one with it: of the same bag, account or session. What became an order does not
    count, nor what a bank is at; both are no waiting any more.
    """
    same = Q(pk=attempt.pk) | Q(pk__in=list(earlier))
    if attempt.bag_id:
        same |= Q(bag_id=attempt.bag_id)
    if attempt.user_id:
        same |= Q(user_id=attempt.user_id)
    lately = Q(state=AttemptState.OPEN) | Q(state=AttemptState.EXPIRED, released_at__gt=now - break_time())
    held = CheckoutAttempt.objects.filter(same, lately, held_since__isnull=False)
    found = held.aggregate(since=Min("held_since"), released_at=Max("released_at"))
    return found["since"] or now, found["released_at"]
