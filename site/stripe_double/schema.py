"""The parameters that each call on a PaymentIntent takes."""

from stripe_double.currency import currency
from stripe_double.params import (
    Spec,
    anything,
    choice,
    email,
    flag,
    hash_of,
    integer,
    list_of,
    metadata,
    positive,
    text,
    web_address,
)
from stripe_double.payment_methods import ADDRESS

SHIPPING = hash_of(
    {
        "address": hash_of(ADDRESS),
        "name": text,
        "carrier": text,
        "phone": text,
        "tracking_number": text,
    },
    required=("address", "name"),
)
AUTOMATIC = hash_of({"enabled": flag, "allow_redirects": choice("always", "never")}, required=("enabled",))
_FUTURE = choice("off_session", "on_session", "")
_CAPTURE = choice("automatic", "automatic_async", "manual")
_EXPAND: Spec = {"expand": list_of(text)}
# Parameters that Stripe knows and the double takes without giving them a meaning.
_IGNORED = """amount_details confirmation_token hooks mandate mandate_data payment_details
    payment_method_configuration payment_method_options radar_options""".split()
_SHARED: Spec = {
    **dict.fromkeys(_IGNORED, anything),
    **_EXPAND,
    "allowed_payment_method_types": list_of(text),
    "excluded_payment_method_types": list_of(text),
    "payment_method_types": list_of(text),
    "capture_method": _CAPTURE,
    "payment_method": text,
    "payment_method_data": anything,
    "receipt_email": email,
    "setup_future_usage": _FUTURE,
    "shipping": SHIPPING,
}
_OWNED: Spec = {
    "amount": positive,
    "currency": currency,
    "application_fee_amount": integer,
    "customer": text,
    "customer_account": text,
    "description": text,
    "metadata": metadata,
    "statement_descriptor": text,
    "statement_descriptor_suffix": text,
    "transfer_data": anything,
    "transfer_group": text,
}
_CONFIRMING: Spec = {
    "error_on_requires_action": flag,
    "off_session": anything,
    "return_url": web_address,
    "use_stripe_sdk": flag,
}
CREATE: Spec = {
    **_SHARED,
    **_OWNED,
    **_CONFIRMING,
    "automatic_payment_methods": AUTOMATIC,
    "confirm": flag,
    "confirmation_method": choice("automatic", "manual"),
    "on_behalf_of": text,
}
UPDATE: Spec = {**_SHARED, **_OWNED}
CONFIRM: Spec = {
    **_SHARED,
    **_CONFIRMING,
    "amount_to_confirm": positive,
    "client_secret": text,
    "expected_payment_method_type": text,
}
CANCEL: Spec = {
    **_EXPAND,
    "cancellation_reason": choice("abandoned", "duplicate", "fraudulent", "requested_by_customer"),
}
CAPTURE: Spec = {
    **_EXPAND,
    **dict.fromkeys(("amount_details", "hooks", "payment_details", "transfer_data"), anything),
    "amount_to_capture": positive,
    "application_fee_amount": integer,
    "final_capture": flag,
    "metadata": metadata,
    "statement_descriptor": text,
    "statement_descriptor_suffix": text,
}
RETRIEVE: Spec = {**_EXPAND, "client_secret": text}
