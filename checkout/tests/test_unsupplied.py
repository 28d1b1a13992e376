"""What cannot be supplied is refunded by itself: when, how much, and what stays with staff."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Site

from catalogue.models import StockRecord
from catalogue.tests.factories import make_product
from checkout.mails import send_due_mails
from checkout.models import Order, OrderSettings, Refund
from checkout.orders.money import refresh_money
from checkout.orders.reviewing import NothingToAccept, accept_order
from checkout.refunds import unsupplied
from checkout.refunds.services import resolve_refunds
from checkout.refunds.unsupplied import refund_due_at, refund_id_for, refund_unsupplied
from checkout.tests.orders import make_order
from checkout.tests.refunding import ask, make_unsupplied, money_of, sent_back, written
from checkout.webhooks import process_event

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def order(double):
    """Two small posters, 48.40 with delivery, paid 25 hours ago; none was there."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    return make_unsupplied(double)


def set_hours(hours: int | None) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    OrderSettings.objects.update_or_create(site=site, defaults={"refund_unsupplied_after": hours})


def placed(order: Order, **ago: float) -> datetime:
    Order.objects.filter(pk=order.pk).update(date=timezone.now() - timedelta(**ago))
    order.refresh_from_db()
    return order.date


def test_all_that_was_paid_goes_back_once(double, order):
    assert (order.state, [row["code"] for row in order.review_reasons]) == ("review", ["late", "stock"])

    assert (refund_unsupplied(), refund_unsupplied()) == (1, 0)

    refund = Refund.objects.get()
    assert (refund.pk, refund.state, refund.reason) == (refund_id_for(order), "succeeded", "unavailable")
    assert (money_of(order), sent_back(double, order)) == (("refunded", "48.40"), 4840)


def test_timeline_says_who_refunded_and_why(order):
    refund_unsupplied()

    told = order.events.get(kind="refund")
    why = "nobody decided in time. Stock is short: 2 of TW-A4 could not be taken."
    assert (told.user, told.text) == (None, f"Refund of €48.40 asked for: {why}")


def test_buyer_is_told_once(order):
    send_due_mails()
    refund_unsupplied()
    send_due_mails()

    assert [message.subject.split(" MO-")[0] for message in mail.outbox] == [
        "Your order",
        "Refund for your order",
    ]
    assert "We are sorry: we cannot supply what you ordered." in mail.outbox[1].body


def test_pieces_that_were_there_stay_out_of_stock(double):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    make_unsupplied(double, left=1)

    refund_unsupplied()

    assert StockRecord.objects.get().on_hand == 9


@pytest.mark.parametrize(("hours", "ago", "refunds"), [(24, 23.9, 0), (24, 24.1, 1), (0, 0, 1), (48, 25, 0)])
def test_staff_have_the_time_that_is_set(order, hours, ago, refunds):
    set_hours(hours)
    placed(order, hours=ago)

    assert refund_unsupplied() == refunds
    assert Refund.objects.count() == refunds


def test_empty_setting_leaves_it_to_staff_for_ever(order):
    set_hours(None)
    placed(order, days=400)

    assert (refund_unsupplied(), refund_due_at(order), Refund.objects.count()) == (0, None, 0)


def test_due_time_is_counted_from_the_order(order):
    assert refund_due_at(order) == order.date + timedelta(hours=24)


@pytest.mark.parametrize("doubt", ["amount", "currency", "livemode", "rebuilt", "something new"])
def test_any_other_doubt_stays_with_staff(double, order, doubt):
    facts = {"received": "eur", "expected": "usd"}
    Order.objects.update(review_reasons=[*order.review_reasons, {"code": doubt, **facts}])
    before = written()

    assert refund_unsupplied() == 0
    assert (written(), double.control.refunds()) == (before, [])


def test_late_money_alone_stays_with_staff(order):
    Order.objects.update(review_reasons=[{"code": "late"}])

    assert refund_unsupplied() == 0


def test_deleted_product_is_refunded_as_well(order):
    Order.objects.update(review_reasons=[{"code": "gone", "sku": "TW-A4"}])

    assert refund_unsupplied() == 1


def test_accepted_order_is_not_refunded(double, order, staff):
    accept_order(order.pk, staff)

    assert (refund_unsupplied(), double.control.refunds()) == (0, [])


def test_order_that_staff_began_to_refund_stays_with_them(double, order):
    ask(order, "22.00")

    assert (refund_unsupplied(), sent_back(double, order)) == (0, 2200)


def test_refund_at_stripe_that_the_shop_has_not_heard_of_is_not_doubled(double, order):
    double.control.refund(order.stripe_pid)

    assert refund_unsupplied() == 1

    ends = sorted(Refund.objects.values_list("origin", "state"))
    assert ends == [("shop", "failed"), ("stripe", "succeeded")]
    assert (money_of(order), sent_back(double, order)) == (("refunded", "48.40"), 4840)


def test_order_that_cost_nothing_stays_with_staff(db):
    reasons = [{"code": "stock", "sku": "TW-A4", "pieces": "1"}]
    free = dict.fromkeys(("paid_total", "order_total", "grand_total"), 0)
    order = make_order(None, state="review", review_reasons=reasons, **free)
    placed(order, days=2)

    assert (refund_unsupplied(), Refund.objects.count()) == (0, 0)


def test_failed_refund_is_not_tried_again_by_itself(double, order, staff):
    refund_unsupplied()
    double.control.fail_refund(Refund.objects.get().stripe_refund_id)
    refresh_money(order.pk)
    assert money_of(order) == ("review", "0.00")

    assert (refund_unsupplied(), Refund.objects.count()) == (0, 1)
    assert accept_order(order.pk, staff).state == "paid"


def test_events_that_come_again_change_nothing(double, order):
    refund_unsupplied()
    before = written()

    for _again in range(2):
        for event in double.control.events():
            if event["type"].startswith(("refund.", "charge.refunded")):
                assert process_event(event).status_code == 200

    assert (Refund.objects.count(), sent_back(double, order)) == (1, 4840)
    assert [row["state"] for row in written()[1]] == [row["state"] for row in before[1]]


@pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
def test_lost_answer_is_found_out_by_the_worker(double, order, kind):
    double.control.add_fault("refunds.create", kind, times=2)
    double.control.add_fault("refunds.list", "error", status=500, times=None)
    assert (refund_unsupplied(), Refund.objects.get().state) == (1, "unknown")
    double.control.clear_faults()

    assert refund_unsupplied() == 0
    resolve_refunds(settling_time=timedelta(0))

    assert (money_of(order), sent_back(double, order)) == (("refunded", "48.40"), 4840)


def test_order_cannot_be_accepted_once_its_money_is_going_back(double, order, staff):
    double.control.add_fault("refunds.create", "error", status=500, times=None)
    refund_unsupplied()

    with pytest.raises(NothingToAccept):
        accept_order(order.pk, staff)

    order.refresh_from_db()
    assert (order.state, order.accepted_at) == ("review", None)


def test_failure_on_one_order_does_not_stop_the_others(double, order):
    broken = make_order(None, stripe_pid="pi_2", state="review", review_reasons={"code": "stock"})
    placed(broken, days=9)

    assert refund_unsupplied() == 1
    assert money_of(order)[0] == "refunded"


def test_accepting_between_look_and_lock_wins(double, order, staff, monkeypatch):
    judge = unsupplied._is_unsupplied

    def accepts_after(seen):
        answer = judge(seen)
        monkeypatch.setattr(unsupplied, "_is_unsupplied", judge)
        accept_order(seen.pk, staff)
        return answer

    monkeypatch.setattr(unsupplied, "_is_unsupplied", accepts_after)

    assert refund_unsupplied() == 0
    assert (money_of(order)[0], double.control.refunds()) == ("paid", [])
