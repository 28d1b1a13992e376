"""Several reviews published or declined in one step, after all their words have been shown once more."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from catalogue.models import Review, ReviewState
from catalogue.reviews import decide_all

MOST_AT_ONCE = 50  # a page of the list


class DecideBulkAction(PermissionCheckedMixin, BulkAction):
    """Decides the ticked reviews as they were when the confirmation showed them."""

    models = [Review]
    permission_required = "moderate"
    template_name = "catalogue/admin/reviews_decide.html"
    state: ReviewState

    def get_actionable_objects(self) -> tuple[list[Review], dict[str, Any]]:
        """The ticked ones, the newest first. Raises Http404 when there is none of them."""
        asked = self.request.GET.getlist("id")[:MOST_AT_ONCE]
        ids = [int(pk) for pk in asked if pk.isascii() and pk.isdigit() and len(pk) < 19]
        reviews = list(Review.objects.filter(pk__in=ids))
        if not reviews:
            raise Http404
        return reviews, {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"title": self.aria_label, "action": self.display_name, "header_icon": "comment"}
        return super().get_context_data(**words, **kwargs)

    def object_context(self, obj: Review) -> dict[str, Any]:
        return {"item": obj, "seen": f"{obj.pk} {obj.written_at.isoformat()}"}

    def get_execution_context(self) -> dict[str, Any]:
        return {"seen": _seen(self.request.POST.getlist("seen")), "state": self.state}

    @classmethod
    def execute_action(cls, objects: list[Review], **kwargs: Any) -> tuple[int, int]:
        """Answers how many were decided, and how many not because they had been changed or not shown."""
        shown = {review.pk: kwargs["seen"][review.pk] for review in objects if review.pk in kwargs["seen"]}
        decided = decide_all(shown, kwargs["state"])
        return decided, len(objects) - decided

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if num_child_objects:
            messages.error(self.request, _changed_words(num_child_objects))
        return self.decided_words(num_parent_objects) if num_parent_objects else None

    def decided_words(self, count: int) -> str:
        """What is said when `count` reviews have been decided."""
        raise NotImplementedError


class PublishBulkAction(DecideBulkAction):
    """Publishes them."""

    action_type, action_priority, state = "publish", 10, ReviewState.PUBLISHED
    display_name = gettext_lazy("Publish")
    aria_label = gettext_lazy("Publish the ticked reviews")

    def decided_words(self, count: int) -> str:
        words = ngettext("%(count)s review is published.", "%(count)s reviews are published.", count)
        return words % {"count": count}


class DeclineBulkAction(DecideBulkAction):
    """Declines them."""

    action_type, action_priority, state = "decline", 20, ReviewState.DECLINED
    display_name = gettext_lazy("Decline")
    aria_label = gettext_lazy("Decline the ticked reviews")

    def decided_words(self, count: int) -> str:
        words = ngettext(
            "%(count)s review is declined and not shown.",
            "%(count)s reviews are declined and not shown.",
            count,
        )
        return words % {"count": count}


def _changed_words(count: int) -> str:
    words = ngettext(
        "%(count)s review has been changed meanwhile. Please read it once more.",
        "%(count)s reviews have been changed meanwhile. Please read them once more.",
        count,
    )
    return words % {"count": count}


def _seen(raw: list[str]) -> Mapping[int, datetime]:
    """When the shown reviews had been written, by id; what is no such pair is left out."""
    found = {}
    for pair in raw[:MOST_AT_ONCE]:
        pk, _space, moment = pair.partition(" ")
        written = moment_of(moment)
        if written and pk.isascii() and pk.isdigit():
            found[int(pk)] = written
    return found


def moment_of(raw: str) -> datetime | None:
    """When the review that a form was about had been written; None for what is no moment."""
    try:
        return datetime.fromisoformat(raw).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
