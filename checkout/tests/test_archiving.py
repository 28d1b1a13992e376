"""Ending a product: what staff are told before, archiving instead, and what orders keep."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page

from catalogue.models import BackInStockRequest, ProductPage, StockRecord
from catalogue.offers import offers_for
from catalogue.search import find_products
from catalogue.standing import archive, is_archived
from catalogue.tests.factories import make_image, make_product
from checkout.admin.usage import Usage, usage_of
from checkout.models import Bag, BagLine, Order, Wish
from checkout.tests.admins import colleague
from checkout.tests.orders import make_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def tide(ada):
    """A product with a translation, sold once in either language, and known to shoppers."""
    page = make_product(image=make_image())
    locale = Locale.objects.create(language_code="de")
    page.copy_for_translation(locale, copy_parents=True).save_revision().publish()
    for product in ProductPage.objects.all():
        order = make_order(None, stripe_pid=f"pi_{product.pk}")
        image = page.gallery_images.get().image
        order.lines.update(product=product, page_revision=product.latest_revision, image=image)
    bag = Bag.objects.create()
    BagLine.objects.create(bag=bag, sku="TIDE-A3", quantity=1, seen_price=24, seen_name="Tide, A3")
    StockRecord.objects.filter(sku="TIDE-A3").update(reserved=2)
    Wish.objects.create(user=ada, product_key=page.translation_key)
    BackInStockRequest.objects.create(sku="TIDE-A3", email="eve@example.com", language="en")
    return page


def confirmations(page):
    return {
        "delete": f"/admin/pages/{page.pk}/delete/",
        "unpublish": f"/admin/pages/{page.pk}/unpublish/",
        "bulk delete": f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}",
    }


def test_all_that_knows_of_a_product_is_counted(tide, django_assert_num_queries):
    with django_assert_num_queries(5):
        assert usage_of(ProductPage.objects.filter(pk=tide.pk)) == Usage(2, 1, 2, 1, 1)


@pytest.mark.parametrize("which", ["delete", "unpublish", "bulk delete"])
def test_staff_are_told_before_a_sold_product_ends(staff_client, tide, which):
    text = staff_client.get(confirmations(tide)[which]).text

    assert "referenced 0 times" not in text
    for words in (
        "2 orders",
        "1 bag",
        "2 pieces held",
        "1 wishlist",
        "1 person waits",
        "off sale in every language",
    ):
        assert words in text, words
    assert reverse("products:archive", args=[tide.pk]) in text


def test_staff_are_told_of_the_products_below_a_page_too(staff_client, tide):
    text = staff_client.get(confirmations(tide.get_parent())["delete"]).text

    assert "2 orders" in text
    assert "/archive/" not in text


def test_pages_and_pictures_that_sell_nothing_are_told_of_as_ever(staff_client, tide):
    picture = tide.gallery_images.get().image

    assert staff_client.get(f"/admin/images/{picture.pk}/delete/").status_code == 200
    assert "Orders and shoppers" not in staff_client.get(f"/admin/images/{picture.pk}/delete/").text


def test_the_page_that_archives_names_the_product_above(staff_client, tide):
    text = staff_client.get(reverse("products:archive", args=[tide.pk])).text
    header = text[text.index("<header") : text.index("</header>")]

    assert tide.title in header
    assert f'href="{reverse("products:index")}"' in header


def test_an_archived_product_is_off_sale_and_its_address_says_so(staff_client, client, tide):
    beside = make_product("Dunes", [("DUNES", "", "9.00", 1)])
    done = staff_client.post(reverse("products:archive", args=[tide.pk]))

    page, german = client.get(tide.url), client.get("/de/shop/posters/tide/")

    assert (done.status_code, page.status_code, german.status_code) == (302, 410, 410)
    assert "We do not sell this piece any more." in page.text
    assert (beside.url in page.text, "noindex" in page.text, "application/ld+json" in page.text) == (
        True,
        True,
        False,
    )
    assert [card.title for card in client.get("/shop/").context["cards"]] == ["Dunes"]
    assert (offers_for(["TIDE-A3"]), find_products("tide").ids) == ({}, [])
    files = client.get("/sitemap.xml").text + b"".join(client.get("/feeds/products.xml")).decode()
    assert "tide" not in files


def test_an_archived_product_comes_back_as_it_was(staff_client, client, tide):
    archive(tide)
    assert "Archived: off sale" in staff_client.get(f"/admin/pages/{tide.pk}/edit/").text

    staff_client.post(reverse("products:unarchive", args=[tide.pk]))

    assert [client.get(path).status_code for path in (tide.url, "/de/shop/posters/tide/")] == [200, 200]
    assert set(offers_for(["TIDE-A3"])) == {"TIDE-A3"}
    assert client.get("/shop/").context["total"] == 1


def test_the_list_of_products_is_narrowed_to_archived_ones(staff_client, tide):
    make_product("Dunes", [("DUNES", "", "9.00", 1)])
    archive(tide)

    def listed(standing):
        found = staff_client.get("/admin/products/", {"standing": standing}).context["object_list"]
        return {page.title for page in found}

    assert (listed("archived"), listed("sold")) == ({"Tide"}, {"Dunes"})


def test_archiving_is_for_those_who_may_unpublish(tide):
    viewer = colleague("view_order")
    assert viewer.get(reverse("products:archive", args=[tide.pk])).status_code == 302

    assert viewer.post(reverse("products:archive", args=[tide.pk])).status_code == 302
    assert not is_archived(tide)


def test_what_was_sold_outlives_its_deletion(staff_client, ada_client, ada, tide):
    order = Order.objects.first()
    before = order.lines.values("name", "product_size", "sku", "image").get()
    staff_client.post(confirmations(tide)["delete"])

    assert not Page.objects.filter(pk=tide.pk).exists()
    for left in Order.objects.all():
        page = staff_client.get(f"/admin/orders/inspect/{left.pk}/")
        assert (page.status_code, left.lines.get().name in page.text) == (200, True)
    assert order.lines.values("name", "product_size", "sku", "image").get() == before
    assert order.lines.get().image is not None
