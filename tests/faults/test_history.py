"""The history checker names whatever is not true, and nothing about a clean shop."""

from types import SimpleNamespace

import pytest
import requests

from catalogue.models import StockHold, StockMovement, StockRecord
from catalogue.tests.factories import make_product
from checkout.models import Order, OrderLineItem, OutgoingMail, Refund
from checkout.orders.placing import place_order
from checkout.tests.paying import make_attempt, payment_of
from tests.faults.history import SUCCESS, History, contradictions

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def order(db) -> Order:
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    attempt = make_attempt({"TW-A4": 2})
    return place_order(attempt.pk, payment_of(attempt))


@pytest.fixture
def shop(order):
    """A shop whose Stripe and post box agree with its one order."""
    intent = {"id": order.stripe_pid, "status": "succeeded", "amount_received": int(order.paid_total * 100)}
    return SimpleNamespace(
        stripe=SimpleNamespace(intents=lambda: [intent], refunds=lambda: []),
        message_ids=lambda: [f"<confirmation.{order.order_number}@localhost>"],
    )


DAMAGE = {
    "price": (lambda order: Order.objects.update(paid_total="1.00"), "total, paid, refunded"),
    "refund": (lambda order: Order.objects.update(refunded_total="1.00"), "total, paid, refunded"),
    "other payment": (lambda order: Order.objects.update(stripe_pid="pi_other"), "has no order"),
    "no payment": (lambda order: Order.objects.update(stripe_pid=None), "and has an order"),
    "review": (lambda order: Order.objects.update(state="review"), "needs attention"),
    "piece lost": (lambda order: StockRecord.objects.update(on_hand=7), "the ledger says 8"),
    "sale unwritten": (lambda order: StockMovement.objects.filter(kind="sale").delete(), "0 left as sold"),
    "line grown": (
        lambda order: OrderLineItem.objects.update(quantity=3, lineitem_total="66.00"),
        "orders have 3",
    ),
    "hold forgotten": (lambda order: StockRecord.objects.update(reserved=1), "1 still held"),
    "hold left": (
        lambda order: StockHold.objects.create(
            record=StockRecord.objects.get(), holder=order.attempt_id, quantity=1
        ),
        "1 holds are left",
    ),
    "mail lost": (lambda order: OutgoingMail.objects.all().delete(), "has no row in the outbox"),
}


def test_clean_shop_contradicts_itself_nowhere(shop):
    assert contradictions(shop, History()) == []


@pytest.mark.parametrize(("damage", "said"), DAMAGE.values(), ids=DAMAGE.keys())
def test_each_damage_is_named(shop, order, damage, said):
    damage(order)

    assert any(said in sentence for sentence in contradictions(shop, History()))


@pytest.mark.parametrize("times", [0, 2])
def test_mail_lost_or_doubled_is_named(shop, times):
    sent = shop.message_ids() * times
    shop.message_ids = lambda: sent

    assert any(f"went out {times} times" in said for said in contradictions(shop, History()))


def refund_of(order, state="succeeded") -> Refund:
    """A refund with its notice; the order's own figures stay as they are."""
    facts = {"amount": 1, "currency": "eur", "stripe_refund_id": "re_1"}
    refund = Refund.objects.create(order=order, state=state, **facts)
    OutgoingMail.objects.create(order=order, refund=refund, kind="refund")
    return refund


def about_mails(shop, *more: str) -> list[str]:
    """What is said about the mails when `more` went out beside the confirmation."""
    sent = [*shop.message_ids(), *more]
    shop.message_ids = lambda: sent
    return [said for said in contradictions(shop, History()) if said.startswith("mail ")]


def test_refund_and_confirmation_are_two_mails(shop, order):
    refund = refund_of(order)

    assert about_mails(shop, f"<refund.{refund.pk}@localhost>") == []


def test_refund_that_nobody_was_told_of_is_named(shop, order):
    refund = refund_of(order)

    assert about_mails(shop) == [f"mail refund.{refund.pk} went out 0 times"]


def test_refund_without_a_row_in_the_outbox_is_named(shop, order):
    refund = refund_of(order)
    refund.mails.all().delete()

    assert about_mails(shop) == [f"mail refund.{refund.pk} has no row in the outbox"]


def test_refund_that_failed_may_have_been_told_or_not(shop, order):
    refund = refund_of(order, "failed")

    assert about_mails(shop) == []
    assert about_mails(shop, f"<refund.{refund.pk}@localhost>") == []


def test_notice_of_a_refund_on_its_way_is_named(shop, order):
    refund = refund_of(order, "pending")

    assert about_mails(shop) == [f"mail refund.{refund.pk} tells of a refund that is pending"]


def test_mail_that_nobody_wrote_is_named(shop):
    said = about_mails(shop, "<refund.1@localhost>")

    assert said == ["mail refund.1 went out without a row in the outbox"]


def test_pieces_that_were_missing_did_not_leave_the_stock(shop, order):
    reasons = [{"code": "stock", "sku": "TW-A4", "pieces": "1"}]
    order.events.create(kind="review", text="")
    Order.objects.update(state="paid", accepted_at=order.date, review_reasons=reasons)

    assert "TW-A4: 2 left as sold, orders have 1" in contradictions(shop, History())


def test_promised_order_that_is_gone_is_named(shop):
    history = History()
    answer = requests.Response()
    answer.status_code, answer.headers["Location"] = 302, f"{SUCCESS}MO-GONE/"

    assert history.ask("ida", "finish", lambda: answer) is answer
    assert contradictions(shop, history) == ["order MO-GONE was shown to its shopper and is gone"]


def test_lost_answer_is_unknown_and_promises_nothing():
    history = History()

    def breaks() -> requests.Response:
        raise requests.ConnectionError

    assert history.ask("ida", "finish", breaks) is None
    assert [operation.outcome for operation in history.operations] == ["unknown"]
    assert history.acknowledged == set()
