"""Catalogue, category and product pages as shoppers and editors meet them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction
from wagtail.test.utils import WagtailPageTestCase

from catalogue.models import CataloguePage, CategoryPage, ProductImage, ProductPage
from catalogue.tests.factories import (
    make_catalogue,
    make_category,
    make_image,
    make_product,
    make_products,
    make_variant,
)

pytestmark = pytest.mark.django_db


def titles(answer):
    return [card.title for card in answer.context["cards"]]


def test_pages_live_only_where_they_belong():
    case, home_page = WagtailPageTestCase(), apps.get_model("home", "HomePage")

    case.assertAllowedParentPageTypes(CataloguePage, {home_page})
    case.assertAllowedSubpageTypes(CataloguePage, {CategoryPage})
    case.assertAllowedParentPageTypes(CategoryPage, {CataloguePage, CategoryPage})
    case.assertAllowedSubpageTypes(CategoryPage, {CategoryPage, ProductPage})
    case.assertAllowedParentPageTypes(ProductPage, {CategoryPage})
    case.assertAllowedSubpageTypes(ProductPage, {})


def test_catalogue_lists_the_products_of_all_categories(client):
    make_product("Tide", category=make_category("Flow", make_category("Posters")))
    make_product("Mug", [("MUG", "", "18.00", 1)], make_category("Mugs"))

    answer = client.get("/shop/")

    assert sorted(titles(answer)) == ["Mug", "Tide"]
    assert [option.label for option in answer.context["panel"].groups[0].options] == ["Posters", "Mugs"]
    assert answer.context["breadcrumbs"] == [("Shop", None)]


def test_category_lists_its_own_products_and_those_below(client):
    posters = make_category("Posters")
    make_product("Tide", category=make_category("Flow", posters))
    make_product("Mug", [("MUG", "", "18.00", 1)], make_category("Mugs"))

    answer = client.get("/shop/posters/")

    assert (titles(answer), answer.context["total"]) == (["Tide"], 1)
    assert answer.context["breadcrumbs"] == [("Shop", "/shop/"), ("Posters", None)]


def test_listing_leaves_out_hidden_products(client):
    make_product("Draft", [("DRAFT", "", "9.00", 1)]).unpublish()
    private = make_product("Private", [("PRIVATE", "", "9.00", 1)])
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    expired = make_product("Expired", [("EXPIRED", "", "9.00", 1)])
    ProductPage.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    assert titles(client.get("/shop/posters/")) == []


def test_catalogue_shows_an_aliased_product_once(client):
    make_product().create_alias(parent=make_category("Sale"), update_slug="tide")

    assert titles(client.get("/shop/")) == ["Tide"]
    assert titles(client.get("/shop/sale/")) == ["Tide"]


def test_listing_has_24_cards_a_page_and_an_end(client):
    make_products(25)

    first, second = client.get("/shop/posters/"), client.get("/shop/posters/?page=2")

    assert (len(titles(first)), len(titles(second)), first.context["total"]) == (24, 1, 25)
    links = [(link.label, link.number, link.is_current) for link in second.context["page_links"]]
    assert links == [("1", 1, False), ("2", 2, True)]
    assert client.get("/shop/posters/?page=3").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [("page=x", 200), ("page=", 200), ("page=1.5", 200), ("page=0", 404), ("page=-1", 404), ("page=2", 404)],
)
def test_odd_page_numbers_are_first_page_or_missing(client, query, status):
    make_product()

    answer = client.get(f"/shop/posters/?{query}")

    assert answer.status_code == status
    if status == 200:
        assert answer.context["paginator_page"].number == 1


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("", ["Cube", "Arc", "Bow"]),
        ("newest", ["Cube", "Arc", "Bow"]),
        ("price_asc", ["Cube", "Bow", "Arc"]),
        ("price_desc", ["Arc", "Bow", "Cube"]),
        ("name", ["Arc", "Bow", "Cube"]),
        ("drop table", ["Cube", "Arc", "Bow"]),
    ],
)
def test_listing_is_sorted_as_asked_with_sales_counted(client, sort, found):
    make_product("Bow", [("BOW", "", "20.00", 1)])
    make_product("Arc", [("ARC", "", "30.00", 1)])
    make_product("Cube", [make_variant("CUBE", "", "99.00", sale_price=Decimal("5.00"))])

    answer = client.get("/shop/posters/", {"sort": sort})

    assert titles(answer) == found


def test_sort_links_start_on_the_first_page(client, settings):
    settings.SHOP_PAGE_SIZE = 1
    make_products(2)

    choices = client.get("/shop/posters/?page=2&sort=name").context["sort_choices"]

    assert [(choice.key, choice.url, choice.is_current) for choice in choices] == [
        ("newest", "?sort=newest", False),
        ("price_asc", "?sort=price_asc", False),
        ("price_desc", "?sort=price_desc", False),
        ("name", "?sort=name", True),
    ]


def test_listing_needs_the_same_queries_for_12_and_24_cards(client, settings, django_assert_max_num_queries):
    make_products(24, image=make_image())
    client.get("/shop/posters/")
    counts = []
    for size in (12, 24):
        settings.SHOP_PAGE_SIZE = size
        client.get("/shop/posters/")
        with django_assert_max_num_queries(30) as queries:
            assert len(titles(client.get("/shop/posters/"))) == size
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_product_page_shows_choice_gallery_and_way_back(client):
    make_product("Tide", [("TIDE-A3", "A3", "24.00", 5)], image=make_image(), summary="Waves in ink")

    answer = client.get("/shop/posters/tide/?sku=TIDE-A3")

    context = answer.context
    assert answer.status_code == 200
    assert (context["choice"].chosen.sku, [row.alt for row in context["gallery"]]) == (
        "TIDE-A3",
        ["Tide on a wall"],
    )
    assert context["breadcrumbs"] == [("Shop", "/shop/"), ("Posters", "/shop/posters/"), ("Tide", None)]
    for text in ("Waves in ink", "€24.00", 'value="TIDE-A3"'):
        assert text in answer.text


def test_related_products_are_others_in_stock(client):
    make_product("Tide")
    for number in range(5):
        make_product(f"Other {number}", [(f"OTHER-{number}", "", "9.00", 1)])
    make_product("Sold", [("SOLD", "", "9.00", None)])
    make_product("Mug", [("MUG", "", "9.00", 1)], make_category("Mugs"))

    related = client.get("/shop/posters/tide/").context["related"]

    assert [card.title for card in related] == ["Other 4", "Other 3", "Other 2", "Other 1"]


def pick(page, *products):
    page.related = [("product", product) for product in products]
    page.save_revision().publish()


def test_picked_products_come_before_others_of_the_category(client):
    make_product("Other", [("OTHER", "", "9.00", 1)])
    mug = make_product("Mug", [("MUG", "", "9.00", 1)], make_category("Mugs"))
    card = make_product("Card", [("CARD", "", "9.00", 1)], make_category("Cards"))
    pick(page := make_product("Tide"), mug, page, card)

    related = client.get("/shop/posters/tide/").context["related"]

    assert [card.title for card in related] == ["Mug", "Card", "Other"]


@pytest.mark.parametrize("gone", ["sold", "unpublished", "deleted"])
def test_picked_product_that_cannot_be_bought_gives_way(client, gone):
    make_product("Other", [("OTHER", "", "9.00", 1)])
    mug = make_product("Mug", [("MUG", "", "9.00", None if gone == "sold" else 1)], make_category("Mugs"))
    pick(make_product("Tide"), mug)
    if gone == "unpublished":
        mug.unpublish()
    if gone == "deleted":
        mug.delete()

    related = client.get("/shop/posters/tide/").context["related"]

    assert [card.title for card in related] == ["Other"]


def test_picked_products_hang_in_the_language_of_the_page(client):
    mug = make_product("Mug", [("MUG", "", "9.00", 1)], make_category("Mugs"))
    pick(page := make_product("Tide"), mug)
    german = Locale.objects.create(language_code="de")
    for product, title in ((mug, "Becher"), (page, "Flut")):
        twin = product.copy_for_translation(german, copy_parents=True)
        twin.title = title
        twin.save_revision().publish()

    related = client.get("/de/shop/posters/tide/").context["related"]

    assert [card.title for card in related] == ["Becher"]


def test_preview_hangs_what_is_picked_in_the_draft():
    mug = make_product("Mug", [("MUG", "", "9.00", 1)], make_category("Mugs"))
    page = make_product("Tide")
    page.related = [("product", mug)]

    answer = page.make_preview_request()

    assert [card.title for card in answer.context_data["related"]] == ["Mug"]


@pytest.mark.parametrize("variants", [[], [("BARE", "", "0.00", None)]])
def test_product_without_picture_or_variant_is_shown_politely(client, variants):
    make_product("Bare", variants, option_1_name="")

    answer = client.get("/shop/posters/bare/")

    assert answer.status_code == 200
    assert answer.context["gallery"] == []


def test_unpublished_product_is_a_404(client):
    make_product().unpublish()

    assert client.get("/shop/posters/tide/").status_code == 404


def test_product_page_needs_a_bounded_number_of_queries(client, django_assert_max_num_queries):
    make_product("Tide", [(f"TIDE-{n}", f"A{n}", "24.00", 5) for n in range(1, 6)], image=make_image())
    make_products(4, image=make_image())
    client.get("/shop/posters/tide/")

    with django_assert_max_num_queries(30):
        client.get("/shop/posters/tide/")


@pytest.mark.parametrize("make", [make_catalogue, make_category, make_product])
def test_editor_previews_a_saved_page(staff, make):
    page = make()

    answer = page.make_preview_request(preview_mode=page.default_preview_mode)

    assert answer.status_code == 200
    assert page.title in answer.render().text


def test_preview_shows_variants_and_pictures_that_were_never_saved():
    make_product("Dunes", [("DUNES", "", "9.00", 1)])
    page = ProductPage(title="Unsaved", slug="unsaved", option_1_name="Paper size")
    page.path, page.depth = make_category().path + "9999", make_category().depth + 1
    page.variants = [make_variant("NEW-A3", "A3", "31.00"), make_variant("NEW-A2", "A2", "44.00")]
    page.gallery_images = [ProductImage(image=make_image(), alt_text="Never saved")]

    answer = page.make_preview_request()

    assert answer.status_code == 200
    for text in ("Unsaved", "€31.00", "Never saved", "NEW-A2"):
        assert text in answer.render().text
    assert not ProductPage.objects.filter(title="Unsaved").exists()


@pytest.mark.parametrize("without", ["variants", "picture", "price"])
def test_preview_survives_an_unfinished_product(without):
    page = make_product(image=make_image())
    if without == "variants":
        page.variants = []
    if without == "picture":
        page.gallery_images = [ProductImage(alt_text="None yet")]
    if without == "price":
        unpriced = make_variant("TIDE-A3", "A3")
        unpriced.price = None
        page.variants = [unpriced]

    answer = page.make_preview_request()

    assert answer.status_code == 200
    assert "Tide" in answer.render().text


def test_story_blocks_have_something_to_show_in_the_picker():
    blocks = ProductPage.story.field.stream_block.child_blocks

    assert [name for name, block in blocks.items() if not block.meta.description] == []
    assert [name for name, block in blocks.items() if not block.is_previewable] == []
