"""The demo's home page, set from blocks."""

from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.models import CategoryPage, ProductPage
from config.demo_seed.pictures import Library, image_value
from config.demo_seed.streams import Block, block, rich
from home.demo.entries import GalleryPicture
from home.demo.home_texts import HOME
from home.demo.products import CATEGORIES
from home.models import JournalPage

Products = Mapping[tuple[str, str], ProductPage]


def home_body(library: Library, products: Products, story: JournalPage) -> Iterator[Block]:
    """The blocks of the home page, from top to bottom."""
    categories = {page.slug: page for page in CategoryPage.objects.all()}
    yield block("hero", _hero(library, products, categories))
    yield block("rail", _rail(products, categories["posters"].get_parent()))
    yield block("tiles", _tiles(library, categories))
    yield block("story", _story(library, products, story))
    yield block("facts", [{"title": fact.heading, "text": fact.text} for fact in HOME.facts])


def link(text: str, page: Any) -> dict[str, Any]:
    """A link block's raw value that leads to a page."""
    return {"text": text, "page": page.pk, "url": ""}


def _hero(library: Library, products: Products, categories: Mapping[str, CategoryPage]) -> dict[str, Any]:
    return {
        "headline": " ".join(HOME.headline),
        "text": HOME.side_text,
        "button": link(HOME.button_label, categories[HOME.button_category]),
        "picture": _image(library, HOME.hero_wide),
        "phone_picture": _image(library, HOME.hero_tall),
        "products": [products[key].pk for key in HOME.on_this_wall],
    }


def _rail(products: Products, catalogue: Any) -> dict[str, Any]:
    return {
        "title": HOME.rail_heading,
        "rule": "picked",
        "products": [products[key].pk for key in HOME.rail],
        "count": len(HOME.rail),
        "link": link(f"All {len(products)} pieces", catalogue),
    }


def _tiles(library: Library, categories: Mapping[str, CategoryPage]) -> dict[str, Any]:
    entries = {entry.slug: entry for entry in CATEGORIES}
    return {
        "title": HOME.tiles_heading,
        "tiles": [
            {
                "category": categories[slug].pk,
                "picture": _image(library, entries[slug].tile_picture),
                "note": entries[slug].tile_note,
            }
            for slug in HOME.tiles
        ],
    }


def _story(library: Library, products: Products, story: JournalPage) -> dict[str, Any]:
    teaser = HOME.journal
    return {
        "picture": _image(library, teaser.picture),
        "is_flipped": False,
        "kicker": teaser.kicker,
        "title": teaser.heading,
        "lead": teaser.lead,
        "text": rich([teaser.text]),
        "link": link(teaser.link_label, story),
        "product": products[teaser.product].pk,
    }


def _image(library: Library, picture: GalleryPicture) -> dict[str, Any]:
    return image_value(library, picture.name, picture.alt)
