"""What no stranger's input may change: every table but those that a stranger has every right to write to."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from catalogue.models import StockMovement, StockRecord
from checkout.models import MAX_LINES, MAX_QUANTITY, Bag, BagLine, WebhookEvent, WebhookOutcome

# Browsing, a bag, a checkout that is not paid, whose holds make kept pages old, an account; and what staff
# leave behind by looking at things.
FREE = frozenset(
    "sessions.session profiles.user profiles.userprofile account.emailaddress account.emailconfirmation "
    "checkout.bag checkout.bagline checkout.checkoutattempt checkout.checkoutquote checkout.ratecount "
    "checkout.webhookevent catalogue.stockhold catalogue.stockrecord catalogue.pagechange "
    "wagtailadmin.editingsession wagtailusers.userprofile wagtailcore.pagesubscription "
    "home.shopimage wagtaildocs.document home.shoprendition "
    "wagtailcore.pagelogentry wagtailcore.modellogentry".split()
)

PROCESSING = "payment_intent.processing"
AT_WORK_S = 30


def fingerprints() -> dict[str, str]:
    """A digest of each table that must stay as it is."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    tables = {model._meta.db_table for model in models if model._meta.label_lower not in FREE}
    tables &= set(connection.introspection.table_names())
    return {table: _digest(table) for table in sorted(tables)}


def _digest(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        rows = sorted(map(repr, cursor.fetchall()))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def breaches(before: dict[str, str], *, at_rest: bool = False) -> Iterator[str]:
    """What is not as it was, or not as a valid request may leave it; `at_rest` when nobody attacks now."""
    now = fingerprints()
    yield from (f"{table} was changed" for table in before if before[table] != now.get(table))
    on_hand = sum(StockRecord.objects.values_list("on_hand", flat=True))
    if on_hand != sum(StockMovement.objects.values_list("delta", flat=True)):
        yield f"{on_hand} pieces in stock are not what was counted"
    if BagLine.objects.exclude(quantity__range=(1, MAX_QUANTITY)).exists():
        yield "a line of a bag has an impossible quantity"
    if Bag.objects.annotate(size=Count("lines")).filter(size__gt=MAX_LINES).exists():
        yield "a bag has too many lines"
    # That a payment is processing is asked of Stripe and has no effect here, so there is nothing to ignore.
    effects = WebhookEvent.objects.exclude(outcome=WebhookOutcome.IGNORED).exclude(type=PROCESSING)
    if not at_rest:  # what the other attacker sent a moment ago may still be in the shop's hands
        just_now = timezone.now() - timedelta(seconds=AT_WORK_S)
        effects = effects.exclude(outcome=WebhookOutcome.RECEIVED, received_at__gte=just_now)
    yield from (f"an event had an effect: {event.type}, {event.outcome}" for event in effects[:3])
