"""Payment methods: cards, a redirect to a bank, and a debit that settles later."""

import time
from typing import Any

from stripe_double.account import Account, Call, new_object
from stripe_double.cards import BY_NUMBER, Card, card_for_alias, card_for_number, cvc_length, passes_luhn
from stripe_double.errors import ApiError, CardError, InvalidParam, Json, missing, no_such
from stripe_double.params import (
    Spec,
    anything,
    choice,
    clean,
    email,
    hash_of,
    integer,
    list_of,
    merge_metadata,
    metadata,
    text,
)
from stripe_double.store import public

REDIRECT_TYPES = frozenset({"ideal", "bancontact", "klarna", "eps", "p24", "twint"})
DELAYED_TYPES = frozenset({"sepa_debit"})
TYPES = ("card", *sorted(REDIRECT_TYPES), *sorted(DELAYED_TYPES))
# Of these the double's browser part offers fields.
OFFERED = {"eur": ("card", "ideal", "sepa_debit")}

ADDRESS: Spec = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"), text)
BILLING: Spec = {"address": hash_of(ADDRESS), "email": email, "name": text, "phone": text, "tax_id": text}
_CARD: Spec = {
    **dict.fromkeys(("number", "cvc", "token"), text),
    **dict.fromkeys(("exp_month", "exp_year"), integer),
    "networks": anything,
}
_SEPA: Spec = {"iban": text}
_KNOWN: Spec = {
    "type": choice(*TYPES),
    "billing_details": hash_of(BILLING),
    "card": hash_of(_CARD),
    "sepa_debit": hash_of(_SEPA, required=("iban",)),
    "metadata": metadata,
    "expand": list_of(text),
    "allow_redisplay": text,
}
# Types and fields that Stripe knows and the double gives no meaning.
_OTHER = """acss_debit affirm afterpay_clearpay alipay alma amazon_pay au_becs_debit bacs_debit bancontact
    billie bizum blik boleto cashapp crypto custom customer customer_balance eps fpx giropay grabpay ideal
    interac_present kakao_pay klarna konbini kr_card link mb_way mobilepay multibanco naver_pay
    nz_bank_account oxxo p24 pay_by_bank payco payment_method paynow paypal paypay payto pix promptpay
    radar_options revolut_pay samsung_pay satispay scalapay sequra sofort sunbit swish twint upi
    us_bank_account wechat_pay zip""".split()
PARAMS: Spec = {**dict.fromkeys(_OTHER, anything), **_KNOWN}


def create(call: Call) -> Json:
    """Make a payment method; full card numbers only with the publishable key, as from a browser."""
    params = clean(call.params, PARAMS, required=("type",))
    return public(build(call.account, params, is_secret=call.is_secret))


def retrieve(call: Call) -> Json:
    """Answer one payment method."""
    clean(call.params, {"expand": list_of(text)})
    return public(call.store.get("payment_methods", call.args[0]))


def from_data(call: Call, value: Json) -> Json:
    """Make a payment method from `payment_method_data` of a confirmation."""
    if not isinstance(value, dict):
        raise InvalidParam("Invalid object", param="payment_method_data")
    params = clean(value, PARAMS, required=("type",), prefix="payment_method_data")
    return build(call.account, params, is_secret=call.is_secret)


def resolve(account: Account, method_id: str) -> Json:
    """Answer a stored payment method, or a new one for an alias such as `pm_card_visa`."""
    found = account.store.find("payment_methods", method_id)
    if found is not None:
        return found
    card = card_for_alias(method_id)
    if card is None:
        raise no_such("PaymentMethod", method_id, "payment_method")
    return _keep(account, "card", {}, _card_part(account, card, {}))


def card_of(method: Json) -> Card:
    """Answer the test card behind a payment method of type `card`."""
    return BY_NUMBER.get(method["_number"]) or card_for_number(method["_number"])


def build(account: Account, params: Json, *, is_secret: bool) -> Json:
    """Make and keep a payment method from checked parameters."""
    kind = params["type"]
    if kind == "card":
        part = _card_from(account, params.get("card") or {}, is_secret=is_secret)
    elif kind == "sepa_debit":
        part = _sepa_from(params)
    else:
        part = {kind: {"bank": None, "bic": None} if kind == "ideal" else {}}
    return _keep(account, kind, params, part)


def _keep(account: Account, kind: str, params: Json, part: Json) -> Json:
    billing = params.get("billing_details") or {}
    method = new_object(
        account,
        "pm",
        "payment_method",
        type=kind,
        billing_details={
            **{name: billing.get(name) for name in BILLING if name != "address"},
            "address": {name: (billing.get("address") or {}).get(name) for name in ADDRESS},
        },
        customer=None,
        allow_redisplay=params.get("allow_redisplay") or "unspecified",
        **part,
    )
    method["metadata"] = merge_metadata({}, params.get("metadata"))
    return account.store.save("payment_methods", method)


def _card_from(account: Account, fields: Json, *, is_secret: bool) -> Json:
    if fields.get("token"):
        card = card_for_alias(fields["token"])
        if card is None:
            raise no_such("token", fields["token"], "card[token]")
        return _card_part(account, card, {})
    for name in ("number", "exp_month", "exp_year"):
        if not fields.get(name):
            raise missing(f"card[{name}]")
    if is_secret:
        raise ApiError(
            "Full card numbers are refused here: collect them with Elements, in the browser.", status=402
        )
    return _card_part(account, _checked_card(account, fields), fields)


def _checked_card(account: Account, fields: Json) -> Card:
    number = fields["number"].replace(" ", "").replace("-", "")
    if not passes_luhn(number):
        raise _card_field("number", "incorrect_number", "Your card number is incorrect.")
    card = card_for_number(number)
    today = time.gmtime(account.now())
    year = fields["exp_year"] + (2000 if fields["exp_year"] < 100 else 0)
    if not 1 <= fields["exp_month"] <= 12:
        raise _card_field("exp_month", "invalid_expiry_month", "Your card's expiration month is invalid.")
    if not (today.tm_year, today.tm_mon) <= (year, fields["exp_month"]) <= (today.tm_year + 50, 12):
        raise _card_field("exp_year", "invalid_expiry_year", "Your card's expiration year is invalid.")
    cvc = fields.get("cvc")
    if cvc and not (cvc.isdecimal() and len(cvc) == cvc_length(card.brand)):
        raise _card_field("cvc", "invalid_cvc", "Your card's security code is invalid.")
    return card


def _card_field(name: str, code: str, message: str) -> CardError:
    return CardError(message, code=code, param=name)


def _card_part(account: Account, card: Card, fields: Json) -> Json:
    year: int = fields.get("exp_year") or time.gmtime(account.now()).tm_year + 3
    # The number stays only for test cards, which are public; any other keeps just its last digits.
    known = card.number if card.number in BY_NUMBER else card.last4
    return {
        "_number": known,
        "card": {
            "brand": card.brand,
            "checks": _checks(fields),
            "country": card.country,
            "display_brand": card.brand,
            "exp_month": fields.get("exp_month") or 12,
            "exp_year": year + (2000 if year < 100 else 0),
            "fingerprint": f"double{card.last4}{card.brand}",
            "funding": "credit",
            "last4": card.last4,
            "networks": {"available": [card.brand], "preferred": None},
            "three_d_secure_usage": {"supported": True},
            "wallet": None,
        },
    }


def _checks(fields: Json) -> Json:
    return {
        "address_line1_check": None,
        "address_postal_code_check": None,
        "cvc_check": "pass" if fields.get("cvc") else None,
    }


def _sepa_from(params: Json) -> Json:
    iban = ((params.get("sepa_debit") or {}).get("iban") or "").replace(" ", "").upper()
    billing = params.get("billing_details") or {}
    for name in ("name", "email"):
        if not billing.get(name):
            raise missing(f"billing_details[{name}]")
    if not is_iban(iban):
        raise InvalidParam("The IBAN you entered is invalid.", code="invalid_bank_account_iban", param="iban")
    return {
        "_iban": iban,
        "sepa_debit": {
            "bank_code": iban[4:12],
            "branch_code": "",
            "country": iban[:2],
            "fingerprint": f"double{iban[-4:]}",
            "last4": iban[-4:],
        },
    }


def is_iban(iban: str) -> bool:
    """Check the form and the two check digits of an IBAN without spaces."""
    if not (iban.isascii() and iban.isalnum() and 15 <= len(iban) <= 34 and iban[:2].isalpha()):
        return False
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def offered_types(currency: str, *, with_redirects: bool, excluded: list[Any]) -> list[str]:
    """Answer the types that automatic payment methods mean for a currency."""
    kinds = OFFERED.get(currency, ("card",))
    return [kind for kind in kinds if kind not in excluded and (with_redirects or kind not in REDIRECT_TYPES)]
