"""What Stripe refuses about a field of ours: which parameter is which field, and what to say there."""

from django.utils.translation import gettext_lazy as _

from checkout.gateway import StripeRefused

_OWNERS = (
    "shipping",
    "billing_details",
    "payment_method_data[billing_details]",
    "payment_method[billing_details]",
)
_OWN = {"name": "full_name", "email": "email", "phone": "phone_number"}
_ADDRESS = {
    "line1": "street_address1",
    "line2": "street_address2",
    "city": "town_or_city",
    "state": "county",
    "postal_code": "postcode",
    "country": "country",
}
# The form's field by Stripe's parameter; the page's script uses the same table.
FIELDS: dict[str, str] = {
    "receipt_email": "email",
    **{f"{owner}[{name}]": field for owner in _OWNERS for name, field in _OWN.items()},
    **{f"{owner}[address][{name}]": field for owner in _OWNERS for name, field in _ADDRESS.items()},
}
WORDS = {
    "email": _("Enter an e-mail address like ida@example.org."),
    "phone_number": _("The payment service does not accept this phone number. Please check it."),
    "postcode": _("The payment service does not accept this postcode. Please check it."),
    "country": _("Choose a country."),
}
OTHER_WORDS = _("The payment service does not accept this. Please check it.")


def errors_by_field(refusal: StripeRefused) -> dict[str, list[str]]:
    """The error beside the field that Stripe minds; empty when it minds none of the form's."""
    field = FIELDS.get(refusal.param)
    return {field: [str(WORDS.get(field, OTHER_WORDS))]} if field else {}
