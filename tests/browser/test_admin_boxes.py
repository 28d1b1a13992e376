"""The admin's coloured boxes in a real browser: what is said in them can be read, and pressed."""

import pytest

from catalogue.tests.factories import make_product

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tide(staff, sign_in):
    """A product, and staff who look at it."""
    page = make_product("Tide", [("TIDE", "", "22.00", 10)])
    sign_in(staff)
    return page


@pytest.mark.parametrize("what", ["delete", "unpublish"])
def test_the_way_to_the_archive_can_be_read(page, tide, axe_clean, what):
    page.goto(f"/admin/pages/{tide.pk}/{what}/")

    axe_clean(page, only=["color-contrast"])


def test_the_way_to_a_second_factor_can_be_read(page, tide, axe_clean, settings):
    settings.SHOP_STAFF_SECOND_FACTOR = True
    page.goto("/admin/")

    axe_clean(page, only=["color-contrast"])
