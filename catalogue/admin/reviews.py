"""Reviews in the admin: a list of what waits, and one step to publish or decline each."""

from typing import Any

import django_filters
from django.contrib import messages
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from catalogue.admin.review_bulk import MOST_AT_ONCE, moment_of
from catalogue.models import Review, ReviewState
from catalogue.models.reviews import MAX_STARS
from catalogue.reviews import decide

DECISIONS = {
    "publish": (ReviewState.PUBLISHED, gettext_lazy("The review is published.")),
    "decline": (ReviewState.DECLINED, gettext_lazy("The review is declined and not shown.")),
}


class ReviewFilterSet(WagtailFilterSet):
    """By state and by stars, several at once."""

    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("State"), choices=ReviewState.choices, widget=CheckboxSelectMultiple
    )
    stars = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Stars"),
        choices=[(str(stars), str(stars)) for stars in range(MAX_STARS, 0, -1)],
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        model = Review
        fields: list[str] = []


class ReviewIndexView(generic.IndexView):
    """All reviews, found by product, name or words; to be ticked by those who may decide."""

    any_permission_required = ["view"]
    template_name = "catalogue/admin/reviews_index.html"
    table_classname = "listing shop-rows"

    @cached_property
    def columns(self) -> list[Any]:
        boxes = [BulkActionsCheckboxColumn("bulk_actions", obj_type="review")]
        return [*(boxes if self.user_has_permission("moderate") else []), *super().columns]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_moderate=self.user_has_permission("moderate"), **kwargs)


class ReviewInspectView(generic.InspectView):
    """One review with the two buttons."""

    any_permission_required = ["view"]
    template_name = "catalogue/admin/review_inspect.html"

    def get_stars_display_value(self) -> str:
        return f"{self.object.star_marks} ({self.object.stars})"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_moderate=self.user_has_permission("moderate"),
            seen=self.object.written_at.isoformat(),
            **kwargs,
        )


class DecideView(PermissionCheckedMixin, View):
    """POST alone: publishes or declines the review that was seen."""

    model = Review
    permission_required = "moderate"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, decision: str) -> HttpResponse:
        state, words = DECISIONS[decision]
        seen = moment_of(request.POST.get("seen", ""))
        if seen and decide(pk, state, seen):
            messages.success(request, str(words))
        else:
            messages.error(request, _("The review has been changed meanwhile. Please read it once more."))
        return HttpResponseRedirect(reverse("reviews:index", query={"state": ReviewState.WAITING.value}))


class ReviewViewSet(ModelViewSet):
    """Reviews in the main menu. There are no pages to add, edit or delete one at all."""

    model = Review
    name = "reviews"
    icon = "comment"
    menu_label = gettext_lazy("Reviews")
    menu_order = 220
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = "product_name stars title text name language state written_at".split()
    index_view_class = ReviewIndexView
    inspect_view_class = ReviewInspectView
    filterset_class = ReviewFilterSet
    search_fields = ["product_name", "name", "title", "text"]
    search_backend_name = None
    ordering = "-written_at"
    list_per_page = MOST_AT_ONCE
    list_display = [
        TitleColumn(
            "product_name",
            label=gettext_lazy("Product"),
            url_name="reviews:inspect",
            sort_key="product_name",
            get_title_id=lambda review: f"review_{review.pk}_title",
        ),
        Column("star_marks", label=gettext_lazy("Stars"), sort_key="stars"),
        Column("name", label=gettext_lazy("Name"), sort_key="name", classname="shop-wide"),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"),
        DateColumn("written_at", label=gettext_lazy("Written"), sort_key="written_at", classname="shop-wide"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        decisions = [
            path(f"{decision}/<int:pk>/", DecideView.as_view(), {"decision": decision}, name=decision)
            for decision in DECISIONS
        ]
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            *decisions,
        ]


class WaitingReviewsItem(SummaryItem):
    """How many reviews wait to be read, on the admin's start page; only where there are any."""

    order = 12
    template_name = "catalogue/admin/summary_reviews.html"

    @cached_property
    def waiting(self) -> int:
        return Review.objects.filter(state=ReviewState.WAITING).count()

    def is_shown(self) -> bool:
        policy = policy_registry.get_by_type(Review)
        return bool(policy.user_has_permission(self.request.user, "view") and self.waiting)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        url = reverse("reviews:index", query={"state": ReviewState.WAITING.value})
        return {"waiting": self.waiting, "url": url}
