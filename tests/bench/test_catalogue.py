"""The generated catalogue is a real one: a sound tree, found by search, listed and sold."""

import pytest
from django.db.models import Sum
from wagtail.models import Page

from catalogue.models import ProductPage, ProductVariant, StockMovement, StockRecord
from catalogue.tests.factories import make_product
from tests.bench.catalogue import RealShop, fill, sku_of, title_of

pytestmark = pytest.mark.django_db


def test_generated_products_are_shown_found_and_sold(client):
    fill(60)

    shown = client.get("/shop/posters/generated-48/").content.decode()
    found = client.get("/search/", {"q": title_of(48)}).content.decode()
    client.post("/bag/add/", {"sku": sku_of(59, "A5"), "quantity": "2"})

    assert title_of(48) in shown
    assert title_of(48) in found
    assert title_of(59) in client.get("/shop/").content.decode()
    assert title_of(59) in client.get("/bag/").content.decode()


def test_the_tree_is_sound_and_grows_on():
    fill(30)
    fill(50)

    assert [list(problem) for problem in Page.find_problems()] == [[], [], [], [], []]
    assert ProductPage.objects.live().count() == 50
    assert StockMovement.objects.aggregate(sum=Sum("delta")) == StockRecord.objects.aggregate(
        sum=Sum("on_hand")
    )


def test_two_catalogues_are_the_same():
    fill(20)
    first = list(ProductVariant.objects.order_by("sku").values_list("sku", "price", "sale_price"))
    ProductPage.objects.all().delete()
    StockMovement.objects.all().delete()
    StockRecord.objects.all().delete()
    fill(20)

    assert list(ProductVariant.objects.order_by("sku").values_list("sku", "price", "sale_price")) == first


def test_a_shop_with_products_of_its_own_is_left_alone():
    make_product()

    with pytest.raises(RealShop):
        fill(10)

    assert ProductPage.objects.count() == 1
