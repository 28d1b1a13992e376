"""Prices or stock of the ticked products: first the form, then its table, then exactly that table."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.models import Page
from wagtail.permissions import policy_registry

from catalogue.admin.bulk_forms import PriceForm, StockForm
from catalogue.admin.finding import ids_found_by
from catalogue.bulk.plan import MOST_VARIANTS, Plan, Refused, ticked_variants
from catalogue.bulk.prices import MOST_PRODUCTS, change_prices
from catalogue.bulk.stock import change_stock
from catalogue.models import ProductPage


class ChangeBulkAction(BulkAction):
    """What both share. The table and the writing are one and the same function, `carry_out`."""

    models = [ProductPage]
    template_name = "catalogue/admin/bulk_change.html"
    carry_out: ClassVar[Callable[..., Plan[Any]]]
    header_icon: str
    most_products = MOST_VARIANTS
    plan: Plan[Any] | None = None

    @cached_property
    def page_ids(self) -> list[int]:
        """The ticked products that the user can find in the list. Raises Http404 when there are none."""
        asked = self.request.GET.getlist("id")
        ids = {int(pk) for pk in asked if pk.isascii() and pk.isdigit() and len(pk) < 19}
        if "all" in asked:
            ids = ids_found_by(self.request.GET.get("q", ""), MOST_VARIANTS + 1)
        seen = policy_registry.get_by_type(Page).explorable_instances(self.request.user)
        ids = set(ProductPage.objects.filter(pk__in=seen.filter(pk__in=ids)).values_list("pk", flat=True))
        if not ids:
            raise Http404
        return sorted(ids)

    def get_actionable_objects(self) -> tuple[list[ProductPage], dict[str, Any]]:
        pages = ProductPage.objects.filter(pk__in=self.page_ids[: MOST_VARIANTS + 1])
        return list(pages.defer_streamfields()), {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"title": self.display_name, "header_icon": self.header_icon, "plan": self.plan}
        return super().get_context_data(**words, **self._ticked(), **kwargs)

    def _ticked(self) -> dict[str, Any]:
        try:
            return {"ticked": len(ticked_variants(self.page_ids, self.most_products))}
        except Refused as refused:
            return {"too_many": str(refused)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        """The table, or its doing when the table's own button was pressed."""
        try:
            if "apply" in self.request.POST:
                return super().form_valid(form)
        except Refused as refused:
            form.add_error(None, str(refused))
        return self._show_plan(form)

    def _show_plan(self, form: Any) -> HttpResponse:
        with suppress(Refused):  # too many: the page says so in place of the form
            self.plan = type(self).carry_out(self.page_ids, form.change, user=self.request.user)
        return self.render_to_response(self.get_context_data(form=form))

    def get_execution_context(self) -> dict[str, Any]:
        return {
            "page_ids": self.page_ids,
            "change": self.cleaned_form.change,
            "user": self.request.user,
            # A request without it asks for a table that nobody has seen.
            "shown": self.request.POST.get("shown") or "nothing",
        }

    @classmethod
    def execute_action(cls, objects: list[ProductPage], **kwargs: Any) -> tuple[int, int]:
        """Answers how many variants were changed, of how many products. Raises Refused."""
        page_ids, change = kwargs.pop("page_ids"), kwargs.pop("change")
        plan = cls.carry_out(page_ids, change, **kwargs)
        return len(plan.changes), len({row.variant.page_id for row in plan.changes})

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        words = ngettext(
            "%(count)s variant is changed.", "%(count)s variants are changed.", num_parent_objects
        )
        return words % {"count": num_parent_objects}


class PriceBulkAction(ChangeBulkAction):
    """Prices: each page that may be published gets a new version."""

    action_type, action_priority, header_icon = "prices", 1, "tag"
    display_name = gettext_lazy("Change prices")
    aria_label = gettext_lazy("Change the prices of the ticked products")
    form_class = PriceForm
    most_products = MOST_PRODUCTS
    carry_out = staticmethod(change_prices)


class StockBulkAction(ChangeBulkAction):
    """Stock: no page is touched."""

    action_type, action_priority, header_icon = "stock", 2, "list-ul"
    display_name = gettext_lazy("Change stock")
    aria_label = gettext_lazy("Change the stock of the ticked products")
    form_class = StockForm
    carry_out = staticmethod(change_stock)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("catalogue.adjust_stock"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def for_products(action: type[BulkAction], priority: int) -> type[BulkAction]:
    """Wagtail's own `action` in the list of products, where "all" means all products, not all pages."""
    return type(action.__name__, (action,), {"models": [ProductPage], "action_priority": priority})


ACTIONS = [
    PriceBulkAction,
    StockBulkAction,
    for_products(PublishBulkAction, 3),
    for_products(UnpublishBulkAction, 4),
    for_products(MoveBulkAction, 5),
    for_products(DeleteBulkAction, 6),
]
