"""Offers: what is for sale right now, from the live rows alone."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Locale, PageViewRestriction

from catalogue import stock
from catalogue.models import ProductImage, ProductPage
from catalogue.offers import offers_for
from catalogue.tests.factories import make_category, make_image, make_product, make_products, make_variant

pytestmark = pytest.mark.django_db


def test_offer_tells_all_that_a_bag_shows():
    page = make_product("Tide", [("TIDE-A3", "A3", "24.00", 5)], label="Poster, A3")
    stock.hold(uuid4(), {"TIDE-A3": 2})

    offer = offers_for(["TIDE-A3"])["TIDE-A3"]

    assert (offer.product_id, offer.revision_id) == (page.pk, page.live_revision_id)
    assert (offer.name, offer.option_label, offer.label) == ("Tide", "A3", "Poster, A3")
    assert (offer.unit_price, offer.regular_price) == (Decimal("24.00"), Decimal("24.00"))
    assert (offer.free, offer.weight_g, offer.url) == (3, None, "/shop/posters/tide/")
    assert not offer.is_on_sale


def test_offer_links_to_its_variant_when_there_are_several():
    make_product("Tide", [("TIDE-A3", "A3", "24.00", 5), ("TIDE-A2", "A2", "44.00", 5)])

    assert offers_for(["TIDE-A2"])["TIDE-A2"].url == "/shop/posters/tide/?sku=TIDE-A2"


def test_offer_charges_the_sale_price_while_the_sale_runs():
    ends = timezone.now() + timedelta(hours=1)
    make_product(variants=[make_variant("TIDE", sale_price=Decimal("18.00"), sale_ends_at=ends)])

    offer = offers_for(["TIDE"])["TIDE"]

    assert (offer.unit_price, offer.regular_price) == (Decimal("18.00"), Decimal("24.00"))
    assert offer.is_on_sale


def test_unknown_sku_has_no_offer_and_no_query(django_assert_num_queries):
    make_product()

    assert offers_for(["NOPE"]) == {}
    with django_assert_num_queries(0):
        assert offers_for([]) == {}


def test_draft_product_is_not_for_sale():
    make_product().unpublish()

    assert offers_for(["TIDE-A3"]) == {}


def test_expired_product_is_not_for_sale_before_the_scheduler_runs():
    page = make_product()
    ProductPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    assert offers_for(["TIDE-A3"]) == {}


def test_product_in_a_private_category_is_not_for_sale():
    make_product()
    PageViewRestriction.objects.create(page=make_category(), restriction_type=PageViewRestriction.LOGIN)

    assert offers_for(["TIDE-A3"]) == {}


def test_deleted_product_is_not_for_sale():
    make_product().delete()

    assert offers_for(["TIDE-A3"]) == {}


def test_draft_price_never_reaches_an_offer():
    page = make_product()
    page.variants = [make_variant("TIDE-A3", "A3", "1.00")]
    page.title = "Cheap"
    page.save_revision()

    offer = offers_for(["TIDE-A3"])["TIDE-A3"]

    assert (offer.unit_price, offer.name) == (Decimal("24.00"), "Tide")


def test_variants_own_picture_comes_before_the_gallery():
    own, wall = make_image("Framed in oak"), make_image("On a wall")
    variants = [make_variant("TIDE-OAK", image=own), make_variant("TIDE-BARE", "Bare")]
    make_product(variants=variants, image=wall)

    offers = offers_for(["TIDE-OAK", "TIDE-BARE"])

    assert (offers["TIDE-OAK"].image_id, offers["TIDE-OAK"].image_alt) == (own.pk, "Framed in oak")
    assert (offers["TIDE-BARE"].image_id, offers["TIDE-BARE"].image_alt) == (wall.pk, "Tide on a wall")


def test_own_picture_has_its_words_from_the_gallery():
    own = make_image()
    page = make_product(variants=[make_variant("TIDE", image=own)], image=make_image())
    ProductImage.objects.create(page=page, image=own, alt_text="Seen from the left", sort_order=1)

    assert offers_for(["TIDE"])["TIDE"].image_alt == "Seen from the left"


def test_product_without_any_picture_has_an_offer():
    make_product()

    offer = offers_for(["TIDE-A3"])["TIDE-A3"]

    assert (offer.image_id, offer.image_alt) == (None, "")


def test_translation_is_offered_in_its_own_language_only():
    german = Locale.objects.create(language_code="de")
    page = make_product()
    translated = page.copy_for_translation(german, copy_parents=True)
    translated.title = "Gezeiten"
    translated.save_revision().publish()

    assert offers_for(["TIDE-A3"])["TIDE-A3"].product_id == page.pk
    with translation.override("de"):
        assert offers_for(["TIDE-A3"])["TIDE-A3"].name == "Gezeiten"


def test_original_is_offered_rather_than_its_alias():
    page = make_product()
    page.create_alias(parent=make_category("Sale"), update_slug="tide")

    assert offers_for(["TIDE-A3"])["TIDE-A3"].product_id == page.pk


def test_offers_need_at_most_six_queries_for_any_number():
    make_products(6, image=make_image())
    skus = [f"PRINT-{index:02}-{size}" for index in range(6) for size in ("A4", "A3")]
    offers_for(skus[:1])

    counts = []
    for asked in (skus[:1], skus):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(offers_for(asked)) == len(asked)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 6
