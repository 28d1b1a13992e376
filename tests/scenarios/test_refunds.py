"""Refunds over HTTP: staff press the button, Stripe answers late or never, webhooks come in any order."""

from datetime import timedelta
from uuid import uuid4

import pytest
import requests
from django.contrib.auth import get_user_model
from django.test import Client

from catalogue.models import StockRecord
from checkout.models import Refund
from checkout.reconcile import reconcile
from checkout.refunds.services import resolve_refunds
from conftest import enter
from tests.race import run_together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

CREATE = "refunds.create"


@pytest.fixture
def paid(shopper, tab, stripe, the_order):
    """An order of 24.20, its webhooks delivered."""
    shopper.pay(tab)
    stripe.control.release()
    return the_order()


@pytest.fixture
def desk(staff, live_server):
    """Staff's browser on the order page: press a button with `press(order, amount, …)`."""
    client = Client()
    enter(client, staff)
    session = client.cookies["sessionid"].value

    def press(order, amount, *, token=None, **fields):
        page = f"{live_server.url}/admin/orders/refund/{order.pk}/"
        http = requests.Session()
        http.headers["Cookie"] = f"sessionid={session}; csrftoken={'x' * 32}"
        posted = {
            "token": str(token or uuid4()),
            "what": "amount",
            "amount": amount,
            "expected": amount,
            "confirmed": "true",
            "reason": "asked",
            "csrfmiddlewaretoken": "x" * 32,
            **fields,
        }
        return http.post(page, posted, timeout=60, allow_redirects=False)

    return press


def state_of(order):
    order.refresh_from_db()
    return order.state, str(order.refunded_total)


def sent_back(stripe, order):
    rows = stripe.control.refunds(order.stripe_pid)
    return sum(row["amount"] for row in rows if row["status"] != "failed")


def test_staff_refund_is_followed_by_its_webhooks(paid, desk, stripe):
    line = paid.lines.get()
    fields = {f"pieces_{line.pk}": "1", f"back_{line.pk}": "on"}

    assert desk(paid, "22.00", **fields).status_code == 302
    assert set(stripe.control.release("reversed")) == {200}

    assert state_of(paid) == ("part_refunded", "22.00")
    assert [refund.state for refund in Refund.objects.all()] == ["succeeded"]
    assert StockRecord.objects.get(sku="TW-A4").on_hand == 10


def test_thirty_two_clicks_on_one_form_refund_once(paid, desk, stripe):
    token = uuid4()

    answers = run_together(32, lambda _: desk(paid, "24.20", token=token).status_code, timeout_s=240)

    assert set(answers) <= {302, 503}
    assert (Refund.objects.count(), sent_back(stripe, paid)) == (1, 2420)


def test_thirty_two_forms_refund_exactly_what_was_paid(paid, desk, stripe):
    def click(_number):
        answer = desk(paid, "2.42")
        while answer.status_code == 503:
            answer = desk(paid, "2.42")
        return answer.status_code

    answers = run_together(32, click, timeout_s=240)
    stripe.control.release()
    resolve_refunds(settling_time=timedelta(0))

    assert set(answers) == {302, 200}
    assert answers.count(302) == 10
    assert (state_of(paid), sent_back(stripe, paid)) == (("refunded", "24.20"), 2420)


@pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
def test_webhook_or_reconciler_resolves_a_lost_answer(paid, desk, stripe, kind):
    stripe.control.add_fault(CREATE, kind, times=None)
    assert desk(paid, "5.00").status_code == 302
    stripe.control.clear_faults()

    stripe.control.release()
    Refund.objects.filter(state="unknown").update(updated_at=paid.date - timedelta(hours=1))
    reconcile()

    assert [refund.state for refund in Refund.objects.all()] == ["succeeded"]
    assert (state_of(paid), sent_back(stripe, paid)) == (("part_refunded", "5.00"), 500)


def test_webhook_alone_resolves_what_took_effect(paid, desk, stripe):
    stripe.control.add_fault(CREATE, "drop_after", times=None)
    stripe.control.add_fault("payment_intents.retrieve", "error", status=500, times=2)
    desk(paid, "5.00")
    assert Refund.objects.get().state == "unknown"

    stripe.control.release(kind="refund.created")

    assert (Refund.objects.get().state, state_of(paid)) == ("succeeded", ("part_refunded", "5.00"))


def test_refund_that_fails_later_turns_the_order_back(paid, desk, stripe):
    desk(paid, "24.20")
    stripe.control.release()
    assert state_of(paid) == ("refunded", "24.20")

    stripe.control.fail_refund(Refund.objects.get().stripe_refund_id)
    stripe.control.release()

    assert (Refund.objects.get().state, state_of(paid)) == ("failed", ("paid", "0.00"))
    assert paid.events.filter(kind="refund_failed").count() == 1
    assert desk(paid, "24.20").status_code == 302
    assert sent_back(stripe, paid) == 2420


def test_refund_here_and_at_stripe_at_once(paid, desk, stripe):
    stripe.control.refund(paid.stripe_pid, 2000)

    assert desk(paid, "24.20").status_code == 302
    stripe.control.release()

    assert sorted(Refund.objects.values_list("origin", "state")) == [
        ("shop", "failed"),
        ("stripe", "succeeded"),
    ]
    assert (state_of(paid), sent_back(stripe, paid)) == (("part_refunded", "20.00"), 2000)


def test_open_dispute_stops_refunds(paid, desk, stripe):
    stripe.control.open_dispute(paid.stripe_pid)
    stripe.control.release()

    answer = desk(paid, "5.00")

    assert (answer.status_code, Refund.objects.count()) == (200, 0)
    assert "the bank decides about its money" in answer.text


def test_deleting_staff_keeps_their_refunds(paid, desk, stripe, staff):
    desk(paid, "5.00")

    get_user_model().objects.filter(pk=staff.pk).delete()

    assert Refund.objects.get().user is None
