"""What stands around the shop's pages, and what they say of themselves."""

from collections.abc import Iterator
from typing import Any

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message

from config.showcase.products import LONG
from config.showcase.samples import Sample
from home.models.settings import ShopSettings
from home.surroundings import Column, Link, Surroundings
from home.templatetags.languages import LanguageLink
from home.templatetags.navigation import MenuLink

LINKS = [
    MenuLink("Posters", "#main", True),
    MenuLink("Mugs", "#main", False),
    MenuLink("Postkarten", "#main", False),
]
LONG_LINKS = [*LINKS, MenuLink(LONG, "#main", False)]
LANGUAGES = [
    LanguageLink("en", "English", "#main", "#main", True, True),
    LanguageLink("de", "Deutsch", "#main", "#main", False, True),
]
POSTED = [LANGUAGES[0], LanguageLink("de", "Deutsch", "", "", False, False)]
WORDS = ShopSettings(
    promo_strong="Free delivery from €60.",
    promo_rest="Thirty days to decide.",
    footer_text="Small programs, each with one idea.",
    payment_words="Pay by card or SEPA",
)
LEGAL = (Link("Imprint", "#main"), Link("Datenschutzerklärung", "#main"))
AROUND = Surroundings(WORDS, (), (Column("Help", LEGAL), Column(LONG, LEGAL)), LEGAL)
SITE: dict[str, Any] = {"shop_name": "Motacilla", "home_url": "#main"}
CRUMBS: list[tuple[str, str | None]] = [("Shop", "#main"), ("Posters", "#main")]


def surrounding_samples() -> Iterator[Sample]:
    """Header, menu, footer and the line above them."""
    yield Sample("promo", "two sentences", {"shop": WORDS})
    yield Sample("promo", "one sentence", {"shop": ShopSettings(promo_strong=f"{LONG} im Angebot.")})
    yield Sample("promo", "empty: nothing", {"shop": ShopSettings()})
    yield Sample("header", "empty bag", {**SITE, "links": LINKS, "bag_count": 0})
    yield Sample("header", "filled bag, long German words", {**SITE, "links": LONG_LINKS, "bag_count": 12})
    yield Sample("bag_count", "filled", {"bag_count": 3})
    yield Sample("bag_count", "empty", {"bag_count": 0})
    for state, is_known in (("guest", False), ("signed in", True)):
        yield Sample("menu", state, {**SITE, "links": LONG_LINKS, "is_known": is_known}, is_open=True)
    yield from _footer_samples()
    for part in ("theme_switch", "mark"):
        yield Sample(part, "as it is", {})


def _footer_samples() -> Iterator[Sample]:
    """The footer and its parts."""
    filled = {**SITE, "around": AROUND, "links": LINKS}
    bare = {**SITE, "around": Surroundings(ShopSettings()), "links": LINKS}
    yield Sample("footer", "filled", {**filled, "languages": LANGUAGES, "here": "/"})
    yield Sample("footer", "nothing set yet", {**bare, "languages": [], "here": "/"})
    for part in ("footer_lists", "footer_end"):
        yield Sample(part, "filled", filled)
        yield Sample(part, "nothing set yet", bare)
    yield Sample("footer_list", "filled", {"title": LONG, "links": LEGAL})
    yield Sample("language_switch", "links", {"links": LANGUAGES, "here": "/"})
    yield Sample("language_switch", "posted", {"links": POSTED, "here": "/"})


def word_samples() -> Iterator[Sample]:
    """Notes, empty frames, ways back, and the lines of the head."""
    yield Sample("breadcrumbs", "a category", {"breadcrumbs": [*CRUMBS, ("Tailwind", None)]})
    yield Sample("breadcrumbs", "long German words", {"breadcrumbs": [*CRUMBS, (LONG, None)]})
    for kind, state in (("", "plain"), ("good", "good"), ("bad", "error")):
        yield Sample("note", state, {"kind": kind, "title": "A title", "text": f"One sentence. {LONG}."})
    levels = (constants.SUCCESS, constants.INFO, constants.ERROR)
    yield Sample("messages", "three kinds", {"messages": [Message(level, "It is done.") for level in levels]})
    yield Sample("messages", "empty: nothing", {"messages": []})
    for level, is_square in (("h3", False), ("h3", True)):
        empty = {"title": "Your bag is empty", "text": "Nothing hangs here yet.", "level": level}
        yield Sample("empty", "square" if is_square else "wide", {**empty, "square": is_square})
    yield Sample("search_form", "empty", {})
    yield Sample("search_form", "filled", {"query": LONG, "go": True})
    missing = {"kicker": "Page not found", "title": "This wall is empty", "text": "It may have moved."}
    yield Sample("missing", "ways on", {**missing, "links": LINKS})
    again = {"fields": [("sku", "TW-A4")], "action": "#main", "csrf_token": ""}
    yield Sample("missing", "send it once more", {**missing, **again})
    shared = {"title": "Tailwind", "description": "A print.", "url": "https://shop.example/", **SITE}
    yield Sample("share", "whole", {**shared, "image": "https://shop.example/a.jpg"}, is_source=True)
    yield Sample("share", "bare", {"title": "Tailwind", **SITE}, is_source=True)
    for part in ("stylesheets", "scripts", "product_scripts"):
        yield Sample(part, "as it is", {}, is_source=True)
