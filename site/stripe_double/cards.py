"""Test cards and what happens when each is charged."""

import re
from dataclasses import dataclass

MESSAGES = {
    "generic_decline": "Your card was declined.",
    "insufficient_funds": "Your card has insufficient funds.",
    "lost_card": "Your card was declined.",
    "stolen_card": "Your card was declined.",
    "fraudulent": "Your card was declined.",
    "card_velocity_exceeded": "Your card was declined for making repeated attempts too often.",
    "test_mode_live_card": "Your card was declined: only test cards can be used here.",
    "expired_card": "Your card has expired.",
    "incorrect_cvc": "Your card's security code is incorrect.",
    "processing_error": "An error occurred while processing your card. Try again in a little while.",
    "authentication_required": "Your card was declined. This payment needs to be authenticated.",
}


@dataclass(frozen=True)
class Card:
    """A test card: its brand and how its bank answers."""

    number: str
    brand: str = "visa"
    country: str = "US"
    code: str | None = None
    decline_code: str | None = None
    needs_authentication: bool = False
    is_disputed: bool = False
    refund: str = "succeeded"
    alias: str = ""

    @property
    def last4(self) -> str:
        return self.number[-4:]

    @property
    def message(self) -> str:
        return MESSAGES[self.decline_code or self.code or "generic_decline"]


def _declined(number: str, decline_code: str, alias: str = "") -> Card:
    return Card(number, code="card_declined", decline_code=decline_code, alias=alias)


_CARDS = [
    Card("4242424242424242", alias="visa"),
    Card("4000056655665556", alias="visa_debit"),
    Card("5555555555554444", brand="mastercard", alias="mastercard"),
    Card("5200828282828210", brand="mastercard", alias="mastercard_debit"),
    Card("378282246310005", brand="amex", alias="amex"),
    Card("6011111111111117", brand="discover", alias="discover"),
    Card("3056930009020004", brand="diners", alias="diners"),
    Card("3566002020360505", brand="jcb", country="JP", alias="jcb"),
    Card("6200000000000005", brand="unionpay", country="CN", alias="unionpay"),
    Card("4000002760000016", country="DE", alias="de"),
    Card("4000008260000000", country="GB", alias="gb"),
    Card("4000002500003155", country="FR", needs_authentication=True, alias="authenticationRequiredOnSetup"),
    Card("4000002760003184", country="DE", needs_authentication=True, alias="authenticationRequired"),
    Card("4000000000003220", country="IE", needs_authentication=True, alias="threeDSecure2Required"),
    Card("4000000000003063", needs_authentication=True, alias="threeDSecureRequired"),
    Card(
        "4000008400001629",
        needs_authentication=True,
        code="card_declined",
        decline_code="generic_decline",
        alias="threeDSecureRequiredChargeDeclined",
    ),
    _declined("4000000000000002", "generic_decline", "chargeDeclined"),
    _declined("4000000000000341", "generic_decline", "chargeCustomerFail"),
    _declined("4000000000009995", "insufficient_funds", "chargeDeclinedInsufficientFunds"),
    _declined("4000000000009987", "lost_card", "chargeDeclinedLostCard"),
    _declined("4000000000009979", "stolen_card", "chargeDeclinedStolenCard"),
    _declined("4100000000000019", "fraudulent", "radarBlock"),
    _declined("4000000000006975", "card_velocity_exceeded", "chargeDeclinedVelocityLimitExceeded"),
    Card("4000000000000069", code="expired_card", alias="chargeDeclinedExpiredCard"),
    Card(
        "4000000000000127",
        code="incorrect_cvc",
        decline_code="incorrect_cvc",
        alias="chargeDeclinedIncorrectCvc",
    ),
    Card("4000000000000119", code="processing_error", alias="chargeDeclinedProcessingError"),
    Card("4000000000000259", is_disputed=True, alias="createDispute"),
    Card("4000000000007726", refund="pending", alias="pendingRefund"),
    Card("4000000000005126", refund="pending", alias="refundFail"),
]
BY_NUMBER = {card.number: card for card in _CARDS}
# `pm_card_visa`, `tok_visa`, `pm_card_visa_chargeDeclined` and `pm_card_chargeDeclined` all name a card.
_BY_ALIAS = {card.alias.lower(): card for card in _CARDS}
_ALIAS = re.compile(r"(?:pm_card|tok)_(.+)")

_BRANDS = [
    ("amex", re.compile(r"3[47]")),
    ("visa", re.compile(r"4")),
    ("mastercard", re.compile(r"5[1-5]|2[2-7]")),
    ("discover", re.compile(r"6011|65|64[4-9]")),
    ("diners", re.compile(r"3[068]")),
    ("jcb", re.compile(r"35")),
    ("unionpay", re.compile(r"62")),
]


def card_for_alias(alias: str) -> Card | None:
    """Answer the card that a name such as `pm_card_visa_chargeDeclined` stands for."""
    match = _ALIAS.fullmatch(alias)
    if match is None:
        return None
    name = match[1].lower()
    return _BY_ALIAS.get(name) or _BY_ALIAS.get(name.removeprefix("visa_"))


def card_for_number(number: str) -> Card:
    """Answer the card of a number; numbers that are no test cards are declined when charged."""
    return BY_NUMBER.get(number) or Card(
        number, brand=brand_of(number), code="card_declined", decline_code="test_mode_live_card"
    )


def brand_of(number: str) -> str:
    """Answer the brand that a number starts like."""
    return next((brand for brand, start in _BRANDS if start.match(number)), "unknown")


def passes_luhn(number: str) -> bool:
    """Check the last digit of a card number against the others."""
    if not (number.isascii() and number.isdecimal() and 12 <= len(number) <= 19):
        return False
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def cvc_length(brand: str) -> int:
    """Answer how many digits the security code of a brand has."""
    return 4 if brand == "amex" else 3
