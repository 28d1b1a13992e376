"""What the checkout adds to the Wagtail admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.permissions import register_permission_policy

from checkout.admin.permissions import ReadOnlyPermissionPolicy
from checkout.models import Order, WebhookEvent

# Before the viewsets below, which would else make policies of their own.
for model in (Order, WebhookEvent):
    register_permission_policy(model, ReadOnlyPermissionPolicy(model), exact_class=True)

from checkout.admin.orders import OrderViewSet  # noqa: E402
from checkout.admin.summary import AttentionItem  # noqa: E402
from checkout.admin.webhook_events import WebhookEventViewSet  # noqa: E402


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[OrderViewSet | WebhookEventViewSet]:
    """Orders in the main menu, webhook events among the reports."""
    return [OrderViewSet(), WebhookEventViewSet()]


@hooks.register("construct_homepage_summary_items")
def add_attention(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Orders that wait for somebody, first of all."""
    items.append(AttentionItem(request))


@hooks.register("insert_global_admin_css")
def lists_css() -> SafeString:
    """The look of tags and lists; small, so on every page of the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/lists.css"))
