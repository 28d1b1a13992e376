"""When kept copies of pages are old: after every change that visitors see, and at the hours that prices name.

A change adds a row in its own transaction, so it is told exactly when it can be seen, and a crash can lose
neither without the other. No row is ever updated: however many orders sell last pieces at once, none waits
for another here.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Min
from django.utils import timezone
from wagtail.models import Page

from catalogue.models.page_changes import PageChange
from catalogue.models.variants import ProductVariant

REMEMBERED = timedelta(hours=1)


class PageState(NamedTuple):
    """Another state, another look. Both numbers are needed: a row may be seen after a later one."""

    rows: int
    newest: int


def note_page_change() -> None:
    """Make every kept page old; for each change of what visitors see that Wagtail does not tell of."""
    PageChange.objects.create()


def page_state() -> PageState:
    """The state of what visitors see; one query."""
    found = PageChange.objects.aggregate(rows=Count("pk"), newest=Max("pk"))
    return PageState(found["rows"], found["newest"] or 0)


def next_turn(now: datetime) -> datetime | None:
    """When what is live changes by itself next: a sale starts or ends, a page expires; None for never."""
    reduced = ProductVariant.objects.filter(sale_price__isnull=False).order_by()
    moments = [
        reduced.filter(sale_starts_at__gt=now).aggregate(at=Min("sale_starts_at"))["at"],
        reduced.filter(sale_ends_at__gt=now).aggregate(at=Min("sale_ends_at"))["at"],
        Page.objects.filter(live=True, expire_at__gt=now).order_by().aggregate(at=Min("expire_at"))["at"],
    ]
    return min((moment for moment in moments if moment), default=None)


@transaction.atomic
def forget_old_changes() -> int:
    """Keep the table small; answers how many rows went. Leaves a row of its own, so no state comes twice."""
    gone, _by_model = PageChange.objects.filter(created_at__lt=timezone.now() - REMEMBERED).delete()
    if gone:
        note_page_change()
    return gone
