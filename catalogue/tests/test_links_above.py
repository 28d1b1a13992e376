"""Links to what is above a page lead to pages that answer."""

import re

import pytest

from catalogue.breadcrumbs import shown_above
from catalogue.tests.factories import make_category, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def shirts():
    """Two products, so that each recommends the other, in a category within another."""
    category = make_category("T-shirts", make_category("Textiles"))
    pages = [make_product(name, [(name, "", "9.00", 5)], category) for name in ("Tide", "Dunes")]
    return category, pages[0]


def all_in(client, page) -> str:
    """Where “All in …” leads, with its words."""
    found = re.search(r'<a class="link small" href="([^"]+)">(All in [^<]+)</a>', client.get(page.url).text)
    return " ".join(found.groups()) if found else ""


def test_all_in_a_category_leads_there(client, shirts):
    assert all_in(client, shirts[1]) == "/shop/textiles/t-shirts/ All in T-shirts"


def test_all_in_leads_to_the_next_category_that_is_live(client, shirts):
    category, page = shirts
    category.unpublish()

    words = all_in(client, page)

    assert words == "/shop/textiles/ All in Textiles"
    assert client.get("/shop/textiles/").status_code == 200


def test_no_link_is_shown_where_nothing_above_is_live(client, shirts):
    _category, page = shirts
    for above in page.get_ancestors().filter(depth__gt=2).specific():
        above.unpublish()

    assert all_in(client, page) == ""
    assert shown_above(type(page).objects.get(pk=page.pk)) is None
