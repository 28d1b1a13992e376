"""The only writer of orders: who may not, what it copies, what it doubts, and how little it asks."""

import json
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from catalogue.models import ProductPage, StockHold, StockMovement, StockRecord
from catalogue.tests.factories import make_image, make_product, make_variant
from checkout.links import order_link
from checkout.models import BagLine, CheckoutAttempt, Order, OrderLineItem, OutgoingMail
from checkout.orders.placing import NotPaid, NotThisPayment, place_order
from checkout.tests.paying import make_attempt, payment_of
from profiles.models import UserProfile

pytestmark = pytest.mark.django_db

SIZES = [("TW-A4", "A4", "22.00", 10), ("TW-A3", "A3", "39.00", 5)]


@pytest.fixture
def product():
    return make_product("Tailwind", SIZES, image=make_image())


@pytest.fixture
def attempt(product):
    return make_attempt({"TW-A4": 2, "TW-A3": 1})


def stock_of(sku: str) -> tuple[int, int]:
    record = StockRecord.objects.get(sku=sku)
    return record.on_hand, record.reserved


def nothing_written() -> bool:
    written = Order.objects.exists() or OutgoingMail.objects.exists()
    return not written and stock_of("TW-A4") == (10, 2) and BagLine.objects.count() == 2


def codes_of(order: Order) -> list[str]:
    return [reason["code"] for reason in order.review_reasons]


@pytest.mark.parametrize("status", ["processing", "requires_payment_method", "canceled", "", "Succeeded"])
def test_payment_that_has_not_succeeded_makes_nothing(attempt, status):
    with pytest.raises(NotPaid):
        place_order(attempt.pk, payment_of(attempt, status=status))

    assert nothing_written()


@pytest.mark.parametrize("payment_id", ["pi_other", "", None])
def test_payment_of_another_attempt_makes_nothing(attempt, payment_id):
    with pytest.raises(NotThisPayment):
        place_order(attempt.pk, payment_of(attempt, id=payment_id))

    assert nothing_written()


def test_unknown_attempt_is_an_error_and_makes_nothing(attempt):
    with pytest.raises(CheckoutAttempt.DoesNotExist):
        place_order(uuid4(), payment_of(attempt))

    assert nothing_written()


def test_second_call_answers_the_same_order(attempt):
    first = place_order(attempt.pk, payment_of(attempt))

    again = place_order(attempt.pk, payment_of(attempt))

    assert again == first
    assert (OutgoingMail.objects.count(), StockMovement.objects.filter(kind="sale").count()) == (1, 2)
    assert stock_of("TW-A4") == (8, 0)


def test_order_holds_what_was_frozen(attempt, product):
    order = place_order(attempt.pk, payment_of(attempt))

    rows = order.lines.values_list("sku", "name", "product_size", "quantity", "unit_price", "lineitem_total")
    assert list(rows) == [
        ("TW-A4", "Tailwind", "A4", 2, Decimal("22.00"), Decimal("44.00")),
        ("TW-A3", "Tailwind", "A3", 1, Decimal("39.00"), Decimal("39.00")),
    ]
    assert (order.order_total, order.delivery_cost, order.grand_total) == (83, 0, 83)
    assert (order.state, order.paid_total, order.full_name) == ("paid", Decimal("83.00"), "Ida Lindqvist")
    assert json.loads(order.original_bag) == [["TW-A4", 2, "22.00"], ["TW-A3", 1, "39.00"]]
    assert {line.page_revision_id for line in order.lines.all()} == {product.live_revision_id}


def test_placing_ends_attempt_holds_and_bag_together(attempt):
    order = place_order(attempt.pk, payment_of(attempt))

    attempt.refresh_from_db()
    assert (attempt.state, StockHold.objects.count(), BagLine.objects.count()) == ("placed", 0, 0)
    assert [event.kind for event in order.events.all()] == ["placed"]
    assert set(StockMovement.objects.filter(kind="sale").values_list("reference", flat=True)) == {
        order.order_number
    }


def test_pieces_added_meanwhile_stay_in_the_bag(attempt):
    BagLine.objects.filter(sku="TW-A4").update(quantity=5)
    BagLine.objects.create(bag_id=attempt.bag_id, sku="NEW", quantity=1, seen_price="1.00", seen_name="New")

    place_order(attempt.pk, payment_of(attempt))

    assert dict(BagLine.objects.values_list("sku", "quantity")) == {"TW-A4": 3, "NEW": 1}


def test_bag_made_smaller_meanwhile_ends_empty(attempt):
    BagLine.objects.filter(sku="TW-A4").update(quantity=1)

    place_order(attempt.pk, payment_of(attempt))

    assert BagLine.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"received_minor": 8299}, "amount"),
        ({"received_minor": 8301}, "amount"),
        ({"currency": "usd"}, "currency"),
        ({"livemode": True}, "livemode"),
    ],
)
def test_doubtful_payment_makes_an_order_in_review(attempt, changes, code):
    order = place_order(attempt.pk, payment_of(attempt, **changes))

    assert (order.state, codes_of(order)) == ("review", [code])
    assert [event.kind for event in order.events.all()] == ["placed", "review"]
    assert OutgoingMail.objects.count() == 1


def test_missing_pieces_make_an_order_in_review(attempt):
    StockHold.objects.all().delete()
    StockRecord.objects.filter(sku="TW-A3").update(on_hand=0, reserved=0)

    order = place_order(attempt.pk, payment_of(attempt))

    assert order.review_reasons == [{"code": "stock", "sku": "TW-A3", "pieces": "1"}]
    assert stock_of("TW-A3") == (0, 0)


@pytest.mark.parametrize("version", ["", "99", "x", "٣", "9" * 400])
def test_payment_without_a_known_version_pays_the_latest_quote(attempt, version):
    metadata = {"attempt": str(attempt.pk), "quote": version}

    order = place_order(attempt.pk, payment_of(attempt, metadata=metadata))

    assert (order.state, order.lines.count()) == ("paid", 2)


def test_details_become_defaults_only_when_ticked(product, ada, ben):
    for user, is_ticked in ((ada, True), (ben, False)):
        attempt = make_attempt({"TW-A4": 1}, user=user, save_info=is_ticked)
        assert place_order(attempt.pk, payment_of(attempt)).user_profile.user == user

    saved = dict(UserProfile.objects.values_list("user__username", "default_postcode"))
    assert saved == {"ada": "10435", "ben": ""}


def test_product_deleted_meanwhile_keeps_the_order(attempt, product):
    product.delete()

    order = place_order(attempt.pk, payment_of(attempt))

    assert (order.state, codes_of(order)) == ("review", ["gone", "gone"])
    assert list(order.lines.values_list("name", "product", "page_revision")) == [("Tailwind", None, None)] * 2


def test_revision_and_image_deleted_meanwhile_leave_the_snapshot(attempt):
    Page.objects.update(live_revision=None, latest_revision=None)
    Revision.objects.all().delete()
    get_image_model().objects.all().delete()

    order = place_order(attempt.pk, payment_of(attempt))

    assert order.state == "paid"
    assert list(order.lines.values_list("page_revision", "image")) == [(None, None)] * 2


def changed(product: ProductPage, how: str) -> None:
    """Do to a sold product what an editor may do."""
    if how == "page deleted":
        product.delete()
    elif how == "variant removed":
        product.variants = [make_variant("TW-A2", "A2")]
        product.save_revision().publish()
    else:
        product.title = "Headwind"
        product.variants = [make_variant("TW-A4", "A4", "99.00"), make_variant("TW-A3", "A3", "99.00")]
        product.save_revision().publish()


@pytest.mark.parametrize("how", ["page deleted", "variant removed", "renamed and dearer"])  # T2, T3
def test_sold_lines_outlive_what_editors_do(attempt, product, how):
    order = place_order(attempt.pk, payment_of(attempt))
    before = list(order.lines.values("sku", "name", "product_size", "unit_price", "lineitem_total"))

    changed(product, how)

    assert list(order.lines.values("sku", "name", "product_size", "unit_price", "lineitem_total")) == before
    is_there = how != "page deleted"
    assert all((line.product is not None) == is_there for line in order.lines.all())
    page = Client().get(order_link(order).removeprefix("http://testserver"))
    assert (page.status_code, b"Tailwind" in page.content) == (200, True)


@pytest.mark.parametrize("count", [1, 20])
def test_order_takes_the_same_few_queries_whatever_its_size(count, django_assert_num_queries):
    rows = [(f"TW-{number:02}", f"{number}", "22.00", 9) for number in range(count)]
    make_product("Many", rows, image=make_image())
    attempt = make_attempt({sku: 2 for sku, *_ in rows})
    payment = payment_of(attempt)

    with django_assert_num_queries(17 + 2):  # two more: the savepoint inside a test's own transaction
        place_order(attempt.pk, payment)

    assert OrderLineItem.objects.count() == count
