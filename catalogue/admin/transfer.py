"""The catalogue out to a file and back in: a table of every change first, then exactly those."""

from dataclasses import astuple
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from catalogue.transfer.applying import CatalogueMoved, apply_changes
from catalogue.transfer.files import MAX_BYTES, UnreadableFile, csv_lines, read_lines, xlsx_bytes
from catalogue.transfer.planning import Change, Plan, plan_for
from catalogue.transfer.rows import rows
from form_layout.helper import StaffHelper

SALT = "catalogue.transfer"
GOOD_FOR_S = 3600
MOST_SHOWN = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ForEditorsMixin(View):
    """For those who write pages; what each may change is judged line by line."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        policy = policy_registry.get_by_type(Page)
        if not policy.user_has_any_permission(request.user, {"add", "change", "publish"}):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ExportView(ForEditorsMixin):
    """The whole catalogue; CSV leaves line by line, whatever its length."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        name = f"catalogue-{timezone.localdate():%Y-%m-%d}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        if kind == "xlsx":
            return HttpResponse(xlsx_bytes(rows()), content_type=XLSX, headers=headers)
        return StreamingHttpResponse(
            csv_lines(rows()), content_type="text/csv; charset=utf-8", headers=headers
        )


class UploadForm(forms.Form):
    """One file, read as it comes."""

    file = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"),
        help_text=gettext_lazy(
            "One line a variant, as in the export. Columns that are missing stay as they are."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    @property
    def helper(self) -> StaffHelper:
        """The file alone."""
        return StaffHelper("file")

    def clean_file(self) -> Any:
        try:
            return read_lines(self.cleaned_data["file"].read(MAX_BYTES + 1))
        except UnreadableFile as error:
            raise forms.ValidationError(error.text) from None


class ImportView(ForEditorsMixin, WagtailAdminTemplateMixin, TemplateView):
    """A file becomes a table of changes; the table's button makes them."""

    http_method_names = ["get", "head", "post"]
    template_name = "catalogue/admin/import.html"
    page_title = gettext_lazy("Import")
    header_icon = "upload"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        list_url = reverse("products:index")
        return [{"url": list_url, "label": _("Products")}, {"url": "", "label": self.get_page_title()}]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        if "changes" in request.POST:
            return self._apply(request)
        form = UploadForm(request.POST, request.FILES)
        plan = plan_for(form.cleaned_data["file"], request.user) if form.is_valid() else None
        return self.render_to_response(self.get_context_data(form=form, plan=plan))

    @property
    def _salt(self) -> str:
        """Only who was shown the table can have it done: it was judged by what they may do."""
        return f"{SALT}.{self.request.user.pk}"

    def _apply(self, request: HttpRequest) -> HttpResponseBase:
        try:
            signed = signing.loads(request.POST["changes"], salt=self._salt, max_age=GOOD_FOR_S)
            done = apply_changes([Change(*change) for change in signed], request.user)
        except (signing.BadSignature, CatalogueMoved):
            text = _("The catalogue has changed meanwhile; nothing was written. Please load the file again.")
            messages.error(request, text)
            return redirect("products:import")
        words = ngettext("%(count)s value has changed.", "%(count)s values have changed.", done)
        messages.success(request, words % {"count": done})
        return redirect("products:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan: Plan | None = kwargs.get("plan")
        kwargs.setdefault("form", UploadForm())
        if plan is not None:
            kwargs |= {"shown": plan.changes[:MOST_SHOWN], "more": len(plan.changes[MOST_SHOWN:])}
        if plan is not None and plan.is_good:
            changes = [astuple(change) for change in plan.changes]
            kwargs["signed"] = signing.dumps(changes, salt=self._salt, compress=True)
        return super().get_context_data(**kwargs)


def transfer_urls() -> list[URLPattern]:
    """Below the list of products."""
    return [
        path("import/", ImportView.as_view(), name="import"),
        path("export/csv/", ExportView.as_view(), {"kind": "csv"}, name="export_csv"),
        path("export/xlsx/", ExportView.as_view(), {"kind": "xlsx"}, name="export_xlsx"),
    ]
