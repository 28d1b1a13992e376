"""The form behind "Adjust": a change or a count, with a reason."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalogue.models import MovementKind, StockRecord
from catalogue.stock import OutOfStock, adjust
from form_layout.helper import StaffHelper

# Sales are written by orders alone, and the first count happens once.
REASONS = [kind for kind in MovementKind if kind not in (MovementKind.SALE, MovementKind.INITIAL)]
MOST_PIECES = 1_000_000


class AdjustForm(forms.Form):
    """How one SKU's stock changes. `save` writes it, with a movement in the ledger."""

    CHANGE, SET = "change", "set"

    mode = forms.ChoiceField(
        label=_("What happened"),
        choices=[(CHANGE, _("Pieces came or went")), (SET, _("I counted them all"))],
        widget=forms.RadioSelect,
        initial=CHANGE,
    )
    pieces = forms.IntegerField(
        label=_("Pieces"),
        min_value=-MOST_PIECES,
        max_value=MOST_PIECES,
        help_text=_("Came or went: 5 adds five, -5 takes five away. Counted: how many there are now."),
    )
    kind = forms.ChoiceField(label=_("Reason"), choices=[(kind.value, kind.label) for kind in REASONS])
    note = forms.CharField(
        label=_("Note"), max_length=255, required=False, help_text=_("Needed for the reason Other.")
    )

    def __init__(self, *args: Any, record: StockRecord | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if record is None:
            first = MovementKind.INITIAL
            self.fields["kind"].choices = [(first.value, first.label)]  # type: ignore[attr-defined]
            self.fields["mode"].initial = self.SET

    @property
    def helper(self) -> StaffHelper:
        """What happened, how many, why."""
        return StaffHelper("mode", "pieces", "kind", "note")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        pieces, is_count = cleaned.get("pieces"), cleaned.get("mode") == self.SET
        if pieces is not None and is_count and pieces < 0:
            self.add_error("pieces", _("A count cannot be negative."))
        if pieces == 0 and cleaned.get("mode") == self.CHANGE:
            self.add_error("pieces", _("Say how many pieces came or went."))
        if cleaned.get("kind") == MovementKind.OTHER and not cleaned.get("note"):
            self.add_error("note", _("Say what happened."))
        return cleaned

    def save(self, sku: str, user: AbstractBaseUser) -> StockRecord | None:
        """Write the change of `sku`; None, with an error in the form, when held pieces would be missing."""
        try:
            return self._write(sku, user)
        except OutOfStock as error:
            message = _("Open checkouts hold the rest: at most %(free)s can be taken away.")
            self.add_error("pieces", forms.ValidationError(message, params={"free": error.free[sku]}))
            return None

    @transaction.atomic
    def _write(self, sku: str, user: AbstractBaseUser) -> StockRecord:
        delta = self.cleaned_data["pieces"]
        if self.cleaned_data["mode"] == self.SET:
            # Locked first: a sale between reading and writing would make the count wrong.
            record = StockRecord.objects.select_for_update().filter(sku=sku).first()
            delta -= record.on_hand if record else 0
        kind = MovementKind(self.cleaned_data["kind"])
        return adjust(sku=sku, delta=delta, kind=kind, note=self.cleaned_data["note"], user=user)
