"""How each database finds words. PostgreSQL: stems of the page's language, ranked, by an index.

SQLite, for the demo and small shops: the starts of words, with the commonest endings cut off; a product with
all words in its title comes first, then one with them in its labels. It reads every row.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import connection
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from catalogue.models.search import SearchEntry, SpellKey
from catalogue.searching.words import SHORTEST_CORRECTED, light_stem, near_keys, nearest

# A word that more products have than this is ranked among so many of them: it says little anyway.
MAX_RANKED = 3000
STEMMERS = {"de": "german", "en": "english"}
Words = Sequence[tuple[str, ...]]  # each in all of its spellings
# Without the table's name, which is another one in a subquery.
DOCUMENT = RawSQL('"document"', [], output_field=SearchVectorField())


def ranked(
    words: Sequence[str],
    languages: Sequence[str],
    limit: int,
    *,
    spellings: Mapping[str, str] = MappingProxyType({}),
    is_typing: bool = False,
) -> list[int]:
    """Ids of the products with all of `words`, best first; the last may be unfinished while `is_typing`.

    A word may also stand there in its other one of `spellings`.
    """
    if not words:
        return []
    find = _on_postgres if connection.vendor == "postgresql" else _anywhere
    either = [(word, spellings[word]) if word in spellings else (word,) for word in words]
    return find(either, languages, limit, is_typing)


def corrected(words: Sequence[str], languages: Sequence[str]) -> list[str]:
    """`words` with each unknown one replaced by the known one next to it, if there is one. One query."""
    doubtful = {word: near_keys(word) for word in words if len(word) >= SHORTEST_CORRECTED}
    keys = {key for near in doubtful.values() for key in near}
    rows = SpellKey.objects.filter(language__in=languages, key__in=keys).values_list("key", "word")
    by_key: dict[str, set[str]] = {}
    for key, word in rows:
        by_key.setdefault(key, set()).add(word)
    return [_corrected(word, doubtful.get(word, set()), by_key) for word in words]


def _corrected(word: str, keys: set[str], by_key: dict[str, set[str]]) -> str:
    found = {other for key in keys for other in by_key.get(key, ())}
    return word if word in found else nearest(word, found) or word


def _on_postgres(words: Words, languages: Sequence[str], limit: int, is_typing: bool) -> list[int]:
    parts = [_stemmed(words, language, is_typing) for language in dict.fromkeys(languages)]
    found = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return [page for page, _rank in found.order_by("-rank", "page_id")[:limit]]


def _stemmed(words: Words, language: str, is_typing: bool) -> QuerySet[Any, Any]:
    query = _query(words, STEMMERS.get(language, "simple"), is_typing)
    near = (
        SearchEntry.objects.order_by()
        .annotate(document=DOCUMENT)
        .filter(language=language, document=query)
        .values("page")[:MAX_RANKED]
    )
    return (
        SearchEntry.objects.order_by()
        .filter(page__in=near)
        .annotate(rank=SearchRank(DOCUMENT, query))
        .values_list("page_id", "rank")
    )


def _query(words: Words, config: str, is_typing: bool) -> SearchQuery:
    # The words are letters and digits alone, so none of them is an operator.
    whole = [" | ".join(either) for either in words]
    if is_typing:
        whole[-1] = " | ".join(f"{word}:*" for word in words[-1])
    return SearchQuery(" & ".join(f"({part})" for part in whole), config=config, search_type="raw")


def _anywhere(words: Words, languages: Sequence[str], limit: int, is_typing: bool) -> list[int]:
    stem: Callable[[str], str] = str if is_typing else light_stem
    everywhere, in_title, in_words = Q(), Q(), Q()
    for either in words:
        parts = [f" {stem(word)}" for word in either]
        everywhere &= _within(parts, "title", "words", "text")
        in_title &= _within(parts, "title")
        in_words &= _within(parts, "title", "words")
    rank = Case(
        When(in_title, Value(2.0)), When(in_words, Value(1.0)), default=Value(0.0), output_field=FloatField()
    )
    found = SearchEntry.objects.filter(everywhere, language__in=languages).annotate(rank=rank)
    return list(found.order_by(F("rank").desc(), "page").values_list("page_id", flat=True)[:limit])


def _within(parts: Sequence[str], *columns: str) -> Q:
    return reduce(or_, (Q(**{f"{column}__contains": part}) for column in columns for part in parts))
