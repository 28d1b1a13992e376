"""What staff read about orders and refunds that wait: what happens by itself, when, and how many."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Site

from catalogue.tests.factories import make_product
from checkout.models import Order, OrderSettings, Refund
from checkout.tests.admins import colleague
from checkout.tests.orders import make_order
from checkout.tests.refunding import ask, make_paid, make_unsupplied

pytestmark = pytest.mark.django_db

SHORT = [{"code": "stock", "sku": "TIDE", "pieces": "1"}]
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def page_of(order, client=None) -> str:
    client = client or colleague("view_order", "review_order", "refund_order")
    return " ".join(client.get(f"/admin/orders/inspect/{order.pk}/").text.split())


def in_review(reasons=SHORT, **fields) -> Order:
    order = make_order(None, state="review", review_reasons=reasons, stripe_pid="pi_1", **fields)
    Order.objects.filter(pk=order.pk).update(date=NOON)
    return order


def refund_of(order, state="failed", **fields) -> Refund:
    facts = {"stripe_refund_id": f"re_{Refund.objects.count()}"} if state != "unknown" else {}
    return Refund.objects.create(order=order, amount=1, currency="eur", state=state, **facts, **fields)


@time_machine.travel(NOON + timedelta(hours=3), tick=False)
def test_page_says_when_the_order_is_refunded_by_itself(staff_client):
    page = page_of(in_review(), staff_client)

    assert "Refunded by itself on 5 May 2026, 14:00, unless you accept it before." in page
    assert "Accept the order" in page
    assert "Refund all: €24.00" in page


def test_page_says_so_when_the_time_is_over(staff_client):
    assert "Refunded by itself within the next minutes" in page_of(in_review(), staff_client)


@pytest.mark.parametrize("code", ["amount", "late"])
def test_page_says_that_nothing_happens_by_itself(staff_client, code):
    facts = {"received": "1.00", "expected": "24.00"}

    page = page_of(in_review([{"code": code, **facts}]), staff_client)

    assert "Nothing happens by itself: this order waits for you." in page


def test_page_says_so_where_staff_want_to_decide_themselves(staff_client):
    site = Site.objects.get(is_default_site=True)
    OrderSettings.objects.create(site=site, refund_unsupplied_after=None)

    assert "Nothing happens by itself" in page_of(in_review(), staff_client)


def test_nothing_is_left_to_decide_once_the_money_is_going_back(double, staff_client):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    order = make_unsupplied(double)
    double.control.add_fault("refunds.create", "error", status=500, times=None)
    ask(order, "48.40")

    page = page_of(order, staff_client)

    assert "All of the money is on its way back." in page
    assert "Accept the order" not in page


def test_orders_that_need_no_attention_say_nothing_of_it(staff_client):
    assert "shop-reasons__outlook" not in page_of(make_order(None), staff_client)


def test_start_page_counts_refunds_that_failed_or_have_no_answer(staff_client):
    failed, waiting, fine = (make_order(None, stripe_pid=f"pi_{number}") for number in range(3))
    for order, state in ((failed, "failed"), (failed, "failed"), (waiting, "unknown"), (fine, "succeeded")):
        refund_of(order, state)

    page = " ".join(staff_client.get("/admin/").text.split())
    listed = staff_client.get("/admin/orders/?refund=attention").text

    assert "2 Refunds <span>failed or without an answer</span>" in page
    assert [order.order_number in listed for order in (failed, waiting, fine)] == [True, True, False]


def test_refund_made_anew_or_long_ago_is_not_counted(staff_client):
    anew, old = make_order(None, stripe_pid="pi_1"), make_order(None, stripe_pid="pi_2")
    refund_of(anew)
    refund_of(anew, "succeeded")
    Refund.objects.filter(pk=refund_of(old).pk).update(updated_at=timezone.now() - timedelta(days=31))

    assert "without an answer" not in staff_client.get("/admin/").text


def test_refunds_are_not_counted_for_those_who_may_not_see_orders(db):
    refund_of(make_order(None))

    assert "without an answer" not in colleague("view_webhookevent").get("/admin/").text


def test_time_for_staff_is_set_in_the_admin(staff_client):
    site = Site.objects.get(is_default_site=True)
    address = f"/admin/settings/checkout/ordersettings/{site.pk}/"
    assert "refunded by itself unless staff decide" in staff_client.get(address).text

    staff_client.post(address, {"refund_unsupplied_after": "0"})
    assert OrderSettings.objects.get().refund_unsupplied_after == 0
    staff_client.post(address, {"refund_unsupplied_after": ""})
    assert OrderSettings.objects.get().refund_unsupplied_after is None


def test_refund_by_the_shop_itself_names_the_shop(double, staff_client):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    order = make_paid(double, {"TW-A4": 1})
    ask(order, "5.00")

    assert "· the shop" in page_of(order, staff_client)
