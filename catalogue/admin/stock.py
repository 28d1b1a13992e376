"""Stock in the admin: a list to read, a ledger to look into, and one way to change it."""

from typing import Any, cast

import django_filters
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import BaseButton, Button, HeaderButton

from catalogue.admin.stock_form import AdjustForm
from catalogue.admin.stock_queries import stock_with_products, uncounted_variants, waited_for
from catalogue.badges import LAST_PIECES
from catalogue.models import ProductVariant, StockRecord

PER_PAGE = 50


def adjust_url(sku: str) -> str:
    """Where the stock of `sku`, counted or not, is adjusted."""
    return reverse("stock:adjust", args=[sku])


def paged(rows: QuerySet[Any], request: HttpRequest) -> dict[str, Any]:
    """The asked page of `rows` as Wagtail's row of page numbers wants it."""
    page = WagtailPaginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    return {"rows": page, "elided_page_range": page.paginator.get_elided_page_range(page.number)}


class StockFilterSet(WagtailFilterSet):
    """Narrows the list to what needs somebody."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="in_state",
        choices=[
            ("sold_out", gettext_lazy("Sold out")),
            ("low", gettext_lazy("Last pieces")),
            ("waited_for", gettext_lazy("Somebody waits for it")),
        ],
    )

    class Meta:
        model = StockRecord
        fields: list[str] = []

    def in_state(self, rows: QuerySet[StockRecord], _name: str, state: str) -> QuerySet[StockRecord]:
        if state == "sold_out":
            return rows.filter(on_hand__lte=F("reserved"))
        if state == "waited_for":
            return waited_for(rows)
        return rows.filter(on_hand__gt=F("reserved"), on_hand__lte=F("reserved") + LAST_PIECES)


class StockIndexView(generic.IndexView):
    """All counted SKUs, and a word on those that were never counted."""

    any_permission_required = ["view"]
    template_name = "catalogue/admin/stock_index.html"
    table_classname = "listing shop-rows"

    def get_base_queryset(self) -> QuerySet[StockRecord]:
        return stock_with_products()

    def search_queryset(self, queryset: QuerySet[StockRecord]) -> QuerySet[StockRecord]:
        if not self.is_searching:
            return queryset
        words = self.search_query
        return queryset.filter(Q(sku__icontains=words) | Q(product_title__icontains=words))

    def get_list_more_buttons(self, instance: StockRecord) -> list[BaseButton]:
        buttons: list[BaseButton] = super().get_list_more_buttons(instance)
        if self.user_has_permission("adjust"):
            buttons.append(Button(_("Adjust"), url=adjust_url(instance.sku), icon_name="edit", priority=5))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(uncounted=uncounted_variants().count(), **kwargs)


class StockInspectView(generic.InspectView):
    """One SKU: its numbers and every movement, the newest first."""

    any_permission_required = ["view"]
    template_name = "catalogue/admin/stock_inspect.html"
    page_title = gettext_lazy("Stock")

    def get_object(self, queryset: QuerySet[StockRecord] | None = None) -> StockRecord:
        record = stock_with_products().filter(pk=self.pk).first()
        if record is None:
            raise Http404
        return record

    def get_field_label(self, field_name: str, field: Any) -> str:
        labels = {
            "product_title": _("Product"),
            "free": pgettext("pieces in stock", "Free"),
            "waiting": pgettext("people for a sold-out piece", "Waiting"),
        }
        return labels.get(field_name) or super().get_field_label(field_name, field)

    def get_product_title_display_value(self) -> str:
        return self.object.product_title or _("No product has this SKU any more")

    @cached_property
    def header_buttons(self) -> list[BaseButton]:
        if not self.user_has_permission("adjust"):
            return []
        return [HeaderButton(_("Adjust"), url=adjust_url(self.object.sku), icon_name="edit")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        movements = self.object.movements.select_related("user")
        return super().get_context_data(**paged(movements, self.request), **kwargs)


class StockPage(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """What the stock pages of our own share: the permission check and the way back."""

    model = StockRecord
    header_icon = "list-ul"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, {"url": reverse("stock:index"), "label": _("Stock")}, here]


class AdjustView(StockPage, FormView):
    """Changes the stock of one SKU, counted or not, and nothing else about it."""

    permission_required = "adjust"
    form_class = AdjustForm
    template_name = "catalogue/admin/stock_adjust.html"
    page_title = gettext_lazy("Adjust stock")

    @cached_property
    def record(self) -> StockRecord | None:
        record = StockRecord.objects.filter(sku=self.sku).first()
        if record is None and not ProductVariant.objects.filter(sku=self.sku).exists():
            raise Http404
        return record

    @property
    def sku(self) -> str:
        return str(self.kwargs["sku"])

    def get_page_subtitle(self) -> str:
        return self.sku

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"record": self.record}

    def form_valid(self, form: AdjustForm) -> HttpResponse:
        record = form.save(self.sku, cast(AbstractBaseUser, self.request.user))
        if record is None:
            return self.form_invalid(form)
        text = _("%(sku)s: now %(on_hand)s on hand.") % {"sku": record.sku, "on_hand": record.on_hand}
        messages.success(self.request, text)
        self.success_url = reverse("stock:inspect", args=[record.pk])
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            record=self.record, action_url=adjust_url(self.sku), submit_button_label=_("Save"), **kwargs
        )


class UncountedView(StockPage, TemplateView):
    """SKUs of product pages that were never counted: the shop takes them for sold out."""

    any_permission_required = ["view"]
    template_name = "catalogue/admin/stock_uncounted.html"
    page_title = gettext_lazy("Not counted yet")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = paged(uncounted_variants(), self.request)
        return super().get_context_data(may_adjust=self.user_has_permission("adjust"), **rows, **kwargs)


class StockViewSet(ModelViewSet):
    """Stock: listed, inspected, adjusted. There are no pages to add, edit or delete a row at all."""

    model = StockRecord
    name = "stock"
    icon = "list-ul"
    menu_label = gettext_lazy("Stock")
    menu_order = 210
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["sku", "product_title", "on_hand", "reserved", "free", "waiting", "updated_at"]
    index_view_class = StockIndexView
    inspect_view_class = StockInspectView
    filterset_class = StockFilterSet
    search_fields = ["sku"]
    search_backend_name = None
    ordering = "sku"
    list_per_page = PER_PAGE
    list_display = [
        "sku",
        Column(
            "product_title", label=gettext_lazy("Product"), sort_key="product_title", classname="shop-wide"
        ),
        Column("on_hand", label=gettext_lazy("On hand"), sort_key="on_hand"),
        Column("reserved", label=gettext_lazy("Held"), sort_key="reserved", classname="shop-wide"),
        Column("free", label=pgettext_lazy("pieces in stock", "Free"), sort_key="free_pieces"),
        Column("waiting", label=pgettext_lazy("people for a sold-out piece", "Waiting"), sort_key="waiting"),
        DateColumn("updated_at", label=gettext_lazy("Changed"), sort_key="updated_at", classname="shop-wide"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("adjust/<str:sku>/", AdjustView.as_view(), name="adjust"),
            path("not-counted/", UncountedView.as_view(), name="uncounted"),
        ]
