"""Among which products a listing lists, before any filter."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, PageViewRestriction

from catalogue.remembering import Remembered

_trees: Remembered[tuple["Category", ...]] = Remembered()
_private: Remembered[tuple[tuple[int, str], ...]] = Remembered()
COLUMNS = ("pk", "path", "slug", "title", "live", "locale__language_code")


@dataclass(frozen=True)
class Category:
    """A category as far as listings need it."""

    pk: int
    path: str
    slug: str
    title: str
    is_live: bool
    language: str


@dataclass(frozen=True)
class Scope:
    """The categories whose products are listed, those of them that can be chosen, and what is left out.

    `page_ids` are the only products looked at, for a search; None for a page that lists all it has.
    """

    categories: tuple[Category, ...]
    choices: tuple[Category, ...]
    hidden_ids: tuple[int, ...] = ()
    with_aliases: bool = True
    page_ids: tuple[int, ...] | None = None

    @property
    def languages(self) -> set[str]:
        """In which the products are described."""
        return {category.language for category in self.categories}

    @property
    def key(self) -> str:
        """The same for the same products."""
        ids = ",".join(str(category.pk) for category in self.categories)
        return f"{self.with_aliases}:{ids}:{self.hidden_ids}:{self.page_ids}"

    def chosen(self, slugs: Collection[str]) -> list[Category]:
        """The choices with these slugs."""
        return [choice for choice in self.choices if choice.slug in slugs]

    def category_ids(self, slugs: Collection[str]) -> list[int]:
        """The ids of the categories in and below the chosen ones; of all when none is chosen."""
        paths = tuple(choice.path for choice in self.chosen(slugs))
        return [category.pk for category in self.categories if not paths or category.path.startswith(paths)]

    def choice_of(self, category_id: int) -> Category | None:
        """The choice that this category is, or lies below."""
        path = next((category.path for category in self.categories if category.pk == category_id), "")
        return next((choice for choice in self.choices if path.startswith(choice.path)), None)


def categories_of(pages: QuerySet[Any, Any], key: Hashable) -> tuple[Category, ...]:
    """The categories of a queryset of category pages, in its order, remembered under `key`."""
    return _trees.get(key, lambda: tuple(Category(*row) for row in pages.values_list(*COLUMNS)))


def private_sections() -> tuple[tuple[int, str], ...]:
    """Id and path of every page that is not for everybody, nor is what lies below it; in all languages.

    One query where nothing is private. See `catalogue.models.privacy` for what is.
    """
    return _private.get("all", lambda: tuple(_sections()))


def _sections() -> list[tuple[int, str]]:
    keys = PageViewRestriction.objects.values("page__translation_key")
    restricted = Q(translation_key__in=keys) | Q(alias_of__translation_key__in=keys)
    rows = list(Page.objects.filter(restricted).order_by("pk").values_list("pk", "path"))
    if not rows:
        return []
    below = reduce(or_, (Q(path__startswith=path) for _pk, path in rows))
    inside = Page.objects.filter(below).order_by()
    # What stands elsewhere in another language, or is shown elsewhere by an alias.
    strays = Q(translation_key__in=inside.values("translation_key")) | Q(alias_of__in=inside.values("pk"))
    return rows + list(Page.objects.filter(strays).exclude(below).order_by("pk").values_list("pk", "path"))


def open_scope(
    tree: Collection[Category],
    choice_length: int,
    *,
    with_aliases: bool = True,
    page_ids: tuple[int, ...] | None = None,
) -> Scope:
    """The scope of `tree` without its private parts; categories with a path so long can be chosen."""
    private = private_sections()
    paths = tuple(path for _pk, path in private)
    seen = tuple(category for category in tree if not (paths and category.path.startswith(paths)))
    choices = tuple(c for c in seen if c.is_live and len(c.path) == choice_length)
    return Scope(seen, choices, tuple(pk for pk, _path in private), with_aliases, page_ids)
