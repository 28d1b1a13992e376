"""Refunding an order: a form, a page that names the exact amount, then one refund for one form."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from catalogue.money import format_money
from checkout.admin.order_action import BUSY_SECONDS, OrderAction
from checkout.admin.refund_form import RefundForm
from checkout.models import Refund, RefundState
from checkout.refunds.amounts import waiting_total
from checkout.refunds.records import money_of
from checkout.refunds.requests import RefundRefused
from checkout.refunds.services import refund_order
from checkout.refunds.texts import error_text
from checkout.transactions import Busy
from profiles.asking_again import ask_again, kept_form, was_asked_lately

TOLD: dict[str, tuple[int, Any]] = {
    RefundState.SUCCEEDED: (messages.SUCCESS, gettext_lazy("%(amount)s refunded.")),
    RefundState.PENDING: (messages.SUCCESS, gettext_lazy("%(amount)s is on its way back.")),
    RefundState.REQUESTED: (messages.WARNING, gettext_lazy("The refund of %(amount)s is being sent.")),
    RefundState.UNKNOWN: (
        messages.WARNING,
        gettext_lazy(
            "Stripe did not answer about %(amount)s. The shop finds out by itself; do not refund it again."
        ),
    ),
    RefundState.FAILED: (messages.ERROR, gettext_lazy("%(amount)s not refunded: %(error)s.")),
    RefundState.CANCELED: (messages.ERROR, gettext_lazy("The refund of %(amount)s was canceled at Stripe.")),
}


class RefundPage(OrderAction, FormView):
    """GET shows the form; POST asks for confirmation, then refunds, once for each form that was opened."""

    permission_required = "refund"
    form_class = RefundForm
    template_name = "checkout/admin/refund.html"
    page_title = gettext_lazy("Refund")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Money goes back only for who has just proved to be who is signed in, at every step."""
        if self.user_has_permission("refund") and not was_asked_lately(request):
            return ask_again(request)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; after having been asked, the page that names the amount once more."""
        kept = kept_form(request)
        if kept is None:
            return super().get(request, *args, **kwargs)
        kept.pop("confirmed", None)
        form = RefundForm(kept, order=self.order)
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"order": self.order}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        is_valid = form.is_valid()
        sent = Refund.objects.filter(pk=form.cleaned_data.get("token"), order=self.order).first()
        if sent:  # a second click, or the page loaded again
            return self._tell(sent)
        return self.form_valid(form) if is_valid else self.form_invalid(form)

    def form_valid(self, form: RefundForm) -> HttpResponse:
        if not form.cleaned_data["confirmed"]:
            is_back = "change" in self.request.POST
            return self.render_to_response(self.get_context_data(form=form, is_confirming=not is_back))
        try:
            return self._tell(self._refund(form))
        except RefundRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        except Busy:
            form.add_error(None, _("The shop is busy. Nothing was refunded; try again."))
            answer = self.render_to_response(self.get_context_data(form=form), status=503)
            answer["Retry-After"] = BUSY_SECONDS
            return answer

    def _refund(self, form: RefundForm) -> Refund:
        cleaned = form.cleaned_data
        return refund_order(
            order_id=self.order.pk,
            amount=form.amount_asked,
            token=cleaned["token"],
            user=self.request.user,
            reason=cleaned["reason"],
            note=cleaned["note"],
            lines=form.pieces(),
        )

    def _tell(self, refund: Refund) -> HttpResponse:
        level, text = TOLD[refund.state]
        facts = {"amount": money_of(refund), "error": error_text(refund.last_error)}
        messages.add_message(self.request, level, text % facts)
        return HttpResponseRedirect(self.order_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(
            order=self.order, order_url=self.order_url, waiting=waiting_total(self.order), **kwargs
        )
        form: RefundForm = context["form"]
        if context.get("is_confirming"):
            context |= {"amount_text": self._as_money(form), "hidden": _confirming(form)}
        return context

    def _as_money(self, form: RefundForm) -> str:
        return format_money(form.amount_asked, self.order.paid_currency)


def _confirming(form: RefundForm) -> RefundForm:
    """The same form once more, to be sent hidden, with the amount that staff are looking at."""
    told = {"confirmed": "true", "expected": str(form.amount_asked)}
    return RefundForm(dict(form.data.items()) | told, order=form.order)
