"""Pages and stock for tests: a site with a catalogue, categories and products.

Making them is most of what the suite does, so no page is written more often than its test can see: a category
is live without a revision, and Wagtail's own indexes of words and of references (but to pictures) do not
hear of it.
A test of those saves the page once more, or calls `rebuild_search_index`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from decimal import Decimal
from io import BytesIO
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.utils.text import slugify
from PIL import Image
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from catalogue.facets import keeping
from catalogue.models import (
    CataloguePage,
    CategoryPage,
    ListingDue,
    MovementKind,
    ProductImage,
    ProductPage,
    ProductVariant,
)
from catalogue.searching import writing
from catalogue.stock import adjust

# (sku, option_1, price, pieces); None pieces: never counted.
VariantRow = tuple[str, str, str, int | None]


@contextmanager
def unindexed(*, has_picture: bool = False) -> Iterator[None]:
    """Saves in here do not reach Wagtail's index of words, nor that of references but for a picture's."""
    references = nullcontext() if has_picture else disable_reference_index_auto_update()
    with references, patch("modelsearch.signal_handlers.insert_or_update_object_task"):
        yield


def make_home() -> Page:
    """The site's home page; makes tree root, locale and site too where a test has emptied the database."""
    locale, _made = Locale.objects.get_or_create(language_code="en")
    home_model = apps.get_model("home", "HomePage")
    home: Page | None = home_model._default_manager.first()
    if home is None:
        root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
        with unindexed():
            home = root.add_child(instance=home_model(title="Motacilla", slug="motacilla", locale=locale))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page": home}
    )
    return home


def make_catalogue() -> CataloguePage:
    """The one catalogue below the home page."""
    found = CataloguePage.objects.filter(locale__language_code="en").first()
    if found:
        return found
    home = make_home()
    with unindexed():
        page: CataloguePage = home.add_child(
            instance=CataloguePage(title="Shop", slug="shop", locale=home.locale)
        )
    return CataloguePage.objects.get(pk=page.pk)


def make_category(title: str = "Posters", parent: Page | None = None, **fields: Any) -> CategoryPage:
    """A live category below `parent`, else below the catalogue; the one of that title if there is one."""
    parent = parent or make_catalogue()
    found = CategoryPage.objects.child_of(parent).filter(title=title).first()
    if found:
        return found
    page = CategoryPage(title=title, slug=slugify(title), locale=parent.locale, **fields)
    with unindexed(has_picture=bool(fields)):
        parent.add_child(instance=page)
    return CategoryPage.objects.get(pk=page.pk)


def make_product(
    title: str = "Tide",
    variants: Sequence[VariantRow | ProductVariant] = (("TIDE-A3", "A3", "24.00", 5),),
    category: Page | None = None,
    image: AbstractImage | None = None,
    **fields: Any,
) -> ProductPage:
    """A published product with its stock counted, fresh from the database."""
    category = category or make_category()
    fields = {"slug": slugify(title), "option_1_name": "Paper size", "locale": category.locale} | fields
    page = ProductPage(title=title, **fields)
    page.variants = [row if isinstance(row, ProductVariant) else make_variant(*row[:3]) for row in variants]
    if image:
        page.gallery_images = [ProductImage(image=image, alt_text=f"{title} on a wall")]
    models = "catalogue.models.products"
    has_picture = bool(image) or any(isinstance(row, ProductVariant) and row.image_id for row in variants)
    with unindexed(has_picture=has_picture), patch(f"{models}.keeping"), patch(f"{models}.writing"):
        category.add_child(instance=page)
        page.save_revision().publish()
    for row in variants:
        if not isinstance(row, ProductVariant) and row[3]:
            adjust(sku=row[0], delta=row[3], kind=MovementKind.INITIAL)
    _list_once(page)
    return ProductPage.objects.get(pk=page.pk)


def _list_once(page: ProductPage) -> None:
    """Bring the indexes of listings and search up to date, as every save of a product does."""
    keeping.refresh([page.pk])
    ListingDue.objects.filter(sku__in=[variant.sku for variant in page.variants.all()]).delete()
    writing.index([page.pk])


def make_variant(sku: str, option_1: str = "", price: str = "24.00", **fields: Any) -> ProductVariant:
    """A variant that is not saved yet, for `make_product` or a page's `variants`."""
    return ProductVariant(sku=sku, option_1=option_1, price=Decimal(price), **fields)


def make_products(number: int, category: Page | None = None, **fields: Any) -> list[ProductPage]:
    """`number` simple products with two variants each, five pieces of either."""
    return [
        make_product(
            f"Print {index:02}",
            [(f"PRINT-{index:02}-A4", "A4", "12.00", 5), (f"PRINT-{index:02}-A3", "A3", "24.00", 5)],
            category,
            **fields,
        )
        for index in range(number)
    ]


def make_image(title: str = "A wall") -> AbstractImage:
    """A tiny picture in the library."""
    file = BytesIO()
    Image.new("RGB", (8, 10), "#D9482B").save(file, "PNG")
    picture: AbstractImage = get_image_model()(title=title, file=ImageFile(file, name="wall.png"))
    picture.save()
    return picture


def count(sku: str, pieces: int) -> None:
    """Count the first `pieces` of `sku`."""
    adjust(sku=sku, delta=pieces, kind=MovementKind.INITIAL)
    keeping.refresh_all_due()


def rebuild_search_index() -> None:
    """Index all pages as Wagtail would have done, for tests of its own search."""
    call_command("update_index", verbosity=0)
