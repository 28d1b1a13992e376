"""The bag's services: what goes in, what is refused, and that nothing is lost."""

import pytest

from catalogue.models import StockRecord
from catalogue.stock import hold
from catalogue.tests.factories import make_product
from checkout.bag.inputs import BagRefused
from checkout.bag.services import add, bag_count, current_bag, remove, set_quantity
from checkout.models import Bag, BagLine
from checkout.tests.bags import open_attempt, pieces, request_of, session_with
from tests.race import run_together

pytestmark = pytest.mark.django_db


@pytest.fixture
def tide():
    return make_product("Tide", [("TIDE-A4", "A4", "12.00", 5), ("TIDE-A3", "A3", "24.00", 200)])


def test_adding_twice_adds_the_quantities_up(tide):
    request = request_of()

    add(request, "TIDE-A4", 1)
    change = add(request, "TIDE-A4", 2)

    assert pieces(request) == {"TIDE-A4": 3}
    assert change.text == "Tide, A4 is in your bag."
    assert change.notes == ()


def test_session_holds_nothing_but_the_bag_id(tide):
    request = request_of()

    add(request, "TIDE-A4", 1)

    assert dict(request.session.items()) == {"bag_id": str(Bag.objects.get().pk)}


def test_adding_more_than_stock_is_capped_and_said(tide):
    request = request_of()

    change = add(request, "TIDE-A4", 9)

    assert pieces(request) == {"TIDE-A4": 5}
    assert change.notes == ("We changed the quantity to 5. That is all we have left.",)


def test_a_line_never_exceeds_ninety_nine(tide):
    request = request_of()
    add(request, "TIDE-A3", 98)

    change = add(request, "TIDE-A3", 9)

    assert pieces(request) == {"TIDE-A3": 99}
    assert change.notes == ("We changed the quantity to 99. That is the most for one piece.",)


def test_sold_out_piece_is_refused_and_nothing_made():
    make_product("Gone", [("GONE-A4", "A4", "12.00", 0)])
    request = request_of()

    with pytest.raises(BagRefused, match=r"^Gone, A4 is sold out\. Your bag is unchanged\.$"):
        add(request, "GONE-A4", 1)

    assert not Bag.objects.exists()
    assert "bag_id" not in request.session


@pytest.mark.parametrize("how", ["unknown", "draft", "deleted"])
def test_what_is_not_for_sale_is_refused_alike(tide, how):
    request = request_of()
    add(request, "TIDE-A3", 1)
    other = make_product("Other", [("OTHER-A4", "A4", "12.00", 5)])
    {"unknown": lambda: None, "draft": other.unpublish, "deleted": other.delete}[how]()

    with pytest.raises(BagRefused, match=r"^This piece is not for sale\. Your bag is unchanged\.$"):
        add(request, "NONE" if how == "unknown" else "OTHER-A4", 1)

    assert pieces(request) == {"TIDE-A3": 1}


def test_draft_price_never_reaches_the_bag(tide):
    page = tide.get_latest_revision_as_object()
    variant = page.variants.get(sku="TIDE-A4")
    variant.price = 1
    page.variants = [variant, page.variants.get(sku="TIDE-A3")]
    page.save_revision()
    request = request_of()

    add(request, "TIDE-A4", 1)

    assert str(BagLine.objects.get().seen_price) == "12.00"


def test_fifty_first_piece_is_refused():
    make_product("Many", [(f"M-{number}", str(number), "12.00", 5) for number in range(51)])
    request = request_of()
    for number in range(50):
        add(request, f"M-{number}", 1)

    with pytest.raises(BagRefused, match=r"^A bag holds 50 different pieces"):
        add(request, "M-50", 1)

    assert len(pieces(request)) == 50
    assert add(request, "M-0", 1).notes == ()


def test_quantity_is_set_and_not_added(tide):
    request = request_of()
    add(request, "TIDE-A4", 1)

    change = set_quantity(request, "TIDE-A4", 3)

    assert pieces(request) == {"TIDE-A4": 3}
    assert change.text == "Tide, A4: the quantity is now 3."


def test_quantity_of_what_is_not_inside_is_refused(tide):
    request = request_of()
    add(request, "TIDE-A4", 1)

    with pytest.raises(BagRefused, match=r"^This piece is not in your bag\.$"):
        set_quantity(request, "TIDE-A3", 3)

    assert pieces(request) == {"TIDE-A4": 1}


def test_removing_twice_is_no_error(tide):
    request = request_of()
    add(request, "TIDE-A4", 2)

    first, second = remove(request, "TIDE-A4"), remove(request, "TIDE-A4")

    assert pieces(request) == {}
    assert first.text == "Tide, A4 is no longer in your bag."
    assert (first.removed.sku, first.removed.quantity) == ("TIDE-A4", 2)
    assert (second.text, second.removed) == ("", None)


def test_pieces_that_the_own_checkout_holds_still_count(tide):
    request = request_of()
    add(request, "TIDE-A4", 4)
    hold(open_attempt(current_bag(request)).pk, {"TIDE-A4": 4})
    assert StockRecord.objects.get(sku="TIDE-A4").free == 1

    change = add(request, "TIDE-A4", 1)

    assert pieces(request) == {"TIDE-A4": 5}
    assert change.notes == ()


def test_next_change_drops_gone_lines_and_says_so(tide):
    request = request_of()
    other = make_product("Other", [("OTHER-A4", "A4", "12.00", 5)])
    add(request, "OTHER-A4", 1)
    other.unpublish()

    change = add(request, "TIDE-A4", 1)

    assert pieces(request) == {"TIDE-A4": 1}
    assert change.notes == ("Other, A4 is no longer for sale. We took it out of your bag.",)


def test_next_change_takes_over_prices_and_says_so(tide):
    request = request_of()
    add(request, "TIDE-A4", 1)
    BagLine.objects.update(seen_price="10.00")

    change = add(request, "TIDE-A3", 1)
    again = add(request, "TIDE-A3", 1)

    assert change.notes == ("The price of Tide, A4 changed from €10.00 to €12.00.",)
    assert again.notes == ()


def test_counting_takes_one_query_at_most(tide, django_assert_num_queries):
    request = request_of()
    with django_assert_num_queries(0):
        assert bag_count(request) == 0
    add(request, "TIDE-A4", 2)
    add(request, "TIDE-A3", 3)

    with django_assert_num_queries(1):
        assert bag_count(request) == 5


def test_counting_and_reading_make_nothing(ada):
    request = request_of(ada)

    assert bag_count(request) == 0
    assert current_bag(request) is None

    assert not Bag.objects.exists()
    assert request.session.session_key is None


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_simultaneous_adds_lose_nothing():
    skus = [f"M-{number}" for number in range(4)]
    make_product("Many", [(sku, sku, "12.00", 500) for sku in skus])
    first = request_of()
    add(first, skus[0], 1)

    def twenty_adds(number: int) -> None:
        request = request_of(session=session_with(first.session["bag_id"]))
        for turn in range(20):
            add(request, skus[(number + turn) % 4], 1)

    assert run_together(8, twenty_adds) == [None] * 8
    assert pieces(first) == {"M-0": 41, "M-1": 40, "M-2": 40, "M-3": 40}


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_simultaneous_adds_never_pass_fifty_lines():
    make_product("Many", [(f"M-{number}", str(number), "12.00", 5) for number in range(56)])
    first = request_of()
    for number in range(48):
        add(first, f"M-{number}", 1)

    def one_more(number: int) -> None:
        request = request_of(session=session_with(first.session["bag_id"]))
        add(request, f"M-{48 + number}", 1)

    answers = run_together(8, one_more)

    assert [type(answer) for answer in answers].count(BagRefused) == 6
    assert len(pieces(first)) == 50
