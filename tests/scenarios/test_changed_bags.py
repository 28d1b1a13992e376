"""What changes between page, gate, payment and order: the charge is the one shown (fault matrix B)."""

import pytest

from catalogue.models import ProductPage, ProductVariant, StockHold, StockRecord
from checkout.bag.contents import bag_contents
from checkout.models import Bag, Order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def raise_price(sku, price):
    ProductVariant.objects.filter(sku=sku).update(price=price)


def charged(stripe, tab):
    return stripe.control.intent(tab.intent_id)["amount_received"]


def test_piece_added_in_another_tab_asks_again(shopper, tab, stripe, the_order):  # B1, B8
    shopper.add("TW-A3")

    refused = shopper.gate(tab)
    tab.amount = refused.json()["amount"]
    shopper.pay(tab)

    assert (refused.status_code, refused.json()["grand_total"]) == (409, "€61.00")
    assert charged(stripe, tab) == 6100
    assert sorted(the_order().lines.values_list("sku", flat=True)) == ["TW-A3", "TW-A4"]


def test_older_tab_never_pays_for_the_newer_bag(shopper, tab, stripe):  # B8
    shopper.add("TW-A3")
    shopper.open_checkout()

    refused = shopper.gate(tab)

    assert (refused.status_code, refused.json()["amount"]) == (409, 6100)
    assert stripe.control.intent(tab.intent_id)["status"] == "requires_payment_method"


def test_piece_added_after_paying_stays_in_bag(shopper, tab, stripe, the_order):  # B2
    shopper.gate(tab)
    shopper.confirm(tab)
    shopper.add("TW-A3")
    shopper.add("TW-A4", 2)

    shopper.finish(tab)

    assert [(line.sku, line.quantity) for line in the_order().lines.all()] == [("TW-A4", 1)]
    left = bag_contents(Bag.objects.get()).lines
    assert {(line.offer.sku, line.quantity) for line in left} == {("TW-A3", 1), ("TW-A4", 2)}


def test_price_raised_before_gate_asks_again(shopper, tab, stripe):  # B3
    raise_price("TW-A4", "30.00")

    refused = shopper.gate(tab)

    assert (refused.status_code, refused.json()["amount"]) == (409, 3300)
    assert stripe.control.intent(tab.intent_id)["amount"] == 2420
    assert StockHold.objects.count() == 0


def test_price_raised_after_gate_keeps_price_paid(shopper, tab, the_order):  # B4
    shopper.gate(tab)
    shopper.confirm(tab)
    raise_price("TW-A4", "30.00")

    shopper.finish(tab)

    order = the_order()
    assert (str(order.lines.get().unit_price), str(order.grand_total), order.state) == (
        "22.00",
        "24.20",
        "paid",
    )


def test_last_piece_is_refused_to_the_second(new_shopper, stripe):  # B5
    first, second = new_shopper(), new_shopper()
    for buyer in (first, second):
        buyer.add("TW-A2")
    pages = first.open_checkout(), second.open_checkout()

    passed = first.gate(pages[0])
    refused = second.gate(pages[1])

    assert (passed.status_code, refused.status_code) == (200, 409)
    assert refused.json()["gone"] == ["TW-A2"]
    assert stripe.control.intent(pages[1].intent_id)["status"] == "requires_payment_method"


def test_lost_hold_makes_review_never_negative_stock(shopper, stripe, the_order):  # B5
    shopper.add("TW-A2")
    tab = shopper.open_checkout()
    shopper.gate(tab)
    shopper.confirm(tab)
    StockHold.objects.all().delete()
    StockRecord.objects.filter(sku="TW-A2").update(reserved=0, on_hand=0)

    shopper.finish(tab)

    order = the_order()
    assert order.state == "review"
    assert order.review_reasons == [{"code": "stock", "sku": "TW-A2", "pieces": "1"}]
    assert StockRecord.objects.get(sku="TW-A2").on_hand == 0


def test_own_hold_never_blocks_its_shopper(shopper, the_order):  # I6
    shopper.add("TW-A2")
    for _again in range(4):
        tab = shopper.open_checkout()
        assert shopper.gate(tab).status_code == 200

    shopper.pay(shopper.open_checkout())

    assert the_order().state == "paid"
    assert StockRecord.objects.get(sku="TW-A2").on_hand == 0


def test_product_deleted_after_paying_keeps_order(shopper, tab, the_order):  # B6
    shopper.gate(tab)
    shopper.confirm(tab)
    ProductPage.objects.get().delete()

    answer = shopper.finish(tab)

    line = the_order().lines.get()
    assert (line.name, line.product_size, line.product) == ("Tailwind", "A4", None)
    assert the_order().review_reasons == [{"code": "gone", "sku": "TW-A4"}]
    assert shopper.get(answer.headers["Location"]).status_code == 200


def test_session_lost_after_paying_order_comes_by_webhook(shopper, tab, stripe, the_order):  # B7
    shopper.gate(tab)
    shopper.confirm(tab)
    shopper.forget_cookies()

    answer = shopper.finish(tab)
    stripe.control.release()

    assert answer.status_code == 403
    assert "e-mail" in answer.text
    assert the_order().state == "paid"


def test_paying_in_second_tab_shows_first_order(shopper, tab, stripe, the_order):  # B9
    other_tab = shopper.open_checkout()
    done = shopper.pay(tab)

    again = shopper.gate(other_tab)

    assert again.json() == {"paid": True, "redirect": done.headers["Location"]}
    assert len(stripe.control.charges()) == 1
    assert Order.objects.count() == 1
