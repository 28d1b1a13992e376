"""Checkouts that are ready to be paid, and payments as Stripe would tell of them, without Stripe."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from catalogue import stock
from checkout.attempts import close, next_expiry
from checkout.awaited.recording import await_payment
from checkout.bag.contents import bag_contents
from checkout.models import AwaitedPayment, Bag, BagLine, CheckoutAttempt
from checkout.payments.facts import Payment
from checkout.pricing import QuoteItem
from checkout.quotes import freeze, save_quote
from profiles.models import User

DETAILS = {
    "full_name": "Ida Lindqvist",
    "email": "ida@example.org",
    "phone_number": "+49301234567",
    "street_address1": "Kastanienallee 12",
    "street_address2": "",
    "town_or_city": "Berlin",
    "county": "",
    "postcode": "10435",
    "country": "DE",
}


def make_bag(pieces: Mapping[str, int]) -> Bag:
    """A guest's bag with `pieces` by SKU."""
    bag = Bag.objects.create()
    for sku, quantity in pieces.items():
        BagLine.objects.create(bag=bag, sku=sku, quantity=quantity, seen_price="24.00", seen_name=sku)
    return bag


def make_attempt(
    pieces: Mapping[str, int], *, user: User | None = None, save_info: bool = False, **details: str
) -> CheckoutAttempt:
    """A checkout of `pieces` by SKU that has passed the gate: quote frozen, stock held, payment named."""
    bag = make_bag(pieces)
    contents = bag_contents(bag)
    attempt = CheckoutAttempt.objects.create(
        bag=bag,
        user=user,
        currency="eur",
        intent_amount_minor=contents.quote.amount_minor,
        stripe_pid=f"pi_{bag.pk.hex}",
        expires_at=next_expiry(),
    )
    lines = [
        freeze(QuoteItem(line.offer.sku, line.quantity, line.offer.unit_price), line.offer)
        for line in contents.lines
    ]
    stock.hold(attempt.pk, {line.sku: line.quantity for line in lines})
    save_quote(attempt, contents.quote, lines, DETAILS | details, save_info=save_info)
    return attempt


def payment_of(attempt: CheckoutAttempt, **changes: Any) -> Payment:
    """The succeeded payment of exactly what `attempt` has frozen, with `changes`."""
    quote = attempt.latest_quote()
    assert quote
    amount = int(quote.grand_total * 100)
    metadata = {"attempt": str(attempt.pk), "quote": str(quote.version)}
    payment = Payment(attempt.stripe_pid, "succeeded", amount, amount, attempt.currency, False, metadata)
    return replace(payment, **changes)


def make_awaited(
    user: User | None = None, pieces: Mapping[str, int] | None = None, *, has_failed: bool = False
) -> AwaitedPayment:
    """A payment that a bank is at; or has refused."""
    attempt = make_attempt(pieces or {"TW-A3": 1}, user=user)
    await_payment(attempt.pk, payment_of(attempt, status="processing", received_minor=0))
    if has_failed:
        close(attempt.pk)
    return AwaitedPayment.objects.get(attempt=attempt)
