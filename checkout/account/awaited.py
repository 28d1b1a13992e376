"""The awaited payments of an account, as its owner reads them above the orders."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from catalogue.pictures import fetch_sizes
from checkout.account.history import MAX_PICTURES, title_of
from checkout.awaited.lines import lines_shown
from checkout.models import AttemptState, AwaitedPayment
from profiles.models import User

# So long a payment that did not come is offered again here; the mail has the link for longer.
FAILED_SHOWN = timedelta(days=30)
MAX_SHOWN = 10


@dataclass(frozen=True)
class AwaitedRow:
    """One awaited payment in the list: its heading and at most two pictures."""

    awaited: AwaitedPayment
    title: str
    pictures: tuple[Any, ...]


def awaited_rows(user: User) -> list[AwaitedRow]:
    """What `user` waits for, and what failed lately, newest first; one query where there is nothing."""
    waiting = Q(attempt__state=AttemptState.AWAITING)
    failed = Q(attempt__state=AttemptState.EXPIRED, created_at__gt=timezone.now() - FAILED_SHOWN)
    found = AwaitedPayment.objects.filter(waiting | failed, attempt__user=user)
    return [_row(awaited) for awaited in found.select_related("attempt", "quote")[:MAX_SHOWN]]


def _row(awaited: AwaitedPayment) -> AwaitedRow:
    lines = lines_shown(awaited.quote)
    pictures = tuple(line.image for line in lines if line.image)[:MAX_PICTURES]
    fetch_sizes(pictures, "piece")
    return AwaitedRow(awaited, title_of(lines), pictures)
