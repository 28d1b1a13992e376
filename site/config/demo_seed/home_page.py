"""The demo's home page, set from blocks."""

from collections.abc import Iterator, Mapping
from typing import Any

from wagtail.models import Page

from catalogue.models import ProductPage
from config.demo_seed.editions import Book, Edition
from config.demo_seed.pictures import Library, image_value
from config.demo_seed.streams import Block, block, rich
from home.demo.entries import GalleryPicture
from home.demo.home_texts import HomeTexts

Products = Mapping[tuple[str, str], ProductPage]


def home_body(book: Book, library: Library, products: Products) -> Iterator[Block]:
    """The blocks of the home page, from top to bottom."""
    edition = book.edition
    home = edition.home
    categories = {entry.slug: book.pages[f"shop/{entry.slug}"] for entry in edition.categories}
    yield block("hero", _hero(edition, library, products, categories))
    yield block("rail", _rail(edition, products, book.pages["shop"]))
    yield block("tiles", _tiles(edition, library, categories))
    yield block("story", _story(edition, library, products, book.pages[f"journal/{edition.stories[0].slug}"]))
    yield block("rail", {"title": home.sale_heading, "rule": "sale", "count": len(home.rail)})
    yield block("facts", [{"title": fact.heading, "text": fact.text} for fact in home.facts])
    yield block("newsletter", _newsletter(home, book.pages["contact"]))


def link(text: str, page: Any) -> dict[str, Any]:
    """A link block's raw value that leads to a page."""
    return {"text": text, "page": page.pk, "url": ""}


def _hero(
    edition: Edition, library: Library, products: Products, categories: Mapping[str, Page]
) -> dict[str, Any]:
    home = edition.home
    return {
        "headline": " ".join(home.headline),
        "text": home.side_text,
        "button": link(home.button_label, categories[home.button_category]),
        "picture": _image(edition, library, home.hero_wide),
        "phone_picture": _image(edition, library, home.hero_tall),
        "products": [products[key].pk for key in home.on_this_wall],
    }


def _rail(edition: Edition, products: Products, catalogue: Page) -> dict[str, Any]:
    return {
        "title": edition.home.rail_heading,
        "rule": "picked",
        "products": [products[key].pk for key in edition.home.rail],
        "count": len(edition.home.rail),
        "link": link(edition.say(f"All {len(products)} pieces"), catalogue),
    }


def _tiles(edition: Edition, library: Library, categories: Mapping[str, Page]) -> dict[str, Any]:
    entries = {entry.slug: entry for entry in edition.categories}
    return {
        "title": edition.home.tiles_heading,
        "tiles": [
            {
                "category": categories[slug].pk,
                "picture": _image(edition, library, entries[slug].tile_picture),
                "note": entries[slug].tile_note,
            }
            for slug in edition.home.tiles
        ],
    }


def _story(edition: Edition, library: Library, products: Products, story: Page) -> dict[str, Any]:
    teaser = edition.home.journal
    return {
        "picture": _image(edition, library, teaser.picture),
        "is_flipped": False,
        "kicker": teaser.kicker,
        "title": teaser.heading,
        "lead": teaser.lead,
        "text": rich([teaser.text]),
        "link": link(teaser.link_label, story),
        "product": products[teaser.product].pk,
    }


def _newsletter(home: HomeTexts, contact: Page) -> dict[str, Any]:
    return {
        "title": home.newsletter_heading,
        "text": home.newsletter_text,
        "button": link(home.newsletter_button, contact),
        "small_print": home.newsletter_note,
    }


def _image(edition: Edition, library: Library, picture: GalleryPicture) -> dict[str, Any]:
    return image_value(library, picture.name, edition.say(picture.alt))
