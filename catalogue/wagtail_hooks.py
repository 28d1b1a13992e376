"""What the catalogue adds to the Wagtail admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from catalogue.admin.permissions import ReviewPermissionPolicy, StockPermissionPolicy
from catalogue.models import ProductPage, Review, StockRecord
from catalogue.standing import note_changes

# Before the viewsets below, which would else make policies of their own.
register_permission_policy(StockRecord, StockPermissionPolicy(StockRecord), exact_class=True)
register_permission_policy(Review, ReviewPermissionPolicy(Review), exact_class=True)

from catalogue.admin.archive import archive_buttons, word_of  # noqa: E402
from catalogue.admin.facets import FacetValueViewSet  # noqa: E402
from catalogue.admin.product_bulk import ACTIONS  # noqa: E402
from catalogue.admin.products import ProductViewSet  # noqa: E402
from catalogue.admin.review_bulk import DeclineBulkAction, PublishBulkAction  # noqa: E402
from catalogue.admin.reviews import ReviewViewSet, WaitingReviewsItem  # noqa: E402
from catalogue.admin.stock import StockViewSet  # noqa: E402


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ProductViewSet | StockViewSet | ReviewViewSet]:
    """Products, Stock and Reviews in the main menu."""
    return [ProductViewSet(), StockViewSet(), ReviewViewSet()]


@hooks.register("construct_homepage_summary_items")
def add_waiting_reviews(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Reviews that wait for somebody."""
    items.append(WaitingReviewsItem(request))


register_snippet(FacetValueViewSet)
for bulk_action in (PublishBulkAction, DeclineBulkAction, *ACTIONS):
    hooks.register("register_bulk_action", bulk_action)


@hooks.register("before_delete_page")
def note_deletion(request: HttpRequest, page: Page) -> None:
    """Listings look again at what remains of a product in other languages."""
    if request.method == "POST":
        note_changes([page])


@hooks.register("before_bulk_action")
def note_deletions(request: HttpRequest, action: str, objects: list[Any], _view: Any) -> None:
    """As above, for many pages at once."""
    if action == "delete" and objects and isinstance(objects[0], Page):
        note_changes(objects)


@hooks.register("after_bulk_action")
def note_unpublished(request: HttpRequest, action: str, objects: list[Any], _view: Any) -> None:
    """Wagtail unpublishes many pages without the page models' own saving."""
    if action == "unpublish" and objects and isinstance(objects[0], Page):
        note_changes(objects)


@hooks.register("register_page_header_buttons")
def add_to_header(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Archive, or Bring back, in the menu of a product."""
    return archive_buttons(page, user)


@hooks.register("before_edit_page")
def tell_standing(request: HttpRequest, page: Page) -> None:
    """Why a product that looks published is not sold."""
    words = word_of(page) if request.method == "GET" and isinstance(page, ProductPage) else ""
    if words:
        messages.warning(request, words)


@hooks.register("register_log_actions")
def register_archiving(actions: Any) -> None:
    """How the history of a page tells of it."""
    actions.register_action("shop.archive", gettext_lazy("Archive"), gettext_lazy("Archived"))
    actions.register_action("shop.unarchive", gettext_lazy("Bring back"), gettext_lazy("Brought back"))
