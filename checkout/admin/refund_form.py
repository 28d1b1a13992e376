"""The form behind "Refund": how much, which pieces, why."""

import re
import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkout.models import Order, OrderLineItem, RefundReason
from checkout.refunds.amounts import pieces_refunded, remaining
from checkout.refunds.requests import Pieces
from form_layout.helper import StaffHelper
from form_layout.parts import Card, Drawn, Part

# "12", "12.5", "12.50" or "12,50"; no sign, no exponent, nothing between the thousands.
AMOUNT = re.compile(r"[0-9]{1,8}(?:[.,][0-9]{1,2})?", re.ASCII)


FOLDER = "checkout/admin/"
PIECES_HELP = _(
    "Which pieces this is about, and which of them go back into stock. "
    "Leave it empty when nothing comes back."
)


class Lines(Part):
    """The list of an order's lines."""

    template = f"{FOLDER}_refund_lines.html"


class Line(Part):
    """One line of an order to choose pieces from."""

    template = f"{FOLDER}_refund_row.html"

    def __init__(self, line: OrderLineItem) -> None:
        pieces = Drawn(f"pieces_{line.pk}", f"{FOLDER}_refund_pieces.html", line=line)
        super().__init__(pieces, Drawn(f"back_{line.pk}", f"{FOLDER}_refund_back.html", line=line))
        self.line = line


class Why(Part):
    """The reason and the note."""

    template = f"{FOLDER}_refund_why.html"


class RefundForm(forms.Form):
    """What staff want to refund of one order. Valid, `amount_asked` and `pieces()` say it exactly.

    `token` is minted with the page and becomes the refund's id, `expected` is the amount that staff saw when
    they confirmed.
    """

    ALL, AMOUNT, PIECES = "all", "amount", "pieces"

    token = forms.UUIDField(widget=forms.HiddenInput)
    expected = forms.DecimalField(widget=forms.HiddenInput, required=False, max_digits=12, decimal_places=2)
    confirmed = forms.BooleanField(widget=forms.HiddenInput, required=False)
    what = forms.ChoiceField(
        label=_("How much"),
        choices=[
            (ALL, _("All that is left")),
            (PIECES, _("The price of the pieces chosen below")),
            (AMOUNT, _("An amount")),
        ],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    amount = forms.CharField(
        label=_("Amount"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=RefundReason.choices)
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("For the timeline; customers never see it."),
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order
        self.amount_asked = Decimal("0.00")
        self.left = remaining(order)
        self.lines = list(order.lines.all())
        self.fields["token"].initial = uuid.uuid4
        refunded = pieces_refunded(order)
        for line in self.lines:
            self._add_line(line, line.quantity - refunded.get(line.pk, 0))

    def _add_line(self, line: OrderLineItem, left: int) -> None:
        count = forms.IntegerField(
            label=_("Pieces of %(name)s") % {"name": line.name},
            min_value=0,
            max_value=left,
            initial=0,
            required=False,
            disabled=not left,
        )
        back = forms.BooleanField(label=_("Back into stock"), required=False, disabled=not left)
        self.fields |= {f"pieces_{line.pk}": count, f"back_{line.pk}": back}

    @property
    def helper(self) -> StaffHelper:
        """How much, which pieces, why; what confirms it is no field of this page."""
        what = Drawn("what", f"{FOLDER}_refund_what.html")
        return StaffHelper(
            "token",
            Card(_("How much"), what, Drawn("amount", f"{FOLDER}_refund_amount.html")),
            Card(_("Pieces"), Lines(*map(Line, self.lines)), help=PIECES_HELP),
            Why("reason", "note"),
        )

    def pieces(self) -> list[Pieces]:
        """The chosen pieces of a valid form."""
        chosen = [
            Pieces(line.pk, self._count(line), bool(self.cleaned_data.get(f"back_{line.pk}")))
            for line in self.lines
        ]
        return [row for row in chosen if row.quantity]

    def restocked(self) -> list[dict[str, Any]]:
        """What a valid form brings back into stock: `sku` and `quantity` each."""
        skus = {line.pk: line.sku for line in self.lines}
        return [{"sku": skus[row.line_id], "quantity": row.quantity} for row in self.pieces() if row.restock]

    def _count(self, line: OrderLineItem) -> int:
        return int(self.cleaned_data.get(f"pieces_{line.pk}") or 0)

    def clean_amount(self) -> Decimal | None:
        """The written amount with a comma or a point; None when none is written."""
        text = self.cleaned_data["amount"]
        if not text:
            return None
        if not AMOUNT.fullmatch(text):
            raise forms.ValidationError(_("Write an amount such as 12.50."))
        return Decimal(text.replace(",", "."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self._judge(cleaned)
        return cleaned

    def _judge(self, cleaned: dict[str, Any]) -> None:
        what = cleaned["what"]
        self.amount_asked = {
            self.ALL: self.left,
            self.AMOUNT: cleaned["amount"] or Decimal("0.00"),
            self.PIECES: sum((line.unit_price * self._count(line) for line in self.lines), Decimal("0.00")),
        }[what]
        if what == self.AMOUNT and not self.amount_asked:
            self.add_error("amount", _("Write how much to refund."))
        if what == self.PIECES and not self.amount_asked:
            self.add_error("what", _("Choose at least one piece that cost something."))
        for line in self.lines:
            if cleaned.get(f"back_{line.pk}") and not self._count(line):
                self.add_error(f"pieces_{line.pk}", _("How many come back?"))
        if cleaned.get("confirmed") and cleaned.get("expected") != self.amount_asked:
            self.add_error(None, _("What is left has changed since this page was opened. Look at it again."))
