"""The audit on the admin's start page: what the last run found, and a button for another."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.components import Component

from checkout.admin.permissions import may_view
from checkout.audit.recording import record_audit
from checkout.audit.running import CHECKS
from checkout.models import AuditRun, Order

# The worker audits every ten minutes; a last run older than this means that it stands still.
STALE_AFTER = timedelta(minutes=30)


class AuditPanel(Component):
    """All checks pass, or which do not; one small query, the checks themselves run elsewhere."""

    name = "money_audit"
    order = 50
    template_name = "checkout/admin/audit_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        run = AuditRun.objects.first()
        return {
            "run": run,
            "breaches": _in_words(run) if run else [],
            "is_stale": run is not None and timezone.now() - run.ran_at > STALE_AFTER,
            "csrf_token": get_token(parent_context["request"]) if parent_context else "",
        }


def _in_words(run: AuditRun) -> list[dict[str, Any]]:
    """The breaches of `run` in the reader's language; a check that is gone keeps its former words."""
    says = {check.name: check.says for check in CHECKS}
    return [{**breach, "says": says.get(breach["name"], breach["says"])} for breach in run.breaches]


@require_POST
def run_audit(request: HttpRequest) -> HttpResponse:
    """Run the audit now. For those who may see orders; anybody else of the admin is sent away."""
    if not may_view(request.user, Order):
        raise PermissionDenied
    run = record_audit()
    if run.breaches:
        messages.error(request, _("The money audit found a breach."))
    else:
        messages.success(request, _("The money audit found nothing amiss."))
    return redirect("wagtailadmin_home")
