"""The demo's catalogue: categories, product pages with variants, and their stock."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain, zip_longest

from django.utils import timezone

from catalogue import stock
from catalogue.facets import keeping
from catalogue.models import (
    CataloguePage,
    CategoryPage,
    FacetValue,
    MovementKind,
    ProductImage,
    ProductPage,
    ProductProperty,
    ProductVariant,
    StockRecord,
)
from config.demo_seed.editions import Book, Edition
from config.demo_seed.pictures import Library, image_value
from config.demo_seed.progress import Progress
from config.demo_seed.streams import Block, block, rich, stream
from home.demo.entries import Category, Facts, Product, Variant
from home.demo.products import PRODUCTS
from home.models import HomePage

INTRO = "Posters, shirts, mugs and postcards, each from a small program with one idea."
DAYS_BETWEEN_NEWS = 5
Key = tuple[str, str]
Say = Callable[[str], str]


def add_catalogue(book: Book, home: HomePage, library: Library, progress: Progress) -> dict[Key, ProductPage]:
    """All pages of the catalogue; answers the product pages by category and slug."""
    edition = book.edition
    progress.say(f"Writing the product pages ({edition.language})")
    catalogue = CataloguePage(title=edition.say("All pieces"), intro=edition.say(INTRO))
    catalogue = book.add(home, catalogue, "shop")
    categories = {entry.slug: _add_category(book, catalogue, entry, library) for entry in edition.categories}
    pages: dict[Key, ProductPage] = {}
    for done, product in enumerate(edition.products, 1):
        parent = categories[product.category]
        alike = [page for (_category, slug), page in pages.items() if slug == product.slug]
        pages[product.category, product.slug] = _add_product(book, parent, product, library, alike)
        progress(done, len(edition.products), f"{product.title}, {parent.title}")
    _show_colors(edition)
    _date_back(pages, timezone.now())
    return pages


def add_stock() -> None:
    """Count every SKU once; what has been counted is left alone."""
    counted = set(StockRecord.objects.values_list("sku", flat=True))
    for variant in chain.from_iterable(product.variants for product in PRODUCTS):
        if variant.sku not in counted:
            stock.adjust(sku=variant.sku, delta=variant.stock, kind=MovementKind.INITIAL, note="First count")


def newest_first(products: Iterable[Product]) -> Iterator[Product]:
    """New products before the others, and categories by turns, so that a row of news shows each kind."""
    for is_new in (True, False):
        shelves: dict[str, list[Product]] = defaultdict(list)
        for product in products:
            if product.is_new == is_new:
                shelves[product.category].append(product)
        rounds = chain.from_iterable(zip_longest(*shelves.values()))
        yield from (product for product in rounds if product is not None)


def _add_category(book: Book, catalogue: CataloguePage, entry: Category, library: Library) -> CategoryPage:
    page = CategoryPage(title=entry.title, intro=entry.intro, image=library[entry.tile_picture.name])
    return book.add(catalogue, page, f"shop/{entry.slug}")


def _details(product: Product) -> Iterator[Block]:
    for detail in product.details:
        yield block("detail", {"title": detail.title, "text": rich(detail.text.split("\n\n"))})


def _add_product(
    book: Book, parent: CategoryPage, product: Product, library: Library, alike: Iterable[ProductPage]
) -> ProductPage:
    """The page of `product`; the pieces `alike`, which bear the same drawing, hang beside it."""
    say = book.edition.say
    page = ProductPage(
        title=product.title,
        label=say(product.label),
        summary=say(product.summary),
        is_new=product.is_new,
        option_1_name=say(product.option_1_name),
        option_2_name=say(product.option_2_name),
        story=stream(_story(product, library, say)),
        details=stream(_details(product)),
        related=stream(block("product", page.pk) for page in alike),
    )
    page.gallery_images = [
        ProductImage(image=library[picture.name], alt_text=say(picture.alt), sort_order=order)
        for order, picture in enumerate(product.gallery)
    ]
    page.properties = [
        ProductProperty(name=say(name), value=say(value), sort_order=order)
        for order, (name, value) in enumerate(product.properties)
    ]
    page.variants = [_variant(entry, order, library, say) for order, entry in enumerate(product.variants)]
    book.add(parent, page, f"shop/{product.category}/{product.slug}")
    page.save_revision().publish()
    return page


def _variant(entry: Variant, order: int, library: Library, say: Say) -> ProductVariant:
    ends_at = timezone.now() + timedelta(days=entry.sale_days) if entry.sale_days else None
    return ProductVariant(
        sku=entry.sku,
        option_1=say(entry.option_1),
        option_2=say(entry.option_2),
        price=entry.price,
        sale_price=entry.sale_price,
        sale_ends_at=ends_at,
        weight_g=entry.weight_g,
        image=library[entry.picture] if entry.picture else None,
        sort_order=order,
    )


def _story(product: Product, library: Library, say: Say) -> Iterator[Block]:
    story = product.story
    yield block("heading", story.heading)
    yield block("lead", story.lead)
    yield block("paragraph", rich(story.paragraphs))
    if story.quote:
        words, speaker = story.quote
        yield block("quote", {"text": words, "attribution": speaker})
    if story.picture:
        picture, caption = story.picture
        shown = image_value(library, picture.name, say(picture.alt))
        yield block("image", {"image": shown, "caption": caption})
    if product.facts:
        yield block("facts", list(_facts(product.facts, say)))


def _facts(facts: Facts, say: Say) -> Iterator[dict[str, str | bool]]:
    yield {"name": say("Technique"), "value": say(facts.technique), "is_code": False}
    yield {"name": say("Seed"), "value": str(facts.seed), "is_code": True}
    yield {"name": say("Inks"), "value": " ".join(facts.inks), "is_code": True}


def _show_colors(edition: Edition) -> None:
    """Let shoppers choose colours by dots."""
    values = FacetValue.objects.filter(language=edition.language, name=edition.say("Colour"))
    for label, color in edition.colors.items():
        values.filter(label=label).update(color=color)


def _date_back(pages: dict[Key, ProductPage], now: datetime) -> None:
    """Spread the first publications over the past, as in a shop that has been open for a while."""
    for place, product in enumerate(newest_first(PRODUCTS)):
        published = now - timedelta(days=1 + place * DAYS_BETWEEN_NEWS)
        page = pages[product.category, product.slug]
        ProductPage.objects.filter(pk=page.pk).update(first_published_at=published)
    keeping.refresh([page.pk for page in pages.values()])
