"""Addresses of cards are Wagtail's own, whatever the sites and languages are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, Site

from catalogue.addresses import url_of
from catalogue.freshness import freshness
from catalogue.tests.factories import make_product

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def remembering(settings):
    settings.SHOP_REMEMBERS = True
    freshness.forget()
    yield
    freshness.forget()


@pytest.fixture
def dune():
    return make_product("Dune", [("D-A4", "A4", "12.00", 3)])


def test_pages_of_one_site_have_their_own_addresses(dune):
    moor = make_product("Moor", [("M-A4", "A4", "12.00", 3)])

    assert [url_of(page) for page in (dune, moor, dune.get_parent())] == [
        "/shop/posters/dune/", "/shop/posters/moor/", "/shop/posters/"
    ]  # fmt: skip
    home = Site.objects.get().root_page
    assert url_of(home) == home.url


def test_the_second_address_asks_nothing(dune):
    url_of(dune)

    with CaptureQueriesContext(connection) as asked:
        url_of(dune)

    assert len(asked) == 0


def test_every_language_begins_with_its_own(dune):
    german, _made = Locale.objects.get_or_create(language_code="de")
    twin = dune.copy_for_translation(german, copy_parents=True)

    assert url_of(dune) == dune.url
    assert url_of(twin) == twin.url != dune.url


def test_a_site_inside_another_keeps_its_addresses(dune):
    Site.objects.create(hostname="posters.test", root_page=dune.get_parent())
    freshness.forget()

    assert url_of(dune) == Page.objects.get(pk=dune.pk).url == "http://posters.test/dune/"


def test_a_name_beyond_ascii_is_written_as_wagtail_writes_it(dune):
    dune.slug = "düne"
    dune.save()

    assert url_of(dune) == dune.url == "/shop/posters/d%C3%BCne/"


def test_a_page_of_no_site_has_none(dune):
    assert url_of(Page.get_first_root_node()) == ""
