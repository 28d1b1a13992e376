"""Which pages are not for everybody: what is private in one language is so in all of them.

A page is private when it, or a page above it, has a view restriction or lies below one that has, in whatever
language. So a translation is private wherever it stands in its tree, and an alias as the page that it shows.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from wagtail.models import Page, PageViewRestriction

from catalogue.statements import OfColumn

DEEPEST = 24  # levels of the page tree; the shop's own pages need six
_STEP = Page.steplen
# A shop without restrictions, as most are, is told so by the first half alone. Each join goes by an index.
_SQL = """(EXISTS (SELECT 1 FROM wagtailcore_pageviewrestriction) AND EXISTS (
    SELECT 1 FROM wagtailcore_page above
    LEFT JOIN wagtailcore_page source ON source.id = above.alias_of_id
    JOIN wagtailcore_page twin ON twin.translation_key IN (above.translation_key, source.translation_key)
    JOIN wagtailcore_page section ON section.path IN ({sections})
    JOIN wagtailcore_page kin ON kin.translation_key = section.translation_key
    JOIN wagtailcore_pageviewrestriction restriction ON restriction.page_id = kin.id
    WHERE above.path IN ({above})))"""


class InPrivateSection(OfColumn):
    """Whether the page whose tree path is in this column is private; part of any statement about pages."""

    def __init__(self, path: str = "path") -> None:
        super().__init__(path, "")

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        path, params = compiler.compile(self.column)
        return _SQL.format(sections=_ways_to("twin.path"), above=_ways_to(path)), [*params] * DEEPEST


def _ways_to(path: str) -> str:
    return ", ".join(f"substr({path}, 1, {end})" for end in _ends())


def _ends() -> range:
    return range(_STEP, DEEPEST * _STEP + 1, _STEP)


def restrictions_of(page: Page) -> QuerySet[PageViewRestriction]:
    """The restrictions of `page`, of what lies above it, and of the same in other languages; two queries."""
    above = _above(page.path)
    shown_by_aliases = Q(path__in=above) | Q(aliases__path__in=above)
    keys = Page.objects.filter(shown_by_aliases).order_by().values("translation_key")
    paths = Page.objects.filter(translation_key__in=keys).order_by().values_list("path", flat=True)
    sections = Page.objects.filter(path__in={end for path in paths for end in _above(path)}).order_by()
    return PageViewRestriction.objects.filter(page__translation_key__in=sections.values("translation_key"))


def _above(path: str) -> list[str]:
    return [path[:end] for end in range(_STEP, len(path) + 1, _STEP)]
