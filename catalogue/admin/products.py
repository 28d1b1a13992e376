"""Products in the admin: a flat list beside the page tree, with what a shopkeeper looks for."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import BaseButton, Button
from wagtail.permissions import policy_registry

from catalogue.admin.archive import archive_urls
from catalogue.admin.finding import MOST_FOUND, selling, spelt_otherwise
from catalogue.admin.transfer import transfer_urls
from catalogue.models import ProductPage, ProductStanding, ProductVariant
from catalogue.models.queries import ProductPageQuerySet
from catalogue.money import format_money

SKUS_SHOWN = 3


class ProductFilterSet(IndexView.base_filterset_class):
    """As of all pages, and by whether a product is archived."""

    standing = django_filters.ChoiceFilter(
        label=gettext_lazy("On sale"),
        choices=[("sold", gettext_lazy("Not archived")), ("archived", gettext_lazy("Archived"))],
        method="of_standing",
    )

    class Meta:
        model = ProductPage
        fields: list[str] = []

    def of_standing(self, pages: ProductPageQuerySet, name: str, value: str) -> ProductPageQuerySet:
        """Those that are archived, or those that are not."""
        archived = ProductStanding.objects.filter(
            product_key=OuterRef("translation_key"), archived_at__isnull=False
        )
        return pages.filter(Exists(archived) if value == "archived" else ~Exists(archived))


class ProductIndexView(IndexView):
    """All products, found by title or exact SKU."""

    table_classname = "listing full-width shop-rows shop-rows--products"

    @cached_property
    def header_more_buttons(self) -> list[BaseButton]:
        buttons: list[BaseButton] = super().header_more_buttons
        moves = {
            _("Export as CSV"): ("products:export_csv", "download"),
            _("Export as XLSX"): ("products:export_xlsx", "download"),
            _("Import"): ("products:import", "upload"),
        }
        return [
            *buttons,
            *(Button(words, reverse(name), icon_name=icon) for words, (name, icon) in moves.items()),
        ]

    def search_queryset(self, queryset: ProductPageQuerySet) -> Any:
        if self.is_searching and (with_sku := selling(queryset, self.search_query)) is not None:
            return with_sku
        found = super().search_queryset(queryset)
        if self.is_searching and (spelt := spelt_otherwise(self.search_query)):
            return queryset.filter(pk__in={*spelt, *(page.pk for page in found[:MOST_FOUND])})
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        # Which bulk actions there are: those for products, not those for every page.
        return context | {"model_opts": ProductPage._meta}

    def get_table(self, object_list: Iterable[ProductPage]) -> Any:
        pages = list(object_list)
        _add_variants(pages)
        return super().get_table(pages)


def _add_variants(pages: list[ProductPage]) -> None:
    """Give each page its live variants as `live_variants`, with their free pieces, in one query."""
    by_page: dict[int, list[ProductVariant]] = {page.pk: [] for page in pages}
    for variant in ProductVariant.objects.filter(page__in=by_page).with_free():
        by_page[variant.page_id].append(variant)
    for page in pages:
        page.live_variants = by_page[page.pk]


def skus_text(page: Any) -> str:
    """The first SKUs of a listed page, and how many more there are."""
    skus = [variant.sku for variant in page.live_variants]
    text = ", ".join(skus[:SKUS_SHOWN])
    more = len(skus) - SKUS_SHOWN
    return _("%(skus)s and %(count)s more") % {"skus": text, "count": more} if more > 0 else text


def price_text(page: Any) -> str:
    """What a listed page costs now: one price, or the lowest and the highest."""
    now = timezone.now()
    prices = sorted({variant.price_at(now) for variant in page.live_variants})
    return " – ".join(format_money(price) for price in dict.fromkeys([*prices[:1], *prices[-1:]]))


def free_pieces(page: Any) -> int:
    """Free pieces of all variants of a listed page together."""
    return sum(variant.free for variant in page.live_variants)


class ProductsMenuItem(MenuItem):
    """For those who may open pages: to others the list says that they may not."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(ProductPage)
        return policy.explorable_root_instance(request.user) is not None


class ProductViewSet(PageListingViewSet):
    """The list of products in the main menu; opening one leads to Wagtail's own page editor."""

    model = ProductPage
    name = "products"
    icon = "tag"
    menu_label = gettext_lazy("Products")
    menu_order = 200
    add_to_admin_menu = True
    menu_item_class = ProductsMenuItem
    index_view_class = ProductIndexView
    filterset_class = ProductFilterSet
    columns = [
        *IndexView.base_columns[:2],
        Column("skus", label=gettext_lazy("SKU"), accessor=skus_text),
        Column("price", label=gettext_lazy("Price"), accessor=price_text),
        Column("free", label=pgettext_lazy("pieces in stock", "Free"), accessor=free_pieces),
        *IndexView.base_columns[2:],
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), *transfer_urls(), *archive_urls()]
