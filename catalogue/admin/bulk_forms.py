"""What an editor says before many variants change."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from catalogue.admin.stock_form import MOST_PIECES, REASONS
from catalogue.bulk.prices import PriceChange, PriceStep
from catalogue.bulk.stock import StockChange, StockStep
from catalogue.models import MovementKind
from catalogue.money import smallest_step
from catalogue.transfer.numbers import amount_of
from catalogue.transfer.wrong import Wrong
from form_layout.helper import StaffHelper

PERCENT_BOUNDS = (Decimal(-100), Decimal(1000))
ENDINGS = {"00": Decimal("0.00"), "90": Decimal("0.90")}


class AmountField(forms.DecimalField):
    """A number as either language writes it, kept as it was typed when it is none."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        sign, number = ("-", value.strip()[1:]) if value.strip()[:1] in "-−" else ("", value.strip())
        try:
            return super().to_python(f"{sign}{amount_of(number.removesuffix('%'))}")
        except Wrong as wrong:
            raise forms.ValidationError(wrong.text) from None


class PriceForm(forms.Form):
    """How prices change."""

    step = forms.ChoiceField(
        label=_("What to change"), choices=PriceStep, widget=forms.RadioSelect, initial=PriceStep.PERCENT
    )
    number = AmountField(
        label=_("Percent or amount"),
        max_digits=10,
        decimal_places=2,
        required=False,
        help_text=_("5 makes prices higher, -5 lower. For a sale: 20 means 20 percent off."),
    )
    ending = forms.ChoiceField(
        label=_("Round to"),
        required=False,
        choices=[("", _("the smallest coin")), ("00", _("the nearest .00")), ("90", _("the nearest .90"))],
    )
    starts_at = forms.DateTimeField(
        label=_("Sale starts"), required=False, widget=AdminDateTimeInput, help_text=_("Empty: at once.")
    )
    ends_at = forms.DateTimeField(
        label=_("Sale ends"), required=False, widget=AdminDateTimeInput, help_text=_("Empty: stays.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if smallest_step(settings.STRIPE_CURRENCY) >= 1:
            del self.fields["ending"]

    @property
    def helper(self) -> StaffHelper:
        """What to change and by how much, then when a sale runs; no rounding where there are no cents."""
        return StaffHelper(*self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        step = cleaned.get("step")
        if "number" in cleaned and step and step != PriceStep.NO_SALE:
            self._check_number(step, cleaned["number"])
        if step and step != PriceStep.SALE:
            self._refuse_hours()
        self._check_hours()
        return cleaned

    def _check_number(self, step: str, number: Decimal | None) -> None:
        low, high = PERCENT_BOUNDS
        if not number:
            self.add_error("number", _("Say by how much."))
        elif step == PriceStep.SALE and not 0 < number <= 100:
            self.add_error("number", _("A sale takes between 0 and 100 percent off."))
        elif step == PriceStep.PERCENT and not low <= number <= high:
            self.add_error("number", _("Between -100 and 1000 percent."))

    def _refuse_hours(self) -> None:
        for name in ("starts_at", "ends_at"):
            if self.cleaned_data.get(name):
                self.add_error(name, _("Only for a sale price."))

    def _check_hours(self) -> None:
        starts, ends = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if ends and starts and ends <= starts:
            self.add_error("ends_at", _("The sale must end after it starts."))
        elif ends and ends <= timezone.now():
            self.add_error("ends_at", _("This moment is over."))

    @property
    def change(self) -> PriceChange:
        """What the valid form asks for."""
        asked = self.cleaned_data
        return PriceChange(
            step=PriceStep(asked["step"]),
            number=asked["number"] or Decimal(0),
            ending=ENDINGS.get(asked.get("ending", "")),
            starts_at=asked["starts_at"],
            ends_at=asked["ends_at"],
        )


class StockForm(forms.Form):
    """How stock changes, and why."""

    step = forms.ChoiceField(
        label=_("What to change"), choices=StockStep, widget=forms.RadioSelect, initial=StockStep.ADD
    )
    number = forms.IntegerField(
        label=_("Pieces of each variant"),
        min_value=0,
        max_value=MOST_PIECES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Reason"),
        choices=[(kind.value, kind.label) for kind in REASONS],
        initial=MovementKind.DELIVERY,
        help_text=_("A SKU that was never counted gets its first count."),
    )
    note = forms.CharField(
        label=_("Note"), max_length=255, required=False, help_text=_("Needed for the reason Other.")
    )

    @property
    def helper(self) -> StaffHelper:
        """What to change and by how much, then why."""
        return StaffHelper("step", "number", "kind", "note")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("number") == 0 and cleaned.get("step") != StockStep.SET:
            self.add_error("number", _("Say how many pieces came or went."))
        if cleaned.get("kind") == MovementKind.OTHER and not cleaned.get("note"):
            self.add_error("note", _("Say what happened."))
        return cleaned

    @property
    def change(self) -> StockChange:
        """What the valid form asks for."""
        asked = self.cleaned_data
        return StockChange(
            StockStep(asked["step"]), asked["number"], MovementKind(asked["kind"]), asked["note"]
        )
