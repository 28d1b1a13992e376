"""The list of products in the admin."""

import pytest

from catalogue.admin.products import ProductViewSet, free_pieces, price_text, skus_text
from catalogue.tests.factories import make_product, make_products, rebuild_search_index

pytestmark = pytest.mark.django_db

MANY = [(f"TIDE-A{size}", f"A{size}", f"{size}0.00", 1) for size in (1, 2, 3, 4)]


def test_list_shows_skus_price_and_stock(staff_client):
    make_product("Tide", MANY)

    page = staff_client.get("/admin/products/").context["object_list"]

    rows = [(skus_text(row), price_text(row), free_pieces(row)) for row in page]
    assert rows == [("TIDE-A1, TIDE-A2, TIDE-A3 and 1 more", "€10.00 – €40.00", 4)]


def test_list_shows_a_single_price_once(staff_client):
    make_product("Tide", [("TIDE", "", "24.00", 2)])

    (row,) = staff_client.get("/admin/products/").context["object_list"]

    assert (skus_text(row), price_text(row), free_pieces(row)) == ("TIDE", "€24.00", 2)


def test_columns_that_phones_leave_out_stand_where_the_style_expects_them():
    names = [column.name for column in ProductViewSet.columns]

    assert [names[place - 1] for place in (3, 6, 7)] == ["skus", "parent", "latest_revision_created_at"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [("tide-a3", ["Tide"]), ("tid", ["Tide"]), ("Dunes", ["Dunes"]), ("nothing", []), ("%00", [])],
)
def test_list_is_searched_by_title_and_sku(staff_client, query, titles):
    make_product("Tide", MANY)
    make_product("Dunes", [("DUNES", "", "24.00", 2)])
    rebuild_search_index()

    answer = staff_client.get("/admin/products/", {"q": query})

    assert [page.title for page in answer.context["object_list"]] == titles


def test_list_needs_the_same_queries_for_more_products(staff_client, django_assert_max_num_queries):
    make_products(2)
    staff_client.get("/admin/products/")
    with django_assert_max_num_queries(60) as few:
        staff_client.get("/admin/products/")
    make_product("Tide", MANY)
    make_product("Dunes", [("DUNES", "", "24.00", 2)])

    with django_assert_max_num_queries(len(few)):
        staff_client.get("/admin/products/")


def test_customer_does_not_reach_the_list(ada_client):
    assert ada_client.get("/admin/products/").status_code in (302, 403)
