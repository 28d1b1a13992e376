"""Filters of a listing: what they leave, what they count, and what no shopper should ever type."""

from collections import Counter
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.http import QueryDict
from wagtail.models import Locale, PageViewRestriction

from catalogue.listing import listing_context
from catalogue.models import FacetValue, ProductProperty
from catalogue.tests.factories import count, make_category, make_product, make_products, make_variant

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

POSTERS = "/shop/posters/"


def titles(answer):
    return sorted(card.title for card in answer.context["cards"])


def group(answer, param):
    return next(group for group in answer.context["panel"].groups if group.param == param)


def counts(answer, param):
    return {option.label: option.count for option in group(answer, param).options}


def chips(answer):
    return [(chip.label, chip.url) for chip in answer.context["panel"].chips]


@pytest.fixture
def wall():
    """Tide: A4 sold out, A3 in stock, with properties. Dunes: A4 in stock and on sale. Mug: no option."""
    make_product(
        "Tide",
        [("TIDE-A4", "A4", "12.00", None), ("TIDE-A3", "A3", "24.00", 5)],
        properties=[
            ProductProperty(name="Technique", value="Flow field"),
            ProductProperty(name="Colour", value="Blue"),
        ],
    )
    sale = make_variant("DUNES-A4", "A4", "20.00", sale_price=Decimal("9.00"))
    make_product("Dunes", [sale], properties=[ProductProperty(name="Technique", value="Ridges")])
    make_product("Bare", [("BARE", "", "40.00", 1)])
    count("DUNES-A4", 3)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("paper-size=a4", ["Dunes", "Tide"]),
        ("paper-size=a3", ["Tide"]),
        ("paper-size=a3&paper-size=a4", ["Dunes", "Tide"]),
        ("paper-size=a4&in-stock=1", ["Dunes"]),
        ("in-stock=1", ["Bare", "Dunes", "Tide"]),
        ("on-sale=1", ["Dunes"]),
        ("technique=flow-field&paper-size=a3", ["Tide"]),
        ("technique=ridges&paper-size=a3", []),
        ("min=10&max=30", ["Tide"]),
        ("min=30&max=10", ["Tide"]),
        ("max=9", ["Dunes"]),
        ("paper-size=a3&max=20", []),
        ("paper-size=a3&min=20", ["Tide"]),
        ("category=nowhere", ["Bare", "Dunes", "Tide"]),
    ],
)
def test_filters_leave_products_with_a_variant_that_has_it_all(client, wall, query, found):
    answer = client.get(f"{POSTERS}?{query}")

    assert (answer.status_code, titles(answer), answer.context["total"]) == (200, found, len(found))
    assert answer.context["everything"] == 3


def test_counts_say_what_each_choice_would_leave(client, wall):
    answer = client.get(f"{POSTERS}?in-stock=1")

    assert counts(answer, "paper-size") == {"A4": 1, "A3": 1}
    assert counts(answer, "technique") == {"Flow field": 1, "Ridges": 1}
    panel = answer.context["panel"]
    assert [(s.param, s.count, s.is_chosen) for s in panel.switches] == [
        ("in-stock", 3, True),
        ("on-sale", 1, False),
    ]
    assert (panel.lowest, panel.highest) == (Decimal("9.00"), Decimal("40.00"))


def test_chosen_facet_still_counts_its_other_values(client, wall):
    answer = client.get(f"{POSTERS}?paper-size=a3")

    assert counts(answer, "paper-size") == {"A4": 2, "A3": 1}
    assert [option.is_chosen for option in group(answer, "paper-size").options] == [False, True]


@pytest.mark.parametrize(
    "state", ["", "in-stock=1", "paper-size=a4", "technique=flow-field&min=5", "on-sale=1"]
)
def test_every_count_is_what_the_click_then_shows(client, wall, state):
    groups = client.get(f"{POSTERS}?{state}").context["panel"].groups

    clicks = [option for group in groups for option in group.options if not option.is_chosen]
    for option in clicks:
        if option.param in state:  # a further value of a chosen facet adds to the list
            continue
        shown = client.get(f"{POSTERS}?{state}&{option.param}={option.value}").context["total"]
        assert (option.label, shown) == (option.label, option.count)


def test_categories_below_are_a_facet_with_counts(client):
    make_product("Tide", category=make_category("Flow", make_category("Posters")))
    make_product("Mug", [("MUG", "", "18.00", 1)], make_category("Mugs"))

    answer = client.get("/shop/?category=posters")

    assert counts(answer, "category") == {"Posters": 1, "Mugs": 1}
    assert titles(answer) == ["Tide"]
    assert chips(answer) == [("Posters", "?")]


def test_chips_take_one_filter_away_and_keep_the_order(client, wall):
    answer = client.get(f"{POSTERS}?sort=name&paper-size=a4&max=30&in-stock=1")

    assert chips(answer) == [
        ("A4", "?sort=name&max=30&in-stock=1"),
        ("up to €30.00", "?sort=name&paper-size=a4&in-stock=1"),
        ("In stock only", "?sort=name&paper-size=a4&max=30"),
    ]
    assert answer.context["panel"].clear_url == "?sort=name"


def test_empty_result_names_the_filters_and_the_way_back(client, wall):
    answer = client.get(f"{POSTERS}?technique=ridges&paper-size=a3")

    assert "Nothing hangs here" in answer.text
    assert answer.text.count("?paper-size=a3") >= 2
    assert 'content="noindex, follow"' in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "min=x", "min=NaN", "max=Infinity", "min=-1", "max=1e9999", "min=" + "9" * 4000, "min=%F0%9F%98%80",
        "paper-size=" + "a" * 4000, "x" * 4000 + "=1", "paper-size=", "=a4", "unknown=1", "in-stock=yes",
        "category=" + "x" * 4000, "paper-size=a9", "paper-size='--", "technique[]=flow-field",
        "utm_source=a",
    ],
)  # fmt: skip
def test_what_the_shop_does_not_know_is_no_filter(client, wall, query):
    answer = client.get(f"{POSTERS}?{query}")

    assert (answer.status_code, answer.context["total"], chips(answer)) == (200, 3, [])


def test_hundred_filters_at_once_are_a_page_of_a_few_queries(client, wall, django_assert_max_num_queries):
    many = "&".join(f"facet-{number}=a{number}" for number in range(100))
    values = "&".join(f"paper-size=x{number}" for number in range(100))

    with django_assert_max_num_queries(30):
        answer = client.get(f"{POSTERS}?paper-size=a3&{many}&{values}&technique=flow-field")

    assert answer.status_code == 200
    assert Counter(label for label, _url in chips(answer)) == {"A3": 1}


def test_amounts_are_read_as_shoppers_type_them(client, wall):
    for typed in ("€9", "9,00", " 9.0 €", "9"):
        assert titles(client.get(POSTERS, {"max": typed})) == ["Dunes"]


def test_values_stand_from_small_to_large(client):
    make_product("Tee", [(f"TEE-{s}", s, "9.00", 1) for s in ("XL", "S", "M")], option_1_name="Size")
    make_product("Jar", [(f"JAR-{n}", f"{n} ml", "9.00", 1) for n in (1000, 90, 330)], option_1_name="Volume")

    answer = client.get(POSTERS)

    assert list(counts(answer, "size")) == ["S", "M", "XL"]
    assert list(counts(answer, "volume")) == ["90 ml", "330 ml", "1000 ml"]


def test_option_named_like_a_parameter_gets_another_one(client):
    make_product("Tide", [("T-1", "One", "9.00", 1), ("T-2", "Two", "9.00", 1)], option_1_name="Page")

    answer = client.get(f"{POSTERS}?page-=two")

    assert (titles(answer), chips(answer)) == (["Tide"], [("Two", "?")])


def test_facet_whose_values_have_colors_is_shown_as_dots(client, wall):
    FacetValue.objects.filter(facet="technique").update(color="#16324A")

    answer = client.get(POSTERS)

    assert (group(answer, "technique").is_dots, group(answer, "paper-size").is_dots) == (True, False)
    assert '<circle cx="18" cy="18" r="18" fill="#16324A"/>' in answer.text


def test_private_products_are_neither_listed_nor_counted(client, wall):
    hidden = make_category("Vault", make_category("Posters"))
    make_product("Gem", [("GEM-A4", "A4", "1.00", 9)], hidden)
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    answer = client.get(POSTERS)

    assert (titles(answer), answer.context["total"]) == (["Bare", "Dunes", "Tide"], 3)
    assert counts(answer, "paper-size") == {"A4": 2, "A3": 1}


def test_german_listing_filters_by_german_words(client, wall):
    german = Locale.objects.create(language_code="de")
    page = make_product("Heron", [("HERON", "A4", "9.00", 1)]).copy_for_translation(german, copy_parents=True)
    page.option_1_name = "Papierformat"
    page.save_revision().publish()

    context = listing_context(page.get_parent().specific.scope(), QueryDict("papierformat=a4"))

    assert ([card.title for card in context["cards"]], context["everything"]) == (["Heron"], 1)
    assert [(chip.label, chip.url) for chip in context["panel"].chips] == [("A4", "?")]


def test_filtered_listing_needs_the_same_queries_for_more_products(client, django_assert_max_num_queries):
    query = {"paper-size": "a4", "in-stock": "1", "min": "5"}
    make_products(3)
    client.get(POSTERS, query)
    with django_assert_max_num_queries(30) as few:
        client.get(POSTERS, query)
    before = len(few)
    make_product("More", [(f"MORE-{n}", f"B{n}", "9.00", 1) for n in range(9)])
    make_product("Most", [("MOST", "A4", "9.00", 1)])
    client.get(POSTERS, query)

    with django_assert_max_num_queries(before):
        answer = client.get(POSTERS, query)

    assert answer.context["total"] == 4


@pytest.fixture
def emptied_cache():
    yield
    cache.clear()


def test_counts_of_a_large_listing_are_kept_for_a_while(client, wall, settings, emptied_cache):
    settings.SHOP_COUNTS_KEPT_FROM = 3
    client.get(POSTERS)
    make_product("Fresh", [("FRESH", "", "9.00", 1)])

    assert client.get(POSTERS).context["total"] == 3
    assert client.get(f"{POSTERS}?max=10").context["total"] == 2
