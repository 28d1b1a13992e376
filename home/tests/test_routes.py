"""Addresses: found at once however deep, and never past a privacy or a draft."""

import pytest
from wagtail.models import PageViewRestriction

from catalogue.tests.factories import make_category, make_product
from home.models import ShopSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def deep():
    """A product three parts below the catalogue."""
    return make_product(category=make_category("Small", make_category("Posters")))


def test_a_deep_page_takes_no_more_statements(client, deep, django_assert_max_num_queries):
    flat = make_product("Ridge", [("RIDGE", "A3", "24.00", 5)])
    client.get(flat.url), client.get(deep.url)

    with django_assert_max_num_queries(40) as few:
        assert client.get(flat.url).status_code == 200
    with django_assert_max_num_queries(len(few)):
        assert client.get(deep.url).status_code == 200


def test_the_way_to_a_page_is_shown_with_its_addresses(client, deep):
    crumbs = client.get(deep.url).context["breadcrumbs"]

    assert crumbs == [
        ("Shop", "/shop/"), ("Posters", "/shop/posters/"), ("Small", "/shop/posters/small/"), ("Tide", None),
    ]  # fmt: skip


@pytest.mark.parametrize("private", ["posters", "small", "tide", "shop"])
def test_a_private_part_hides_all_below_it(client, deep, private):
    page = deep.get_ancestors(inclusive=True).get(slug=private)
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert client.get(deep.url).status_code == 302


def test_an_alias_is_as_private_as_its_source(client, deep):
    mugs = make_category("Mugs")
    deep.create_alias(parent=mugs)
    PageViewRestriction.objects.create(page=deep, restriction_type="login")

    assert client.get("/shop/mugs/tide/").status_code == 302


def test_a_draft_is_not_found_and_what_is_below_it_is(client, deep):
    deep.get_parent().specific.unpublish()

    assert client.get("/shop/posters/small/").status_code == 404
    assert client.get(deep.url).status_code == 200


@pytest.mark.parametrize("path", ["/shop/small/tide/", "/posters/tide/", "/tide/", "/shop/posters/tide/x/"])
def test_parts_of_an_address_do_not_make_one(client, deep, path):
    assert client.get(path).status_code == 404


def test_a_private_section_is_left_out_of_lists(client, deep):
    PageViewRestriction.objects.create(page=deep.get_parent(), restriction_type="login")
    make_product("Ridge", [("RIDGE", "A3", "24.00", 5)])

    assert [card.title for card in client.get("/shop/").context["cards"]] == ["Ridge"]


def test_a_renamed_page_is_in_menu_and_footer_at_once(client, deep):
    posters = deep.get_ancestors().get(slug="posters").specific
    words = ShopSettings.for_site(posters.get_site())
    link = {"text": "", "page": posters, "url": ""}
    words.footer_columns = [("column", {"title": "Walls", "links": [link]})]
    words.save()
    assert client.get("/").content.decode().count(">Posters</a>") == 3

    posters.title = "Prints"
    posters.save_revision().publish()

    assert client.get("/").content.decode().count(">Prints</a>") == 3
