"""The product page: what an editor writes, drafts, previews, approves and schedules."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, Revision
from wagtail.search import index
from wagtail.url_routing import RouteResult

from catalogue import skus, standing
from catalogue.blocks import DetailsBlock, RelatedBlock, StoryBlock
from catalogue.breadcrumbs import breadcrumbs_for
from catalogue.cards import cards_for, variants_by_page
from catalogue.facets import keeping
from catalogue.forms import ProductPageForm
from catalogue.gallery import pictures_around, with_first
from catalogue.models.queries import ProductPageManager
from catalogue.models.routed import RoutedPage
from catalogue.models.standing import ProductStanding
from catalogue.options import choice_for, has_saved_variants
from catalogue.price_history import note_prices
from catalogue.related import RELATED, related_to
from catalogue.reviews import page_number, product_key_of, reviews_of
from catalogue.searching import writing
from catalogue.shared_prices import share_prices


class ProductPage(RoutedPage, Page):
    """One product with its variants. Prices are part of the draft; stock is not, and never may be."""

    label = models.CharField(
        _("label"),
        max_length=80,
        blank=True,
        help_text=_("The line on the card, such as “Poster, A4 to A1”."),
    )
    summary = models.CharField(
        _("summary"), max_length=255, blank=True, help_text=_("One or two sentences below the title.")
    )
    is_new = models.BooleanField(_("show as new"), default=False)
    option_1_name = models.CharField(
        _("name of the first option"), max_length=40, blank=True, help_text=_("Such as “Paper size”.")
    )
    option_2_name = models.CharField(
        _("name of the second option"), max_length=40, blank=True, help_text=_("Such as “Frame”.")
    )
    story = StreamField(StoryBlock(), verbose_name=_("story"), blank=True)
    details = StreamField(DetailsBlock(), verbose_name=_("details"), blank=True)
    related = StreamField(
        RelatedBlock(),
        verbose_name=_("related products"),
        blank=True,
        default=list,
        db_default=Value([], models.JSONField()),
        max_num=RELATED,
        help_text=_("Shown before others of the category, as long as they are in stock."),
    )

    objects = ProductPageManager()

    parent_page_types = ["catalogue.CategoryPage"]
    subpage_types: list[str] = []
    template = "catalogue/product_page.html"
    archived_template = "catalogue/archived_page.html"
    base_form_class = ProductPageForm
    page_description = _("Something to sell, in one or more variants.")

    # SKUs are looked up in the variant rows, not in this index: PostgreSQL's full text would cut "SKU-1" in
    # two, and Wagtail writes the index before it writes the inline rows of a page's first publication.
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("label"),
        index.SearchField("story"),
        index.SearchField("details"),
    ]

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("summary"), FieldPanel("label"), FieldPanel("is_new")], heading=_("In short")
        ),
        InlinePanel("gallery_images", heading=_("Pictures"), label=_("Picture")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("option_1_name"), FieldPanel("option_2_name")])],
            heading=_("What shoppers choose"),
            help_text=_("Leave both empty when there is only one variant."),
        ),
        InlinePanel(
            "variants",
            heading=_("Variants and prices"),
            label=_("Variant"),
            help_text=_("Stock is counted under Stock, not here."),
        ),
        InlinePanel(
            "properties",
            heading=_("What shoppers filter by"),
            label=_("Property"),
            help_text=_("Such as Technique: Flow field. The options of the variants need not be repeated."),
        ),
        FieldPanel("story"),
        FieldPanel("details"),
        FieldPanel("related"),
    ]

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")

    def is_shown_at(self, now: datetime) -> bool:
        """Whether it is live at `now`, even if the scheduler is late; a private section is another matter."""
        return self.live and (self.expire_at is None or self.expire_at > now)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail's; where the source of a translation is not published there is no page."""
        stands = ProductStanding.objects.filter(product_key=self.translation_key)
        self.archived_at = stands.values_list("archived_at", flat=True).first()
        if not self.archived_at and stands.without_source().exists():
            raise Http404
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As Wagtail's; an archived product answers "gone" (410), with what hangs beside it."""
        if not self.archived_at:
            answer: HttpResponseBase = super().serve(request, *args, **kwargs)
            return answer
        request.is_preview = False  # type: ignore[attr-defined]
        return TemplateResponse(request, self.archived_template, self.archived_context(request), status=410)

    def archived_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the page of an archived product shows: its name, and others to buy."""
        beside = related_to(self)
        context = super().get_context(request)
        return context | {"breadcrumbs": breadcrumbs_for(self), "related": cards_for(beside)}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["breadcrumbs"] = breadcrumbs_for(self)
        beside = related_to(self)
        is_saved = has_saved_variants(self)
        variants = variants_by_page([self, *beside] if is_saved else beside, with_pictures=is_saved)
        own = variants.get(self.pk, []) if is_saved else None
        context["choice"] = choice = choice_for(self, request.GET.get("sku", ""), own)
        gallery, pictures = pictures_around(self, beside, choice.pictures)
        context["gallery"] = with_first(gallery, choice.picture_id)
        context["product_key"] = product_key_of(self)
        context["reviews"] = reviews_of(context["product_key"], page_number(request.GET))
        is_asked = choice.chosen is not None and request.GET.get("sku") == choice.chosen.sku
        context["kept_query"] = urlencode({"sku": request.GET["sku"]}) + "&" if is_asked else ""
        context["related"] = cards_for(beside, pictures, variants)
        return context

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's; then listings and search know of it.

        Editor, scheduler, unpublishing, aliases and translations all end here, after the variants have been
        written; Wagtail sends no signal for new aliases, and `post_save` comes before the variants.
        """
        super().save(*args, **kwargs)
        written = kwargs.get("update_fields")
        if written is None or "live" in written:
            kin = standing.settle(self)
            share_prices(self)
            note_prices(self)
            keeping.refresh([self.pk, *kin])
            writing.index([self.pk])

    def copy_all_child_relations(self, target: "ProductPage", *args: Any, **kwargs: Any) -> dict[Any, Any]:
        """As modelcluster's; a copy gets SKUs of its own, an alias or translation shares ours."""
        copies = super().copy_all_child_relations(target, *args, **kwargs)
        if target.alias_of_id is None and target.translation_key != self.translation_key:
            skus.rename_variants(target, skus.new_skus(target, [v.sku for v in target.variants.all()]))
        return copies

    def save_revision(self, *args: Any, changed: bool = True, **kwargs: Any) -> Revision:
        """As Wagtail's; no revision ever holds another product's SKU.

        The form has refused those before, so this matters where no form is: in the revisions that come with
        a copied page, and when an alias becomes a page of its own. Wagtail saves both as not `changed`.
        """
        skus.make_own(self, with_history=not changed)
        return super().save_revision(*args, changed=changed, **kwargs)


class ProductProperty(Orderable):
    """Something that shoppers look for by, and that is no choice between variants."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="properties")
    name = models.CharField(_("name"), max_length=40, help_text=_("Such as “Technique”."))
    value = models.CharField(_("value"), max_length=60, help_text=_("Such as “Flow field”."))

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("value")])]

    class Meta(Orderable.Meta):
        ordering = ("sort_order", "pk")
        verbose_name = _("property")
        verbose_name_plural = _("properties")

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class ProductImage(Orderable):
    """One picture of a product's gallery."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="gallery_images")
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, models.CASCADE, related_name="+", verbose_name=_("picture")
    )
    alt_text = models.CharField(
        _("alternative text"), max_length=200, help_text=_("What is seen, for those who do not see it.")
    )

    panels = [FieldPanel("image"), FieldPanel("alt_text")]

    class Meta(Orderable.Meta):
        ordering = ("sort_order", "pk")
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.alt_text
