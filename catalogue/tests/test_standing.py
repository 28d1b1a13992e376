"""A product is on sale, in every language, while its source is published."""

from datetime import timedelta
from time import sleep

import pytest
from django.core.management import call_command
from django.utils import timezone, translation
from wagtail.models import Locale, Page

from catalogue.models import ListingEntry, ProductPage, ProductStanding
from catalogue.offers import offers_for
from catalogue.search import find_products
from catalogue.standing import archive, is_archived, unarchive
from catalogue.tests.factories import make_catalogue, make_category, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
SKU = "TIDE-A3"


@pytest.fixture
def tide():
    return make_product()


@pytest.fixture
def german(tide):
    return translated(tide, "de", "Gezeiten")


def translated(page, language, title):
    locale, _made = Locale.objects.get_or_create(language_code=language)
    twin = page.copy_for_translation(locale, copy_parents=True)
    twin.title = title
    twin.save_revision().publish()
    return ProductPage.objects.get(pk=twin.pk)


def sold_as():
    """Under which name the piece sells to English and to German visitors."""
    names = []
    for language in ("en", "de"):
        with translation.override(language):
            offer = offers_for([SKU]).get(SKU)
            names.append(offer.name if offer else None)
    return tuple(names)


def unpublish(page):
    page.unpublish()


def expire(page):
    source = ProductPage.objects.get(pk=page.pk)
    source.expire_at = timezone.now() + timedelta(seconds=0.2)
    source.save_revision().publish()
    sleep(0.3)


def expire_by_the_worker(page):
    expire(page)
    call_command("publish_scheduled")


def delete(page):
    page.delete()


def delete_its_category(page):
    page.get_parent().specific.delete()


ENDINGS = [unpublish, expire, expire_by_the_worker, delete, delete_its_category]


@pytest.mark.parametrize("end", ENDINGS)
def test_off_sale_in_every_language_with_its_source(client, tide, german, end):
    assert (sold_as(), client.get(german.url).status_code) == (("Tide", "Gezeiten"), 200)

    end(tide)

    assert sold_as() == (None, None)
    assert client.get(german.url).status_code == 404
    assert client.get("/de/shop/").context["total"] == 0
    assert client.get("/de/shop/").context["cards"] == []
    with translation.override("de"):
        assert find_products("gezeiten").ids == []
    assert "gezeiten" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("end", [unpublish, expire, expire_by_the_worker, delete])
def test_a_translation_that_ends_leaves_the_name_of_its_source(client, tide, german, end):
    address = german.url
    end(german)

    assert sold_as() == ("Tide", "Tide")
    assert client.get(tide.url).status_code == 200
    if end is not expire:
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("end", [unpublish, expire_by_the_worker])
def test_published_again_the_source_brings_all_languages_back(tide, german, end):
    end(tide)
    source = ProductPage.objects.get(pk=tide.pk)
    source.expire_at = None

    source.save_revision().publish()

    assert sold_as() == ("Tide", "Gezeiten")
    assert ListingEntry.objects.count() == 2


def test_saving_a_translation_does_not_put_it_in_the_place_of_its_source(tide, german):
    tide.delete()

    ProductPage.objects.get(pk=german.pk).save_revision().publish()

    assert sold_as() == (None, None)


def test_what_remains_of_a_deleted_product_is_sold_again_once_it_is_translated_back(tide, german):
    tide.delete()
    english = ProductPage.objects.get(pk=german.pk).copy_for_translation(
        Locale.objects.get(language_code="en")
    )
    assert sold_as() == (None, None)

    english.save_revision().publish()

    assert sold_as() == ("Gezeiten", "Gezeiten")


def test_a_copy_of_what_remains_is_a_product_of_its_own(tide, german):
    tide.delete()
    copy = ProductPage.objects.get(pk=german.pk).copy(update_attrs={"slug": "neu"}, keep_live=True)

    assert list(offers_for([copy.variants.get().sku])) == [copy.variants.get().sku]


def test_an_alias_ends_with_the_page_that_it_shows(tide):
    alias = tide.create_alias(parent=make_category("Elsewhere"))
    tide.delete()
    Page.objects.filter(pk=alias.pk).update(live=True)

    assert sold_as() == (None, None)


def test_a_product_of_one_language_alone_is_its_own_source():
    locale, _made = Locale.objects.get_or_create(language_code="de")
    category = make_category("Plakate", make_catalogue().copy_for_translation(locale, copy_parents=True))
    page = make_product("Gezeiten", category=category)
    assert sold_as() == ("Gezeiten", "Gezeiten")

    page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)

    assert sold_as() == ("Gezeiten", "Gezeiten")  # a draft in the shop's own language takes no place
    ProductPage.objects.get(pk=page.pk).unpublish()
    assert sold_as() == (None, None)


def test_what_is_sold_beside_older_code_has_no_standing(tide, german):
    ProductStanding.objects.all().delete()

    assert sold_as() == ("Tide", "Gezeiten")


def test_old_revisions_and_stale_pages_do_not_change_where_a_product_stands(tide, german):
    archive(german)

    tide.save()
    german.save_revision().publish()

    assert (is_archived(tide), is_archived(german), sold_as()) == (True, True, (None, None))
    unarchive(tide)
    assert sold_as() == ("Tide", "Gezeiten")


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_pages_that_staff_end_by_the_dozen_leave_the_listings_of_all_languages(
    staff_client, client, tide, german, action
):
    address = f"/admin/bulk/wagtailcore/page/{action}/?id={tide.pk}"
    assert staff_client.post(address, {"next": "/admin/"}).status_code == 302

    assert sold_as() == (None, None)
    assert client.get("/de/shop/").context["total"] == 0
