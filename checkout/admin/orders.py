"""Orders in the admin: the list, its search, its filters and its download."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn

from checkout.admin.columns import CustomerColumn, MomentColumn, TagColumn, state_tone, total_text
from checkout.admin.filters import OrderFilterSet
from checkout.admin.order_page import OrderPage
from checkout.admin.read_only import ReadOnlyIndexView, ReadOnlyViewSet
from checkout.admin.refund_page import RefundPage
from checkout.admin.review import AcceptView
from checkout.models import Order, OrderLineItem


class OrderIndexView(ReadOnlyIndexView):
    """All orders, found by number, name, e-mail address or SKU."""

    table_classname = "listing shop-list shop-list--orders"

    def get_base_queryset(self) -> QuerySet[Order]:
        lines = OrderLineItem.objects.filter(order=OuterRef("pk")).order_by()
        pieces = lines.values("order").annotate(pieces=Sum("quantity")).values("pieces")
        return Order.objects.annotate(pieces=Coalesce(Subquery(pieces), 0))

    def search_queryset(self, queryset: QuerySet[Order]) -> QuerySet[Order]:
        words = self.search_query.strip()
        with_sku = OrderLineItem.objects.filter(order=OuterRef("pk"), sku__icontains=words)
        columns = [Q(**{f"{name}__icontains": words}) for name in self.search_fields]
        return queryset.filter(Q(Exists(with_sku), *columns, _connector=Q.OR)) if words else queryset

    def order_queryset(self, queryset: QuerySet[Order]) -> QuerySet[Order]:
        ordered = super().order_queryset(queryset)
        # Equal totals or names must not jump from page to page.
        return ordered.order_by(*ordered.query.order_by, "-pk")


class OrderViewSet(ReadOnlyViewSet):
    """Orders in the main menu, the newest first."""

    model = Order
    name = "orders"
    icon = "clipboard-list"
    menu_label = gettext_lazy("Orders")
    menu_order = 150
    add_to_admin_menu = True
    inspect_view_class = OrderPage
    index_view_class = OrderIndexView
    filterset_class = OrderFilterSet
    search_fields = ["order_number", "full_name", "email"]
    ordering = "-date"
    list_display = [
        TitleColumn(
            "order_number",
            label=gettext_lazy("Number"),
            url_name="orders:inspect",
            classname="shop-key",
            sort_key="order_number",
        ),
        MomentColumn("date", label=gettext_lazy("Date"), classname="shop-moment", sort_key="date"),
        CustomerColumn(
            "full_name", label=gettext_lazy("Customer"), classname="shop-customer", sort_key="full_name"
        ),
        Column("pieces", label=gettext_lazy("Pieces"), classname="shop-pieces"),
        TagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            classname="shop-state",
            get_tone=state_tone,
            sort_key="state",
        ),
        Column(
            "grand_total",
            label=gettext_lazy("Total"),
            accessor=total_text,
            classname="shop-total",
            sort_key="grand_total",
        ),
    ]
    export_filename = "orders"
    list_export = [
        "order_number",
        "date",
        "get_state_display",
        "full_name",
        "email",
        "phone_number",
        "street_address1",
        "street_address2",
        "town_or_city",
        "county",
        "postcode",
        "country.code",
        "pieces",
        "currency",
        "order_total",
        "delivery_cost",
        "grand_total",
        "paid_total",
        "refunded_total",
        "stripe_pid",
    ]
    export_headings = {
        "get_state_display": gettext_lazy("State"),
        "country.code": gettext_lazy("Country"),
        "pieces": gettext_lazy("Pieces"),
        "order_total": gettext_lazy("Goods"),
    }

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("refund/<int:pk>/", RefundPage.as_view(), name="refund"),
            path("accept/<int:pk>/", AcceptView.as_view(), name="accept"),
        ]
