"""Forms about delivery: the saved defaults, and the rules that the checkout's form shares."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from form_layout.helper import ShopHelper
from form_layout.parts import Optional, Pair
from profiles.addresses import validate_address
from profiles.countries import CountrySelect, country_choices
from profiles.phones import stored_phone
from profiles.services import DELIVERY_FIELDS
from profiles.typed import TidyCodeField, TidyField


class DeliveryRulesMixin(forms.BaseForm):
    """Judges phone number and address of any form that has the delivery fields."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        country = str(cleaned.get("country") or "")
        self._judge_phone(cleaned, country)
        parts = ("street_address1", "town_or_city", "county", "postcode")
        typed = {part: str(cleaned.get(part) or "") for part in parts}
        for field, error in validate_address(country=country, **typed).items():
            if field not in self.errors:
                self.add_error(field, error)
        return cleaned

    def _judge_phone(self, cleaned: dict[str, Any], country: str) -> None:
        """Once there is a country: without one its absence is what is said."""
        typed = str(cleaned.get("phone_number") or "")
        if not country and not typed.startswith("+"):
            return
        try:
            cleaned["phone_number"] = stored_phone(typed, country)
        except forms.ValidationError as error:
            self.add_error("phone_number", error)


ADDRESS_PARTS = (
    "country",
    "full_name",
    "street_address1",
    Optional("street_address2"),
    Pair("postcode", "town_or_city"),
    Optional("county"),
)


PHONE_ROOM = 32  # as the columns have; a number that exists has 16


class DeliveryDetailsForm(DeliveryRulesMixin, forms.Form):
    """The default delivery details of an account."""

    full_name = TidyField(
        label=_("Full name"),
        max_length=100,
        error_messages={"required": _("Enter the name of the person who receives it.")},
    )
    phone_number = TidyCodeField(
        label=_("Phone number"),
        max_length=PHONE_ROOM,
        required=False,
        help_text=_("Only for questions about a delivery."),
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=country_choices,
        widget=CountrySelect,
        error_messages={"required": _("Choose a country."), "invalid_choice": _("Choose a country.")},
    )
    street_address1 = TidyField(label=_("Street and number"), max_length=120, required=False)
    street_address2 = TidyField(label=_("Flat, floor, company"), max_length=120, required=False)
    postcode = TidyCodeField(label=_("Postcode"), max_length=20, required=False)
    town_or_city = TidyField(label=_("Town or city"), max_length=80, required=False)
    county = TidyField(label=_("County or state"), max_length=80, required=False)

    AUTOCOMPLETE = {
        "full_name": "name",
        "phone_number": "tel",
        "country": "country",
        "street_address1": "address-line1",
        "street_address2": "address-line2",
        "postcode": "postal-code",
        "town_or_city": "address-level2",
        "county": "address-level1",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in DELIVERY_FIELDS:
            self.fields[name].widget.attrs["autocomplete"] = self.AUTOCOMPLETE[name]

    @property
    def helper(self) -> ShopHelper:
        """Who gets it, and where to."""
        return ShopHelper(*ADDRESS_PARTS, Optional("phone_number"))
