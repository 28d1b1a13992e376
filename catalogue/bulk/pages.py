"""Which product pages can be published again as they are but for their prices, and the doing."""

from collections.abc import Collection, Mapping
from contextlib import nullcontext
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, WorkflowState
from wagtail.signal_handlers import disable_reference_index_auto_update

from catalogue.models import ProductPage

# Each is published, and on SQLite nobody else writes meanwhile: some seconds, well below its waiting time.
MOST_PRODUCTS = 100

Values = Mapping[str, Mapping[str, Any]]


def reasons_against(pages: Collection[ProductPage], user: Any) -> dict[int, str]:
    """Why `user` cannot publish some of `pages` now, by id; none of them has a draft that would be lost."""
    ids = [str(page.pk) for page in pages]
    all_pages = ContentType.objects.get_for_model(Page)
    moderated = WorkflowState.objects.active().filter(base_content_type=all_pages, object_id__in=ids)
    in_moderation = {int(pk) for pk in moderated.values_list("object_id", flat=True)}
    waiting = Revision.page_revisions.filter(object_id__in=ids, approved_go_live_at__isnull=False)
    scheduled = {int(pk) for pk in waiting.values_list("object_id", flat=True)}
    found = {page.pk: _reason(page, user, in_moderation, scheduled) for page in pages}
    return {pk: reason for pk, reason in found.items() if reason}


def _reason(page: ProductPage, user: Any, in_moderation: set[int], scheduled: set[int]) -> str:
    """The first that holds; empty for none."""
    is_to_come = bool(page.go_live_at and page.go_live_at > timezone.now())
    reasons = {
        _("You may not publish this page."): not page.permissions_for_user(user).can_publish(),
        _("An alias: its price is that of the page it shows."): page.alias_of_id is not None,
        _("Not published."): not page.live,
        _("Locked."): page.locked,
        _("In moderation."): page.pk in in_moderation,
        _("Another version is scheduled."): page.pk in scheduled or is_to_come,
        _("Has unpublished changes."): page.has_unpublished_changes,
    }
    return next((text for text, is_so in reasons.items() if is_so), "")


def lock_pages(ids: Collection[int]) -> None:
    """From now to the end of the transaction nobody publishes these pages; orders may still name them."""
    pages = Page.objects.select_for_update(no_key=True).filter(pk__in=ids)
    list(pages.order_by("pk").values_list("pk"))


def publish_values(by_page: Mapping[int, Values], user: Any) -> None:
    """Give the variants of each page new values, by SKU and field, and publish it as its editor would."""
    aliased = set(Page.objects.filter(alias_of__in=by_page).values_list("alias_of", flat=True))
    for page in ProductPage.objects.filter(pk__in=by_page).order_by("pk"):
        # Prices point to nothing: to index what each row points to anew would take half of the time.
        with nullcontext() if page.pk in aliased else disable_reference_index_auto_update():
            _publish(page, by_page[page.pk], user)


def _publish(page: ProductPage, by_sku: Values, user: Any) -> None:
    variants = list(page.variants.all())
    for variant in variants:
        for name, value in by_sku.get(variant.sku, {}).items():
            setattr(variant, name, value)
    page.variants = variants
    page.save_revision(user=user, log_action=True, clean=False).publish(user=user)
