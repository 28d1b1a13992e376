"""Phone numbers: judged by their country's rules, kept as E.164 (+4930123456), shown as people write them."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumbers import PhoneNumber, PhoneNumberFormat

ONE_PLEASE = _("Enter one phone number only.")
NO_EXTENSION = _("Enter the number without an extension. We cannot dial one.")
NO_LETTERS = _("Enter the phone number in digits, without letters.")
WITH_CODE = _("Enter the phone number with its country code, like +49 30 1234567.")
NO_NUMBER = _(
    "This is no phone number that exists there. Check it, enter it like %(example)s, or leave it out."
)
ANY_EXAMPLE = "+49 30 1234567"

EXTENSION = re.compile(
    r"\d\s*[(,;]?\s*(?:ext|extension|x|durchwahl|dw|app|#)[\s.:=]*\d{1,7}\)?$", re.IGNORECASE
)
SEVERAL = re.compile(r"[,;&|\n]|\d.*\+|\d\W+(?:or|and|oder|und|ou|et|o|y|e)\W+[\d+(]", re.IGNORECASE)
WRITTEN = re.compile(r"[0-9 +()./-]+", re.ASCII)


def stored_phone(typed: str, country: str) -> str:
    """A tidy `typed` number as E.164, dialled from `country`; with a + any country's will do; "" stays "".

    Raises ValidationError with a sentence for the shopper.
    """
    if not typed:
        return ""
    _refuse_misread(typed)
    region = country if country in phonenumbers.SUPPORTED_REGIONS else None
    if region is None and not typed.startswith("+"):
        raise ValidationError(WITH_CODE)
    number = _parsed(typed, region)
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValidationError(_why_not(typed, number, region))
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def shown_phone(stored: str, country: str = "") -> str:
    """As it is dialled within `country` when it is a number of there, else with its code.

    What was kept before numbers were judged is shown as it stands.
    """
    number = _parsed(stored, country if country in phonenumbers.SUPPORTED_REGIONS else None)
    if number is None or not phonenumbers.is_valid_number(number):
        return stored
    is_local = phonenumbers.region_code_for_number(number) == country
    style = PhoneNumberFormat.NATIONAL if is_local else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def typed_phone(stored: str, country: str) -> str:
    """For a field to start with: always with its code, since the country beside it may be changed."""
    number = _parsed(stored, country if country in phonenumbers.SUPPORTED_REGIONS else None)
    if number is None or not phonenumbers.is_valid_number(number):
        return stored
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def _refuse_misread(typed: str) -> None:
    """Raises ValidationError for what the library would read as another number than is meant."""
    if EXTENSION.search(typed):
        raise ValidationError(NO_EXTENSION)
    if SEVERAL.search(typed):
        raise ValidationError(ONE_PLEASE)
    if not WRITTEN.fullmatch(typed):
        raise ValidationError(NO_LETTERS)


def _parsed(text: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None


def _why_not(typed: str, number: PhoneNumber | None, region: str | None) -> ValidationError:
    too_long = phonenumbers.ValidationResult.TOO_LONG
    is_too_long = number is None or phonenumbers.is_possible_number_with_reason(number) == too_long
    if is_too_long and re.search(r"\d\s*/\s*\d", typed):  # 030/123456 is one number, a longer one is two
        return ValidationError(ONE_PLEASE)
    example = phonenumbers.example_number(region) if region else None
    shown = phonenumbers.format_number(example, PhoneNumberFormat.INTERNATIONAL) if example else ANY_EXAMPLE
    return ValidationError(NO_NUMBER, params={"example": shown})
