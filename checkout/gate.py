"""The gate before payment: form, stock and total are settled and written down, then Stripe may charge."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from catalogue import stock
from catalogue.money import to_minor
from checkout import gateway
from checkout.attempts import AlreadyPaid, PaymentPending, close, end, fits, payment_for, settle
from checkout.bag.contents import BagContents, BagItem, bag_contents
from checkout.failpoints import fp, sending
from checkout.holding import HeldTooLong, hold_on
from checkout.models import AttemptState, CheckoutAttempt, CheckoutQuote
from checkout.payments.addresses import billing_details
from checkout.payments.facts import Payment
from checkout.payments.metadata import metadata_for
from checkout.pricing import Quote, QuoteItem
from checkout.quotes import freeze, lines_of, pieces_of, save_quote
from checkout.transactions import money_transaction

# Narrower than what can be written to: a name, and a host with a dot.
RECEIPT_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*\.[A-Za-z]{2,}", re.ASCII)


class TotalChanged(Exception):
    """Not what the page showed: `quote` is the total now, `gone` are SKUs that cannot be had any more."""

    def __init__(self, quote: Quote, gone: tuple[str, ...] = ()) -> None:
        super().__init__(str(quote.grand_total))
        self.quote = quote
        self.gone = gone


class AttemptEnded(Exception):
    """The checkout was given up meanwhile; the page has to be loaded again."""


@dataclass(frozen=True)
class Pass:
    """Through the gate: the page may confirm the payment with `client_secret` over `amount_minor`."""

    client_secret: str
    amount_minor: int


def pass_gate(
    attempt: CheckoutAttempt,
    details: Mapping[str, str],
    *,
    save_info: bool,
    amount_shown: int,
    client_secret: str,
    earlier: Collection[str] = (),
) -> Pass:
    """Freeze the attempt's bag with `details`, hold its stock, and bind the payment to exactly that.

    Nothing can be charged before this has succeeded. `amount_shown` is the total (minor units) that the
    shopper saw, `earlier` are checkouts that this session began. Raises TotalChanged, HeldTooLong,
    AlreadyPaid, PaymentPending, AttemptEnded, StripeUnavailable, StripeRefused, BagTooLarge, Busy. Of these
    TotalChanged and AttemptEnded are raised only when Stripe has just said that nothing was charged: another
    page may have paid meanwhile.
    """
    try:
        return _pass(attempt, details, save_info, amount_shown, client_secret, earlier)
    except (TotalChanged, AttemptEnded):
        _look_whether_paid(attempt)
        raise


def _look_whether_paid(attempt: CheckoutAttempt) -> None:
    """Raises AlreadyPaid, PaymentPending; StripeUnavailable, StripeRefused when nobody knows."""
    if attempt.stripe_pid:
        settle(attempt, gateway.retrieve(attempt.stripe_pid))


def _pass(
    attempt: CheckoutAttempt,
    details: Mapping[str, str],
    save_info: bool,
    amount_shown: int,
    client_secret: str,
    earlier: Collection[str],
) -> Pass:
    _refuse_ended(attempt)
    contents = _checked(attempt, amount_shown)
    try:
        quote, holds_more = _freeze(attempt, contents, details, save_info=save_info, earlier=earlier)
    except HeldTooLong:
        _let_others(attempt)
        raise
    fp("form_saved")
    if not quote.grand_total:
        return Pass(client_secret, 0)
    bound, payment = _bind_newest(attempt, quote)
    if holds_more or bound != quote:
        _hold_only(attempt, bound.version, is_final=False)
    if (bound.grand_total, bound.lines) != (quote.grand_total, quote.lines):
        raise TotalChanged(bag_contents(attempt.bag).quote)
    return Pass(payment.client_secret, payment.amount_minor)


def _checked(attempt: CheckoutAttempt, amount_shown: int) -> BagContents:
    """The bag as it is now. Raises TotalChanged: not what the page showed; AlreadyPaid, AttemptEnded."""
    if attempt.bag is None:
        raise AttemptEnded
    contents = bag_contents(attempt.bag)
    if contents.lines and not fits(attempt, contents.quote):  # free no more, or free by now: another page
        raise AttemptEnded
    gone = tuple(line.offer.sku for line in contents.lines if line.too_many)
    gone += tuple(line.sku for line in contents.dropped)
    if gone or not contents.lines or contents.quote.amount_minor != amount_shown:
        # Placed or given up this very moment: then its pieces have left the bag or their hold, not the shop.
        _refuse_ended(CheckoutAttempt.objects.get(pk=attempt.pk))
        raise TotalChanged(contents.quote, gone)
    return contents


def _freeze(
    attempt: CheckoutAttempt,
    contents: BagContents,
    details: Mapping[str, str],
    *,
    save_info: bool,
    earlier: Collection[str],
) -> tuple[CheckoutQuote, bool]:
    """The next quote, and whether more is held than it needs.

    Until Stripe has taken this quote the payment can still be charged for the one before, so its pieces
    stay held beside the new ones.
    """
    with money_transaction():
        locked = CheckoutAttempt.objects.select_for_update().get(pk=attempt.pk)
        _refuse_ended(locked)
        hold_on(locked, earlier)
        lines = [freeze(_item(line), line.offer) for line in contents.lines]
        needed, held = pieces_of(lines), stock.held_by(locked.pk)
        both = {sku: max(held.get(sku, 0), needed.get(sku, 0)) for sku in {*held, *needed}}
        try:
            stock.hold(locked.pk, both)
        except stock.OutOfStock as error:
            raise TotalChanged(contents.quote, tuple(error.free)) from error
        fp("hold_taken")
        locked.save(update_fields=["expires_at", "held_since", "updated_at"])
        quote = save_quote(locked, contents.quote, lines, details, save_info=save_info)
        return quote, both != needed


def _let_others(attempt: CheckoutAttempt) -> None:
    """Give up what has held for its longest time, once Stripe agrees. Raises AlreadyPaid, PaymentPending."""
    if not stock.held_by(attempt.pk):
        return
    order = end(attempt)
    if order:
        raise AlreadyPaid(order)
    if stock.held_by(attempt.pk):
        _look_whether_paid(attempt)
        raise PaymentPending


def _hold_only(attempt: CheckoutAttempt, version: int | None, *, is_final: bool) -> None:
    """Let go of what was held for other quotes than `version`, which the payment names.

    Unless that is final, a quote frozen since may be on its way to Stripe: then its gate lets go.
    """
    with money_transaction():
        locked = CheckoutAttempt.objects.select_for_update().get(pk=attempt.pk)
        latest = locked.latest_quote()
        quote = locked.quotes.filter(version=version or 0).first()
        if quote and locked.state == AttemptState.OPEN and (is_final or quote == latest):
            stock.hold(locked.pk, pieces_of(lines_of(quote)))


def _item(line: BagItem) -> QuoteItem:
    return QuoteItem(line.offer.sku, line.quantity, line.offer.unit_price)


def _refuse_ended(attempt: CheckoutAttempt) -> None:
    if attempt.state == AttemptState.PLACED:
        raise AlreadyPaid(attempt.order)
    if attempt.state != AttemptState.OPEN:
        raise AttemptEnded


def _bind_newest(attempt: CheckoutAttempt, quote: CheckoutQuote) -> tuple[CheckoutQuote, Payment]:
    """Bind the payment to `quote`; answers what it is bound to, and the payment.

    Another page may have frozen a later quote and reached Stripe before us. Then ours is undone: the last
    that Stripe hears is always the newest quote, whose pieces are the ones that stay held.
    """
    payment = _bind(attempt, quote, key=f"gate-{attempt.pk}-{quote.version}")
    bound, newest = quote, attempt.latest_quote()
    while newest and newest.version > bound.version:
        bound = newest
        payment = _bind(attempt, bound, key=f"gate-{attempt.pk}-{bound.version}-after-{quote.version}")
        newest = attempt.latest_quote()
    return bound, payment


def _bind(attempt: CheckoutAttempt, quote: CheckoutQuote, *, key: str) -> Payment:
    """Amount, metadata and delivery in one call: Stripe takes all of it or nothing. `key` names this call."""
    payment_id = attempt.stripe_pid or payment_for(attempt).id or ""
    try:
        with sending("pi_update_sent"):
            return gateway.update_intent(
                payment_id,
                to_minor(quote.grand_total, attempt.currency),
                key=key,
                metadata=metadata_for(attempt, quote),
                receipt_email=_receipt_address(quote.details["email"]),
                shipping=_shipping(quote.details),
            )
    except gateway.StripeRefused as refusal:
        payment = refusal.payment or gateway.retrieve(payment_id)
        if payment.is_pending:
            _hold_only(attempt, payment.quote_version, is_final=True)
        settle(attempt, payment)
        if payment.is_canceled:
            close(attempt.pk)
            raise AttemptEnded from refusal
        raise


def _receipt_address(email: str) -> str:
    """Where Stripe mails its own receipt, if the shop wants that: the shop's confirmation goes out anyway.

    Stripe refuses the whole call for an address that it does not like.
    """
    is_wanted = settings.SHOP_STRIPE_RECEIPTS and email.isascii() and RECEIPT_ADDRESS.fullmatch(email)
    return email if is_wanted else ""


def _shipping(details: Mapping[str, str]) -> dict[str, Any]:
    """Of the same details, only what is filled in."""
    billing = billing_details(details)
    address = {name: value for name, value in billing["address"].items() if value}
    shipping: dict[str, Any] = {"name": billing["name"], "address": address}
    if billing["phone"]:
        shipping["phone"] = billing["phone"]
    return shipping
