"""Search: by words, by SKU, in every order; hostile input is only words."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import Locale, PageViewRestriction

from catalogue.models import ProductPage
from catalogue.search import find_products
from catalogue.tests.factories import make_category, make_product, make_products, make_variant

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def titles(hits):
    by_id = ProductPage.objects.in_bulk(hits.ids)
    return [by_id[pk].title for pk in hits.ids]


@pytest.fixture
def shop():
    make_product("Tide", [("TIDE-A3", "A3", "24.00", 5)], label="Poster, A3", summary="Waves in blue ink")
    make_product(
        "Dunes",
        [("DUNES.1", "", "9.00", 5)],
        story=[("lead", "A harmonograph swings."), ("paragraph", "<p>Sand and <b>wind</b>.</p>")],
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tide", ["Tide"]),
        ("tide", ["Tide"]),
        ("  tide  ", ["Tide"]),
        ("poster", ["Tide"]),
        ("blue waves", ["Tide"]),
        ("harmonograph", ["Dunes"]),
        ("wind", ["Dunes"]),
        ("tide wind", []),
        ("TIDE-A3", ["Tide"]),
        ("tide-a3", ["Tide"]),
        ("DUNES.1", ["Dunes"]),
        ("NOPE-1", []),
        ("", []),
        ("   ", []),
    ],
)
def test_search_finds_titles_texts_and_skus(shop, text, found):
    assert titles(find_products(text)) == found


def test_product_found_by_sku_comes_first(shop):
    make_product("About Tide-A3", [("OTHER", "", "9.00", 1)], summary="TIDE A3 TIDE A3")

    assert titles(find_products("TIDE-A3"))[0] == "Tide"


def test_variant_of_a_first_publication_is_found_at_once():
    make_product("Fresh", [("FRESH-1", "", "9.00", 1)])

    assert titles(find_products("fresh-1")) == ["Fresh"]


def test_hidden_products_are_never_found(shop):
    ProductPage.objects.get(title="Dunes").unpublish()
    PageViewRestriction.objects.create(page=make_category(), restriction_type=PageViewRestriction.LOGIN)

    assert find_products("TIDE-A3").ids == find_products("tide").ids == find_products("wind").ids == []


def test_draft_words_and_skus_are_never_found(shop):
    page = ProductPage.objects.get(title="Tide")
    page.title = "Secret"
    page.variants = [make_variant("SECRET-1")]
    page.save_revision()

    assert find_products("secret").ids == find_products("SECRET-1").ids == []


def test_translated_product_is_found_once_in_its_language(shop):
    german = Locale.objects.create(language_code="de")
    page = ProductPage.objects.get(title="Tide").copy_for_translation(german, copy_parents=True)
    page.title = "Gezeiten"
    page.save_revision().publish()

    assert titles(find_products("TIDE-A3")) == ["Tide"]
    with translation.override("de"):
        assert titles(find_products("TIDE-A3")) == ["Gezeiten"]
        assert titles(find_products("Dunes")) == ["Dunes"]


def test_aliased_product_is_found_once(shop):
    page = ProductPage.objects.get(title="Tide")
    page.create_alias(parent=make_category("Sale"), update_slug="tide")

    assert find_products("TIDE-A3").ids == find_products("tide").ids == [page.pk]


def test_search_page_shows_what_was_found(client, shop):
    answer = client.get("/search/", {"q": "tide"})

    context = answer.context
    assert answer.status_code == 200
    assert ([card.title for card in context["cards"]], context["total"]) == (["Tide"], 1)
    assert (context["query"], context["is_too_long"], context["sort"]) == ("tide", False, "best")
    assert "Tide" in answer.text


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("price_asc", ["Print A", "Print B"]),
        ("price_desc", ["Print B", "Print A"]),
        ("name", ["Print A", "Print B"]),
        ("newest", ["Print B", "Print A"]),
    ],
)
def test_found_products_are_sorted_as_asked(client, sort, found):
    make_product("Print A", [("A", "", "10.00", 1)])
    make_product("Print B", [("B", "", "20.00", 1)])

    context = client.get("/search/", {"q": "print", "sort": sort}).context

    assert [card.title for card in context["cards"]] == found
    assert [choice.key for choice in context["sort_choices"] if choice.is_current] == [sort]
    assert all("q=print" in choice.url for choice in context["sort_choices"])


@pytest.mark.parametrize("sort", ["", "price_asc"])
def test_search_has_pages_and_an_end(client, settings, sort):
    settings.SHOP_PAGE_SIZE = 2
    make_products(3)

    second = client.get("/search/", {"q": "print", "page": "2", "sort": sort})

    assert len(second.context["cards"]) == 1
    assert second.context["total"] == 3
    assert client.get("/search/", {"q": "print", "page": "3", "sort": sort}).status_code == 404


def test_query_that_is_too_long_is_told_not_run(client, shop):
    answer = client.get("/search/", {"q": "tide " * 60})

    assert answer.status_code == 200
    assert (answer.context["is_too_long"], answer.context["total"]) == (True, 0)
    assert len(answer.context["query"]) == 255


@pytest.mark.parametrize(
    "text",
    [
        "%", "_", "%%%", "'", '"', "\\", "*", "()", "AND", "OR NOT", "NEAR(a b)", "tide*", '"tide', "tide:*",
        "title:tide", "a & b | !c", "<->", "-tide", "+tide", "^tide", "{tide}", "tide'--", "ti\tde\n", "😀",
        "\u202etide", "ß", "İ", "tide\u0301", "x" * 255, "'; DROP TABLE wagtailcore_page; --",
    ],
)  # fmt: skip
def test_operators_and_odd_signs_are_only_words(client, shop, text):
    assert client.get("/search/", {"q": text}).status_code == 200


SIGNS = [*"\"'()*:^-+|&!<>{}[]\\%_~.,;/", "AND", "OR", "NOT", "NEAR", "tide", "A3", "\u0301", "é", "<->"]


@given(
    text=st.lists(st.sampled_from(SIGNS) | st.characters(exclude_characters="\x00"), max_size=12).map("".join)
)
@hypothesis_settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_mixture_of_words_and_signs_breaks_the_search(db, text):
    assert find_products(text).ids == []


def test_half_a_character_is_passed_over(shop):
    assert find_products("ti\ud800de").ids == find_products("tide").ids != []


def test_nul_is_refused_before_the_database_sees_it(client, shop):
    assert client.get("/search/?q=%00").status_code == 400


@pytest.mark.parametrize(
    "query", ["page=x", "page=", "page=-1", "page=0", "page=99999999999999999999", "sort=x"]
)
def test_odd_page_numbers_never_break_the_search(client, shop, query):
    assert client.get(f"/search/?q=tide&{query}").status_code in (200, 404)


def test_search_takes_no_post(client):
    assert client.post("/search/", {"q": "tide"}).status_code == 405


def test_search_needs_the_same_queries_for_more_hits(client, django_assert_max_num_queries):
    make_products(2)
    client.get("/search/", {"q": "print"})
    with django_assert_max_num_queries(30) as few:
        client.get("/search/", {"q": "print"})
    for number in range(6):
        make_product(f"More print {number}", [(f"MORE-{number}", "", "9.00", 1)])

    with django_assert_max_num_queries(len(few)):
        answer = client.get("/search/", {"q": "print"})

    assert answer.context["total"] == 8


def test_price_sort_of_the_search_counts_the_sale_price(client):
    make_product("Print A", [make_variant("A", "", "30.00", sale_price=Decimal("5.00"))])
    make_product("Print B", [("B", "", "20.00", 1)])

    context = client.get("/search/", {"q": "print", "sort": "price_asc"}).context

    assert [(card.title, card.price) for card in context["cards"]] == [
        ("Print A", Decimal("5.00")),
        ("Print B", Decimal("20.00")),
    ]
