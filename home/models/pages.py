"""The pages that editors write: home, pages to read, the journal."""

from collections.abc import Mapping
from datetime import date
from math import ceil
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import StructValue
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from catalogue.models.privacy import InPrivateSection
from catalogue.models.routed import ROOT_OF_PAGE, RoutedPage, page_at
from catalogue.pictures import fetch_sizes
from home.blocks import ArticleBlock, HomeBlock
from home.shelf import shelf_of

WORDS_A_MINUTE = 220


class HomePage(RoutedPage, Page):
    """The entrance of the shop, set from blocks."""

    # By language, where requests share this object (`home.entrance`): then none may write to it.
    twins: Mapping[str, "HomePage"] | None = None

    body = StreamField(HomeBlock(), verbose_name=_("page"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["catalogue.CataloguePage", "home.StandardPage", "home.JournalIndexPage"]
    template = "home/home_page.html"
    page_description = _("The entrance of the shop.")

    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def localized(self) -> Page:
        """As Wagtail's, without a query where the twins are known."""
        twin = self.twins.get(get_language() or "") if self.twins else None
        return twin or super().localized

    @property
    def intro(self) -> str:
        """What stands below the headline."""
        return self._hero["text"] if self._hero else ""

    @property
    def picture(self) -> AbstractImage | None:
        """The picture at the entrance, which stands for the shop elsewhere."""
        return self._hero["picture"] if self._hero else None

    @property
    def _hero(self) -> StructValue | None:
        return next((block.value for block in self.body if block.block_type == "hero"), None)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail's, which asks twice for each part of the address; what is not found is left to it."""
        request.META[ROOT_OF_PAGE] = self
        if not path_components and self.twins:  # what is served belongs to this request alone
            return get_object_or_404(HomePage, pk=self.pk).route(request, [])
        page = page_at(self, path_components) if path_components else None
        return RouteResult(page) if page else super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["shelf"] = shelf_of([self.body])
        return context


class ArticlePage(RoutedPage, Page):
    """What all pages to read share: an introduction and a body of blocks."""

    intro = models.TextField(_("introduction"), blank=True, help_text=_("A sentence or two below the title."))
    body = StreamField(ArticleBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["shelf"] = shelf_of([self.body])
        return context


class StandardPage(ArticlePage):
    """Help, delivery, terms, and whatever else a shop has to say."""

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    template = "home/standard_page.html"
    page_description = _("A page to read: help, delivery, terms.")

    class Meta:
        verbose_name = _("page to read")
        verbose_name_plural = _("pages to read")


class JournalIndexPage(RoutedPage, Page):
    """The head of the journal."""

    intro = models.TextField(_("introduction"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.JournalPage"]
    max_count_per_parent = 1
    template = "home/journal_index_page.html"
    page_description = _("Lists the stories of the journal.")

    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("journal")
        verbose_name_plural = _("journals")

    def stories(self) -> "list[JournalPage]":
        """What is published here, newest first, with its pictures."""
        live = JournalPage.objects.child_of(self).live().exclude(InPrivateSection())
        stories = list(live.select_related("picture").order_by("-date", "-pk"))
        fetch_sizes([story.picture for story in stories], "story")
        return stories


class JournalPage(ArticlePage):
    """One story of the journal."""

    date = models.DateField(_("date"), default=date.today)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(
        _("alternative text"), max_length=200, blank=True, help_text=_("What is seen, for those who do not.")
    )

    parent_page_types = ["home.JournalIndexPage"]
    subpage_types: list[str] = []
    template = "home/journal_page.html"
    page_description = _("A story about the making.")

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldRowPanel([FieldPanel("picture_alt"), FieldPanel("date")])],
            heading=_("Picture and date"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    @property
    def minutes(self) -> int:
        """How long the story takes to read, at least one minute."""
        words = strip_tags(f"{self.intro} {self.body.stream_block.render_basic(self.body)}").split()
        return max(1, ceil(len(words) / WORDS_A_MINUTE))
