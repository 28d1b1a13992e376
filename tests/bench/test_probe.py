"""The probe counts what happens, the same each time, and refuses to count a wrong page."""

import pytest
from django.http import HttpResponse

from catalogue.models import ProductPage
from catalogue.tests.factories import make_product
from tests.bench.probe import Visitor, WrongPage, cost_of, cost_of_page

pytestmark = pytest.mark.django_db


def add_up(numbers: int) -> None:
    for _ in range(numbers):
        len("")


def test_calls_are_counted_exactly():
    few, many = (cost_of(lambda n=n: add_up(n)).calls for n in (10, 1010))

    assert many - few == 1000


def test_statements_are_kept_in_their_order():
    make_product()

    cost = cost_of(lambda: [ProductPage.objects.count(), ProductPage.objects.update(is_new=True)])

    assert [text.split()[0] for text in cost.sql] == ["SELECT", "UPDATE"]
    assert cost.statements == 2
    assert cost.writes == cost.sql[1:]


def test_a_page_costs_the_same_each_time():
    make_product()
    visitor = Visitor()

    first, second = (cost_of_page(lambda: visitor.get("/shop/"), "Tide") for _ in range(2))

    assert first.sql == second.sql != ()
    assert abs(first.calls - second.calls) < first.calls / 500


def test_a_wrong_page_is_not_counted():
    answers = iter([HttpResponse("Tide"), HttpResponse("Tide"), HttpResponse("sold out")])

    with pytest.raises(WrongPage, match="no “Tide” in: sold out"):
        cost_of_page(lambda: next(answers), "Tide")


def test_a_wrong_status_is_not_counted():
    visitor = Visitor()

    with pytest.raises(WrongPage, match="404 instead of 200"):
        cost_of_page(lambda: visitor.get("/nowhere/"), "Tide")


def test_a_visitor_keeps_cookies_and_sends_forms_with_their_token():
    make_product()
    visitor = Visitor()

    visitor.send("/bag/add/", {"sku": "TIDE-A3", "quantity": "2"}, headers={"Sec-Fetch-Site": "same-origin"})
    visitor.read_token("/bag/")
    answer = visitor.send("/bag/update/", {"sku": "TIDE-A3", "quantity": "3"})

    assert answer.status_code == 302
    assert 'value="3"' in visitor.get("/bag/").content.decode()


def test_a_visitor_without_a_token_is_refused():
    assert Visitor().send("/bag/add/", {"sku": "TIDE-A3", "quantity": "2"}).status_code == 403
