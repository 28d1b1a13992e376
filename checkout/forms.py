"""The checkout's form: who gets it, and where to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from checkout.models import DETAIL_LENGTHS, CheckoutQuote
from form_layout.helper import ShopHelper
from form_layout.parts import Drawn, Optional, Step
from profiles.countries import likely_country
from profiles.forms import ADDRESS_PARTS, DeliveryDetailsForm
from profiles.mailboxes import PrintableEmailField
from profiles.models import User
from profiles.phones import typed_phone
from profiles.services import delivery_defaults

SIGN_IN = "checkout/_sign_in.html"
SAVE_INFO = "checkout/_save_info.html"
METHODS = "checkout/_delivery_methods.html"


class OrderForm(DeliveryDetailsForm):
    """Contact and delivery details; judged as a whole before anything can be charged."""

    email = PrintableEmailField(
        label=_("E-mail address"),
        max_length=DETAIL_LENGTHS["email"],
        error_messages={
            "required": _("Enter an e-mail address. The confirmation goes there."),
            "invalid": _("Enter an e-mail address like ida@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    save_info = forms.BooleanField(label=_("Save these details for next time"), required=False)
    delivery_method = forms.ChoiceField(
        label=_("Delivery method"),
        choices=[("standard", _("Standard"))],
        initial="standard",
        widget=forms.RadioSelect,
        required=False,
    )

    @classmethod
    def prefilled(cls, user: User | None, typed: CheckoutQuote | None = None) -> "OrderForm":
        """The form with what was `typed` before, else with what `user` saved, else with a likely country."""
        if typed:
            phone = typed_phone(typed.details["phone_number"], typed.details["country"])
            return cls(initial={**typed.details, "phone_number": phone, "save_info": typed.save_info})
        return cls(initial=delivery_defaults(user) if user else {"country": likely_country()})

    @property
    def helper(self) -> ShopHelper:
        """The steps of the page; whoever is signed in is asked whether to keep the details."""
        contact = Step("contact-title", _("Contact"), "email", Optional("phone_number"), aside=SIGN_IN)
        delivery = Step("delivery-title", _("Delivery"), *ADDRESS_PARTS, Drawn("save_info", SAVE_INFO))
        method = Step("method-title", _("Delivery method"), Drawn("delivery_method", METHODS))
        return ShopHelper(contact, delivery, method, summary="script")

    @property
    def details(self) -> dict[str, str]:
        """The delivery details by the order's column names, once the form is valid."""
        return {name: str(self.cleaned_data[name]) for name in DETAIL_LENGTHS}

    @property
    def errors_by_field(self) -> dict[str, list[str]]:
        """The errors in the shape that the page's script shows beside the fields."""
        return {name: [str(text) for text in texts] for name, texts in self.errors.items()}
