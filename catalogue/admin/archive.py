"""Taking a product off sale for good without losing it, and bringing it back."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from catalogue.models import ProductPage
from catalogue.standing import archive, is_archived, lacks_source, unarchive


class ArchiveView(WagtailAdminTemplateMixin, TemplateView):
    """Asks whether to archive a product, and does it. For those who may unpublish its page."""

    template_name = "catalogue/admin/archive.html"
    page_title = gettext_lazy("Archive")
    header_icon = "folder-inverse"
    log_action = "shop.archive"
    is_back = False

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.product = get_object_or_404(ProductPage, pk=page_id)
        if not self.product.permissions_for_user(request.user).can_unpublish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.product.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, {"url": reverse("products:index"), "label": _("Products")}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=self.product, is_back=self.is_back, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.change()
        log(instance=self.product, action=self.log_action, user=request.user)
        messages.success(request, self.done() % {"title": self.product.get_admin_display_title()})
        return redirect("wagtailadmin_pages:edit", self.product.pk)

    def change(self) -> None:
        archive(self.product)

    def done(self) -> str:
        return _("“%(title)s” is archived: off sale in every language.")


class UnarchiveView(ArchiveView):
    """Brings an archived product back."""

    page_title = gettext_lazy("Bring back")
    log_action = "shop.unarchive"
    is_back = True

    def change(self) -> None:
        unarchive(self.product)

    def done(self) -> str:
        return _("“%(title)s” is on sale again, in every language in which it is published.")


def archive_urls() -> list[URLPattern]:
    """Below the list of products."""
    return [
        path("archive/<int:page_id>/", ArchiveView.as_view(), name="archive"),
        path("unarchive/<int:page_id>/", UnarchiveView.as_view(), name="unarchive"),
    ]


def archive_buttons(page: Any, user: Any) -> Iterator[Button]:
    """The one of both that fits, for those who may."""
    if not isinstance(page, ProductPage) or not page.permissions_for_user(user).can_unpublish():
        return
    if is_archived(page):
        yield Button(
            _("Bring back"), reverse("products:unarchive", args=[page.pk]), icon_name="undo", priority=55
        )
    else:
        address = reverse("products:archive", args=[page.pk])
        yield Button(_("Archive"), address, icon_name="folder-inverse", priority=55)


def word_of(page: ProductPage) -> str:
    """Why a product that looks published is not sold; empty for none."""
    if is_archived(page):
        return _("Archived: off sale in every language. “Bring back” is in the menu of the page.")
    if lacks_source(page):
        return _("Off sale: the page that this one was translated from is not published, or was deleted.")
    return ""
