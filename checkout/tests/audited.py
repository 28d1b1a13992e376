"""Shops for the audit to look at: a long history told by Stripe, and a small one to damage."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection, models, transaction
from django.utils import timezone

from catalogue.models import MovementKind
from catalogue.stock import adjust, restock
from catalogue.tests.factories import make_product
from checkout.attempts import close, end, payable, payment_of_free
from checkout.awaited.looking import look_at
from checkout.bag.contents import bag_contents
from checkout.gate import pass_gate
from checkout.models import CheckoutAttempt, Order, OutgoingMail, Refund, RefundLine, WebhookEvent
from checkout.orders.placing import place_order
from checkout.refunds.requests import Pieces
from checkout.refunds.services import refund_order
from checkout.tests.paying import DETAILS, make_attempt, make_bag, payment_of
from checkout.webhooks import process_event

SIZES = [("TW-A4", "A4", "22.00", 40), ("TW-A3", "A3", "39.95", 9), ("TW-GIFT", "Gift", "0.00", 5)]


@dataclass
class Shop:
    """Rows to damage: two orders (one short of stock, one refunded in part), two checkouts, an event."""

    order: Order
    short: Order
    open: CheckoutAttempt
    expired: CheckoutAttempt
    event: WebhookEvent
    refund: Refund


def make_shop() -> Shop:
    """A small clean shop, without Stripe."""
    make_product("Tailwind", SIZES)
    order = _placed(make_attempt({"TW-A4": 2, "TW-A3": 1}))
    expired = make_attempt({"TW-A3": 8})
    close(expired.pk)
    late = make_attempt({"TW-A3": 3})
    close(late.pk)
    adjust(sku="TW-A3", delta=-6, kind=MovementKind.DAMAGE)
    event = WebhookEvent.objects.create(
        stripe_id="evt_1",
        type="payment_intent.succeeded",
        stripe_pid=order.stripe_pid,
        outcome="done",
        order=order,
        processed_at=timezone.now(),
    )
    short, waiting, refund = _placed(late), make_attempt({"TW-A4": 1}), _refund_one()
    return Shop(order, short, waiting, expired, event, refund)


def _refund_one() -> Refund:
    """One of two small posters came back an hour ago."""
    order = _placed(make_attempt({"TW-A4": 2}))
    change(order, refunded_total="22.00", state="part_refunded")
    now = timezone.now()
    refund = Refund.objects.create(
        order=order,
        amount="22.00",
        currency="eur",
        stripe_refund_id="re_1",
        state="succeeded",
        restocked_at=now,
    )
    OutgoingMail.objects.create(order=order, refund=refund, kind="refund")
    RefundLine.objects.create(refund=refund, line=order.lines.get(), quantity=1, restock=True)
    restock({"TW-A4": 1}, refund.stock_reference)
    change(refund, updated_at=now - timedelta(hours=1))
    return refund


def _placed(attempt: CheckoutAttempt) -> Order:
    return place_order(attempt.pk, payment_of(attempt))


def make_history(double) -> None:
    """Whatever can rightly happen to orders, each told by Stripe's own events."""
    make_product("Tailwind", SIZES)
    pay(double, through_the_gate({"TW-A4": 2, "TW-A3": 1}))
    refunded, in_part, disputed, failed = [pay(double, through_the_gate({"TW-A4": 1})) for _ in range(4)]
    double.control.refund(refunded.stripe_pid)
    double.control.refund(in_part.stripe_pid, 500)
    double.control.open_dispute(double.control.charges(disputed.stripe_pid)[0]["id"])
    double.control.fail_refund(double.control.refund(failed.stripe_pid)["id"])
    _refund_here(pay(double, through_the_gate({"TW-A4": 2})))
    _pay_wrong_amount(double)
    _pay_late_and_short(double)
    _pay_what_we_lost(double)
    gift = through_the_gate({"TW-GIFT": 1})
    place_order(gift.pk, payment_of_free(gift))
    end(through_the_gate({"TW-A4": 3}))
    _wait_for_banks(double)
    through_the_gate({"TW-A4": 2})
    deliver(double)


def through_the_gate(pieces: Mapping[str, int]) -> CheckoutAttempt:
    """A checkout of `pieces` by SKU, its payment made and bound at Stripe."""
    bag = make_bag(pieces)
    quote = bag_contents(bag).quote
    attempt, payment = payable(bag, None, quote)
    secret = payment.client_secret if payment else ""
    pass_gate(attempt, DETAILS, save_info=False, amount_shown=quote.amount_minor, client_secret=secret)
    attempt.refresh_from_db()
    return attempt


def pay(double, attempt: CheckoutAttempt) -> Order:
    """The shopper pays, Stripe tells us, the order is there."""
    double.control.pay(attempt.stripe_pid)
    deliver(double)
    return Order.objects.get(stripe_pid=attempt.stripe_pid)


def deliver(double) -> None:
    """Hand over all that Stripe has to tell, oldest first; what was told before is told again."""
    for event in reversed(double.control.events()):
        answer = process_event(event)
        assert answer.status_code == 200, (event["type"], answer.content)


def _refund_here(order: Order) -> None:
    line = order.lines.get()
    back = Pieces(line.pk, 1, restock=True)
    refund_order(order_id=order.pk, amount=line.unit_price, token=uuid4(), user=None, lines=[back])


def _pay_wrong_amount(double) -> None:
    attempt = through_the_gate({"TW-A4": 1})
    double.control.pay(attempt.stripe_pid)
    double.control.edit(attempt.stripe_pid, {"amount_received": 1})
    deliver(double)


def _wait_for_banks(double) -> None:
    """Two banks take days, and one of them says no."""
    slow = [through_the_gate({"TW-A4": 1}) for _bank in range(2)]
    for attempt in slow:
        double.control.edit(attempt.stripe_pid, {"status": "processing"})
        end(attempt)
    double.control.edit(slow[0].stripe_pid, {"status": "requires_payment_method"})
    look_at(slow[0])


def _pay_late_and_short(double) -> None:
    attempt = through_the_gate({"TW-A3": 4})
    close(attempt.pk)
    adjust(sku="TW-A3", delta=-6, kind=MovementKind.DAMAGE)
    pay(double, attempt)


def _pay_what_we_lost(double) -> None:
    attempt = through_the_gate({"TW-A4": 2})
    close(attempt.pk)
    payment_id, pk = attempt.stripe_pid, attempt.pk
    attempt.delete()
    double.control.pay(payment_id)
    deliver(double)
    assert Order.objects.get(stripe_pid=payment_id).attempt_id == pk


def change(row: models.Model, **values: Any) -> None:
    """Write straight into one row, past every rule of the code."""
    type(row)._default_manager.filter(pk=row.pk).update(**values)


def erase(rows: models.QuerySet) -> None:
    """Delete rows and nothing that hangs on them."""
    rows._raw_delete(rows.db)


def erase_order(order: Order) -> None:
    """Delete an order with its lines, timeline and mail; leave all other traces."""
    for rows in (order.lines, order.events, order.mails):
        erase(rows.all())
    erase(Order.objects.filter(pk=order.pk))


@contextmanager
def nothing_enforced() -> Iterator[None]:
    """Let the database take any nonsense; ends with a rollback in the test's own transaction."""
    if connection.vendor == "postgresql":
        _drop_constraints()
        yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            for name in CONDITIONAL:
                cursor.execute(f"DROP INDEX {name}")
            yield
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
    transaction.set_rollback(True)


# Constraints with a condition are indexes to the database.
CONDITIONAL = (
    "attempt_one_open_per_bag",
    "mail_once_per_order",
    "mail_once_per_refund",
    "mail_once_per_awaited",
)
FIND = """
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
WHERE contype IN ('c', 'u', 'f') AND conrelid::regclass::text ~ '^(checkout|catalogue_stock)'
ORDER BY contype <> 'f'
"""


def _drop_constraints() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(FIND)
        cursor.execute("; ".join(statement for (statement,) in cursor.fetchall()))
        cursor.execute(f"DROP INDEX {', '.join(CONDITIONAL)}")
