"""Keeps what `ProductStanding` says: which page is a product's source, whether it is archived."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Page

from catalogue.facets import keeping
from catalogue.models.facets import ListingDue
from catalogue.models.standing import ProductStanding
from catalogue.page_changes import note_page_change
from catalogue.searching import writing

if TYPE_CHECKING:
    from catalogue.models.products import ProductPage
    from catalogue.models.queries import ProductPageQuerySet


def kin_of(page: "ProductPage") -> "ProductPageQuerySet":
    """The pages of the same product: itself, its other languages, and every alias of one of them."""
    key = (page.alias_of or page).translation_key
    pages: ProductPageQuerySet = _pages()
    return pages.filter(Q(translation_key=key) | Q(alias_of__translation_key=key))


def settle(page: "ProductPage") -> list[int]:
    """Write down which page is the source of the product of `page`; answers the ids of its other pages.

    Runs whenever what is live of a product may have changed. Of a source that is gone nothing takes the
    place but a page in the shop's own language.
    """
    columns = "pk", "translation_key", "alias_of", "live", "locale__language_code"
    kin = list(kin_of(page).order_by("pk").values_list(*columns))
    known = ProductStanding.objects.in_bulk({key for _pk, key, *_rest in kin})
    source = _source_among(kin, known)
    rows = [
        ProductStanding(product_key=key, source_pk=source, archived_at=_archived_at(known))
        for key in {key for _pk, key, *_rest in kin}
        if key not in known or known[key].source_pk != source
    ]
    ProductStanding.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["product_key"], update_fields=["source_pk"]
    )
    return [pk for pk, *_rest in kin if pk != page.pk]


Kin = Iterable[tuple[int, UUID, int | None, bool, str]]


def _source_among(kin: Kin, known: dict[UUID, ProductStanding]) -> int:
    language = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    written = [(pk, live) for pk, _key, alias_of, live, code in kin if not alias_of and code == language]
    before = [row.source_pk for row in known.values()]
    published = [pk for pk, live in written if live]
    return [*published, *before, *(pk for pk, _live in written), *(pk for pk, *_rest in kin)][0]


def _archived_at(known: dict[UUID, ProductStanding]) -> datetime | None:
    return max((row.archived_at for row in known.values() if row.archived_at), default=None)


@transaction.atomic
def archive(page: "ProductPage") -> None:
    """Take the product of `page` off sale in every language; its addresses say so. Nothing else is lost."""
    _set_archived(page, timezone.now())


@transaction.atomic
def unarchive(page: "ProductPage") -> None:
    """Put an archived product back on sale, where its pages are published."""
    _set_archived(page, None)


def _set_archived(page: "ProductPage", moment: datetime | None) -> None:
    others = settle(page)
    keys = set(kin_of(page).values_list("translation_key", flat=True))
    ProductStanding.objects.filter(product_key__in=keys).update(archived_at=moment)
    keeping.refresh([page.pk, *others])
    writing.index([page.pk, *others])
    note_page_change()


def is_archived(page: "ProductPage") -> bool:
    """Whether the product of `page` is archived."""
    return ProductStanding.objects.filter(
        product_key=page.translation_key, archived_at__isnull=False
    ).exists()


def is_source(page: "ProductPage") -> bool:
    """Whether other pages are sold only as long as this one is published."""
    return (
        kin_of(page).exclude(pk=page.pk).exists()
        and ProductStanding.objects.filter(product_key=page.translation_key, source_pk=page.pk).exists()
    )


def lacks_source(page: "ProductPage") -> bool:
    """Whether `page` is live and yet sells nothing, as its source is not published."""
    standing = ProductStanding.objects.filter(product_key=page.translation_key)
    return page.live and standing.without_source().exists()


def note_changes(pages: Collection[Page]) -> None:
    """Listings look again at the products in and below `pages`, and at these products in other languages.

    For what Wagtail does without our page models: before pages are deleted, in the same transaction, and
    after they were unpublished many at once. Reads these products, and no others.
    """
    found = Q(pk__in=[])
    for page in pages:
        found |= Q(path__startswith=page.path)
    below = _pages().filter(found).order_by()
    keys, originals = below.values("translation_key"), below.values("alias_of__translation_key")
    kin = Q(translation_key__in=keys) | Q(translation_key__in=originals) | Q(alias_of__in=below.values("pk"))
    now = timezone.now()
    ids = _pages().filter(kin).values_list("pk", flat=True)
    ListingDue.objects.bulk_create([ListingDue(page_id=pk, due_at=now) for pk in ids])


def _pages() -> "ProductPageQuerySet":
    pages: ProductPageQuerySet = apps.get_model("catalogue", "ProductPage")._default_manager.all()
    return pages
