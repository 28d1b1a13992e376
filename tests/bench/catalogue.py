"""A catalogue of any size, the same each time: pages, variants, stock, pictures and both indexes, in bulk.

Wagtail's own way of adding a page takes dozens of statements; here 500 products share about thirty.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from catalogue.facets import keeping
from catalogue.models import (
    CategoryPage,
    MovementKind,
    ProductImage,
    ProductPage,
    ProductProperty,
    ProductVariant,
    StockMovement,
    StockRecord,
)
from catalogue.page_changes import note_page_change
from catalogue.searching import writing
from catalogue.tests.factories import make_category, make_image

BATCH = 500
SLUG = "generated-"
CATEGORIES = ("Posters", "Shirts", "Mugs", "Postcards", "Prints", "Books", "Cards", "Fabrics")
ADJECTIVES = "quiet amber northern folded paper silver early narrow woven drifting salt hollow".split()
NOUNS = "tide harbour meadow lantern orbit reed canyon feather garden signal delta grove".split()
SIZES, COLOURS = ("A5", "A4", "A3", "A2"), ("Red", "Blue", "Green", "Black", "White")
PICTURES = 12
FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)


class RealShop(Exception):
    """There are products here that nobody generated."""


def fill(
    products: int, *, is_real_shop_fine: bool = False, tell: Callable[[int], None] = lambda _: None
) -> None:
    """Bring the shop to `products` generated products; calls `tell` with how many there are so far.

    Raises RealShop where there are others, unless they may be joined.
    """
    if not is_real_shop_fine and ProductPage.objects.exclude(slug__startswith=SLUG).exists():
        raise RealShop("this shop has products of its own")
    categories = [make_category(name) for name in CATEGORIES]
    pictures = [make_image(f"Generated {number}") for number in range(PICTURES)]
    done = ProductPage.objects.filter(slug__startswith=SLUG).count()
    while done < products:
        numbers = range(done, min(done + BATCH, products))
        with transaction.atomic():
            _add([_product(number, categories) for number in numbers], [picture.pk for picture in pictures])
        done = numbers.stop
        tell(done)
    writing.index_missing()
    note_page_change()


def title_of(number: int) -> str:
    """The title of the product of that number: two words of a few, and the number, so that each is found."""
    random = Random(number)
    return f"{random.choice(ADJECTIVES).title()} {random.choice(NOUNS)} {number}"


def sku_of(number: int, size: str) -> str:
    """The SKU of one of its variants."""
    return f"GEN-{number:06}-{size}"


def _product(number: int, categories: list[CategoryPage]) -> ProductPage:
    """A page that is not saved yet, at its place in the tree: they go to the categories by turns."""
    category, place = categories[number % len(categories)], number // len(categories) + 1
    slug, published = f"{SLUG}{number}", FIRST_DAY + timedelta(minutes=number)
    return ProductPage(
        title=title_of(number),
        draft_title=title_of(number),
        slug=slug,
        path=Page._get_path(category.path, category.depth + 1, place),
        depth=category.depth + 1,
        url_path=f"{category.url_path}{slug}/",
        content_type=ContentType.objects.get_for_model(ProductPage),
        locale=category.locale,
        translation_key=UUID(int=number),
        live=True,
        first_published_at=published,
        last_published_at=published,
        label=COLOURS[number % len(COLOURS)],
        summary=f"Number {number} of a generated catalogue, printed on cotton paper.",
        option_1_name="Paper size",
    )


def _add(pages: list[ProductPage], picture_ids: list[int]) -> None:
    fields = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    parents = Page.objects.bulk_create(
        [Page(**{name: getattr(page, name) for name in fields}) for page in pages]
    )
    for page, parent in zip(pages, parents, strict=True):
        page.pk = page.id = parent.pk
    # `bulk_create` refuses models with a parent; this is the half of it that writes the child's own table.
    ProductPage._base_manager.all()._batched_insert(pages, ProductPage._meta.local_concrete_fields, BATCH)
    _add_parts(pages, picture_ids)
    _count_children(pages)
    get_search_backend().get_index_for_model(ProductPage).add_items(ProductPage, pages)
    keeping.refresh([page.pk for page in pages])


def _add_parts(pages: list[ProductPage], picture_ids: list[int]) -> None:
    numbers = {page.pk: int(page.slug.removeprefix(SLUG)) for page in pages}
    variants = [variant for page in pages for variant in _variants(page, numbers[page.pk])]
    ProductVariant.objects.bulk_create(variants)
    ProductImage.objects.bulk_create(
        ProductImage(page=page, image_id=picture_ids[numbers[page.pk] % PICTURES], alt_text=page.title)
        for page in pages
    )
    ProductProperty.objects.bulk_create(
        ProductProperty(page=page, name="Colour", value=page.label) for page in pages
    )
    records = StockRecord.objects.bulk_create(
        StockRecord(sku=variant.sku, on_hand=_pieces(variant.sku)) for variant in variants
    )
    StockMovement.objects.bulk_create(
        StockMovement(record=record, delta=record.on_hand, kind=MovementKind.INITIAL)
        for record in records
        if record.on_hand
    )


def _variants(page: ProductPage, number: int) -> Iterator[ProductVariant]:
    """One to four sizes; every seventh product is on sale."""
    random = Random(number)
    price = Decimal(random.randrange(900, 9000)) / 100
    for order, size in enumerate(SIZES[: 1 + number % len(SIZES)]):
        now = price + order * 10
        sale_price = now - 5 if number % 7 == 0 else None
        yield ProductVariant(
            page=page,
            sku=sku_of(number, size),
            option_1=size,
            price=now,
            sale_price=sale_price,
            sort_order=order,
        )


def _pieces(sku: str) -> int:
    """Every twentieth SKU or so is sold out."""
    random = Random(sku)
    return 0 if random.random() < 0.05 else random.randrange(20, 500)


def _count_children(pages: list[ProductPage]) -> None:
    for path in {page.path[: -Page.steplen] for page in pages}:
        children = Page.objects.filter(path__startswith=path, depth=len(path) // Page.steplen + 1).count()
        Page.objects.filter(path=path).update(numchild=children)
