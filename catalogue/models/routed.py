"""Finding a page by its whole address at once, and what that already tells about it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page, PageViewRestriction

from catalogue.statements import Among, Below, Statement

JOINED = ("productpage", "categorypage")  # the many: read with the way to them
ROOT_OF_PAGE = "shop.root_of_page"  # beside the request: the home page that the route began at


class RoutedPage:
    """A page that remembers what its route has read: the pages above it, and whether all are public."""

    pages_above: tuple[Page, ...] | None = None
    is_known_public = False

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail's, but without a query where the route has seen that there are none."""
        if self.is_known_public:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()  # type: ignore[misc]


def page_at(root: Page, slugs: list[str]) -> Page | None:
    """The live page at `slugs` below `root`; None where there is none. One statement for a product or a
    category however deep, two for others.

    Slugs are indexed and addresses are not, hence both in the condition.
    """
    paths = [root.url_path + "".join(f"{slug}/" for slug in slugs[:end]) for end in range(1, len(slugs) + 1)]
    above = [root.path[:end] for end in range(root.steplen, len(root.path) + 1, root.steplen)]
    way = _WAY.rows(above=above, slugs=slugs, addresses=paths, root=root.path)
    if [page.url_path for page in way[len(above) :]] != paths or not way[-1].live:
        return None
    return _as_specific(way)


def _way() -> QuerySet[Page]:
    restricted = PageViewRestriction.objects.filter(page=OuterRef("pk"))
    below = Q(Among("slug", "slugs"), Among("url_path", "addresses"), Below("path", "root"))
    found = Page.objects.filter(Q(Among("path", "above")) | below).annotate(is_private=Exists(restricted))
    return found.select_related(*JOINED).order_by("depth")


_WAY = Statement(_way)


def _as_specific(way: list[Page]) -> Page | None:
    model: Any = ContentType.objects.get_for_id(way[-1].content_type_id).model_class()
    if not (model and issubclass(model, RoutedPage)):
        return None
    name = model._meta.model_name
    page: Any = getattr(way[-1], name) if name in JOINED else model.objects.filter(pk=way[-1].pk).first()
    if page is None:
        return None
    page.pages_above = tuple(way[:-1])
    page._cached_parent_obj = page.pages_above[-1]  # as Wagtail's own route leaves it
    page.is_known_public = not any(one.is_private or one.alias_of_id for one in way)
    return page
