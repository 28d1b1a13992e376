"""The audit finds nothing in a clean shop, and names every damage done to one, and no other."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from catalogue.models import StockHold, StockMovement, StockRecord
from catalogue.stock import release
from checkout.audit.running import CHECKS, audit, checks_named
from checkout.awaited.recording import await_payment
from checkout.models import AwaitedPayment, Bag, CheckoutAttempt, Order, Refund, WebhookEvent
from checkout.orders.reviewing import accept_order
from checkout.tests.audited import (
    Shop,
    change,
    erase,
    erase_order,
    make_history,
    make_shop,
    nothing_enforced,
)
from checkout.tests.paying import payment_of

pytestmark = pytest.mark.django_db

Damage = Callable[[Shop], Any]

HOURS_AGO = timezone.now() - timedelta(hours=2)


def stock(sku: str) -> StockRecord:
    return StockRecord.objects.get(sku=sku)


def sale(shop: Shop, sku: str) -> StockMovement:
    return StockMovement.objects.get(reference=shop.order.order_number, record__sku=sku)


def line(shop: Shop, sku: str):
    return shop.order.lines.get(sku=sku)


def held(shop: Shop) -> StockHold:
    return StockHold.objects.get(holder=shop.open.pk)


def quote(shop: Shop):
    return shop.order.attempt.latest_quote()


def money(shop: Shop, **values: Any) -> None:
    change(shop.order, **values)


def awaited(shop: Shop, **values: Any):
    """The open checkout's payment is at a bank, with `values` changed in its checkout."""
    payment = payment_of(shop.open, status="processing")
    found = await_payment(shop.open.pk, payment)
    change(shop.open, **values)
    return found


def told(shop: Shop, number: int = 2, **values: Any) -> None:
    """One more event, about the open checkout unless `values` say otherwise."""
    usual = {"type": "payment_intent.succeeded", "stripe_pid": shop.open.stripe_pid, "outcome": "done"}
    if values.get("outcome", "done") in ("done", "ignored"):
        usual["processed_at"] = timezone.now()
    event = WebhookEvent.objects.create(stripe_id=f"evt_{number}", **usual | values)
    change(event, received_at=timezone.now() - timedelta(hours=2))


def _without_mails(found: AwaitedPayment) -> AwaitedPayment:
    erase(found.mails.all())
    return found


def second_checkout(shop: Shop) -> None:
    CheckoutAttempt.objects.create(
        bag=shop.open.bag, currency="eur", intent_amount_minor=1, expires_at=timezone.now()
    )


def hold_more(shop: Shop) -> None:
    change(held(shop), quantity=2)
    change(stock("TW-A4"), reserved=2)


def sell_more(shop: Shop) -> None:
    change(sale(shop, "TW-A4"), delta=-3)
    change(stock("TW-A4"), on_hand=36)


def ask(shop: Shop):
    """The key of a refund that Stripe has not answered about."""
    return Refund.objects.create(order=shop.order, amount="1.00", currency="eur", state="unknown").pk


def restock_more(shop: Shop) -> None:
    shop.refund.lines.update(quantity=3)
    StockMovement.objects.filter(kind="restock").update(delta=3)
    change(stock("TW-A4"), on_hand=39)


def leave_alone(shop: Shop) -> None:
    change(shop.short, date=timezone.now() - timedelta(hours=26))


ANYWHERE: dict[str, tuple[Damage, str]] = {
    "awaited pieces still in a bag": (
        lambda shop: awaited(shop, bag=Bag.objects.create()),
        "awaited-left-bag",
    ),
    "awaited and not written down": (
        lambda shop: erase(AwaitedPayment.objects.filter(pk=_without_mails(awaited(shop)).pk)),
        "awaited-left-bag",
    ),
    "awaited and open again": (
        lambda shop: awaited(shop, state="open"),
        "awaited-own-quote awaited-told-once",
    ),
    "awaited over a quote of others": (
        lambda shop: change(awaited(shop), quote=quote(shop)),
        "awaited-own-quote",
    ),
    "awaited and nobody told": (
        lambda shop: _without_mails(awaited(shop)),
        "awaited-told-once",
    ),
    "bank's no told to nobody": (
        lambda shop: (awaited(shop), release(shop.open.pk), change(shop.open, state="expired")),
        "awaited-told-once",
    ),
    "order lost": (
        lambda shop: erase_order(shop.order),
        "placed-has-order success-has-order event-names-order sale-has-line",
    ),
    "placed checkout expired": (
        lambda shop: change(shop.order.attempt, state="expired"),
        "order-has-attempt",
    ),
    "placed checkout reopened": (
        lambda shop: change(shop.order.attempt, state="open"),
        "order-has-attempt holds-as-quoted",
    ),
    "open checkout placed": (
        lambda shop: change(shop.open, state="placed"),
        "placed-has-order holds-of-open",
    ),
    "order of no checkout": (
        lambda shop: change(shop.order, attempt_id=uuid4()),
        "placed-has-order order-has-attempt order-as-quoted",
    ),
    "order of another payment": (
        lambda shop: change(shop.order, stripe_pid="pi_other"),
        "order-payment success-has-order event-names-order",
    ),
    "paid order without a payment": (
        lambda shop: (change(shop.order, stripe_pid=None), change(shop.order.attempt, stripe_pid=None)),
        "order-payment event-names-order",
    ),
    "two open checkouts": (second_checkout, "one-open-attempt"),
    "a cent too much received": (lambda shop: money(shop, paid_total="83.96"), "money-received"),
    "a cent too little received": (lambda shop: money(shop, paid_total="83.94"), "money-received"),
    "total raised": (
        lambda shop: money(shop, order_total="84.95", grand_total="84.95", paid_total="84.95"),
        "order-sums order-as-quoted",
    ),
    "delivery added": (lambda shop: money(shop, delivery_cost="1.00"), "order-sums order-as-quoted"),
    "another currency": (lambda shop: money(shop, currency="usd"), "order-currency"),
    "refunded more than paid": (
        lambda shop: money(shop, refunded_total="83.96", state="disputed"),
        "refunded-within-paid refunds-add-up",
    ),
    "refunded less than nothing": (
        lambda shop: money(shop, refunded_total="-0.01", state="disputed"),
        "refunded-within-paid refunds-add-up",
    ),
    "refunded in name only": (lambda shop: money(shop, state="refunded"), "state-says-money"),
    "part refunded in name only": (lambda shop: money(shop, state="part_refunded"), "state-says-money"),
    "refund not in the state": (
        lambda shop: money(shop, refunded_total="1.00"),
        "state-says-money refunds-add-up",
    ),
    "state nobody knows": (lambda shop: money(shop, state="shipped"), "state-says-money"),
    "attention without a reason": (lambda shop: money(shop, state="review"), "state-says-money"),
    "attention forgotten": (lambda shop: change(shop.short, state="paid"), "state-says-money"),
    "attention asked again": (
        lambda shop: change(shop.short, accepted_at=timezone.now()),
        "state-says-money",
    ),
    "refund lost": (
        lambda shop: (
            erase(shop.refund.lines.all()),
            erase(shop.refund.mails.all()),
            erase(Refund.objects.all()),
        ),
        "refunds-add-up restock-as-chosen",
    ),
    "short order left alone": (leave_alone, "unsupplied-refunded"),
    "refund told to nobody": (lambda shop: erase(shop.refund.mails.all()), "refund-mail-once"),
    "refund told to somebody else": (
        lambda shop: shop.refund.mails.update(order=shop.order),
        "refund-mail-once",
    ),
    "refund larger than told": (lambda shop: change(shop.refund, amount="22.01"), "refunds-add-up"),
    "refund failed but counted": (lambda shop: change(shop.refund, state="failed"), "refunds-add-up"),
    "refund that Stripe does not know": (
        lambda shop: change(shop.refund, stripe_refund_id=None),
        "refund-known",
    ),
    "refund nobody knows about": (
        lambda shop: Refund.objects.filter(pk=ask(shop)).update(created_at=HOURS_AGO),
        "refund-stuck",
    ),
    "restocked by itself": (
        lambda shop: shop.refund.lines.update(restock=False),
        "restock-as-chosen",
    ),
    "restocked in name only": (
        lambda shop: (
            erase(StockMovement.objects.filter(kind="restock")),
            change(stock("TW-A4"), on_hand=36),
        ),
        "restock-as-chosen",
    ),
    "restocked more than sold": (restock_more, "restock-within-sold"),
    "line price changed": (
        lambda shop: change(line(shop, "TW-A4"), unit_price="21.99"),
        "line-sums order-as-quoted",
    ),
    "line pieces changed": (
        lambda shop: change(line(shop, "TW-A4"), quantity=3),
        "line-sums order-as-quoted line-took-stock",
    ),
    "line lost": (
        lambda shop: erase(shop.order.lines.filter(sku="TW-A3")),
        "order-sums order-as-quoted sale-has-line",
    ),
    "line of another SKU": (
        lambda shop: change(line(shop, "TW-A4"), sku="TW-GIFT"),
        "order-as-quoted line-took-stock sale-has-line",
    ),
    "quote total changed": (lambda shop: change(quote(shop), grand_total="1.00"), "quote-sums"),
    "quote emptied": (lambda shop: change(quote(shop), lines=[]), "quote-sums order-as-quoted"),
    "quote lost": (lambda shop: erase(shop.order.attempt.quotes.all()), "order-as-quoted"),
    "timeline lost": (lambda shop: erase(shop.order.events.all()), "order-timeline"),
    "reasons nobody was told": (
        lambda shop: erase(shop.short.events.filter(kind="review")),
        "order-timeline",
    ),
    "mail lost": (lambda shop: erase(shop.order.mails.all()), "mail-once"),
    "mail about a refund that is none": (
        lambda shop: shop.order.mails.update(refund=shop.refund),
        "refund-mail-once",
    ),
    "stock below zero": (
        lambda shop: change(stock("TW-GIFT"), on_hand=-1),
        "stock-bounds stock-adds-up",
    ),
    "a piece made up": (lambda shop: change(stock("TW-GIFT"), on_hand=6), "stock-adds-up"),
    "held for nobody": (lambda shop: change(stock("TW-GIFT"), reserved=1), "held-adds-up"),
    "held more than there is": (
        lambda shop: change(stock("TW-GIFT"), reserved=6),
        "stock-bounds held-adds-up",
    ),
    "held below zero": (lambda shop: change(stock("TW-GIFT"), reserved=-1), "stock-bounds held-adds-up"),
    "hold of an expired checkout": (
        lambda shop: change(held(shop), holder=shop.expired.pk),
        "holds-of-open holds-as-quoted",
    ),
    "hold of no checkout": (
        lambda shop: change(held(shop), holder=uuid4()),
        "holds-of-open holds-as-quoted",
    ),
    "hold lost": (lambda shop: erase(StockHold.objects.all()), "held-adds-up holds-as-quoted"),
    "held more than quoted": (hold_more, "holds-as-quoted"),
    "first count lost": (
        lambda shop: erase(StockMovement.objects.filter(record__sku="TW-GIFT")),
        "stock-adds-up",
    ),
    "sale lost": (
        lambda shop: erase(StockMovement.objects.filter(pk=sale(shop, "TW-A4").pk)),
        "stock-adds-up line-took-stock",
    ),
    "sold more than bought": (sell_more, "line-took-stock"),
    "sale of no order": (
        lambda shop: change(sale(shop, "TW-A4"), reference="MO-NONE"),
        "line-took-stock sale-has-line",
    ),
    "sale that adds pieces": (
        lambda shop: change(sale(shop, "TW-A4"), delta=2),
        "stock-adds-up line-took-stock sale-has-line",
    ),
    "shortage forgotten in part": (
        lambda shop: change(
            shop.short, review_reasons=[{"code": "stock", "sku": "TW-A3", "pieces": "2"}, {"code": "late"}]
        ),
        "line-took-stock",
    ),
    "success done without an order": (told, "success-has-order event-names-order"),
    "success of ours ignored": (lambda shop: told(shop, outcome="ignored"), "success-has-order"),
    "refund done without an order": (
        lambda shop: told(shop, type="refund.created", stripe_pid="pi_x"),
        "event-names-order",
    ),
    "event of another order": (lambda shop: change(shop.event, order=shop.short), "event-names-order"),
    "event done at no time": (lambda shop: change(shop.event, processed_at=None), "event-marked"),
    "event failed but with a time": (
        lambda shop: change(shop.event, outcome="failed"),
        "event-marked",
    ),
    "event never done": (lambda shop: told(shop, outcome="received"), "event-stuck"),
    "event failing for hours": (lambda shop: told(shop, outcome="failed"), "event-stuck"),
    "live event of a test order": (lambda shop: change(shop.event, livemode=True), "event-mode"),
}

# SQLite keeps unique keys inside its tables, where no test can switch them off.
POSTGRESQL: dict[str, tuple[Damage, str]] = {
    "payment of two orders": (
        lambda shop: change(shop.short, stripe_pid=shop.order.stripe_pid),
        "payment-once order-payment",
    ),
    "payment of two checkouts": (
        lambda shop: change(shop.expired, stripe_pid=shop.open.stripe_pid),
        "payment-once",
    ),
    "checkout with two orders": (
        lambda shop: change(shop.short, attempt=shop.order.attempt),
        "payment-once placed-has-order order-payment order-as-quoted",
    ),
    "mail twice": (
        lambda shop: change(shop.short.mails.get(), order=shop.order),
        "mail-once",
    ),
    "event twice": (
        lambda shop: told(shop, 1, stripe_pid=shop.order.stripe_pid, order=shop.order),
        "event-once",
    ),
    "reasons that are no list": (
        lambda shop: change(shop.short, review_reasons={"code": "late"}),
        "line-took-stock",
    ),
}


def breached() -> dict[str, tuple[str, ...]]:
    return {result.name: result.offenders for result in audit() if not result.is_clean}


@pytest.mark.sqlite
def test_audit_of_an_empty_shop_finds_nothing():
    assert breached() == {}


@pytest.mark.sqlite
def test_audit_of_a_long_clean_history_finds_nothing(double):
    make_history(double)

    assert breached() == {}
    states = "disputed paid paid paid part_refunded part_refunded refunded review review review"
    assert sorted(Order.objects.values_list("state", flat=True)) == states.split()
    assert {result.name for result in audit() if not result.checked} == set()


@pytest.mark.sqlite
@pytest.mark.parametrize("damage", ANYWHERE)
def test_each_damage_is_named_by_its_checks_alone(damage):
    shop = make_shop()
    assert breached() == {}
    with nothing_enforced():
        ANYWHERE[damage][0](shop)

        assert set(breached()) == set(ANYWHERE[damage][1].split())


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs a database that drops constraints")
@pytest.mark.parametrize("damage", POSTGRESQL)
def test_doubled_rows_are_named_by_their_checks_alone(damage):
    shop = make_shop()
    assert breached() == {}
    with nothing_enforced():
        POSTGRESQL[damage][0](shop)

        assert set(breached()) == set(POSTGRESQL[damage][1].split())


@pytest.mark.sqlite
def test_every_check_has_a_damage_that_it_names():
    named = {name for _damage, names in (ANYWHERE | POSTGRESQL).values() for name in names.split()}

    assert named == {check.name for check in CHECKS}
    assert len(ANYWHERE | POSTGRESQL) >= 30


@pytest.mark.sqlite
def test_offenders_are_ids_and_only_the_first_five():
    shop = make_shop()
    for number in range(2, 9):
        told(shop, number, outcome="failed")

    (result,) = audit(checks_named(["event-stuck"]))

    assert (result.checked, result.breaches) == (8, 7)
    assert result.offenders == tuple(f"event evt_{number}" for number in range(2, 7))


@pytest.mark.sqlite
def test_accepted_order_still_excuses_what_was_short(staff):
    shop = make_shop()

    accept_order(shop.short.pk, staff)

    assert breached() == {}


@pytest.mark.sqlite
def test_time_for_staff_is_counted_by_the_shops_clock(time_machine):
    time_machine.move_to(timezone.now() - timedelta(days=200), tick=False)
    make_shop()
    assert breached() == {}

    time_machine.shift(timedelta(hours=26))

    assert "unsupplied-refunded" in breached()


@pytest.mark.sqlite
def test_refund_that_the_order_has_not_followed_yet_is_no_breach():
    shop = make_shop()
    change(shop.refund, state="pending", amount="44.00", updated_at=timezone.now())

    assert breached() == {}


@pytest.mark.sqlite
def test_nothing_can_be_written_while_a_check_runs():
    make_shop()
    statements = []

    def watch(execute, sql, params, many, context):
        statements.append(sql.split()[0])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        audit()

    around = {"SAVEPOINT", "RELEASE", "SET"} if connection.vendor == "postgresql" else {"PRAGMA"}
    assert set(statements) == {"WITH"} | around
    assert statements.count("WITH") == len(CHECKS)
