"""Wagtail's privacy dialogue, which tells that what is private in one language is so in all of them."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.models import Page


class PrivacyView(SetPrivacyView):
    """As Wagtail's; a page's own restriction comes first, then those above it and in other languages."""

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        self.own = get_object_or_404(Page, id=page_id).view_restrictions.first()
        answer: HttpResponse = super().dispatch(request, page_id, *args, **kwargs)
        return answer

    @property
    def restriction(self) -> Any:
        return self.own

    @restriction.setter
    def restriction(self, found: Any) -> None:
        """Wagtail looks for it by depth, where a translation's is as near as the page's own."""

    def get_form(self, form_class: Any = None) -> Form:
        others = self.page.get_view_restrictions().exclude(page=self.page).order_by("-page__depth")
        self.restriction_on_ancestor = others.first()
        form: Form = super().get_form(form_class)
        form.fields["restriction_type"].help_text = format_html(
            "<p>{}</p>", _("This holds for the page, and for all pages below it, in every language.")
        )
        return form
