"""Cards: prices, badges and pictures of products, in a constant number of queries."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from catalogue.cards import cards_for
from catalogue.models import ProductImage, ProductPage, Review, ReviewState
from catalogue.reviews import decide, product_key_of
from catalogue.tests.factories import (
    count,
    make_category,
    make_image,
    make_product,
    make_products,
    make_variant,
)

pytestmark = pytest.mark.django_db


def only_card():
    (card,) = cards_for(ProductPage.objects.all())
    return card


def test_card_shows_the_lowest_price_of_several():
    make_product("Tide", [("A", "A4", "12.00", 9), ("B", "A3", "24.00", 9)], label="Poster, A4 to A3")

    card = only_card()

    assert (card.title, card.url, card.label) == ("Tide", "/shop/posters/tide/", "Poster, A4 to A3")
    assert (card.price, card.regular_price, card.is_from) == (Decimal("12.00"), None, True)
    assert (card.badge, card.badge_text, card.image, card.image_alt) == ("", "", None, "")


def test_card_of_equal_prices_says_no_from():
    make_product("Tee", [("S", "S", "28.00", 9), ("M", "M", "28.00", 9)])

    assert not only_card().is_from


def test_card_on_sale_shows_the_regular_price_too():
    page = make_product(variants=[make_variant("TIDE", sale_price=Decimal("18.00"))])
    count("TIDE", 9)

    (card,) = cards_for([page])

    assert (card.price, card.regular_price) == (Decimal("18.00"), Decimal("24.00"))
    assert (card.badge, card.badge_text) == ("sale", "On sale")


@pytest.mark.parametrize(
    ("pieces", "badge", "text"),
    [
        ((None, None), "sold", "Sold out"),
        ((1, None), "low", "Last 1"),
        ((1, 2), "low", "Last 3"),
        ((2, 2), "new", "New"),
    ],
)
def test_badge_counts_the_pieces_of_all_variants(pieces, badge, text):
    make_product("Tide", [("A", "A4", "12.00", pieces[0]), ("B", "A3", "24.00", pieces[1])], is_new=True)

    card = only_card()

    assert (card.badge, card.badge_text) == (badge, text)


def test_card_shows_the_first_picture_of_the_gallery():
    first, second = make_image("First"), make_image("Second")
    page = make_product(image=second)
    ProductImage.objects.update(sort_order=1)
    ProductImage.objects.create(page=page, image=first, alt_text="Seen first", sort_order=0)

    card = only_card()

    assert (card.image, card.image_alt) == (first, "Seen first")


def test_product_without_variant_has_no_card():
    make_product("Nothing", [])

    assert cards_for(ProductPage.objects.all()) == []


def test_cards_keep_the_order_of_their_pages():
    pages = make_products(3)

    assert [card.title for card in cards_for(pages[::-1])] == ["Print 02", "Print 01", "Print 00"]


def test_cards_need_four_queries_for_any_number():
    make_products(6, image=make_image())
    cards_for(ProductPage.objects.all())

    counts = []
    for number in (2, 6):
        with CaptureQueriesContext(connection) as queries:
            cards = cards_for(ProductPage.objects.all()[:number])
            assert [card.image.title for card in cards] == ["A wall"] * number
        counts.append(len(queries))

    assert counts == [4, 4]


def review(page, user, stars, state=ReviewState.PUBLISHED):
    words = {"text": "Good.", "name": "Ada L.", "written_at": page.first_published_at}
    return Review.objects.create(
        product_key=product_key_of(page), user=user, stars=stars, state=state, **words
    )


def test_card_says_average_and_number_of_published_reviews(ada, ben, staff):
    page = make_product("Tide", [("A", "A4", "12.00", 9), ("B", "A3", "24.00", 9)])
    make_product("Mug", [("MUG", "", "18.00", 1)])
    review(page, ada, 5)
    review(page, ben, 2)
    review(page, staff, 1, ReviewState.WAITING)

    rated, plain = cards_for(ProductPage.objects.order_by("path"))

    assert (rated.rating.count, rated.rating.average, rated.rating.star_marks) == (2, Decimal("3.5"), "★★★★☆")
    assert plain.rating is None


def test_listing_shows_stars_once_a_review_is_published_and_not_after(client, ada):
    page = make_product("Tide")
    waiting = review(page, ada, 4, ReviewState.WAITING)
    assert "card__rating" not in client.get("/shop/posters/").text

    decide(waiting.pk, ReviewState.PUBLISHED, waiting.written_at)
    shown = client.get("/shop/posters/").text
    decide(waiting.pk, ReviewState.DECLINED, waiting.written_at)

    assert 'class="card__rating"' in shown
    assert "4.0 of 5 stars" in shown
    assert "card__rating" not in client.get("/shop/posters/").text


def test_alias_and_translation_have_the_stars_of_the_product(ada):
    page = make_product("Tide")
    alias = page.create_alias(parent=make_category("Gifts"), update_slug="tide-2")
    german = page.copy_for_translation(Locale.objects.create(language_code="de"), copy_parents=True)
    german.save_revision().publish()
    review(page, ada, 4)

    cards = cards_for(ProductPage.objects.filter(pk__in=[page.pk, alias.pk, german.pk]))

    assert [card.rating.count for card in cards] == [1, 1, 1]
