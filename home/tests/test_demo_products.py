"""The catalogue and the texts of the demo shop."""

from collections import Counter

from home.demo.art import studio
from home.demo.art.works import WORKS
from home.demo.entries import GalleryPicture
from home.demo.home_texts import HOME
from home.demo.journal import STORIES
from home.demo.products import CATEGORIES, PRODUCTS
from home.demo.standard_pages import STANDARD_PAGES

VARIANTS = [variant for product in PRODUCTS for variant in product.variants]
KEYS = {(product.category, product.slug) for product in PRODUCTS}


def product(category, slug):
    return next(one for one in PRODUCTS if (one.category, one.slug) == (category, slug))


def test_catalogue_has_enough_products_in_four_categories():
    counts = Counter(one.category for one in PRODUCTS)

    assert counts == {"posters": 16, "t-shirts": 6, "mugs": 5, "postcards": 5}
    assert set(counts) == {category.slug for category in CATEGORIES}


def test_products_are_told_apart_by_category_and_slug():
    assert len(KEYS) == len(PRODUCTS)


def test_stock_numbers_are_unique_and_short_enough():
    skus = [variant.sku for variant in VARIANTS]

    assert len(skus) == len(set(skus))
    assert max(len(sku) for sku in skus) <= 32
    assert all(sku.startswith("MOT-") and sku.upper() == sku and " " not in sku for sku in skus)


def test_stock_number_reads_as_work_size_and_frame():
    skus = [variant.sku for variant in product("posters", "tailwind").variants]

    assert skus[:3] == ["MOT-TAILWIND-A4", "MOT-TAILWIND-A4-OAK", "MOT-TAILWIND-A4-BLACK"]


def test_options_within_a_product_never_repeat():
    for one in PRODUCTS:
        choices = [(variant.option_1, variant.option_2) for variant in one.variants]
        assert len(choices) == len(set(choices))
        assert all(bool(first) == bool(one.option_1_name) for first, _ in choices)
        assert all(bool(second) == bool(one.option_2_name) for _, second in choices)


def test_every_named_picture_is_drawn_by_the_studio():
    drawn = {picture.name for picture in studio.pictures()}

    named = {picture.name for one in PRODUCTS for picture in one.gallery}
    named |= {variant.picture for variant in VARIANTS if variant.picture}
    named |= {category.tile_picture.name for category in CATEGORIES}

    assert named <= drawn
    assert {HOME.hero_wide.name, HOME.hero_tall.name, HOME.journal.picture.name} <= drawn


def test_alt_texts_say_more_than_the_title():
    for one in PRODUCTS:
        assert len(one.gallery) >= 2
        for picture in one.gallery:
            assert len(picture.alt) > 25
            assert one.title.lower() not in (picture.alt.lower(), picture.name)


def test_sale_prices_are_below_the_prices_they_replace():
    reduced = [variant for variant in VARIANTS if variant.sale_price is not None]

    assert len({variant.sku.split("-")[1] for variant in reduced}) >= 3
    assert all(0 < variant.sale_price < variant.price for variant in reduced)


def test_tailwind_is_a_fifth_off_for_seven_days():
    small, large = product("posters", "tailwind").variants[0], product("posters", "tailwind").variants[4]

    assert (str(small.price), str(small.sale_price), small.sale_days) == ("24.00", "19.20", 7)
    assert (str(large.price), str(large.sale_price)) == ("77.00", "69.20")


def test_some_variants_and_one_product_are_sold_out():
    sold_out = [one.slug for one in PRODUCTS if all(variant.stock == 0 for variant in one.variants)]

    assert sold_out == ["slow-reaction"]
    assert sum(variant.stock == 0 for variant in VARIANTS) > 5
    assert sum(0 < variant.stock <= 3 for variant in VARIANTS) > 5


def test_some_but_not_most_products_are_new():
    assert 5 <= sum(one.is_new for one in PRODUCTS) <= 12


def test_stories_differ_and_have_body():
    leads = [one.story.lead for one in PRODUCTS]

    assert len(set(leads)) == len(leads)
    assert all(one.story.heading and one.story.paragraphs and one.details for one in PRODUCTS)


def test_facts_name_the_seed_the_work_is_drawn_with():
    for one in PRODUCTS:
        if one.facts is not None:
            assert one.facts.seed == WORKS[one.slug].seed
            assert all(len(ink) == 7 and ink.startswith("#") for ink in one.facts.inks)


def test_home_page_shows_only_products_that_exist():
    assert set(HOME.on_this_wall) | set(HOME.rail) | {HOME.journal.product} <= KEYS
    assert set(HOME.tiles) == {category.slug for category in CATEGORIES}
    assert HOME.journal.sku in {variant.sku for variant in product(*HOME.journal.product).variants}
    assert len(HOME.on_this_wall) == 6


def test_journal_and_standing_pages_have_texts():
    parts = [part for story in STORIES for section in story.sections for part in section.parts]

    assert any(isinstance(part, GalleryPicture) for part in parts)
    assert {page.menu for page in STANDARD_PAGES} == {"help", "about", "legal"}
    assert len({page.slug for page in STANDARD_PAGES}) == 8
    assert all(page.lead and page.sections for page in STANDARD_PAGES)
