"""Orders from Stripe's own data, for payments whose checkout we no longer have (a restored backup)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from catalogue.models import StockRecord
from catalogue.offers import offers_for
from checkout.identity import identity, is_foreign
from checkout.models import DETAIL_LENGTHS, CheckoutAttempt, CheckoutQuote
from checkout.payments.facts import Payment
from checkout.payments.metadata import items_in
from checkout.pricing import ZERO, Quote, QuoteItem
from checkout.quotes import freeze, save_quote
from checkout.transactions import money_transaction
from profiles.models import User


def attempt_of(payment: Payment) -> CheckoutAttempt | None:
    """The attempt that `payment` pays, made again from the payment if it is gone; None: not our payment.

    A payment that names another shop is never ours, even in a copy of that shop's database.

    An attempt that has another payment already keeps it; the second payment gets an attempt of its own, so
    that its money has an order too.
    """
    attempt_id = _uuid(payment.attempt_id)
    if is_foreign(payment):
        return None
    with money_transaction():
        known = CheckoutAttempt.objects.filter(stripe_pid=payment.id).first()
        if known or attempt_id is None:
            return known
        named = CheckoutAttempt.objects.select_for_update().filter(pk=attempt_id).first()
        if named and named.stripe_pid is None:  # its answer was lost between Stripe and our row
            named.stripe_pid = payment.id
            named.save(update_fields=["stripe_pid", "updated_at"])
            return named
        if named is None and not _may_be_ours(payment):
            return None
        return _attempt_again(uuid4() if named else attempt_id, payment)


def _may_be_ours(payment: Payment) -> bool:
    """Whether a payment without a row here is ours: it names this shop, or was made before shops were named.

    Of the latter only what looks like our own is believed: a checkout, a version, and a bag with a piece
    that was once counted here.
    """
    if payment.shop_id:
        return not is_foreign(payment)
    is_older = payment.created < identity().made_at.timestamp()
    return is_older and payment.quote_version is not None and _sells_one_of(payment)


def _sells_one_of(payment: Payment) -> bool:
    skus = [item.sku for item in items_in(payment.metadata)]
    return StockRecord.objects.filter(sku__in=skus).exists()


def _attempt_again(attempt_id: UUID, payment: Payment) -> CheckoutAttempt:
    """Two callers at once get the same row: a payment's id is unique among attempts."""
    attempt, _created = CheckoutAttempt.objects.get_or_create(
        stripe_pid=payment.id,
        defaults={
            "id": attempt_id,
            "user": User.objects.filter(username=payment.metadata.get("username") or None).first(),
            "currency": payment.currency,
            "intent_amount_minor": payment.amount_minor,
            "expires_at": timezone.now(),
        },
    )
    return attempt


def quote_from_stripe(attempt: CheckoutAttempt, payment: Payment) -> CheckoutQuote:
    """A quote from the bag in the payment's metadata; what was paid beyond the pieces counts as delivery."""
    items = items_in(payment.metadata)
    with override(_language_of(payment)):
        offers = offers_for([item.sku for item in items])
        return save_quote(
            attempt,
            _totals(items, payment),
            [freeze(item, offers.get(item.sku)) for item in items],
            details_from(payment),
            is_rebuilt=True,
        )


def _language_of(payment: Payment) -> str:
    """What its shopper read; the shop's own where the metadata does not name a language of the shop."""
    named = payment.metadata.get("language", "")
    return named if named in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _totals(items: list[QuoteItem], payment: Payment) -> Quote:
    order_total = sum((item.total for item in items), ZERO) if items else payment.received
    delivery_cost = max(payment.received - order_total, ZERO)
    return Quote(
        items=tuple(items),
        order_total=order_total,
        delivery_cost=delivery_cost,
        grand_total=order_total + delivery_cost,
        currency=payment.currency,
        free_delivery_missing=ZERO,
        free_delivery_from=ZERO,
    )


def details_from(payment: Payment) -> dict[str, str]:
    """The delivery details as far as Stripe knows them: delivery first, the card's billing details else."""
    billing: Mapping[str, Any] = payment.charge.billing if payment.charge else {}
    source = payment.shipping or billing
    address: Mapping[str, Any] = source.get("address") or {}
    details = {
        "full_name": source.get("name"),
        "email": payment.receipt_email or billing.get("email"),
        "phone_number": source.get("phone"),
        "street_address1": address.get("line1"),
        "street_address2": address.get("line2"),
        "town_or_city": address.get("city"),
        "county": address.get("state"),
        "postcode": address.get("postal_code"),
        "country": address.get("country"),
    }
    return {name: str(value or "")[: DETAIL_LENGTHS[name]] for name, value in details.items()}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
