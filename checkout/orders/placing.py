"""The only writer of orders. Browser, return page, webhook and reconciler all end in `place_order`."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import BigIntegerField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from catalogue import stock
from catalogue.money import to_minor
from checkout import gateway
from checkout.awaited.mails import unsay_awaited
from checkout.bag.leaving import take_out
from checkout.failpoints import fp
from checkout.identity import is_foreign
from checkout.models import (
    AttemptState,
    CheckoutAttempt,
    CheckoutQuote,
    MailKind,
    Order,
    OrderEvent,
    OrderLineItem,
    OrderState,
    OutgoingMail,
)
from checkout.orders.rebuilding import quote_from_stripe
from checkout.payments.facts import Payment
from checkout.quotes import FrozenLine, lines_of, pieces_of
from checkout.transactions import money_transaction
from profiles.models import UserProfile
from profiles.services import profile_of, save_delivery_defaults

logger = logging.getLogger(__name__)

Doubt = dict[str, str]


class NotPaid(Exception):
    """Stripe does not say that this payment succeeded."""


class NotThisPayment(Exception):
    """The payment belongs to another attempt, or to another shop."""


def place_order(attempt_id: UUID, payment: Payment) -> Order:
    """The one order for `attempt_id`: made now, or the one that another caller has made already.

    `payment` is what Stripe (never the browser) says. In one transaction: lines and totals from the frozen
    quote that was charged, stock taken, holds ended, paid lines out of the bag, timeline and mail written.
    Whatever does not match makes an order in review, never a lost payment.
    Raises NotPaid, NotThisPayment, Busy (come again), CheckoutAttempt.DoesNotExist.
    """
    if not payment.is_paid:
        raise NotPaid
    with money_transaction():
        attempt = CheckoutAttempt.objects.select_for_update().get(pk=attempt_id)
        if attempt.stripe_pid != payment.id or is_foreign(payment):
            raise NotThisPayment
        fp("attempt_locked")
        existing = Order.objects.filter(attempt=attempt).first()
        return existing or _write_order(attempt, payment)


def _write_order(attempt: CheckoutAttempt, payment: Payment) -> Order:
    quote = _quote_charged(attempt, payment)
    lines = lines_of(quote)
    doubts = [*_doubts_about(attempt, quote, payment)]
    order = _insert_order(attempt, quote, payment)
    fp("order_inserted")
    known = _known_ids(lines)
    OrderLineItem.objects.bulk_create(_line_item(order, line, known) for line in lines)
    fp("lines_inserted")
    missing = stock.take(attempt.pk, pieces_of(lines), order.order_number)
    fp("stock_moved")
    doubts += [_doubt("stock", sku=sku, pieces=str(count)) for sku, count in missing.items()]
    doubts += [_doubt("gone", sku=line.sku) for line in lines if line.product_id not in known["page"]]
    _write_state(order, doubts)
    if attempt.bag_id:
        take_out(attempt.bag_id, pieces_of(lines))
    OutgoingMail.objects.create(order=order, kind=MailKind.CONFIRMATION)
    fp("outbox_inserted")
    if attempt.state == AttemptState.AWAITING:
        unsay_awaited(attempt)
    CheckoutAttempt.objects.filter(pk=attempt.pk).update(state=AttemptState.PLACED)
    logger.info("order %s placed for attempt %s, doubts: %d", order.order_number, attempt.pk, len(doubts))
    transaction.on_commit(partial(fp, "after_commit"))
    fp("before_commit")
    return order


def _quote_charged(attempt: CheckoutAttempt, payment: Payment) -> CheckoutQuote:
    """The version that the payment names; else the latest; else one rebuilt from Stripe's own data."""
    return attempt.quote_of(payment.quote_version) or quote_from_stripe(attempt, payment)


def _doubts_about(attempt: CheckoutAttempt, quote: CheckoutQuote, payment: Payment) -> Iterator[Doubt]:
    if payment.received_minor != to_minor(quote.grand_total, attempt.currency):
        yield _doubt("amount", received=str(payment.received), expected=str(quote.grand_total))
    if payment.currency != attempt.currency:
        yield _doubt("currency", received=payment.currency, expected=attempt.currency)
    if payment.livemode != gateway.is_live():
        yield _doubt("livemode")
    if quote.is_rebuilt:
        yield _doubt("rebuilt")
    if attempt.state == AttemptState.EXPIRED:
        yield _doubt("late")


def _doubt(code: str, **facts: str) -> Doubt:
    return {"code": code, **facts}


def _insert_order(attempt: CheckoutAttempt, quote: CheckoutQuote, payment: Payment) -> Order:
    charge = payment.charge
    return Order.objects.create(
        attempt=attempt,
        user_profile=_profile_for(attempt, quote),
        currency=attempt.currency,
        order_total=quote.order_total,
        delivery_cost=quote.delivery_cost,
        grand_total=quote.grand_total,
        paid_total=payment.received,
        original_bag=json.dumps(quote.bag_json()),
        stripe_pid=payment.id,
        livemode=payment.livemode,
        card_brand=charge.card_brand if charge else "",
        card_last4=charge.card_last4 if charge else "",
        language=quote.language,
        naming_due_at=timezone.now() if payment.id else None,
        **quote.details,
    )


def _profile_for(attempt: CheckoutAttempt, quote: CheckoutQuote) -> UserProfile | None:
    """The account's profile, with these delivery details as its defaults where the shopper ticked the box."""
    if attempt.user is None:
        return None
    profile = profile_of(attempt.user)
    if quote.save_info:
        save_delivery_defaults(profile, quote.details)
    return profile


def _known_ids(lines: Sequence[FrozenLine]) -> dict[str, set[int]]:
    """Which pages, revisions and pictures of the frozen lines still exist, in one query."""
    wanted = {
        "page": (Page, {line.product_id for line in lines}),
        "revision": (Revision, {line.revision_id for line in lines}),
        "image": (get_image_model(), {line.image_id for line in lines}),
    }
    rows = [
        model.objects.filter(pk__in=ids - {None})
        .order_by()
        .values_list(Value(kind), Cast("pk", BigIntegerField()))
        for kind, (model, ids) in wanted.items()
    ]
    known: dict[str, set[int]] = {kind: set() for kind in wanted}
    for kind, key in rows[0].union(*rows[1:], all=True):
        known[kind].add(key)
    return known


def _line_item(order: Order, line: FrozenLine, known: Mapping[str, set[int]]) -> OrderLineItem:
    def still(kind: str, key: int | None) -> int | None:
        return key if key in known[kind] else None

    return OrderLineItem(
        order=order,
        product_id=still("page", line.product_id),
        page_revision_id=still("revision", line.revision_id),
        image_id=still("image", line.image_id),
        **line.as_sold(),
    )


def _write_state(order: Order, doubts: Sequence[Doubt]) -> None:
    codes = ["placed", "review"] if doubts else ["placed"]
    if doubts:
        order.state, order.review_reasons = OrderState.REVIEW, list(doubts)
        order.save(update_fields=["state", "review_reasons"])
    OrderEvent.objects.bulk_create(OrderEvent.about(order.pk, code) for code in codes)
