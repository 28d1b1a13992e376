"""Keeps the index of the listings: the one writer of its rows.

The index follows published pages at once (`refresh`), stock and the clock as they fall due (`refresh_due`).
A listing looks for what is due before it counts, so it is right at the moment even without the worker.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Subquery
from django.utils import timezone
from wagtail.models import Page

from catalogue.facets.rows import Source, ValueKey
from catalogue.models.facets import FacetEntry, FacetValue, ListingDue, ListingEntry
from catalogue.models.standing import in_time, source_expiry
from catalogue.models.variants import ProductVariant
from catalogue.page_changes import note_page_change

BATCH = 500
# Of what has fallen due, a listing brings so much up to date itself; the worker does the rest.
DUE_AT_ONCE = 200
ENTRY_FIELDS = ("category", "is_alias", "title", "published_at", "price", "in_stock", "on_sale")


@transaction.atomic
def refresh(page_ids: Collection[int]) -> None:
    """Make the rows of these product pages say what is live now. A number of queries that is always the same.

    Locks the pages, in order of their key, so that of two refreshes the later one sees the newer rows.
    """
    locked = Page.objects.filter(pk__in=page_ids).order_by("pk").select_for_update(no_key=True)
    list(locked.values_list("pk", flat=True))
    now = timezone.now()
    sources = list(_sources(page_ids))
    known = _known_values(sources)
    ListingEntry.objects.filter(page__in=set(page_ids) - {source.page.pk for source in sources}).delete()
    ListingEntry.objects.bulk_create(
        [source.entry(now) for source in sources],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=ENTRY_FIELDS,
    )
    FacetEntry.objects.filter(page__in=page_ids).delete()
    FacetEntry.objects.bulk_create(
        [row for source in sources for row in source.facet_entries(known, now)], batch_size=BATCH
    )
    _note_changes(page_ids, sources)


def refresh_due(limit: int = DUE_AT_ONCE) -> int:
    """Bring up to date what is due, at most `limit` notes; answers how many. One query if nothing is."""
    due = ListingDue.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")
    if not due.exists():
        return 0
    with transaction.atomic():
        notes = list(due.select_for_update(skip_locked=True)[:limit])
        ListingDue.objects.filter(pk__in=[note.pk for note in notes]).delete()
        refresh(_pages_of(notes))
        if notes:  # who has read the index meanwhile, and kept what it said, is to read it again
            note_page_change()
    return len(notes)


def refresh_all_due() -> int:
    """As `refresh_due`, until nothing is due any more; answers how many notes there were."""
    done = 0
    while count := refresh_due(BATCH):
        done += count
    return done


def note_stock(skus: Iterable[str]) -> None:
    """Note, in the caller's transaction, that these SKUs ran out or came back. One query, no lock."""
    now = timezone.now()
    ListingDue.objects.bulk_create([ListingDue(sku=sku, due_at=now) for sku in skus])


def rebuild() -> int:
    """Make the whole index again, in batches; answers how many products it lists."""
    ListingDue.objects.all().delete()
    pages = list(_product_model()._default_manager.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pages), BATCH):
        refresh(pages[start : start + BATCH])
    FacetValue.objects.filter(entries__isnull=True, color="").delete()
    return ListingEntry.objects.count()


def _product_model() -> Any:
    return apps.get_model("catalogue", "ProductPage")


def _pages_of(notes: list[ListingDue]) -> list[int]:
    skus = [note.sku for note in notes if note.sku]
    selling = ProductVariant.objects.filter(sku__in=skus).values_list("page_id", flat=True)
    return sorted({note.page_id for note in notes if note.page_id} | set(selling))


def _sources(page_ids: Collection[int]) -> Iterator[Source]:
    """The live products among `page_ids` that have a variant."""
    pages = (
        _product_model()
        ._default_manager.live()
        .on_sale()
        .filter(in_time(), pk__in=page_ids)
        .annotate(source_expires_at=Subquery(source_expiry()))
        .select_related("locale", "alias_of")
        .defer("story", "details", "related")
    )
    variants, properties = _by_page(ProductVariant.objects.with_free(), page_ids), _properties(page_ids)
    pages = [page for page in pages if page.pk in variants]
    parents = {page.pk: page.path[: -page.steplen] for page in pages}
    categories = dict(
        apps.get_model("catalogue", "CategoryPage")
        ._default_manager.filter(path__in=set(parents.values()))
        .values_list("path", "pk")
    )
    for page in pages:
        if category := categories.get(parents[page.pk]):
            yield Source(page, category, variants[page.pk], properties.get(page.pk, []))


def _properties(page_ids: Collection[int]) -> dict[int, list[Any]]:
    return _by_page(apps.get_model("catalogue", "ProductProperty")._default_manager.all(), page_ids)


def _by_page(rows: Any, page_ids: Collection[int]) -> dict[int, list[Any]]:
    by_page: dict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(page__in=page_ids):
        by_page[row.page_id].append(row)
    return dict(by_page)


def _known_values(sources: list[Source]) -> dict[ValueKey, int]:
    """The ids of all values of `sources`; makes the new ones in order, so that two never wait in a circle."""
    wanted: dict[ValueKey, FacetValue] = {}
    for source in sources:
        for key, value in source.values().items():
            wanted.setdefault(key, value)
    if not wanted:
        return {}
    near = FacetValue.objects.filter(
        language__in={key[0] for key in wanted}, facet__in={key[1] for key in wanted}
    )
    known = _ids(near)
    if new := [wanted[key] for key in sorted(wanted.keys() - known.keys())]:
        FacetValue.objects.bulk_create(new, ignore_conflicts=True)
        known = _ids(near)
    return known


def _ids(values: Any) -> dict[ValueKey, int]:
    rows = values.values_list("language", "facet", "value", "pk")
    return {(language, facet, value): pk for language, facet, value, pk in rows}


def _note_changes(page_ids: Collection[int], sources: list[Source]) -> None:
    now = timezone.now()
    ListingDue.objects.filter(page__in=page_ids).delete()
    changes = [(source.page.pk, source.changes_at(now)) for source in sources]
    ListingDue.objects.bulk_create(
        [ListingDue(page_id=page, due_at=moment) for page, moment in changes if moment]
    )
