"""Refunding and accepting in the admin: who may, what the forms take, what a second click does."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from catalogue.models import StockRecord
from catalogue.tests.factories import make_product
from checkout.models import Order, OrderEvent, Refund
from checkout.orders.money import refresh_money
from checkout.tests.admins import colleague
from checkout.tests.orders import make_order
from checkout.tests.refunding import ask, make_paid, money_of, sent_back, written
from checkout.transactions import Busy
from conftest import enter

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def order(double):
    """Two small posters at 22.00 and 4.40 delivery: 48.40."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    return make_paid(double, {"TW-A4": 2})


@pytest.fixture
def refunder(db):
    return colleague("view_order", "refund_order")


def address(order, what="refund"):
    return f"/admin/orders/{what}/{order.pk}/"


def fields(**changes):
    return {"token": str(uuid4()), "what": "all", "reason": "asked", **changes}


def confirmed(expected, /, **changes):
    return fields(expected=expected, confirmed="true", **changes)


def messages_of(client, order):
    return " ".join(str(m) for m in client.get(f"/admin/orders/inspect/{order.pk}/").context["messages"])


def test_form_shows_what_was_paid_refunded_and_is_left(order, refunder):
    ask(order, "8.40")

    page = refunder.get(address(order)).content.decode()

    assert all(amount in page for amount in ("€48.40", "€8.40", "€40.00"))
    assert "Tailwind" in page
    assert Refund.objects.count() == 1


def test_first_post_names_the_exact_amount_and_writes_nothing(order, refunder):
    before = written()

    page = refunder.post(address(order), fields(what="amount", amount="12,50")).content.decode()

    assert "Refund €12.50 of order" in page
    assert "The customer is told by mail once it has left." in page
    assert 'name="expected" value="12.50"' in page
    assert written() == before


def test_change_something_leads_back_with_what_was_written(order, refunder):
    page = refunder.post(address(order), confirmed("9.00", what="amount", amount="9.00") | {
        "confirmed": "", "change": "1"
    }).content.decode()  # fmt: skip

    assert 'value="9.00"' in page
    assert "Go on" in page
    assert not Refund.objects.exists()


def test_confirmed_post_refunds_once_however_often_it_is_sent(double, order, refunder):
    posted = confirmed("48.40")

    answers = [refunder.post(address(order), posted) for _click in range(3)]

    assert {(answer.status_code, answer.url) for answer in answers} == {
        (302, f"/admin/orders/inspect/{order.pk}/")
    }
    assert (sent_back(double, order), str(Refund.objects.get().pk)) == (4840, posted["token"])
    assert "€48.40 refunded." in messages_of(refunder, order)


def test_pieces_are_refunded_at_their_price_and_restocked(double, order, refunder):
    line = order.lines.get()
    posted = confirmed("22.00", what="pieces", **{f"pieces_{line.pk}": "1", f"back_{line.pk}": "on"})

    assert refunder.post(address(order), posted).status_code == 302

    assert (sent_back(double, order), StockRecord.objects.get().on_hand) == (2200, 9)
    assert money_of(order) == ("part_refunded", "22.00")


def test_confirmation_carries_every_choice_along(order, refunder):
    line = order.lines.get()
    posted = fields(what="pieces", note="torn", **{f"pieces_{line.pk}": "2", f"back_{line.pk}": "on"})

    page = refunder.post(address(order), posted).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))

    assert refunder.post(address(order), hidden).status_code == 302
    refund = Refund.objects.get()
    assert (str(refund.amount), refund.note, str(refund.pk)) == ("44.00", "torn", posted["token"])
    assert [(row.quantity, row.restock) for row in refund.lines.all()] == [(2, True)]


BAD = [
    {"what": "amount", "amount": text}
    for text in ("", "1e3", "-5", "+5", "0", "0.00", "5.001", "1,000.00", "٣", "NaN", " ", "5 €", "9" * 13)
] + [
    {"what": "amount", "amount": "48.41"},
    {"what": "pieces"},
    {"what": "nonsense"},
    {"token": "nonsense"},
    {"token": ""},
    {"reason": "nonsense"},
    {"note": "x" * 201},
    {"pieces_LINE": "3"},
    {"pieces_LINE": "-1"},
    {"pieces_LINE": "1e1"},
    {"back_LINE": "on"},
    {"expected": "48.39"},
    {"expected": "nonsense"},
    {"expected": ""},
]


@pytest.mark.parametrize("changes", BAD, ids=str)
def test_bad_input_is_told_and_writes_nothing(double, order, refunder, changes):
    line = str(order.lines.get().pk)
    changes = {name.replace("LINE", line): value for name, value in changes.items()}
    expected = changes.get("amount", "48.40")
    before = written()

    answer = refunder.post(address(order), confirmed(expected) | changes)

    assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)
    assert 'role="alert"' in answer.content.decode()
    assert written() == before
    assert double.control.refunds() == []


@pytest.mark.parametrize("text", ["12.50", "12,50", "12.5"])
def test_amount_may_have_a_point_or_a_comma(double, order, refunder, text):
    refunder.post(address(order), confirmed("12.50", what="amount", amount=text))

    assert sent_back(double, order) == 1250


def test_nul_byte_is_a_bad_request(order, refunder):
    before = written()

    assert refunder.post(address(order), confirmed("48.40", note="a\0b")).status_code == 400

    assert written() == before


def test_what_changed_meanwhile_must_be_seen_again(double, order, refunder):
    ask(order, "5.00")

    answer = refunder.post(address(order), confirmed("48.40"))

    assert "has changed since" in answer.content.decode()
    assert sent_back(double, order) == 500


def test_disputed_order_is_refused_with_its_reason(double, order, refunder):
    Order.objects.update(state="disputed")

    answer = refunder.post(address(order), confirmed("48.40"))

    assert "the bank decides about its money" in answer.content.decode()
    assert not Refund.objects.exists()


def test_lost_answer_is_told_and_not_to_be_repeated(double, order, refunder):
    double.control.add_fault("refunds.create", "drop_after", times=None)
    double.control.add_fault("payment_intents.retrieve", "error", status=500, times=None)

    refunder.post(address(order), confirmed("48.40"))

    assert "do not refund it again" in messages_of(refunder, order)


def test_busy_shop_says_that_nothing_happened(order, refunder, monkeypatch):
    def busy(**asked):
        raise Busy

    monkeypatch.setattr("checkout.admin.refund_page.refund_order", busy)

    answer = refunder.post(address(order), confirmed("48.40"))

    assert (answer.status_code, answer["Retry-After"]) == (503, "3")
    assert "Nothing was refunded" in answer.content.decode()


PATHS = ("refund", "accept")
NOT_ENOUGH = [
    (),
    ("view_order",),
    ("refund_order", "review_order"),
    ("view_order", "change_order", "delete_order", "adjust_stock"),
]


@pytest.mark.parametrize("what", PATHS)
@pytest.mark.parametrize("permissions", NOT_ENOUGH, ids=str)
def test_without_its_permission_nothing_is_shown_or_done(order, what, permissions):
    Order.objects.update(state="review", review_reasons=[{"code": "late"}])
    client, before = colleague(*permissions), written()

    answers = [client.get(address(order, what)), client.post(address(order, what), confirmed("48.40"))]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/admin/")] * 2
    assert written() == before


@pytest.mark.parametrize(("what", "other"), [("refund", "review_order"), ("accept", "refund_order")])
def test_one_permission_does_not_give_the_other(order, what, other):
    before = written()

    answer = colleague("view_order", other).post(address(order, what), confirmed("48.40"))

    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert written() == before


@pytest.mark.parametrize("what", PATHS)
def test_guest_and_customer_are_kept_out(order, ada_client, what):
    before = written()

    for client in (Client(), ada_client):
        assert "login" in client.post(address(order, what), confirmed("48.40")).url

    assert written() == before


def test_owner_may_both(double, order, staff_client):
    assert staff_client.get(address(order)).status_code == 200
    assert staff_client.get(address(order, "accept")).status_code == 405


@pytest.mark.parametrize("what", PATHS)
def test_unknown_order_is_not_found(order, staff_client, what):
    assert staff_client.post(f"/admin/orders/{what}/{order.pk + 1}/", confirmed("1.00")).status_code == 404


def test_post_without_the_sites_token_is_refused(order, staff):
    client = Client(enforce_csrf_checks=True)
    enter(client, staff)

    assert client.post(address(order), confirmed("48.40")).status_code == 403
    assert client.post(address(order, "accept")).status_code == 403
    assert not Refund.objects.exists()


def in_review(**more):
    return make_order(
        None, state="review", review_reasons=[{"code": "stock", "sku": "TIDE", "pieces": "1"}], **more
    )


def test_accepting_ends_the_review_with_its_person(db):
    order, client = in_review(), colleague("view_order", "review_order")

    client.post(address(order, "accept"), {"note": "in the cellar"})

    order.refresh_from_db()
    assert (order.state, order.accepted_at is None, len(order.review_reasons)) == ("paid", False, 1)
    event = order.events.get(kind="accepted")
    assert (event.text, event.user.username) == ("Accepted: in the cellar", "colleague")
    assert "The order is accepted." in messages_of(client, order)


def test_accepting_twice_changes_nothing_more(db):
    order, client = in_review(), colleague("view_order", "review_order")

    for _click in range(2):
        client.post(address(order, "accept"))

    assert OrderEvent.objects.filter(kind="accepted").count() == 1
    assert "does not need attention any more" in messages_of(client, order)


def test_partly_refunded_order_is_accepted_as_that(double, order):
    Order.objects.update(state="review", review_reasons=[{"code": "late"}])
    ask(order, "5.00")
    assert money_of(order) == ("review", "5.00")

    colleague("view_order", "review_order").post(address(order, "accept"))

    assert money_of(order) == ("part_refunded", "5.00")


def test_accepted_order_stays_so_when_a_refund_fails(double, order, staff_client):
    Order.objects.update(state="review", review_reasons=[{"code": "late"}])
    staff_client.post(address(order, "accept"))
    refund = ask(order, "48.40")
    double.control.fail_refund(refund.stripe_refund_id)

    refresh_money(order.pk)

    assert money_of(order) == ("paid", "0.00")


@pytest.mark.parametrize(
    ("permissions", "expected"),
    [((), (False, False)), (("review_order",), (True, False)), (("refund_order",), (False, True))],
)
def test_order_page_offers_what_the_reader_may(order, permissions, expected):
    Order.objects.update(state="review", review_reasons=[{"code": "stock", "sku": "TW-A4", "pieces": "1"}])
    page = f"/admin/orders/inspect/{order.pk}/"

    def offered(client):
        text = client.get(page).content.decode()
        return "Accept the order" in text, "Refund all: €48.40" in text

    assert offered(colleague("view_order", *permissions)) == expected


def test_refund_all_from_the_order_page_takes_one_step(double, order, refunder):
    Order.objects.update(state="review", review_reasons=[{"code": "late"}])
    page = refunder.get(f"/admin/orders/inspect/{order.pk}/").context

    posted = confirmed(str(page["left"]), token=str(page["token"]), reason="unavailable")
    answer = refunder.post(address(order), posted)

    assert answer.status_code == 302
    assert (money_of(order), sent_back(double, order)) == (("refunded", "48.40"), 4840)


def test_order_page_lists_refunds_with_their_errors(double, order, refunder):
    refund = ask(order, "5.00")
    double.control.fail_refund(refund.stripe_refund_id)
    refresh_money(order.pk)

    page = refunder.get(f"/admin/orders/inspect/{order.pk}/").content.decode()

    assert refund.stripe_refund_id in page
    assert "the card has expired or is canceled" in page
    assert "shop-tag--alarm" in page


def test_script_in_a_note_is_shown_as_text(order, refunder):
    refunder.post(address(order), confirmed("48.40", note="<script>x</script>"))

    page = refunder.get(f"/admin/orders/inspect/{order.pk}/").content.decode()

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page
