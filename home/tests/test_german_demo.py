"""The demo's German texts: as many as there are English ones, and none forgotten."""

import pytest

from home.demo import journal, products, standard_pages
from home.demo.builders import alts
from home.demo.german import journal as german_journal
from home.demo.german import products as german_products
from home.demo.german import standard_pages as german_pages
from home.demo.german.words import german


def test_every_product_category_and_page_is_told_in_german():
    pairs = (
        (products.PRODUCTS, german_products.PRODUCTS),
        (products.CATEGORIES, german_products.CATEGORIES),
        (journal.STORIES, german_journal.STORIES),
        (standard_pages.STANDARD_PAGES, german_pages.STANDARD_PAGES),
    )

    for english, translated in pairs:
        assert [one.slug for one in translated] == [one.slug for one in english]
    assert [page.menu for page in german_pages.STANDARD_PAGES] == [
        page.menu for page in standard_pages.STANDARD_PAGES
    ]


def test_german_product_is_the_same_thing_in_other_words():
    for english, translated in zip(products.PRODUCTS, german_products.PRODUCTS, strict=True):
        assert translated.variants == english.variants
        assert len(translated.story.paragraphs) == len(english.story.paragraphs)
        assert translated.story.lead != english.story.lead
        assert not {part.text for part in translated.details} & {part.text for part in english.details}


def test_every_picture_is_described_in_german():
    assert all(german(alt) != alt for alt in alts().values())


@pytest.mark.parametrize(
    ("english", "words"),
    [
        (
            "Flow field, seed 1207. Poster on cotton paper.",
            "Strömungsfeld, Seed 1207. Poster auf Baumwollpapier.",
        ),
        ("Poster, A4 to A1", "Poster, A4 bis A1"),
        ("All 32 pieces", "Alle 32 Stücke"),
        ("450 ml", "450 ml"),
    ],
)
def test_short_texts_are_put_together_by_rules(english, words):
    assert german(english) == words


def test_text_that_nobody_translated_is_an_error():
    with pytest.raises(KeyError):
        german("Something new")
