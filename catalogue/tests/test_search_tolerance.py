"""The search forgives: accents, endings, typing errors; editors may pick; suggestions while typing."""

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale, PageViewRestriction

from catalogue.models import ProductPage, SearchEntry
from catalogue.search import find_products, suggestions_for
from catalogue.searching import writing
from catalogue.searching.words import folded, near_keys, without_one, words_of
from catalogue.tests.factories import make_category, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def titles(hits):
    by_id = ProductPage.objects.in_bulk(hits.ids)
    return [by_id[pk].title for pk in hits.ids]


@pytest.fixture
def shop():
    make_product("Tailwind", [("TAIL-A3", "A3", "24.00", 5)], label="Poster, A3", summary="Moiré in blue ink")
    make_product("Dunes", [("DUNES", "", "9.00", 5)], story=[("lead", "A harmonograph swings.")])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("moire", ["Tailwind"]),
        ("MOIRÉ", ["Tailwind"]),
        ("posters", ["Tailwind"]),
        ("dune", ["Dunes"]),
        ("harmonographs", ["Dunes"]),
        ("swinging", ["Dunes"]),
    ],
)
def test_accents_capitals_and_endings_do_not_matter(shop, text, found):
    hits = find_products(text)

    assert (titles(hits), hits.instead) == (found, "")


@pytest.mark.parametrize(
    ("text", "instead"),
    [("tailwnd", "tailwind"), ("talwindd", "tailwind"), ("pozter blue", "poster blue"), ("dunnes", "dunes")],
)
def test_typing_errors_find_the_word_next_to_them(shop, text, instead):
    hits = find_products(text)

    assert hits.instead == instead
    assert len(hits.ids) == 1


@pytest.mark.parametrize("text", ["xyzzy", "zz", "tailwind dunes", "q" * 200])
def test_nothing_near_finds_nothing(shop, text):
    assert find_products(text).ids == []


def test_page_says_what_was_looked_for_instead(client, shop):
    answer = client.get("/search/", {"q": "tailwnd"})

    assert "Did you mean “tailwind”?" in answer.text
    assert [card.title for card in answer.context["cards"]] == ["Tailwind"]


def test_unpublished_words_are_offered_to_nobody(shop):
    ProductPage.objects.get(title="Dunes").unpublish()

    hits = find_products("dunnes")

    assert (hits.ids, hits.instead) == ([], "")
    assert suggestions_for("dun") == []


def test_german_page_is_searched_with_german_endings(shop):
    german = Locale.objects.create(language_code="de")
    page = ProductPage.objects.get(title="Dunes").copy_for_translation(german, copy_parents=True)
    page.title = "Bäume"
    page.save_revision().publish()

    with translation.override("de"):
        assert titles(find_products("baum")) == ["Bäume"]
        assert titles(find_products("BÄUMEN")) == ["Bäume"]


@pytest.fixture
def german_words():
    german = Locale.objects.create(language_code="de")
    for number, title in enumerate({title for title in SPELLINGS.values() if title}):
        page = make_product(title, [(f"S-{number}", "", "9.00", 1)], summary="Israel in blue")
        page.copy_for_translation(german, copy_parents=True).save_revision().publish()


SPELLINGS = {
    "spuelmaschine": "Spülmaschine",
    "Spülmaschine": "Spülmaschine",
    "spulmaschine": "Spülmaschine",
    "SPU\u0308LMASCHINE": "Spülmaschine",
    "hoehe": "Höhe in Größe XL",
    "hohe": "Höhe in Größe XL",
    "groesse hoehe": "Höhe in Größe XL",
    "grösse": "Höhe in Größe XL",
    "straße göttingen": "Strasse nach Goettingen",
    "poesie": "Poesie",
    "neue": "Die neue Duellszene",
    "dull": None,
}


@pytest.mark.parametrize("language", ["en", "de"])
def test_umlauts_are_found_in_every_spelling(german_words, language):
    with translation.override(language):
        hits = {text: find_products(text) for text in SPELLINGS}
        suggested = {text: [found.title for found in suggestions_for(text)][:1] for text in SPELLINGS}

    found = {text: titles(hit) if not hit.instead else [] for text, hit in hits.items()}
    assert found == {text: [title] if title else [] for text, title in SPELLINGS.items()}
    assert {text: found for text, found in suggested.items() if SPELLINGS[text]} == {
        text: [title] for text, title in SPELLINGS.items() if title
    }


def test_words_that_have_no_umlaut_stay_what_they_are(german_words):
    assert len(find_products("israel").ids) == len(find_products("blue").ids) == 5
    assert find_products("isral").instead == "israel"  # another word, though "ae" can stand for "ä"


def test_staff_find_products_in_every_spelling(staff_client, german_words):
    for text in ("spuelmaschine", "spulmaschine"):
        found = staff_client.get("/admin/products/", {"q": text}).context["object_list"]
        assert {page.title for page in found} == {"Spülmaschine"}


def test_rows_of_older_rules_are_written_anew_by_the_worker(german_words):
    SearchEntry.objects.update(rules=0, title=" spulmaschine")

    assert (writing.index_missing(), writing.index_missing()) == (10, 0)
    assert titles(find_products("hoehe")) == ["Höhe in Größe XL"]


def test_product_that_editors_pick_comes_first(shop):
    make_product("Poster Poster", [("P-P", "", "9.00", 1)], label="poster")
    tailwind = ProductPage.objects.get(title="Tailwind")
    SearchPromotion.objects.create(query=Query.get("Poster"), page=tailwind)

    assert titles(find_products(" poster ")) == ["Tailwind", "Poster Poster"]


def test_other_page_that_editors_pick_is_linked_unless_private(client, shop):
    category = make_category("Moiré things")
    SearchPromotion.objects.create(query=Query.get("rings"), page=category)

    assert [page.title for page in client.get("/search/?q=rings").context["picks"]] == ["Moiré things"]
    PageViewRestriction.objects.create(page=category, restriction_type=PageViewRestriction.LOGIN)

    assert find_products("rings").picks == []


def test_search_results_are_filtered_like_any_listing(client, shop):
    make_product("Tailwind mug", [("MUG", "", "18.00", None)], make_category("Mugs"))

    answer = client.get("/search/?q=tailwind&in-stock=1")

    assert [card.title for card in answer.context["cards"]] == ["Tailwind"]
    assert (answer.context["total"], answer.context["everything"]) == (1, 2)
    chips = answer.context["panel"].chips
    assert [(chip.label, chip.url) for chip in chips] == [("In stock only", "?q=tailwind")]


def test_suggestions_are_categories_then_products(client, shop):
    make_category("Tailored")
    ProductPage.objects.filter(title="Tailwind").update(label="Poster, A4 to A2")

    answer = client.get("/search/suggestions/", {"q": "tail"})

    assert answer.json() == {
        "suggestions": [
            {"title": "Tailored", "url": "/shop/tailored/", "label": ""},
            {"title": "Tailwind", "url": "/shop/posters/tailwind/", "label": "Poster, A4 to A2"},
        ]
    }
    assert "max-age=60" in answer["Cache-Control"]


@pytest.mark.parametrize("text", ["", "t", " ", "%%", "x" * 4000, "'; --", "\u202e", "a:*", "& |"])
def test_odd_words_suggest_nothing(client, shop, text):
    answer = client.get("/search/suggestions/", {"q": text})

    assert (answer.status_code, answer.json()) == (200, {"suggestions": []})


def test_product_written_past_the_editor_is_indexed_by_the_worker(shop):
    SearchEntry.objects.all().delete()

    assert writing.index_missing() == 2
    assert titles(find_products("tailwind")) == ["Tailwind"]


def test_rebuilt_search_finds_the_same(shop):
    writing.rebuild()

    assert (titles(find_products("moire")), find_products("dunnes").instead) == (["Tailwind"], "dunes")


@given(st.text(max_size=60))
@hypothesis_settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_words_are_letters_and_digits_alone(text):
    assert all(word.isalnum() and word == folded(word) for word in words_of(text))


@given(st.text("abcdef", min_size=4, max_size=12), st.integers(0, 11), st.sampled_from("abcxyz"))
@hypothesis_settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_missing_a_wrong_and_a_further_letter_share_a_key(word, place, letter):
    place %= len(word)
    for typed in (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place + 1 :],
        word[:place] + letter + word[place:],
    ):
        assert near_keys(typed) & without_one(word)
