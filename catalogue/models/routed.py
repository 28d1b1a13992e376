"""Finding a page by its whole address at once, and what that already tells about it."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from catalogue import standing
from catalogue.models.privacy import InPrivateSection, restrictions_of
from catalogue.models.standing import ProductStanding
from catalogue.statements import Among, Below, Given, Statement

JOINED = ("productpage", "categorypage")  # the many: read with the way to them
ROOT_OF_PAGE = "shop.root_of_page"  # beside the request: the home page that the route began at


class RoutedPage:
    """A page that remembers what its route has read: the pages above it, and whether all are public."""

    pages_above: tuple[Page, ...] | None = None
    is_known_public = False
    archived_at: datetime | None = None

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail's, of every language; without a query where the route has seen that there are none."""
        if self.is_known_public:
            return PageViewRestriction.objects.none()
        page: Any = self
        return restrictions_of(page)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """As Wagtail's; products of which pages in other languages remain are off sale from here on."""
        page: Any = self
        with transaction.atomic():
            standing.note_changes([page])
            return super().delete(*args, **kwargs)  # type: ignore[misc]


def page_at(root: Page, slugs: list[str]) -> Page | None:
    """The live page at `slugs` below `root`; None where there is none. One statement for a product or a
    category however deep, two for others.

    Slugs are indexed and addresses are not, hence both in the condition.
    """
    paths = [root.url_path + "".join(f"{slug}/" for slug in slugs[:end]) for end in range(1, len(slugs) + 1)]
    above = [root.path[:end] for end in range(root.steplen, len(root.path) + 1, root.steplen)]
    way: list[Any] = _WAY.rows(above=above, slugs=slugs, addresses=paths, root=root.path, now=timezone.now())
    if [page.url_path for page in way[len(above) :]] != paths or not way[-1].live:
        return None
    if way[-1].lacks_source and not way[-1].archived_at:
        return None
    return _as_specific(way)


def _way() -> QuerySet[Page]:
    stands = ProductStanding.objects.filter(product_key=OuterRef("translation_key"))
    below = Q(Among("slug", "slugs"), Among("url_path", "addresses"), Below("path", "root"))
    found = Page.objects.filter(Q(Among("path", "above")) | below).annotate(
        is_private=InPrivateSection(),
        archived_at=Subquery(stands.values("archived_at")),
        lacks_source=Exists(stands.without_source(Given("now", DateTimeField()))),
    )
    return found.select_related(*JOINED).order_by("depth")


_WAY = Statement(_way)


def _as_specific(way: list[Any]) -> Page | None:
    model: Any = ContentType.objects.get_for_id(way[-1].content_type_id).model_class()
    if not (model and issubclass(model, RoutedPage)):
        return None
    name = model._meta.model_name
    page: Any = getattr(way[-1], name) if name in JOINED else model.objects.filter(pk=way[-1].pk).first()
    if page is None:
        return None
    page.pages_above = tuple(way[:-1])
    page._cached_parent_obj = page.pages_above[-1]  # as Wagtail's own route leaves it
    page.is_known_public = not way[-1].is_private
    page.archived_at = way[-1].archived_at
    return page
