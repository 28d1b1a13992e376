"""What the checkout adds to the Wagtail admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from checkout.admin.permissions import OrderPermissionPolicy, ReadOnlyPermissionPolicy, may_view
from checkout.models import Order, WebhookEvent

# Before the viewsets below, which would else make policies of their own.
register_permission_policy(Order, OrderPermissionPolicy(Order), exact_class=True)
register_permission_policy(WebhookEvent, ReadOnlyPermissionPolicy(WebhookEvent), exact_class=True)

from checkout.admin.orders import OrderViewSet  # noqa: E402
from checkout.admin.summary import AttentionItem, RefundsItem  # noqa: E402
from checkout.admin.webhook_events import WebhookEventViewSet  # noqa: E402
from checkout.audit.panel import AuditPanel, run_audit  # noqa: E402
from checkout.card_testing.panel import AlarmPanel  # noqa: E402


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[OrderViewSet | WebhookEventViewSet]:
    """Orders in the main menu, webhook events among the reports."""
    return [OrderViewSet(), WebhookEventViewSet()]


@hooks.register("construct_homepage_summary_items")
def add_attention(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Orders and refunds that wait for somebody, first of all."""
    items += [AttentionItem(request), RefundsItem(request)]


@hooks.register("construct_homepage_panels")
def add_audit(request: HttpRequest, panels: list[Component]) -> None:
    """The alarm about stolen cards and what the money audit found, for those who may see orders."""
    if may_view(request.user, Order):
        panels += [AlarmPanel(), AuditPanel()]


@hooks.register("register_admin_urls")
def audit_urls() -> list[URLPattern]:
    """The button that runs the audit."""
    return [path("money-audit/run/", run_audit, name="money_audit_run")]


@hooks.register("insert_global_admin_css")
def lists_css() -> SafeString:
    """The look of tags and lists; small, so on every page of the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/lists.css"))
