"""The product editor's checks: what would break the shop is refused beside the field that causes it."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from catalogue.skus import taken_by


class ProductPageForm(WagtailAdminPageForm):
    """A product page with its variants. Publishing needs a variant; a draft may still be without."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "variants" not in self.formsets:
            return cleaned
        rows = self._variant_forms()
        self._refuse_same(
            rows, lambda row: row.get("sku", "").upper(), "sku", _("This SKU is used twice here.")
        )
        self._refuse_same(rows, _options, "option_1", _("Another variant has the same options."))
        self._refuse_taken(rows)
        for row in rows:
            _check_sale(row)
        if not rows and not self.is_deferred_validation:
            self.add_error(None, _("Add at least one variant with a SKU and a price before publishing."))
        return cleaned

    def _variant_forms(self) -> list[Form]:
        formset = self.formsets["variants"]
        formset.is_valid()  # fills cleaned_data of each row; errors added below stay with the row
        return [
            form
            for form in formset.forms
            if not (formset.can_delete and formset._should_delete_form(form))
            and hasattr(form, "cleaned_data")
        ]

    def _refuse_same(
        self, rows: list[Form], key: Callable[[dict[str, Any]], Hashable], field: str, message: str
    ) -> None:
        alike = defaultdict(list)
        for row in rows:
            alike[key(row.cleaned_data)].append(row)
        for value, found in alike.items():
            for row in found[1:] if value else []:
                row.add_error(field, message)

    def _refuse_taken(self, rows: list[Form]) -> None:
        taken = taken_by(self.instance, [row.cleaned_data.get("sku", "") for row in rows])
        for row in rows:
            title = taken.get(row.cleaned_data.get("sku", "").upper())
            if title is not None:
                row.add_error("sku", _("“%(title)s” already has this SKU.") % {"title": title})


def _options(row: dict[str, Any]) -> Hashable:
    return row.get("option_1", "").casefold(), row.get("option_2", "").casefold()


def _check_sale(row: Form) -> None:
    price, sale_price = row.cleaned_data.get("price"), row.cleaned_data.get("sale_price")
    if price is not None and sale_price is not None and sale_price >= price:
        row.add_error("sale_price", _("The sale price must be lower than the price."))
    starts, ends = row.cleaned_data.get("sale_starts_at"), row.cleaned_data.get("sale_ends_at")
    if starts and ends and ends <= starts:
        row.add_error("sale_ends_at", _("The sale must end after it starts."))
