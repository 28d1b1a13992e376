"""The demo in each of its languages, and the pages that are written of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.text import slugify
from wagtail.models import Locale, Page

from home.demo import home_texts, journal, products, standard_pages
from home.demo.entries import Category, Product
from home.demo.german import home_texts as german_home
from home.demo.german import journal as german_journal
from home.demo.german import products as german_products
from home.demo.german import standard_pages as german_pages
from home.demo.german.words import german
from home.demo.home_texts import HomeTexts
from home.demo.journal import JournalStory
from home.demo.standard_pages import StandardPage

SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
WRITTEN = {"title", "slug", "seo_title", "intro", "body", "show_in_menus"}
MADE_AS = {"shop-home": "home", "delivery-and-returns": "delivery"}  # keys of `config.set_up.tree`
AnyPage = TypeVar("AnyPage", bound=Page)


@dataclass(frozen=True)
class Edition:
    """The demo in one language. Entries are found by the same slugs in all; `say` says the short texts."""

    language: str
    home: HomeTexts
    products: tuple[Product, ...]
    categories: tuple[Category, ...]
    colors: Mapping[str, str]
    stories: tuple[JournalStory, ...]
    standard_pages: tuple[StandardPage, ...]
    say: Callable[[str], str]


ENGLISH = Edition(
    "en",
    home_texts.HOME,
    products.PRODUCTS,
    products.CATEGORIES,
    products.COLORS,
    journal.STORIES,
    standard_pages.STANDARD_PAGES,
    say=str,
)
GERMAN = Edition(
    "de",
    german_home.HOME,
    german_products.PRODUCTS,
    german_products.CATEGORIES,
    german_products.COLORS,
    german_journal.STORIES,
    german_pages.STANDARD_PAGES,
    say=german,
)


def _written_over(made: Any, page: Page) -> Any:
    """The page `made` with the words of `page`, open to visitors."""
    for name in WRITTEN & {column.name for column in made._meta.concrete_fields}:
        setattr(made, name, getattr(page, name))
    made.live, made.draft_title = True, made.title
    made.save()
    return made


@dataclass
class Book:
    """The pages of an edition by their keys, as far as they are written; `source` is what it translates."""

    edition: Edition
    source: "Book | None" = None
    pages: dict[str, Page] = field(default_factory=dict)
    ready: dict[str, Page] = field(default_factory=dict)

    def add(self, parent: Page, page: AnyPage, key: str) -> AnyPage:
        """Put `page` below `parent`, as the translation of the source's page of the same key if there is one.

        A translation has its slug from its title, an original the last part of its key. A page that setting
        the shop up has made already is written over and answered.
        """
        page.slug = key.rpartition("/")[2]
        if self.source:
            page.locale = Locale.objects.get_or_create(language_code=self.edition.language)[0]
            page.translation_key = self.source.pages[key].translation_key
            page.slug = slugify(page.title.translate(SPELT_OUT))
        if made := self.ready.get(MADE_AS.get(key, key)):
            self.pages[key] = written = _written_over(Page.objects.get(pk=made.pk).specific, page)
            return written
        self.pages[key] = parent.add_child(instance=page)
        return page
