"""Keeps what the search looks into: the one writer of its rows."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef

from catalogue.models.search import SearchEntry, SpellKey
from catalogue.models.variants import ProductVariant
from catalogue.searching.words import (
    MAX_WORD_LENGTH,
    SHORTEST_CORRECTED,
    in_all_spellings,
    without_one,
)

BATCH = 1000
LONGEST_TEXT = 20_000
TEXT_FIELDS = ("story", "details")
RULES = 1  # of what is written: one more whenever it changes, and the worker writes all rows anew


@transaction.atomic
def index(page_ids: Collection[int]) -> None:
    """Make the rows of these product pages say what is live now, in the same number of queries for any."""
    pages = list(
        apps.get_model("catalogue", "ProductPage")
        ._default_manager.live()
        .filter(pk__in=page_ids)
        .select_related("locale")
        .prefetch_related("properties")
    )
    labels = _variant_labels(page_ids)
    entries = [_entry(page, labels.get(page.pk, [])) for page in pages]
    SearchEntry.objects.filter(page__in=set(page_ids) - {page.pk for page in pages}).delete()
    SearchEntry.objects.bulk_create(
        entries,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["language", "title", "words", "text", "rules"],
    )
    _learn(entries)


def index_missing() -> int:
    """Index live products that the search does not know, or knows by older rules; answers how many."""
    known = Exists(SearchEntry.objects.filter(page=OuterRef("pk"), rules=RULES))
    pages = apps.get_model("catalogue", "ProductPage")._default_manager.live().filter(~known).order_by("pk")
    done = 0
    while missing := list(pages.values_list("pk", flat=True)[:BATCH]):
        index(missing)
        done += len(missing)
    return done


def rebuild() -> None:
    """Forget all words and learn those that are there; one transaction, so no search falls between."""
    with transaction.atomic():
        SpellKey.objects.all().delete()
        SearchEntry.objects.all().delete()
        index_missing()


def _variant_labels(page_ids: Collection[int]) -> dict[int, list[str]]:
    labels: dict[int, list[str]] = {}
    rows = ProductVariant.objects.filter(page__in=page_ids).order_by("page", "sort_order", "pk")
    for page_id, *texts in rows.values_list("page_id", "option_1", "option_2"):
        labels.setdefault(page_id, []).extend(texts)
    return labels


def _entry(page: Any, labels: list[str]) -> SearchEntry:
    properties = [f"{row.name} {row.value}" for row in page.properties.all()]
    return SearchEntry(
        page_id=page.pk,
        language=page.locale.language_code,
        title=_line([page.title]),
        words=_line(dict.fromkeys([page.label, page.summary, *properties, *labels])),
        text=_line(_story_texts(page))[:LONGEST_TEXT],
        rules=RULES,
    )


def _story_texts(page: Any) -> Iterator[str]:
    for name in TEXT_FIELDS:
        field = page._meta.get_field(name)
        yield from map(str, field.get_searchable_content(getattr(page, name)))


def _line(texts: Iterable[str]) -> str:
    """Folded in all spellings, with a space before each word, so that its start can be found."""
    return "".join(f" {word}" for word in in_all_spellings(" ".join(texts)))


def _learn(entries: list[SearchEntry]) -> None:
    """Keep the words of titles and labels, so that misspelt ones find them."""
    words = {(entry.language, word) for entry in entries for word in f"{entry.title}{entry.words}".split()}
    known = set(
        SpellKey.objects.filter(key__in={word for _language, word in words}).values_list("language", "word")
    )
    new = sorted(
        (language, word)
        for language, word in words - known
        if SHORTEST_CORRECTED <= len(word) <= MAX_WORD_LENGTH and word.isalpha()
    )
    keys = [
        SpellKey(language=lang, word=word, key=key) for lang, word in new for key in sorted(without_one(word))
    ]
    SpellKey.objects.bulk_create(keys, batch_size=BATCH, ignore_conflicts=True)
