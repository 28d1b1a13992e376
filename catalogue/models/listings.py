"""The pages that list products: the catalogue and its categories."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from catalogue.breadcrumbs import breadcrumbs_for
from catalogue.facets.scope import Scope, categories_of, open_scope
from catalogue.listing import listing_context
from catalogue.models.routed import RoutedPage


class ListingPage(RoutedPage, Page):
    """What the catalogue and the categories share: a page of cards with sorting and page numbers."""

    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("A sentence or two above the products.")
    )

    # Whether a product that an alias shows in a second category is there twice.
    shows_aliases = True

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    search_fields = [*Page.search_fields, index.SearchField("intro")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Raises Http404 for a page number past the last page."""
        context = super().get_context(request, *args, **kwargs)
        context |= listing_context(self.scope(), request.GET)
        context["breadcrumbs"] = breadcrumbs_for(self)
        context["canonical_url"] = self._canonical_url(context["paginator_page"].number)
        return context

    def _canonical_url(self, number: int) -> str:
        """The one address of a page of the listing, however it is sorted or filtered."""
        url = self.full_url or ""
        return f"{url}?page={number}" if url and number > 1 else url

    def scope(self) -> Scope:
        """What this page lists: all visible products below it, however deep."""
        below = CategoryPage.objects.descendant_of(self, inclusive=True).order_by("path")
        length = len(self.path) + self.steplen
        return open_scope(categories_of(below, ("below", self.pk)), length, with_aliases=self.shows_aliases)


class CataloguePage(ListingPage):
    """The head of all that the shop sells."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["catalogue.CategoryPage"]
    max_count_per_parent = 1
    template = "catalogue/catalogue_page.html"
    page_description = _("Lists all products; holds the categories.")
    shows_aliases = False

    class Meta:
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")


class CategoryPage(ListingPage):
    """One part of the catalogue, such as Posters, with parts of its own if need be."""

    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Shown where this category is featured."),
    )

    parent_page_types = ["catalogue.CataloguePage", "catalogue.CategoryPage"]
    subpage_types = ["catalogue.CategoryPage", "catalogue.ProductPage"]
    template = "catalogue/category_page.html"
    page_description = _("Holds products and further categories.")

    content_panels = [*ListingPage.content_panels, FieldPanel("image")]

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
